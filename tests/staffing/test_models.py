"""What the database refuses, and what the forms say about it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from staffing import forms
from staffing.models import Headcount, HiredShare, HiredStaff, ManagerSpan, SickLeave, StaffGroup, StaffingText

REFUSED = [
    (Headcount, {"change": 3, "missing_reason": "not_reported"}),
    (Headcount, {"employees": 3, "missing_reason": "not_reported"}),
    (Headcount, {"fte": "-1"}),
    (ManagerSpan, {"low": 36, "high": 35}),
    (ManagerSpan, {"before_low": 36, "before_high": 35}),
    (SickLeave, {"measure": "total", "value": "5.8", "missing_reason": "not_reported"}),
    (SickLeave, {"measure": "total", "value": "100.1"}),
    (SickLeave, {"measure": "total", "before": "-0.1"}),
    (SickLeave, {"measure": "men", "value": "5.8", "n_employees": 10}),
    (SickLeave, {"measure": "men", "before": "5.8", "n_employees": 3}),
    (SickLeave, {"measure": "men", "before": "5.8", "missing_reason": "confidential"}),
    (SickLeave, {"measure": "total", "work_hours": 0}),
    (HiredStaff, {"cost": 81_000_000, "missing_reason": "not_reported"}),
    (HiredStaff, {"extra_cost_pct": 101}),
    (HiredShare, {"share_r12": "3.81", "missing_reason": "not_reported"}),
    (HiredShare, {"share_r12": "-1"}),
    (HiredShare, {"target": "101"}),
    (HiredShare, {"numerator": 1, "denominator": 0}),
]
ACCEPTED = [
    (Headcount, {"missing_reason": "not_reported"}),
    (ManagerSpan, {"low": 20, "high": 35}),
    (SickLeave, {"measure": "men", "value": "5.8", "n_employees": 11}),
    (SickLeave, {"measure": "men", "n_employees": 4, "missing_reason": "confidential"}),
    (HiredStaff, {"change": -26_000_000}),
    (HiredShare, {"target": "3.7"}),
]


def _saved(model, board, period, values):
    with transaction.atomic():
        return model.objects.create(unit=board, period=period, **values)


@pytest.mark.parametrize(("model", "values"), REFUSED)
def test_the_database_refuses_what_cannot_be(model, values, board, period):
    with pytest.raises(IntegrityError):
        _saved(model, board, period, values)


@pytest.mark.parametrize(("model", "values"), ACCEPTED)
def test_the_database_takes_what_can_be(model, values, board, period):
    assert _saved(model, board, period, values).pk


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Headcount, {}),
        (SickLeave, {"measure": "total"}),
        (HiredStaff, {}),
        (HiredShare, {}),
        (ManagerSpan, {}),
        (StaffingText, {"topic": "hired"}),
    ],
)
def test_there_is_one_row_of_a_kind_for_a_unit_and_period(model, values, board, period):
    _saved(model, board, period, values)
    with pytest.raises(IntegrityError):
        _saved(model, board, period, values)


def test_a_group_has_its_code_once_in_a_board(board, nurses):
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffGroup.objects.create(board=board, code=nurses.code, name="Andra sjuksköterskor")


KEYS = [
    (Headcount(), "staffing.headcount"),
    (Headcount(group_code="nurse"), "staffing.headcount.nurse"),
    (SickLeave(measure="total"), "staffing.sick.total"),
    (SickLeave(group_code="nurse", measure="long_180"), "staffing.sick.nurse.long_180"),
    (HiredStaff(frame_code="primarvard"), "staffing.hired.cost.primarvard"),
    (HiredStaff(), "staffing.hired.cost.total"),
    (HiredShare(), "staffing.hired.share"),
    (ManagerSpan(), "staffing.span"),
    (StaffingText(topic="dental"), "staffing.text.dental"),
]


@pytest.mark.parametrize(("row", "key"), KEYS)
def test_a_row_has_a_stable_key(row, key):
    assert (row.key, str(row)) == (key, key)


HOURS = [
    ({"value": Decimal("5.8")}, Decimal("5.8")),
    ({"sick_hours": Decimal(58), "work_hours": Decimal(1000)}, Decimal("5.8")),
    ({"sick_hours": Decimal(58)}, None),
    ({}, None),
    ({"sick_hours": Decimal(58), "work_hours": Decimal(1000), "n_employees": 10}, None),
    ({"sick_hours": Decimal(58), "work_hours": Decimal(1000), "missing_reason": "confidential"}, None),
]


@pytest.mark.parametrize(("values", "percent"), HOURS)
def test_hours_give_the_percentage_unless_the_group_is_too_small(values, percent):
    assert SickLeave(**values).percent == percent


@pytest.mark.parametrize(("target", "decimals"), [("3.70", 1), ("4.00", 0), ("3.75", 2), (None, 0)])
def test_a_target_has_the_decimals_that_say_something(target, decimals):
    assert HiredShare(target=target and Decimal(target)).target_decimals == decimals


FORM_ERRORS = [
    (
        forms.SickLeaveForm,
        SickLeave(measure="total"),
        {"value": "5,8", "missing_reason": "not_reported"},
        "Give a value or say why it is missing, not both.",
    ),
    (
        forms.SickLeaveForm,
        SickLeave(measure="total"),
        {"value": "101"},
        "Sick leave lies between 0 and 100 per cent.",
    ),
    (
        forms.SickLeaveForm,
        SickLeave(measure="men"),
        {"value": "5,8", "n_employees": "10"},
        "A group of at most ten employees is not shown: leave its values empty and say that it is too few.",
    ),
    (
        forms.HeadcountForm,
        Headcount(),
        {"change": "3", "missing_reason": "not_reported"},
        "Give a value or say why it is missing, not both.",
    ),
    (forms.HeadcountForm, Headcount(), {"fte": "-1"}, "Full-time equivalents cannot be fewer than none."),
    (
        forms.HiredStaffForm,
        HiredStaff(frame_code="primarvard"),
        {"cost": "81", "missing_reason": "not_reported"},
        "Give a value or say why it is missing, not both.",
    ),
    (
        forms.HiredStaffForm,
        HiredStaff(frame_code="primarvard"),
        {"extra_cost_pct": "101"},
        "The extra cost is between 0 and 100 per cent of the cost.",
    ),
    (
        forms.HiredShareForm,
        HiredShare(),
        {"share_r12": "3,81", "missing_reason": "not_reported", "target_operator": "lt"},
        "Give a value or say why it is missing, not both.",
    ),
    (
        forms.HiredShareForm,
        HiredShare(),
        {"target": "101", "target_operator": "lt"},
        "A share lies between 0 and 100 per cent.",
    ),
]


@pytest.mark.parametrize(("form_class", "row", "typed", "sentence"), FORM_ERRORS)
def test_the_form_says_the_same_as_the_database(form_class, row, typed, sentence, board, period):
    row.unit, row.period = board, period
    with translation.override("en"):
        form = form_class({"version": "0", **typed}, instance=row)
        assert form.non_field_errors() == [sentence]
