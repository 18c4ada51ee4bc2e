"""A finding of the review is answered with a comment that is kept."""

import pytest
from django.urls import reverse

from followup.findings import Finding, Severity
from organisation.models import Revision
from reports.finding_answers import answers_of, coded
from reports.models import FindingAnswer

pytestmark = pytest.mark.django_db


def finding(**changes):
    plain = {"rule": "R6", "severity": Severity.NOTICE, "place": "a", "expected": "", "found": "99 mnkr"}
    return Finding(**{**plain, "sentence": "Utan stöd.", **changes})


def codes(*found):
    return [code for code, _one in coded(found)]


def test_a_finding_is_known_by_rule_place_and_figures_and_not_by_words():
    [one] = codes(finding())
    assert codes(finding(sentence="Without support.", expected="none", found="99 MSEK")) == [one]
    others = [finding(rule="R1"), finding(place="b"), finding(found="98 mnkr")]
    assert one not in [codes(other)[0] for other in others]


def test_two_that_are_alike_have_codes_of_their_own_in_order():
    first, second = codes(finding(found="x"), finding(found="y"))
    assert first != second
    assert codes(finding(found="y"), finding(found="x")) == [first, second]


@pytest.fixture
def wrong(write_summary):
    """A text with a figure that nothing supports."""
    write_summary("Kostnaden är 99 mnkr.")


@pytest.fixture
def at(board, period):
    def of(name, **kwargs):
        return reverse(f"reports:{name}", kwargs={"unit": board.slug, "period": period.slug, **kwargs})

    return of


@pytest.fixture
def address(login, planner, wrong, at):
    """Where the finding is answered, as the page says."""
    page = login(planner).get(at("review"))
    [answer] = page.context["answers"].values()
    assert answer.url in page.content.decode()
    return answer.url


def test_it_is_answered_and_the_answer_stands_beside_it(login, planner, address, at, board, period):
    client = login(planner)
    form = client.get(address).context["entry"].form
    assert form["sentence"].value() == "Sammanfattning: siffran 99 mnkr är utan stöd i rapporten."
    posted = {"version": "0", "comment": "Den står i årsbokslutet.", "sentence": form["sentence"].value()}
    assert client.post(address, posted).status_code == 302
    assert "Den står i årsbokslutet." in client.get(at("review")).content.decode()
    [row] = answers_of(board, period).values()
    assert Revision.objects.filter(key=row.key).count() == 1


def test_it_is_the_same_finding_in_english(login, planner, address, at, settings):
    client = login(planner)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    [answer] = client.get(at("review")).context["answers"].values()
    assert answer.url == address


def test_an_answer_to_what_is_no_longer_found_is_kept_and_said_to_be(login, planner, address, at, write_summary):
    client = login(planner)
    client.post(address, {"version": "0", "comment": "Den står i årsbokslutet.", "sentence": "99 är utan stöd."})
    write_summary("Kostnaden är känd.")
    page = client.get(at("review"))
    assert [row.comment for row in page.context["earlier"]] == ["Den står i årsbokslutet."]
    assert "Svar på det som inte längre hittas" in page.content.decode()
    assert client.get(address).status_code == 200


def test_what_nobody_has_found_cannot_be_answered(login, planner, at):
    assert login(planner).get(at("answer", code="0123456789abcdef")).status_code == 404


def test_two_who_answer_see_each_others_words(login, planner, manager, address):
    first, second = {"comment": "Den förstas"}, {"comment": "Den andras"}
    rest = {"version": "0", "sentence": "x"}
    assert login(planner).post(address, rest | first).status_code == 302
    assert login(manager).post(address, rest | second).status_code == 409
    assert FindingAnswer.objects.get().comment == "Den förstas"


def test_what_is_approved_is_answered_no_more(login, planner, address, at, approve):
    approve()
    client = login(planner)
    assert client.post(address, {"version": "0", "comment": "För sent", "sentence": "x"}).status_code in {403, 409}
    assert [one.url for one in client.get(at("review")).context["answers"].values()] == [""]


def test_a_board_member_answers_nothing(login, board_member, address):
    assert login(board_member).get(address).status_code == 403
