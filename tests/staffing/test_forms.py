"""What the forms read, keep and show."""

from decimal import Decimal

import pytest
from django.utils import translation

from staffing import forms
from staffing.models import Headcount, HiredShare, HiredStaff, SickLeave, StaffingText

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"


def _filled(form_class, row, **typed):
    form = form_class({"version": "0", **typed}, instance=row)
    assert form.errors == {}
    return form.changes()


@pytest.mark.parametrize(
    ("typed", "value", "decimals"), [("5,8", "5.8", 1), ("5.67", "5.67", 2), ("34", "34", 0), ("5,0", "5.0", 1)]
)
def test_a_percentage_keeps_the_decimals_that_were_typed(typed, value, decimals):
    changes = _filled(forms.SickLeaveForm, SickLeave(measure="total"), value=typed)
    assert (changes["value"], changes["decimals"]) == (Decimal(value), decimals)


def test_a_percentage_is_shown_with_the_decimals_it_was_given_in():
    row = SickLeave(measure="total", value=Decimal("5.00"), decimals=1)
    assert forms.SickLeaveForm(instance=row)["value"].value() == "5,0"


def test_an_empty_form_is_a_gap_and_not_nought():
    changes = _filled(forms.SickLeaveForm, SickLeave(measure="total"))
    assert (changes["value"], changes["before"], changes["missing_reason"]) == (None, None, "")


def test_a_figure_that_is_typed_over_is_no_longer_the_sources():
    row = SickLeave(measure="total", value=Decimal("5.80"), decimals=1, source="Delårsrapport")
    assert _filled(forms.SickLeaveForm, row, value="5,9")["source"] == ""


def test_a_figure_that_is_left_stays_the_sources():
    row = SickLeave(measure="total", value=Decimal("5.80"), decimals=1, source="Delårsrapport")
    assert "source" not in _filled(forms.SickLeaveForm, row, value="5,8", note="Stabilt")


def test_a_text_that_is_written_anew_is_no_longer_the_sources():
    row = StaffingText(topic="hired", text="Som källan säger.", source="Delårsrapport")
    assert _filled(forms.StaffingTextForm, row, text="Som vi säger.") == {"text": "Som vi säger.", "source": ""}


@pytest.mark.parametrize(("typed", "value"), [("+188", 188), ("−3", -3), ("1 234", 1234), ("0", 0)])
def test_people_are_whole_numbers(typed, value):
    assert _filled(forms.HeadcountForm, Headcount(), change=typed)["change"] == value


def test_half_a_person_is_refused_with_a_sentence():
    with translation.override("en"):
        form = forms.HeadcountForm({"version": "0", "change": "1,5"}, instance=Headcount())
        assert form.errors["change"] == ["Write a whole number."]


AMOUNTS = [
    ("81", "-4", Decimal(81_000_000), "mnkr", 0),
    ("81,5", "-4", Decimal(81_500_000), "mnkr", 1),
    ("81 000 tkr", "", Decimal(81_000_000), "tkr", 0),
    ("81 mkr", "-4 000 tkr", Decimal(81_000_000), "tkr", 0),
    ("81 000 123 kr", "", Decimal(81_000_123), "kr", 0),
]


@pytest.mark.parametrize(("cost", "change", "kronor", "unit", "decimals"), AMOUNTS)
def test_amounts_are_kept_in_kronor_with_the_finest_precision_typed(cost, change, kronor, unit, decimals):
    changes = _filled(forms.HiredStaffForm, HiredStaff(frame_code="a"), cost=cost, change=change)
    assert (changes["cost"], changes["amount_unit"], changes["amount_decimals"]) == (kronor, unit, decimals)


def test_an_amount_is_shown_in_the_unit_it_was_given_in():
    row = HiredStaff(frame_code="a", cost=Decimal("81000000.00"), amount_unit="tkr")
    form = forms.HiredStaffForm(instance=row)
    assert (form["cost"].value(), form.fields["cost"].unit) == (f"81{NBSP}000", "tkr")


def test_what_the_source_printed_beside_an_amount_goes_when_the_amount_is_typed_over():
    row = HiredStaff(frame_code="a", cost=Decimal(81_000_000), extra_cost=Decimal(40_500_000), source="Delårsrapport")
    changes = _filled(forms.HiredStaffForm, row, cost="82")
    assert (changes["extra_cost"], changes["prior_cost"], changes["source"]) == (None, None, "")


def test_an_amount_that_cannot_be_read_says_why():
    with translation.override("en"):
        form = forms.HiredStaffForm({"version": "0", "cost": "81 euro"}, instance=HiredStaff(frame_code="a"))
        assert form.errors["cost"] == ["“euro” is not a unit of money. Write kr, tkr or mnkr after the number."]


def test_a_target_is_shown_as_it_was_set():
    row = HiredShare(target=Decimal("3.70"), share_r12=Decimal("3.81"))
    form = forms.HiredShareForm(instance=row)
    assert (form["target"].value(), form["share_r12"].value()) == ("3,7", "3,81")


def test_a_target_must_have_a_direction():
    form = forms.HiredShareForm({"version": "0", "target": "3,7"}, instance=HiredShare())
    assert list(form.errors) == ["target_operator"]


def test_a_total_takes_the_place_of_the_reason_why_there_was_none():
    row = HiredStaff(missing_reason="not_reported")
    assert _filled(forms.HiredTotalForm, row, cost="165")["missing_reason"] == ""


def test_minus_can_be_typed_on_every_telephone():
    fields = forms.HeadcountForm(instance=Headcount()).fields
    modes = {name: fields[name].widget.attrs["inputmode"] for name in ("change", "employees", "fte")}
    assert modes == {"change": "text", "employees": "decimal", "fte": "decimal"}
