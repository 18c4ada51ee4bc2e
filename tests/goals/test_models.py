"""The rules of one row, held by the database, and which goals hold in a period."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from goals.models import Goal, GoalAssessment, GoalLevel, Indicator, IndicatorValue, Target


def refused(make):
    """Whether the database refuses the row."""
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({"code": "n1"}, False),
        ({"code": "g1"}, True),
        ({"code": "n1", "level": 2}, True),
        ({"code": "n1", "valid_from": date(2025, 1, 1), "valid_to": date(2024, 12, 31)}, True),
        ({"code": "n1", "valid_from": date(2025, 1, 1), "valid_to": date(2025, 1, 1)}, False),
    ],
)
def test_goals_are_refused_where_they_contradict_themselves(board, plan, fields, is_refused):
    assert refused(lambda: Goal.objects.create(board=board, title="Nytt", **fields)) == is_refused


def test_a_goal_with_a_parent_cannot_stand_on_the_first_level(board, plan):
    assert refused(lambda: Goal.objects.create(board=board, title="Nytt", code="n", parent=plan["g1"], level=1))


def test_a_level_has_one_name(board):
    GoalLevel.objects.create(board=board, level=1, name="Mål")
    assert refused(lambda: GoalLevel.objects.create(board=board, level=1, name="Inriktning"))


def test_an_indicators_limits_stand_in_order(board):
    assert refused(lambda: Indicator.objects.create(board=board, code="n", title="Nytt", met_from=80, partly_from=100))


def test_an_indicators_code_is_used_once(board, plan):
    assert refused(lambda: Indicator.objects.create(board=board, code="x1", title="Nytt"))


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({"value": 5}, False),
        ({}, True),
        ({"operator": "text", "text": "Ska öka"}, False),
        ({"operator": "text"}, True),
        ({"operator": "text", "text": "Ska öka", "value": 5}, True),
        ({"operator": "between", "value": 20, "value_high": 35}, False),
        ({"operator": "between", "value": 35, "value_high": 20}, True),
        ({"operator": "between", "value": 20}, True),
        ({"operator": "ge", "value": 20, "value_high": 35}, True),
        ({"value": 5, "first_year": 2027}, True),
        ({"value": 5, "first_year": 2025, "year": 2025}, True),
    ],
)
def test_targets_are_refused_where_they_say_too_little_or_too_much(plan, fields, is_refused):
    years = {"first_year": 2026, "year": 2026}
    assert refused(lambda: Target.objects.create(indicator=plan["x1"], **(years | fields))) == is_refused


@pytest.mark.parametrize(
    "fields", [{"status": "fine"}, {"forecast": "fine"}, {"status": ""}], ids=["status", "forecast", "no status"]
)
def test_an_assessment_uses_the_vocabulary(board, period, plan, fields):
    row = {"unit": board, "period": period, "goal": plan["g1a"]}
    assert refused(lambda: GoalAssessment.objects.create(**row, **fields))


def test_there_is_one_assessment_of_a_goal(board, period, plan):
    row = {"unit": board, "period": period, "goal": plan["g1a"]}
    GoalAssessment.objects.create(**row)
    assert refused(lambda: GoalAssessment.objects.create(**row))


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({}, False),
        ({"value": 0}, False),
        ({"missing_reason": "not_measured"}, False),
        ({"value": 0, "missing_reason": "not_measured"}, True),
        ({"value_text": "Bättre", "missing_reason": "not_measured"}, True),
        ({"missing_reason": "forgotten"}, True),
    ],
)
def test_a_value_and_the_reason_why_it_is_missing_exclude_each_other(board, period, plan, fields, is_refused):
    row = {"unit": board, "period": period, "indicator": plan["x1"]}
    assert refused(lambda: IndicatorValue.objects.create(**row, **fields)) == is_refused


def test_there_is_one_value_of_an_indicator_and_breakdown(board, period, plan):
    row = {"unit": board, "period": period, "indicator": plan["x1"]}
    IndicatorValue.objects.create(**row)
    IndicatorValue.objects.create(**row, breakdown="women")
    assert refused(lambda: IndicatorValue.objects.create(**row, breakdown="women"))


def test_a_value_with_both_value_and_reason_is_refused_with_the_users_sentence(board, period, plan):
    row = IndicatorValue(unit=board, period=period, indicator=plan["x1"], value=1, missing_reason="closed")
    with pytest.raises(ValidationError) as error:
        row.validate_constraints()
    assert error.value.messages == [str(IndicatorValue._meta.constraints[1].violation_error_message)]


def test_keys_name_the_goal_the_indicator_and_the_breakdown(plan):
    assert [
        GoalAssessment(goal=plan["g1a"]).key,
        IndicatorValue(indicator=plan["x1"]).key,
        IndicatorValue(indicator=plan["x1"], breakdown="women").key,
    ] == ["goals.g1a", "goals.x1", "goals.x1.women"]


@pytest.mark.parametrize(
    ("fields", "is_valid"),
    [
        ({}, True),
        ({"valid_to": date(2024, 12, 31)}, False),
        ({"valid_to": date(2025, 1, 1)}, True),
        ({"valid_from": date(2025, 12, 31)}, True),
        ({"valid_from": date(2026, 1, 1)}, False),
    ],
)
def test_a_goal_holds_in_the_periods_that_it_touches(board, period, fields, is_valid):
    Goal.objects.create(board=board, code="n", title="Nytt", **fields)
    assert Goal.objects.valid_in(period).exists() == is_valid


def test_what_is_asked_for_once_a_year_is_asked_for_with_the_full_year(period, previous_period):
    yearly = Indicator(aggregation=Indicator.Aggregation.ANNUAL_ONLY)
    assert [yearly.asked_for(period), yearly.asked_for(previous_period), Indicator().asked_for(previous_period)] == [
        True,
        False,
        True,
    ]


def test_values_keep_fifteen_digits(board, period, plan):
    row = IndicatorValue(unit=board, period=period, indicator=plan["x1"], value=Decimal("123456789012345"))
    row.save()
    row.refresh_from_db()
    assert row.value == Decimal("123456789012345")
