"""The change of year: previewed, written, told in the report, and taken back until the first entry."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from goals.models import GoalAssessment, Indicator, YearChange
from goals.plan.differences import differences
from goals.plan.previewing import CHANGED, ENDED, preview
from goals.plan.reading import read_plan
from goals.plan.writing import Stale, commit, completed, moved_calendar, seal, take_back
from goals.section import goals
from organisation.actions import Refused, write
from organisation.models import Membership, PlanChange, Role, User

TODAY = date(2026, 5, 2)


@pytest.fixture
def hsn(load_wings):
    return load_wings("goals.fixtures.load")


@pytest.fixture
def hsn_planner(hsn):
    user = User.objects.create_user("hsn_planner", "hsn_planner@example.org", "x")
    Membership.objects.create(user=user, unit=hsn, role=Role.PLANNER)
    return user


def next_plan(board, **fields):
    """The plan of 2026 as it goes on from 2025, with I05 changed."""
    before = read_plan(board, 2026)
    changed = tuple(replace(one, **fields) if one.code == "i05" else one for one in before.indicators)
    return before, completed(before, replace(before, indicators=changed), moved_calendar(board, 2026))


def write_2026(board, by, **fields):
    before, plan = next_plan(board, **fields)
    return commit(board=board, plan=plan, seen=seal(before), by=by)


FIELDS = {
    "title": "Antal medarbetare som har genomgått den digitala introduktionen till krisberedskap",
    "unit": "people",
}


def told(section):
    return [
        tuple(cell.text for cell in row.cells)
        for one in section.walk()
        if one.key == "goals.changed"
        for row in one.blocks[0].rows
    ]


def test_the_preview_says_what_changes_and_what_comes(hsn, file_of, english):
    _before, plan = next_plan(hsn, **FIELDS)
    plan = replace(plan, goals=plan.goals, activities=(), periods=())
    shown = preview(board=hsn, year=2026, name="plan.xlsx", content=file_of(plan))
    kinds = [line.title for line in shown.lines if line.kind == CHANGED]
    assert kinds == [FIELDS["title"]]
    assert [line for line in shown.lines if line.kind == ENDED] == []
    assert {one.slug for one in shown.plan.periods} == {
        slug.replace("2025", "2026") for slug in hsn.periods.filter(end__year=2025).values_list("slug", flat=True)
    }
    assert not shown.is_refused


def test_what_means_something_else_is_a_new_row_and_the_year_before_keeps_its_own(hsn, hsn_planner):
    change = write_2026(hsn, hsn_planner, **FIELDS)
    old, new = Indicator.objects.get(board=hsn, code="i05"), Indicator.objects.get(board=hsn, code="i05-2026")
    assert (old.valid_to, new.valid_from, new.replaces) == (date(2025, 12, 31), date(2026, 1, 1), old)
    assert old.title.startswith("Andel medarbetare")
    assert {one.code for one in read_plan(hsn, 2026).indicators} == {
        one.code for one in read_plan(hsn, 2025).indicators
    }
    assert change.year == 2026
    assert PlanChange.objects.filter(board=hsn, subject="goals.i05-2026").count() == 1


def test_the_report_of_the_new_year_discloses_it_and_the_old_one_does_not(english, hsn, hsn_planner):
    write_2026(hsn, hsn_planner, **FIELDS)
    period = hsn.periods.filter(end__year=2026).order_by("end").first()
    said = told(goals(unit=hsn, period=period, today=TODAY))
    old = "Andel medarbetare som har genomgått den digitala introduktionen till krisberedskap"
    assert (FIELDS["title"], "Title", old, FIELDS["title"]) in said
    assert [row[1:] for row in said if row[1] == "Measured in"] == [("Measured in", "number", "people")]
    assert told(goals(unit=hsn, period=hsn.periods.get(slug="2025"), today=TODAY)) == []


def test_the_list_of_goals_shows_the_same_folded_and_nothing_the_year_before(login, hsn, hsn_planner):
    write_2026(hsn, hsn_planner, **FIELDS)
    period = hsn.periods.filter(end__year=2026).order_by("end").first()
    with translation.override("sv"):
        section = goals(unit=hsn, period=period, today=TODAY)
    client = login(hsn_planner)
    pages = [client.get(f"/{hsn.slug}/{slug}/goals/") for slug in (period.slug, "2025")]
    shown, before = (page.context["page"].changed for page in pages)
    assert [[cell.text for cell in row.cells] for row in shown.rows] == [list(row) for row in told(section)]
    assert before is None
    heading = f"<summary>{shown.caption}</summary>"
    assert [heading in page.content.decode() for page in pages] == [True, False]


def test_it_is_taken_back_whole(hsn, hsn_planner):
    before = read_plan(hsn, 2026), hsn.periods.count(), Indicator.objects.count()
    take_back(change=write_2026(hsn, hsn_planner, **FIELDS), by=hsn_planner)
    assert (read_plan(hsn, 2026), hsn.periods.count(), Indicator.objects.count()) == before
    assert YearChange.objects.get(board=hsn).taken_back_by == hsn_planner


def test_after_the_first_entry_it_is_not_taken_back(english, hsn, hsn_planner):
    change = write_2026(hsn, hsn_planner, **FIELDS)
    period = hsn.periods.filter(end__year=2026).order_by("end").first()
    row = GoalAssessment(unit=hsn, period=period, goal=hsn.goals.get(code="m1a"))
    write(row=row, version=0, changes={"status": "met"}, by=hsn_planner)
    with pytest.raises(Refused) as refused:
        take_back(change=change, by=hsn_planner)
    assert str(refused.value) == (
        f"{hsn} has reported for {period.label}: the change of year cannot be taken back any more."
    )
    assert Indicator.objects.filter(code="i05-2026").exists()


def test_a_plan_that_somebody_changed_after_the_preview_is_not_written(hsn, hsn_planner):
    before, plan = next_plan(hsn, **FIELDS)
    Indicator.objects.filter(board=hsn, code="i01").update(definition="En annan")
    with pytest.raises(Stale):
        commit(board=hsn, plan=plan, seen=seal(before), by=hsn_planner)
    assert not YearChange.objects.exists()


def test_who_may_not_plan_is_refused(hsn, outsider):
    before, plan = next_plan(hsn, **FIELDS)
    with pytest.raises(Refused):
        commit(board=hsn, plan=plan, seen=seal(before), by=outsider)


def test_what_is_gone_ends_and_a_target_that_is_another_is_told(english, hsn, hsn_planner):
    before, plan = next_plan(hsn)
    targets = tuple(replace(one, value=Decimal(9000)) if one.indicator == "i05" else one for one in plan.targets)
    kept = tuple(one for one in plan.indicators if one.code != "i04")
    plan = replace(plan, indicators=kept, targets=tuple(one for one in targets if one.indicator != "i04"))
    kinds = {(one.kind, one.part) for one in differences(before, plan) if one.part != "periods"}
    assert kinds == {("removed", "indicators"), ("changed", "targets")}
    commit(board=hsn, plan=plan, seen=seal(before), by=hsn_planner)
    assert Indicator.objects.get(board=hsn, code="i04").valid_to == date(2025, 12, 31)
    assert "i04" in {one.code for one in read_plan(hsn, 2025).indicators}


def test_nothing_that_changes_writes_nothing(hsn, hsn_planner):
    before = read_plan(hsn, 2025)
    assert commit(board=hsn, plan=before, seen=seal(before), by=hsn_planner) is None
    assert not PlanChange.objects.exists()
