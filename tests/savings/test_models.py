"""What the database holds together about savings."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from organisation.models import ReportingPeriod
from savings.models import Measure, MeasureStatus, SavingsTarget, StatedTotal, TargetOutcome
from savings.plan import read_plan

BAD_MEASURES = [
    ({"effect": None}, "Give the effect a year, or say why there is none."),
    ({"effect_missing": "not_reported"}, "Give the effect a year, or say why there is none."),
    ({"start": date(2025, 2, 1), "end": date(2025, 1, 1)}, "The measure must start before it ends."),
    ({"one_off": True, "is_permanent": True}, "A measure is one-off or permanent, not both."),
    ({"code": "s1"}, "The board already has a measure with this code."),
]


def _measure(board, **kwargs):
    values = {"code": "s2", "title": "Åtgärd", "listed_under": "political", "effect": Decimal(1000), **kwargs}
    return Measure(board=board, **values)


@pytest.mark.parametrize(("values", "_sentence"), BAD_MEASURES)
def test_the_database_refuses_a_measure_that_contradicts_itself(board, measure, values, _sentence):
    with pytest.raises(IntegrityError):
        _measure(board, **values).save()


@pytest.mark.parametrize(("values", "sentence"), BAD_MEASURES)
def test_a_measure_that_contradicts_itself_is_refused_in_words(board, measure, values, sentence, english):
    with pytest.raises(ValidationError) as error:
        _measure(board, **values).validate_constraints()
    assert error.value.messages == [sentence]


@pytest.mark.parametrize(
    "values",
    [
        {"effect": None, "effect_missing": "not_reported"},
        {"one_off": True},
        {"is_permanent": True},
        {"effect": Decimal(0)},
    ],
)
def test_a_measure_may_be_incomplete_where_it_says_so(board, values):
    measure = _measure(board, **values)
    measure.full_clean()
    measure.save()
    assert Measure.objects.get() == measure


def test_a_unit_reports_on_a_measure_once_per_period(board, period, measure):
    MeasureStatus.objects.create(unit=board, period=period, measure=measure)
    with pytest.raises(IntegrityError):
        MeasureStatus.objects.create(unit=board, period=period, measure=measure)


@pytest.mark.parametrize("values", [{"status": "half"}, {"realised": Decimal(1), "missing_reason": "not_measured"}])
def test_the_database_refuses_a_status_that_contradicts_itself(board, period, measure, values):
    with pytest.raises(IntegrityError):
        MeasureStatus.objects.create(unit=board, period=period, measure=measure, **values)


def test_a_target_has_its_code_once_and_is_more_than_zero(board, target):
    for values in ({"code": "plans", "amount": 1}, {"code": "other", "amount": 0}):
        with pytest.raises(ValidationError) as error:
            SavingsTarget(board=board, name="Mål", **values).validate_constraints()
        assert len(error.value.messages) == 1


@pytest.mark.parametrize("values", [{"code": "plans", "amount": 1}, {"code": "other", "amount": 0}])
def test_the_database_refuses_such_a_target(board, target, values):
    with pytest.raises(IntegrityError):
        SavingsTarget.objects.create(board=board, name="Mål", **values)


def test_the_database_refuses_an_outcome_with_amount_and_reason(board, period, target):
    with pytest.raises(IntegrityError):
        TargetOutcome.objects.create(
            unit=board, period=period, target=target, realised=1, missing_reason="not_measured"
        )


def test_a_target_has_one_outcome_per_unit_and_period(board, period, target):
    TargetOutcome.objects.create(unit=board, period=period, target=target)
    with pytest.raises(IntegrityError):
        TargetOutcome.objects.create(unit=board, period=period, target=target)


def test_a_place_states_the_sum_of_a_list_once(board, period):
    values = {"board": board, "period": period, "code": "political", "place": "rubriken", "amount": 1}
    StatedTotal.objects.create(**values)
    with pytest.raises(IntegrityError):
        StatedTotal.objects.create(**values)


def test_keys_are_codes(board, period, measure, target):
    assert MeasureStatus(unit=board, period=period, measure=measure).key == "savings.s1"
    assert TargetOutcome(unit=board, period=period, target=target).key == "savings.plans"
    assert target.amount_key == "savings.plans.need"
    target.basis = "measures"
    assert target.amount_key == "savings.target.plans"


def test_a_unit_has_the_measures_of_its_area_and_the_board_has_all(board, unit, make_measure):
    mine, everybodys = make_measure(1, area=unit), make_measure(2)
    assert [one.belongs_to(unit) for one in (mine, everybodys)] == [True, False]
    assert [one.belongs_to(board) for one in (mine, everybodys)] == [True, True]


@pytest.mark.parametrize(
    ("start", "end", "applies"),
    [
        (None, None, True),
        (date(2026, 1, 1), None, False),
        (date(2025, 12, 31), None, True),
        (None, date(2024, 12, 31), False),
        (None, date(2025, 1, 1), True),
        (None, date(2025, 3, 31), True),
    ],
)
def test_a_measure_applies_where_its_dates_meet_the_year(start, end, applies):
    assert Measure(start=start, end=end).applies_in(2025) == applies


def test_a_period_of_some_months_has_the_measures_of_its_whole_year_and_knows_those_that_start_later(
    board, make_measure
):
    quarter = ReportingPeriod(pk=0, board=board, label="Q2", start=date(2025, 4, 1), end=date(2025, 6, 30))
    ended = make_measure(1, start=date(2025, 1, 1), end=date(2025, 3, 31))
    later = make_measure(2, start=date(2025, 10, 1))
    next_year = make_measure(3, start=date(2026, 1, 1))
    make_measure(4, end=date(2024, 12, 31))
    plan = read_plan(board, quarter)
    assert (plan.applying(board, quarter), plan.later(board, quarter)) == ([ended, later], [next_year])
