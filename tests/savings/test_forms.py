"""What people type about savings."""

from decimal import Decimal

import pytest
from django.utils import translation

from savings.forms import StatusForm, TargetForm
from savings.models import MeasureStatus, TargetOutcome


def status_form(row, **data):
    return StatusForm({"version": "0", "status": "unassessed", "comment": "", **data}, instance=row, words={})


@pytest.fixture
def row(board, period, measure):
    return MeasureStatus(unit=board, period=period, measure=measure)


@pytest.mark.parametrize(
    ("typed", "kronor", "unit", "decimals"),
    [
        ("3 000", "3000000", "tkr", 0),
        ("3000", "3000000", "tkr", 0),
        ("3,5 mnkr", "3500000", "mnkr", 1),
        ("12,25 mkr", "12250000", "mnkr", 2),
        ("616 280 kr", "616280", "kr", 0),
        ("0", "0", "tkr", 0),
    ],
)
def test_an_amount_keeps_the_unit_and_decimals_it_was_typed_in(row, typed, kronor, unit, decimals):
    form = status_form(row, realised=typed)
    assert form.is_valid()
    changes = form.changes()
    assert changes["realised"] == Decimal(kronor)
    assert (changes["amount_unit"], changes["amount_decimals"]) == (unit, decimals)


@pytest.mark.parametrize("typed", ["tre", "1.234", "3 miljarder kronor", "1,2,3", "999999999999999 mnkr", "0,001 kr"])
def test_what_is_no_amount_is_refused_and_kept(row, typed):
    form = status_form(row, realised=typed)
    assert list(form.errors) == ["realised"]
    assert form["realised"].value() == typed


def test_no_amount_is_no_amount_and_not_nothing(row):
    form = status_form(row, realised=" ")
    assert form.is_valid()
    empty = {"planned": None, "realised": None, "forecast": None}
    assert form.changes() == {"status": "unassessed", "comment": "", **empty}


@pytest.mark.parametrize(
    ("kronor", "unit", "decimals", "shown"),
    [
        ("3500000.00", "mnkr", 1, "3,5 mnkr"),
        ("3500000.00", "mnkr", 2, "3,50 mnkr"),
        ("20000000.00", "tkr", -3, "20 000"),
        ("1234567.89", "tkr", 0, "1 234,56789"),
    ],
)
def test_a_stored_amount_is_shown_as_it_is_typed(row, kronor, unit, decimals, shown):
    row.realised, row.amount_unit, row.amount_decimals = Decimal(kronor), unit, decimals
    form = StatusForm(instance=row, words={})
    assert form["realised"].value().replace("\u00a0", " ") == shown


def test_what_is_shown_and_saved_again_changes_neither_amount_nor_precision_nor_source(row):
    row.realised, row.amount_unit, row.amount_decimals = Decimal("20000000.00"), "tkr", -3
    shown = StatusForm(instance=row, words={})["realised"].value()
    form = status_form(row, realised=shown)
    assert form.is_valid()
    assert form.changes() == {
        "status": "unassessed",
        "planned": None,
        "forecast": None,
        "realised": Decimal(20_000_000),
        "comment": "",
        "missing_reason": "",
    }


def test_what_is_changed_is_no_longer_the_sources(row):
    row.source = "Delårsrapport"
    form = status_form(row, status="decided")
    assert form.is_valid()
    assert form.changes()["source"] == ""


def test_an_unknown_status_is_refused(row):
    assert list(status_form(row, status="half").errors) == ["status"]


def test_the_boards_own_words_are_the_choices(row):
    form = StatusForm(instance=row, words={"decided": "Beslut fattat"})
    assert dict(form.fields["status"].choices)["decided"] == "Beslut fattat"


def test_a_target_takes_an_amount_or_a_reason_not_both(board, period, target, english):
    row = TargetOutcome(unit=board, period=period, target=target)
    data = {"version": "0", "realised": "137", "missing_reason": "not_measured", "comment": ""}
    form = TargetForm(data, instance=row, unit="mnkr")
    assert form.non_field_errors() == ["Give an amount or a reason why there is none, not both."]


def test_a_targets_amount_is_in_the_unit_of_the_target(board, period, target):
    row = TargetOutcome(unit=board, period=period, target=target)
    form = TargetForm({"version": "0", "realised": "137"}, instance=row, unit="mnkr")
    assert form.is_valid()
    assert form.changes()["realised"] == Decimal(137_000_000)


def test_what_has_been_saved_is_not_less_than_nothing(row):
    with translation.override("en"):
        errors = status_form(row, realised="−3 mnkr").errors
        assert errors == {"realised": ["What has been saved cannot be less than nothing."]}
