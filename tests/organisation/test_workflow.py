"""The submission's page and its verbs in the browser: what is refused, what is kept, who is told."""

import logging

import pytest
from django.urls import reverse

from organisation import actions
from organisation.actions import seen_of
from organisation.mail import mail_returned
from organisation.models import Membership, Revision, Role, State, Submission, User
from organisation.places import place_or_404
from organisation.workflow import workflow
from reports.models import ChapterText
from tests.html import by_id, page, words


@pytest.fixture
def written(board, period, planner):
    """One text of the board, by the planner."""
    row = ChapterText(unit=board, period=period, code="summary")
    return actions.write(row=row, version=0, changes={"text": "Läget"}, by=planner)


@pytest.fixture
def submitted(written, board, period, planner):
    return actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)


@pytest.fixture
def address(board, period):
    def to(name="submission"):
        prefix = "" if name == "submit" else "organisation:"
        return reverse(f"{prefix}{name}", args=[board.slug, period.slug])

    return to


def _state(submission):
    return Submission.objects.get(pk=submission.pk).state


def _texts(response, dom_id):
    return words(by_id(response, dom_id).getparent())


def _codes(user, board, period):
    return [(act.code, act.is_link) for act in workflow(place_or_404(user, board.slug, period.slug))]


def test_each_role_has_its_buttons_in_each_state(submitted, board, period, planner, manager, controller):
    people = (planner, manager, controller)

    def buttons():
        return [_codes(User.objects.get(pk=one.pk), board, period) for one in people]

    both = [("approve", False), ("return", False)]
    assert buttons() == [[], both, [("return", False)]]
    actions.approve(submission=submitted, by=manager, seen=seen_of(board, period))
    assert buttons() == [[], [], [("unlock", False), ("seal", True)]]
    actions.seal(board=board, period=period, by=controller, seen=seen_of(board, period), store=lambda: None)
    assert buttons() == [[], [], [("correct", True)]]
    actions.correct(submission=submitted, reason="Fel siffra", by=controller)
    assert buttons() == [[("submit", False)], [("submit", False)], []]


def test_only_the_board_is_sealed(unit, period, controller, manager, unit_planner):
    submission = actions.submit(submission=Submission.objects.of(unit, period), missing=list, by=unit_planner)
    actions.approve(submission=submission, by=manager, seen=seen_of(unit, period))
    assert _codes(controller, unit, period) == [("unlock", False)]


@pytest.mark.parametrize("name", ["submit", "return", "approve", "unlock"])
def test_a_verb_asked_for_by_get_leads_to_the_submission(name, address, login, planner):
    response = login(planner).get(address(name))
    assert (response.status_code, response.url) == (302, address())


def test_the_page_says_where_it_stands_and_everything_that_happened(submitted, address, login, in_english, manager):
    actions.send_back(submission=submitted, reason="Analysen saknar orsak", by=manager)
    response = login(manager).get(address())
    log = [words(item) for item in page(response).xpath("//h2[@id='log']/following-sibling::ol/li")]
    assert [entry.split(" 2")[0].rsplit(",", 1)[0] for entry in log] == [
        "Returned with a reason manager",
        "Submitted planner",
    ]
    assert log[0].endswith("Analysen saknar orsak")


def test_what_was_mended_since_the_last_submission_is_listed(submitted, written, address, login, planner, manager):
    actions.send_back(submission=submitted, reason="Utveckla", by=manager)
    client = login(manager)
    assert page(client.get(address())).xpath("//h2[@id='mended']") == []
    actions.write(row=written, version=1, changes={"text": "Läget, utvecklat"}, by=planner)
    actions.submit(submission=submitted, missing=list, by=planner)
    [link] = by_id(client.get(address()), "mended").getparent().xpath(".//ul//a")
    assert link.get("href") == reverse("organisation:history", args=["provnamnden", "2025", "reports.summary"])


def test_units_below_are_listed_with_their_state(unit, period, unit_planner, request, login, manager, in_english):
    actions.submit(submission=Submission.objects.of(unit, period), missing=list, by=unit_planner)
    request.getfixturevalue("submitted")
    address = request.getfixturevalue("address")
    [row] = by_id(login(manager).get(address()), "below").getparent().xpath(".//tbody/tr")
    assert [words(cell) for cell in row][:2] == ["Norra", "Submitted"]
    assert words(row[2]).startswith("unit_planner, ")


def test_a_board_member_reads_the_state_and_not_the_log(
    submitted, board, period, address, login, manager, board_member
):
    actions.approve(submission=submitted, by=manager, seen=seen_of(board, period))
    response = login(board_member).get(address())
    assert response.status_code == 200
    assert page(response).xpath("//h2[@id='log'] | //form[@action]//textarea") == []


@pytest.mark.parametrize(("who", "status"), [("board_member", 403), ("outsider", 404), ("unit_planner", 200)])
def test_who_reads_the_page_of_what_is_not_approved(who, status, submitted, address, login, request):
    assert login(request.getfixturevalue(who)).get(address()).status_code == status


def _approve(client, address):
    [seen] = page(client.get(address())).xpath("//input[@name='seen']/@value")
    return lambda: client.post(address("approve"), {"seen": seen})


def test_what_was_seen_is_approved(submitted, address, login, manager):
    response = _approve(login(manager), address)()
    assert (response.status_code, response.url) == (302, address())
    assert _state(submitted) == State.APPROVED


def test_the_boards_page_posts_what_was_seen_too(submitted, board, period, address, login, manager):
    response = login(manager).get(reverse("board", args=[board.slug, period.slug]))
    assert page(response).xpath("//input[@name='seen']/@value") == [str(seen_of(board, period))]


def test_a_change_below_since_it_was_seen_is_shown_before_approval(
    submitted, unit, period, address, login, in_english, manager, unit_planner
):
    approve = _approve(login(manager), address)
    row = ChapterText(unit=unit, period=period, code="summary")
    # The unit's own report is open; the board's holds it only when it writes: open it for a moment.
    Submission.objects.filter(pk=submitted.pk).update(state=State.OPEN)
    actions.write(row=row, version=0, changes={"text": "Nytt"}, by=unit_planner)
    Submission.objects.filter(pk=submitted.pk).update(state=State.SUBMITTED)
    response = approve()
    assert response.status_code == 409
    assert "Norra · unit_planner" in _texts(response, "since-seen")
    [seen] = page(response).xpath("//input[@name='seen']/@value")
    assert int(seen) == seen_of(submitted.unit, submitted.period)
    assert _state(submitted) == State.SUBMITTED
    assert login(manager).post(address("approve"), {"seen": seen}).status_code == 302
    assert _state(submitted) == State.APPROVED


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_an_approval_that_does_not_say_what_was_seen_is_refused(seen, submitted, address, login, manager):
    assert login(manager).post(address("approve"), {"seen": seen}).status_code == 409
    assert _state(submitted) == State.SUBMITTED


def test_nobody_approves_what_they_wrote(written, board, period, address, login, in_english, manager, planner):
    actions.write(row=written, version=1, changes={"text": "Chefens"}, by=manager)
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    client = login(manager)
    response = client.get(address())
    assert page(response).xpath("//input[@name='seen']") == []
    assert "Nobody approves what they wrote" in words(page(response).xpath("//p[@class='side-note']")[0])
    assert client.post(address("approve"), {"seen": seen_of(board, period)}).status_code == 403
    assert _state(submission) == State.SUBMITTED


def test_a_return_needs_a_reason(submitted, address, login, in_english, manager):
    response = login(manager).post(address("return"), {"reason": "  "})
    assert response.status_code == 422
    assert "Say why it is returned" in words(page(response).xpath("//div[@role='alert']")[0])
    assert _state(submitted) == State.SUBMITTED


@pytest.mark.parametrize("reason", ["x" * 2001, "med\x00nolla"])
def test_a_reason_that_cannot_be_kept_is_refused_and_still_there(reason, submitted, address, login, manager):
    response = login(manager).post(address("return"), {"reason": reason})
    assert response.status_code == 422
    assert _state(submitted) == State.SUBMITTED
    assert len(page(response).xpath("//textarea[@id='reason-return']")[0].text.strip()) >= len(reason) - 1


def test_returning_what_somebody_else_returned_keeps_the_reason(
    submitted, address, login, in_english, manager, controller
):
    actions.send_back(submission=submitted, reason="Först", by=controller)
    response = login(manager).post(address("return"), {"reason": "Min långa förklaring"})
    assert response.status_code == 409
    assert page(response).xpath("//textarea[@id='typed']")[0].text.strip() == "Min långa förklaring"
    assert "Först" in words(page(response))
    assert Submission.objects.get().return_reason == "Först"


@pytest.mark.parametrize(("who", "name"), [("planner", "return"), ("manager", "unlock")])
def test_who_may_not_is_told_why_and_keeps_what_was_typed(who, name, submitted, address, login, request):
    response = login(request.getfixturevalue(who)).post(address(name), {"reason": "Min förklaring"})
    assert response.status_code == 403
    assert page(response).xpath("//textarea[@id='typed']")[0].text.strip() == "Min förklaring"
    assert _state(submitted) == State.SUBMITTED


def test_a_return_is_mailed_to_who_submitted_and_who_wrote(
    submitted, address, login, manager, planner, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.PORTAL_URL = "https://uppfoljning.example.org/"
    with django_capture_on_commit_callbacks(execute=True):
        response = login(manager).post(address("return"), {"reason": "Analysen saknar orsak"})
    assert response.status_code == 302
    [mail] = mailoutbox
    assert mail.to == ["planner@example.org"]
    assert "Provnämnden" in mail.subject
    assert "Analysen saknar orsak" in mail.body
    assert "https://uppfoljning.example.org" + address() in mail.body
    assert "manager" in mail.body


@pytest.mark.usefixtures("written")
def test_only_people_who_can_get_mail_are_told(board, period, planner, manager, controller, mailoutbox):
    source = User.objects.create(username="källa", email="k@example.org", is_source=True, is_active=False)
    for person in (source, controller):
        Revision.objects.create(
            unit=board, period=period, kind="reports.chaptertext", key="reports.x", row_id=99, version=person.pk,
            by=person, at="2025-01-01T00:00:00Z", before={}, after={},
        )  # fmt: skip
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    User.objects.filter(pk=controller.pk).update(email="")
    actions.send_back(submission=submission, reason="Nej", by=manager)
    assert mail_returned(Submission.objects.get(), by=manager, reason="Nej") == []
    assert [mail.to for mail in mailoutbox] == [["planner@example.org"]]


def test_a_line_break_in_a_name_makes_no_new_head(submitted, board, manager, mailoutbox):
    board.name = "Nämnden\r\nBcc: spion@example.org"
    board.save()
    User.objects.filter(pk=manager.pk).update(first_name="Chef\r\nBcc: spion@example.org")
    submission = Submission.objects.select_related("unit", "period").get(pk=submitted.pk)
    assert mail_returned(submission, by=User.objects.get(pk=manager.pk), reason="Nej") == []
    [mail] = mailoutbox
    assert (mail.recipients(), mail.message()["Bcc"]) == (["planner@example.org"], None)
    assert "\n" not in mail.subject


def test_an_address_with_a_line_break_gets_no_mail_and_is_logged(submitted, planner, manager, mailoutbox, caplog):
    User.objects.filter(pk=planner.pk).update(email="a@example.org\r\nBcc: spion@example.org")
    with caplog.at_level(logging.ERROR, logger="organisation.mail"):
        failed = mail_returned(submitted, by=manager, reason="Nej")
    assert ([one.pk for one in failed], mailoutbox) == ([planner.pk], [])
    assert [record.name for record in caplog.records] == ["organisation.mail"]


class NoServer:
    """A mail server that does not answer."""

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        raise OSError("no route to host")


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_fails_does_not_undo_the_return(submitted, address, login, in_english, manager, settings):
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"
    response = login(manager).post(address("return"), {"reason": "Nej"}, follow=True)
    assert _state(submitted) == State.OPEN
    said = [words(one) for one in page(response).xpath("//ul[@class='messages']/li")]
    assert said[-1] == "It is returned, but the mail could not be sent to planner."


def test_the_page_is_read_in_a_constant_number_of_queries(
    submitted, written, board, period, address, login, planner, manager, django_assert_num_queries
):
    client = login(manager)
    client.get(address())
    for _round in range(2):
        actions.send_back(submission=submitted, reason="Igen", by=manager)
        current = ChapterText.objects.get(pk=written.pk)
        actions.write(row=written, version=current.version, changes={"text": f"{current.text} mer"}, by=planner)
        actions.submit(submission=submitted, missing=list, by=planner)
        with django_assert_num_queries(QUERIES):
            client.get(address())


QUERIES = 22


def test_a_manager_of_two_boards_has_each_boards_buttons(submitted, board, period, manager, other_board):
    Membership.objects.create(user=manager, unit=other_board, role=Role.PLANNER)
    assert _codes(manager, board, period) == [("approve", False), ("return", False)]
