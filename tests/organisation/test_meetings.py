"""A board's meetings: how administrators keep them, the calendar that each unit sees, and what comes next."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from organisation import ics
from organisation.meetings import calendar_of, upcoming_for
from organisation.models import (
    AdministrativeAct,
    Handover,
    Meeting,
    PlanningStep,
    ReportingPeriod,
    Revision,
    Unit,
)
from organisation.places import Place
from tests.html import page, words

MEETING = {"date": "2026-06-22", "place": "Sal A", "is_reported": "on", "due": "2026-06-08"}
STEP = {"label": "Enheterna lämnar in", "unit": "", "role": "", "anchor": "meeting", "days_before": "5"}
STEP |= {"counted": "working"}
TODAY = date(2026, 6, 1)


def _url(name, **kwargs):
    return reverse(f"manage:{name}", kwargs={"board": "provnamnden", **kwargs})


@pytest.fixture
def admin(login, administrator, in_english):
    return login(administrator)


@pytest.fixture
def meet(board):
    """A meeting of the small board, reported to where it has a period."""

    def make(day, *, is_reported=True):
        period = None
        if is_reported:
            period = ReportingPeriod.objects.create(
                board=board, slug=f"{day}", label=f"Möte {day}", start=day, end=day, kind="meeting"
            )
        return Meeting.objects.create(board=board, date=day, period=period)

    return make


@pytest.fixture
def step(board):
    def make(code, days, *, unit=None, anchor="meeting", role=""):
        return PlanningStep.objects.create(
            board=board, unit=unit, code=code, label=code, days_before=days, anchor=anchor, role=role
        )

    return make


def _acts(board):
    return list(AdministrativeAct.objects.filter(board=board).order_by("pk").values_list("verb", "subject"))


def test_a_meeting_that_is_reported_to_gets_a_period_of_its_own(admin, board):
    assert admin.post(_url("add_meeting"), MEETING).url == _url("meetings")
    made = board.meetings.get()
    period = made.period
    assert (made.date, made.place) == (date(2026, 6, 22), "Sal A")
    assert (period.slug, period.kind, period.start, period.end, period.due, period.is_cumulative) == (
        "2026-06-22",
        "meeting",
        date(2026, 5, 23),
        date(2026, 6, 22),
        date(2026, 6, 8),
        False,
    )
    assert _acts(board) == [("meeting_added", "2026-06-22")]


def test_its_label_is_in_the_boards_language_and_it_begins_after_the_meeting_before(admin, board, meet):
    meet(date(2026, 5, 4))
    admin.post(_url("add_meeting"), MEETING)
    period = board.periods.get(slug="2026-06-22")
    assert period.start == date(2026, 5, 5)
    assert period.label.endswith("22 juni 2026")


def test_a_meeting_without_reporting_has_no_period(admin, board):
    admin.post(_url("add_meeting"), {"date": "2026-06-22", "place": ""})
    assert board.meetings.get().period is None
    assert not board.periods.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"date": ""}, "date"),
        ({"date": "22 juni"}, "date"),
        ({"date": "2026-05-04", "due": ""}, "date"),
        ({"due": "2026-06-23"}, "due"),
    ],
)
def test_what_cannot_be_is_refused_with_everything_typed_kept(changed, field, admin, board, meet):
    meet(date(2026, 5, 4))
    response = admin.post(_url("add_meeting"), MEETING | changed)
    form = response.context["form"]
    assert response.status_code == 422
    assert list(form.errors) == [field]
    assert form["place"].value() == "Sal A"
    assert board.meetings.count() == 1


def _change(client, day, **values):
    url = _url("meeting", day=day)
    seen = client.get(url).context["form"]["seen"].value()
    return client.post(url, MEETING | {"seen": seen} | values)


def test_a_meeting_is_moved_with_its_period_while_nothing_is_reported(admin, board, meet):
    meet(date(2026, 6, 22))
    _change(admin, "2026-06-22", date="2026-06-23", due="")
    assert [(one.date, one.period.slug) for one in board.meetings.select_related("period")] == [
        (date(2026, 6, 23), "2026-06-23")
    ]


def test_a_meeting_keeps_its_day_when_something_is_reported_to_it(admin, board, planner, meet):
    period = meet(date(2026, 6, 22)).period
    Revision.objects.create(
        unit=board,
        period=period,
        kind="commissions.commissionreport",
        key="commissions.u01",
        row_id=1,
        version=1,
        by=planner,
        at="2026-06-01T10:00Z",
        before={},
        after={},
    )
    for values in ({"date": "2026-06-23", "due": ""}, {"is_reported": ""}):
        response = _change(admin, "2026-06-22", **values)
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["date"]
    assert _change(admin, "2026-06-22", due="2026-06-09").status_code == 302
    period.refresh_from_db()
    assert (period.slug, period.due) == ("2026-06-22", date(2026, 6, 9))


def test_a_meeting_that_is_reported_to_no_longer_loses_its_empty_period(admin, board, meet):
    meet(date(2026, 6, 22))
    _change(admin, "2026-06-22", is_reported="", due="")
    assert board.meetings.get().period is None
    assert not board.periods.exists()


def test_a_meeting_that_nothing_is_reported_to_is_removed_with_its_period(admin, board, meet):
    meet(date(2026, 6, 22))
    response = admin.post(_url("remove_meeting", day="2026-06-22"), follow=True)
    assert "Removed: 22 June 2026" in words(page(response))
    assert not board.meetings.exists()
    assert not board.periods.exists()
    assert ("meeting_removed", "2026-06-22") in _acts(board)
    assert admin.post(_url("remove_meeting", day="2026-06-22")).status_code == 404


def test_a_meeting_that_something_has_been_asked_before_stays(admin, board, meet, planner):
    period = meet(date(2026, 6, 22)).period
    asked = {"key": "commissions.u01", "subject": "U01", "text": "Varför?", "asked_by": planner}
    period.questions.create(unit=board, asked_at="2026-06-01T10:00Z", **asked)
    response = admin.post(_url("remove_meeting", day="2026-06-22"))
    assert response.status_code == 422
    assert "Something has been reported to this meeting, or asked before it: it stays." in words(page(response))
    assert (board.meetings.count(), _acts(board)) == (1, [])


def test_who_comes_second_meets_what_has_been_changed(admin, board, meet):
    meet(date(2026, 6, 22))
    old = admin.get(_url("meeting", day="2026-06-22")).context["form"]["seen"].value()
    _change(admin, "2026-06-22", place="Sal B")
    response = admin.post(_url("meeting", day="2026-06-22"), MEETING | {"place": "Sal C", "seen": old})
    assert response.status_code == 409
    assert ("Place", "Sal C", "Sal B") in [
        (one.label, one.mine, one.theirs) for one in response.context["form"].differences
    ]


def test_a_step_is_added_changed_and_removed(admin, board):
    admin.post(_url("add_step"), STEP)
    made = board.planning_steps.get()
    url = _url("step", pk=made.pk)
    seen = admin.get(url).context["form"]["seen"].value()
    assert admin.post(url, STEP | {"days_before": "7", "seen": seen}).status_code == 302
    made.refresh_from_db()
    assert made.days_before == 7
    admin.post(_url("remove_step", pk=made.pk))
    assert [verb for verb, _subject in _acts(board)] == ["step_added", "step_changed", "step_removed"]
    assert not board.planning_steps.exists()


def test_a_units_own_step_with_the_same_words_has_the_same_code(admin, board, unit):
    admin.post(_url("add_step"), STEP)
    admin.post(_url("add_step"), STEP | {"unit": unit.slug, "days_before": "8"})
    general, own = board.planning_steps.order_by("pk")
    assert (general.unit, own.unit, general.code) == (None, unit, own.code)
    response = admin.post(_url("add_step"), STEP | {"unit": unit.slug})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["label"]


@pytest.mark.parametrize("days", ["", "-1", "367", "fem"])
def test_days_that_cannot_be_planned_are_refused(days, admin, board):
    response = admin.post(_url("add_step"), STEP | {"days_before": days})
    assert response.status_code == 422
    assert response.context["form"]["label"].value() == "Enheterna lämnar in"
    assert not board.planning_steps.exists()


def test_a_report_gets_a_day_and_is_warned_of_when_it_is_late(admin, board, previous_period):
    typed = {"period": "2025-t2", "receiver": "council", "date": "2025-11-05"}
    response = admin.post(_url("handover"), typed, follow=True)
    assert "by 31 October 2025" in words(page(response))
    admin.post(_url("handover"), typed | {"date": ""})
    assert not Handover.objects.exists()
    refused = admin.post(_url("handover"), typed | {"date": "2025-08-31"})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("model", "same"),
    [
        (Meeting, {"date": date(2026, 6, 22)}),
        (Handover, {"receiver": "council", "date": date(2026, 2, 1)}),
        (PlanningStep, {"code": "in", "label": "In", "days_before": 5}),
    ],
)
def test_the_database_holds_each_once(model, same, board, period):
    values = {"board": board, **same} | ({"period": period} if model is Handover else {})
    model.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**values)


def test_the_database_plans_at_most_a_year_ahead(board, unit):
    values = {"board": board, "unit": unit, "code": "in", "label": "In"}
    PlanningStep.objects.create(**values, days_before=366)
    for again in ({"days_before": 5}, {"code": "ut", "days_before": 367}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanningStep.objects.create(**values | again)


def _place(user, unit, period):
    return Place(user=user, unit=unit, period=period, periods=[period])


def test_each_unit_sees_its_own_days(board, unit, planner, period, meet, step):
    meet(date(2026, 6, 22))
    step("in", 5)
    step("in", 8, unit=unit)
    step("papers", 3)
    days = {
        where: [
            (one.code, one.day) for one in calendar_of(_place(planner, where, period), today=TODAY).upcoming[0].dated
        ]
        for where in (board, unit)
    }
    assert days == {
        board: [("in", date(2026, 6, 12)), ("papers", date(2026, 6, 16))],
        unit: [("in", date(2026, 6, 9)), ("papers", date(2026, 6, 16))],
    }


def test_what_is_to_come_stands_first_and_what_has_been_last_first(board, planner, period, meet):
    for day in (date(2026, 6, 22), date(2026, 3, 2), date(2026, 6, 1), date(2026, 4, 1)):
        meet(day)
    found = calendar_of(_place(planner, board, period), today=TODAY)
    assert [one.meeting.date for one in found.upcoming] == [date(2026, 6, 1), date(2026, 6, 22)]
    assert [one.meeting.date for one in found.past] == [date(2026, 4, 1), date(2026, 3, 2)]


def test_a_meeting_shows_the_report_that_reaches_the_board_that_day(board, planner, period, previous_period, meet):
    meet(date(2026, 6, 22), is_reported=False)
    Handover.objects.create(board=board, period=previous_period, receiver="board", date=date(2026, 6, 22))
    (found,) = calendar_of(_place(planner, board, period), today=TODAY).upcoming
    assert found.reports == (previous_period,)


@pytest.mark.parametrize("count", [1, 3])
def test_the_calendar_costs_the_same_however_many_meetings(
    count, login, planner, board, period, meet, step, django_assert_num_queries
):
    for number in range(count):
        meet(date(2030, 6, 1 + number))
        step(f"step-{number}", number)
    client = login(planner)
    url = reverse("organisation:meetings", kwargs={"unit": board.slug, "period": period.slug})
    client.get(url)
    with django_assert_num_queries(9):
        assert client.get(url).status_code == 200


def test_the_next_day_is_the_earliest_that_concerns_the_reader(board, unit, planner, manager, meet, step):
    meet(date(2026, 6, 22))
    step("approve", 2, role="manager")
    step("in", 5, role="planner")
    step("in", 9, role="planner", unit=unit)

    def found(user, units):
        (one,) = upcoming_for(user, units, today=TODAY)
        return one.meeting, one.mine.code, one.mine.day, one.unit

    assert found(manager, [board]) == (date(2026, 6, 22), "approve", date(2026, 6, 17), board)
    assert found(planner, [board]) == (date(2026, 6, 22), "in", date(2026, 6, 12), board)
    assert found(planner, [board, unit]) == (date(2026, 6, 22), "in", date(2026, 6, 8), unit)
    assert upcoming_for(planner, [board], today=date(2026, 6, 23)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_what_comes_next_is_three_queries(count, board, unit, planner, meet, step, django_assert_num_queries):
    for number in range(count):
        meet(date(2026, 6, 20 + number))
        step(f"step-{number}", number)
    units = list(Unit.objects.select_related("board", "parent"))
    with django_assert_num_queries(3):
        upcoming_for(planner, units, today=TODAY)


def test_the_meetings_page_says_what_is_to_be_reported_and_how_far_it_has_come(
    login, planner, board_member, board, period, previous_period, meet, in_english
):
    meet(date(2026, 6, 22))
    url = reverse("meeting", kwargs={"unit": board.slug, "period": period.slug, "day": "2026-06-22"})
    response = login(planner).get(url)
    assert words(page(response).xpath("//h2")[0]) == "Möte 2026-06-22"
    assert [one.period.slug for one in response.context["page"].reported] == ["2026-06-22"]
    assert login(board_member).get(url).status_code == 403
    assert login(planner).get(url.replace("06-22", "06-23")).status_code == 404
    assert login(planner).get(url.replace("2026-06-22", "juni")).status_code == 404


def test_the_calendar_is_a_file_too(login, planner, board, period, meet, step):
    meet(date(2030, 6, 24))
    step("Handlingar; ut, till alla", 3)
    url = reverse("organisation:calendar_file", kwargs={"unit": board.slug, "period": period.slug})
    response = login(planner).get(url)
    lines = response.content.decode().split("\r\n")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART;VALUE=DATE:20300624",
        "DTSTART;VALUE=DATE:20300618",
    ]
    assert "SUMMARY:Handlingar\\; ut\\, till alla (PN)" in lines


def test_a_long_line_of_the_file_is_folded_by_bytes():
    parts = ics._folded("SUMMARY:" + "å" * 60).split("\r\n")
    assert [len(part.encode()) for part in parts] == [74, 55]
