"""The history of one row: its steps, the comparison of two versions, restoring, and what stays hidden."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from economy.models import Account, FrameOutcome
from goals.models import Goal, GoalAssessment
from organisation import actions
from organisation.actions import Stamp
from organisation.models import Revision, State, Submission
from reports.models import ChapterText, ReportTemplate
from staffing.models import SickLeave
from tests.html import by_id, page, words

KEY = "reports.summary"


@pytest.fixture
def text(board, period):
    """Writes the chapter's text in one version after another."""

    def write(content, by, *, tab="", sequence=1, **kwargs):
        row = ChapterText.objects.filter(unit=board, period=period, code="summary").first()
        row = row or ChapterText(unit=board, period=period, code="summary")
        stamp = Stamp(tab, sequence) if tab else None
        return actions.write(row=row, version=row.version, changes={"text": content}, by=by, stamp=stamp, **kwargs)

    return write


@pytest.fixture
def address(board, period):
    def to(name="history", key=KEY, **query):
        url = reverse(f"organisation:{name}", args=[board.slug, period.slug, key])
        return url + "?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else url

    return to


def _steps(response):
    return [words(item) for item in page(response).xpath("//ol[@class='panel-main history']/li")]


def _later(minutes):
    """Moves the latest revision on in time, as if it had been written so many minutes later."""
    latest = Revision.objects.order_by("-pk").first()
    Revision.objects.filter(pk=latest.pk).update(at=latest.at + timedelta(minutes=minutes))


def test_each_step_says_who_when_and_what_latest_first(text, address, login, in_english, planner, manager):
    text("Läget är gott", planner)
    text("Läget är svårt", manager)
    steps = _steps(login(planner).get(address()))
    assert len(steps) == 2
    assert steps[0].startswith("manager ")
    assert "TextBefore: Läget är gott → Läget är svårt" in steps[0]
    assert "TextLäget är gott" in steps[1]


def test_autosaves_of_one_tab_are_one_step_that_unfolds(text, address, login, in_english, planner):
    for number in range(1, 4):
        text("ord " * number, planner, tab="en-flik", sequence=number)
        _later(60 * number)
    [step] = _steps(login(planner).get(address()))
    assert "3 saves in one go" in step


@pytest.mark.parametrize(("minutes", "steps"), [(5, 1), (11, 2)])
def test_one_person_within_ten_minutes_is_one_step(minutes, steps, text, address, login, planner):
    text("Först", planner)
    text("Sedan", planner)
    _later(minutes)
    assert len(_steps(login(planner).get(address()))) == steps


def test_two_people_are_two_steps_whatever_the_time(text, address, login, planner, manager):
    text("Ett", planner)
    text("Två", manager)
    text("Tre", planner)
    assert len(_steps(login(planner).get(address()))) == 3


def test_two_versions_are_compared_word_by_word_readably_without_colour(text, address, login, in_english, planner):
    text("Läget är gott i länet.", planner)
    text("Läget är mycket gott.", planner)
    found = by_id(login(planner).get(address(**{"from": 1, "to": 2})), "differences")
    assert [words(one) for one in found.iter("ins")] == ["Added: +mycket gott."]
    assert [words(one) for one in found.iter("del")] == ["Removed: −gott i länet."]


def test_the_latest_step_is_compared_unless_others_are_named(text, address, login, in_english, planner, manager):
    text("Ett", planner)
    text("Två", manager)
    found = by_id(login(planner).get(address()), "differences")
    assert ([words(one) for one in found.iter("del")], [words(one) for one in found.iter("ins")]) == (
        ["Removed: −Ett"],
        ["Added: +Två"],
    )


def test_versions_in_the_other_order_are_the_same_comparison(text, address, login, planner):
    text("Ett", planner)
    text("Två", planner)
    client = login(planner)
    one, two = (
        by_id(client.get(address(**query)), "differences") for query in ({"from": 1, "to": 2}, {"from": 2, "to": 1})
    )
    assert words(one) == words(two)


@pytest.mark.parametrize("query", [{"from": 7}, {"to": "x"}, {"from": "-1"}, {"to": "9" * 30}])
def test_a_version_that_does_not_exist_is_not_found(query, text, address, login, planner):
    text("Ett", planner)
    assert login(planner).get(address(**query)).status_code == 404


def test_numbers_and_choices_are_in_words(board, period, address, login, in_english, controller):
    row = FrameOutcome(unit=board, period=period, **FrameOutcome.about(None), account=Account.NET)
    actions.write(row=row, version=0, changes={"deviation": Decimal("-1234567.50")}, by=controller)
    [step] = _steps(login(controller).get(address(key="economy.total")))
    assert "−1 234 567,5" in step


def test_a_status_stands_in_the_boards_own_words(hsn_year, login, controller, django_user_model):
    from organisation.models import Membership, Role

    Membership.objects.create(user=controller, unit=hsn_year.board, role=Role.CONTROLLER)
    row = GoalAssessment(unit=hsn_year.board, period=hsn_year, goal=Goal.objects.get(code="m1a"))
    actions.write(row=row, version=0, changes={"status": "met"}, by=controller)
    response = login(controller).get(reverse("organisation:history", args=["vasterbotten-hsn", "2025", "goals.m1a"]))
    [step] = _steps(response)
    assert "Uppfylls helt" in step
    assert "1.1" in words(page(response).xpath("//h1")[0])


def test_what_was_carried_over_is_marked(text, address, login, in_english, planner, previous_period):
    text("Samma som förut", planner, carried_from=previous_period)
    response = login(planner).get(address())
    assert "Unchanged since Tertial 2 2025" in _steps(response)[0]
    assert words(page(response).xpath("//p[@class='lead']")[0]) == "Stands unchanged since Tertial 2 2025."


def test_what_nobody_has_written_says_so(address, login, in_english, planner, board):
    chapter = {"number": "1", "title": "Sammanfattning", "text": "summary"}
    ReportTemplate.objects.create(board=board, title="Delårsrapport", chapters=[chapter])
    assert "Nobody has written this yet" in words(page(login(planner).get(address())))


@pytest.mark.parametrize("key", ["nonsense.x", "goals.nonsense", "reports", "reports.summary.x", "staffing.sick.x"])
def test_a_key_that_no_row_and_no_duty_has_does_not_exist(key, address, login, planner):
    assert login(planner).get(address(key=key)).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("planner", 200),
        ("manager", 200),
        ("controller", 200),
        ("administrator", 200),
        ("board_member", 403),
        ("unit_planner", 403),
        ("outsider", 404),
    ],
)
def test_the_history_is_read_by_those_whose_role_shows_it(who, status, text, address, login, planner, request):
    text("Ett", planner)
    person = planner if who == "planner" else request.getfixturevalue(who)
    assert login(person).get(address()).status_code == status


def test_a_board_member_reads_no_history_of_what_is_approved(
    text, address, login, planner, board_member, board, period
):
    text("Ett", planner)
    _in_state(board, period, State.APPROVED, planner)
    assert login(board_member).get(address()).status_code == 403


def test_the_queries_do_not_grow_with_the_versions(text, address, login, planner, manager, django_assert_num_queries):
    client = login(planner)
    text("Ett", planner)
    for people in ((), (manager, planner, manager)):
        for index, person in enumerate(people):
            text(f"Text {index}", person)
        with django_assert_num_queries(13):
            client.get(address())


def _in_state(board, period, state, user):
    now = timezone.now()
    stamps = {f"{v}_{w}": x for v in ("submitted", "approved", "sealed") for w, x in (("at", now), ("by", user))}
    return Submission.objects.update_or_create(unit=board, period=period, defaults={"state": state, **stamps})[0]


def _restore(client, address, version, current):
    return client.post(address("restore"), {"version": version, "current": current})


def test_restoring_writes_the_old_values_as_a_new_version_with_a_reason(text, address, login, planner, manager):
    text("Ett", planner)
    text("Två", manager)
    response = _restore(login(planner), address, 1, 2)
    assert (response.status_code, response.url) == (302, address())
    row = ChapterText.objects.get()
    assert (row.text, row.version, row.saved_by) == ("Ett", 3, planner)
    latest = Revision.objects.order_by("-version").first()
    assert latest.reason.startswith("Återställd från version 1 ") or latest.reason.startswith(
        "Restored from version 1 "
    )


def test_a_number_comes_back_as_it_was(board, period, address, login, controller):
    row = FrameOutcome(unit=board, period=period, **FrameOutcome.about(None), account=Account.NET)
    row = actions.write(
        row=row, version=0, changes={"deviation": Decimal("-112000000"), "amount_decimals": 0}, by=controller
    )
    actions.write(row=row, version=1, changes={"deviation": None}, by=controller)
    url = address("restore", key="economy.total")
    login(controller).post(url, {"version": 1, "current": 2})
    row.refresh_from_db()
    assert (row.deviation, row.version) == (Decimal("-112000000"), 3)


def test_restoring_what_stands_already_writes_nothing(text, address, login, planner):
    text("Ett", planner)
    text("Två", planner)
    text("Ett", planner)
    assert _restore(login(planner), address, 1, 3).status_code == 302
    assert Revision.objects.count() == 3


def test_restoring_when_somebody_saved_meanwhile_is_a_conflict(text, address, login, in_english, planner, manager):
    text("Ett", planner)
    text("Två", planner)
    text("Tre", manager)
    response = _restore(login(planner), address, 1, 2)
    assert response.status_code == 409
    assert "Not restored: somebody saved after you opened the page." in words(page(response))
    assert page(response).xpath("//input[@name='current']/@value")[0] == "3"
    assert ChapterText.objects.get().text == "Tre"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
def test_nothing_is_restored_in_a_locked_period(state, text, address, login, planner, board, period):
    text("Ett", planner)
    text("Två", planner)
    _in_state(board, period, state, planner)
    client = login(planner)
    response = _restore(client, address, 1, 2)
    assert response.status_code == 403
    assert "planner" in words(page(response).xpath("//main//p")[0])
    assert ChapterText.objects.get().text == "Två"
    assert page(client.get(address())).xpath("//input[@name='version']") == []


@pytest.mark.parametrize("who", ["administrator", "board_member", "unit_planner"])
def test_nobody_restores_without_a_role_that_writes(who, text, address, login, planner, request):
    text("Ett", planner)
    text("Två", planner)
    assert _restore(login(request.getfixturevalue(who)), address, 1, 2).status_code == 403
    assert ChapterText.objects.get().text == "Två"


def test_an_outsider_restores_nothing(text, address, login, planner, outsider):
    text("Ett", planner)
    assert _restore(login(outsider), address, 1, 1).status_code == 404


@pytest.mark.parametrize("data", [{}, {"version": "x", "current": "1"}, {"version": "9", "current": "1"}])
def test_restoring_asks_for_a_version(data, text, address, login, planner):
    text("Ett", planner)
    assert login(planner).post(address("restore"), data).status_code == 422


def test_the_address_of_restoring_leads_back_to_the_history(text, address, login, planner):
    text("Ett", planner)
    response = login(planner).get(address("restore"))
    assert (response.status_code, response.url) == (302, address())


@pytest.fixture
def small_group(board, period, planner):
    """A value that was shown, and whose group turned out to be too small."""
    row = SickLeave(unit=board, period=period, group_code="", measure="women")
    row = actions.write(row=row, version=0, changes={"value": Decimal("7.31")}, by=planner)
    changes = {"value": None, "n_employees": 8, "missing_reason": "confidential"}
    return actions.write(row=row, version=1, changes=changes, by=planner)


def test_a_value_of_too_small_a_group_is_in_no_version(small_group, address, login, in_english, planner):
    client = login(planner)
    for query in ({}, {"from": 0, "to": 1}, {"from": 1, "to": 2}):
        response = client.get(address(key="staffing.sick.women", **query))
        assert "Not shown: the group was too small." in words(by_id(response, "differences"))
        assert "7,31" not in response.content.decode()
        assert "7.31" not in response.content.decode()
    refused = client.post(address("restore", key="staffing.sick.women"), {"version": 1, "current": 2})
    assert refused.status_code == 403


def test_what_a_group_had_when_it_was_too_small_stays_hidden(small_group, address, login, in_english, planner):
    changes = {"value": Decimal("5.52"), "n_employees": 30, "missing_reason": ""}
    actions.write(row=small_group, version=2, changes=changes, by=planner)
    Revision.objects.filter(version=3).update(at=timezone.now() + timedelta(hours=1))
    response = login(planner).get(address(key="staffing.sick.women"))
    content = response.content.decode()
    assert ("5,52" in content, "7,31" in content) == (True, False)
