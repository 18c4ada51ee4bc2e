"""Saving while somebody types: what the page's script sends, and each of the answers it gets."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from organisation import actions
from organisation.forms import TEXT_LIMIT
from organisation.models import KeptText, Membership, Revision, Submission
from reports.models import ChapterText, ReportTemplate
from tests.html import page, words

pytestmark = pytest.mark.usefixtures("in_english")

TAB = "0b9f2f3c-6f0e-4a57-9a55-1f6f3f6c2f10"
SCRIPT = {"X-Autosave": "1", "X-Tab": TAB, "X-Sequence": "1"}


@pytest.fixture
def url(board, period):
    chapters = [{"number": "1", "title": "Sammanfattning", "text": "summary"}]
    ReportTemplate.objects.create(board=board, title="Delårsrapport", chapters=chapters)
    return reverse("reports:chapter", kwargs={"unit": board.slug, "period": period.slug, "code": "summary"})


@pytest.fixture
def autosave(login, planner, url):
    """Saves a text as the page's script does; gives the answer."""

    def post(text, version=0, *, user=planner, sequence=1, **headers):
        data = {"text": text, "version": str(version)}
        said = SCRIPT | {"X-Sequence": str(sequence), "X-User": str(user.pk)} | headers
        return login(user).post(url, data, headers=said)

    return post


def test_a_save_answers_the_version_that_the_next_one_starts_from(autosave):
    answer = autosave("Hej ")
    assert answer.status_code == 200
    assert {name: value for name, value in answer.json().items() if name != "saved_at"} == {
        "version": 1,
        "key": "reports.summary",
    }
    assert ChapterText.objects.get().text == "Hej "


def test_a_save_again_is_the_same_save(autosave):
    answers = [autosave("Hej").json()["version"] for _time in range(3)]
    assert (answers, Revision.objects.count()) == ([1, 1, 1], 1)


def test_what_is_wrong_is_said_by_field_and_nothing_is_saved(autosave):
    answer = autosave("x" * (TEXT_LIMIT + 1))
    assert answer.status_code == 422
    assert answer.json() == {
        "errors": {
            "row-reports-summary-text": [
                f"The text has {TEXT_LIMIT + 1} characters, and {TEXT_LIMIT} fit. Divide it or shorten it."
            ]
        },
        "general": [],
    }
    assert ChapterText.objects.count() == 0


def test_a_conflict_shows_mine_theirs_and_what_was_before(autosave, manager):
    autosave("Först")
    autosave("Deras", 1, user=manager, **{"X-Tab": "cccccccc-1111"})
    answer = autosave("Mitt", 1, sequence=2, **{"X-Tab": "dddddddd-1111"})
    data = answer.json()
    assert (answer.status_code, data["kind"], data["version"]) == (409, "conflict", 2)
    cells = [words(cell) for cell in html.fromstring(data["html"]).xpath("//tbody/tr[th]/td")]
    assert cells == ["Mitt", "Deras", "Först"]
    assert ChapterText.objects.get().text == "Deras"


def test_the_same_person_in_another_tab_is_told_so(autosave):
    autosave("Först")
    autosave("Sedan", 1, **{"X-Tab": "cccccccc-1111"})
    answer = autosave("Mitt", 0, sequence=1, **{"X-Tab": "dddddddd-1111"})
    assert "you, in another tab" in answer.json()["html"]


def test_a_period_that_was_locked_meanwhile_keeps_the_text_for_its_author(
    autosave, board, period, planner, manager, login
):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=manager)
    answer = autosave("Kom för sent.\nRad två")
    assert (answer.status_code, answer.json()["kind"]) == (409, "locked")
    assert ChapterText.objects.count() == 0
    kept = KeptText.objects.get()
    assert [one["text"] for one in kept.fields] == ["Kom för sent.\nRad två"]
    assert "Kom för sent." in words(page(login(planner).get("/kept/")))
    file = login(planner).get(f"/kept/{kept.pk}/file.txt")
    assert file.content.decode().endswith("Kom för sent.\nRad två\n")
    assert file["Content-Disposition"] == 'attachment; filename="1-sammanfattning-2025.txt"'


def test_text_that_came_too_late_is_its_authors_alone(autosave, board, period, manager, login):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=manager)
    autosave("Kom för sent.")
    kept = KeptText.objects.get()
    assert [login(manager).get(f"/kept/{kept.pk}/file.txt").status_code, KeptText.objects.count()] == [404, 1]
    assert "Kom för sent." not in words(page(login(manager).get("/kept/")))
    assert login(manager).post(f"/kept/{kept.pk}/remove/").status_code == 404


def test_an_earlier_save_that_comes_last_does_not_take_the_place_of_what_was_kept(autosave, board, period, manager):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=manager)
    tab = {"X-Tab": "cccccccc-1111"}
    for text, sequence in (("Ett.", 1), ("Ett. Två. Tre.", 3), ("Ett. Två.", 2)):
        assert autosave(text, sequence=sequence, **tab).status_code == 409
    assert [one["text"] for one in KeptText.objects.get().fields] == ["Ett. Två. Tre."]


def test_text_that_came_too_late_goes_when_it_is_saved_after_all(autosave, board, period, manager):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=manager)
    autosave("Kom för sent.")
    actions.send_back(submission=Submission.objects.of(board, period), reason="Mer", by=manager)
    assert autosave("Kom för sent.", sequence=2).status_code == 200
    assert KeptText.objects.count() == 0


def test_what_one_tab_kept_is_not_let_go_by_the_save_of_another(autosave, board, period, manager):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=manager)
    autosave("Kom för sent.")
    actions.send_back(submission=Submission.objects.of(board, period), reason="Mer", by=manager)
    other = {"X-Tab": "cccccccc-1111"}
    assert autosave("Annat.", **other).status_code == 200
    assert autosave("", sequence=2).status_code in {200, 409}
    assert [one["text"] for one in KeptText.objects.get().fields] == ["Kom för sent."]
    assert autosave("Annat. Kom för sent. Och mer.", 1, sequence=2, **other).status_code == 200
    assert KeptText.objects.count() == 0


def test_text_that_came_too_late_is_removed_by_its_author(autosave, board, period, manager, login, planner):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=manager)
    autosave("Kom för sent.")
    assert login(planner).post(f"/kept/{KeptText.objects.get().pk}/remove/").status_code == 302
    assert KeptText.objects.count() == 0


def test_a_role_that_is_gone_is_said_with_the_reason(autosave, planner, board):
    Membership.objects.filter(user=planner).update(role="administrator")
    answer = autosave("Hej")
    assert answer.status_code == 403
    assert answer.json() == {"reason": "You can read this, but your role in this unit does not let you change it."}


def test_a_session_that_is_over_answers_401_and_not_the_login_page(url):
    answer = Client().post(url, {"text": "Hej", "version": "0"}, headers=SCRIPT)
    assert (answer.status_code, answer["HX-Trigger"]) == (401, "session-over")


def test_text_of_one_person_is_not_saved_in_the_name_of_another(autosave, planner, manager):
    answer = autosave("Planerarens", user=manager, **{"X-User": str(planner.pk)})
    assert (answer.status_code, answer["X-Reason"]) == (401, "other-user")
    assert ChapterText.objects.count() == 0


def test_a_token_that_does_not_hold_is_marked_so_that_the_script_asks_anew(url, planner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(planner)
    answer = client.post(url, {"text": "Hej", "version": "0"}, headers=SCRIPT)
    assert (answer.status_code, answer["X-CSRF-Failed"]) == (403, "1")


@pytest.mark.parametrize(
    "text",
    [
        "Slut med blanksteg  ",
        "\tindrag\n\nrader\n",
        "e\u0301 och é, ett tecken åt gången",
        "👩🏽‍⚕️ שלום",
        "<b>fet</b> {{ x }} \u000b",
    ],
)
def test_text_is_stored_to_the_last_character(autosave, text):
    assert autosave(text).status_code == 200
    assert ChapterText.objects.get().text == text


def test_a_sign_that_no_database_stores_is_refused_in_words(autosave):
    answer = autosave("Före\x00efter")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["row-reports-summary-text"])


def test_the_button_carries_the_same_numbers(login, planner, url, htmx):
    """The last save of the script and the button's may come in either order."""
    client = login(planner)
    headers = {
        **htmx,
        "X-Tab": TAB,
        "X-Sequence": "7",
        "HX-Current-URL": "http://testserver/provnamnden/2025/report/chapters/",
    }
    assert client.post(url, {"text": "Allt", "version": "0"}, headers=headers).status_code == 200
    late = client.post(url, {"text": "All", "version": "0"}, headers=SCRIPT | {"X-Sequence": "6"})
    assert (late.json()["version"], ChapterText.objects.get().text) == (1, "Allt")


def test_a_number_that_is_none_is_no_stamp(autosave):
    assert [autosave("Hej", sequence=bad).status_code for bad in ("-1", "²", "0", "9" * 5000)] == [200] * 4
    assert set(Revision.objects.values_list("tab", flat=True)) == {""}


def test_a_page_of_another_person_gets_no_key_of_drafts_and_changes_nothing(login, planner, manager, url, htmx):
    client = login(planner)
    for headers in ({"X-User": str(manager.pk)}, htmx | {"X-User": str(manager.pk)}):
        answers = [client.post("/drafts/key/", headers=headers), client.post(url, {"version": "0"}, headers=headers)]
        assert [(one.status_code, one["X-Reason"]) for one in answers] == [(401, "other-user")] * 2


def test_an_address_that_is_none_is_no_fault_of_the_portal(login, planner, url, htmx):
    headers = htmx | {"HX-Current-URL": "http://["}
    assert login(planner).post(url, {"text": "Hej", "version": "0"}, headers=headers).status_code == 200


def test_the_key_of_drafts_is_ones_own_and_stays(login, planner, manager):
    keys = [login(who).post("/drafts/key/").json()["key"] for who in (planner, manager, planner)]
    assert keys[0] == keys[2] != keys[1]
    assert len(keys[0]) == 44
