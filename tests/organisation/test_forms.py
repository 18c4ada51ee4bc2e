"""The fields and forms that the wings share: what is read, what is shown, and what is kept."""

from decimal import Decimal

import pytest

from commissions.forms import FigureForm as CommissionFigureForm
from commissions.models import CommissionFigure
from economy.forms import CommentaryForm, OutcomeForm
from economy.models import FrameCommentary, FrameOutcome

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"
STORED = {"deviation": Decimal("-112000000.00"), "amount_unit": "mnkr", "amount_decimals": -1, "source": "Källan"}


def outcome(row, money="mnkr", **typed):
    form = OutcomeForm({"version": "0", **typed}, instance=row, unit=money)
    assert form.errors == {}
    return form.changes()


@pytest.mark.parametrize(
    ("given", "money", "text", "behind"),
    [
        ({"amount_unit": "mnkr", "amount_decimals": 0}, "mnkr", "−112", "mnkr"),
        ({"amount_unit": "mnkr", "amount_decimals": 1}, "mnkr", "−112,0", "mnkr"),
        ({"amount_unit": "tkr", "amount_decimals": 0}, "mnkr", f"−112{NBSP}000{NBSP}tkr", ""),
        ({"amount_unit": "tkr", "amount_decimals": 0}, "", f"−112{NBSP}000", "tkr"),
    ],
)
def test_an_amount_is_shown_as_it_was_given_with_its_unit_once(given, money, text, behind):
    form = OutcomeForm(instance=FrameOutcome(deviation=Decimal("-112000000.00"), **given), unit=money)
    assert (form["deviation"].value(), form.fields["deviation"].unit) == (text, behind)


def test_where_nothing_is_stored_the_unit_is_the_boards():
    fields = OutcomeForm(instance=FrameOutcome(amount_unit="mnkr"), unit="tkr").fields
    assert (fields["deviation"].unit, fields["budget"].unit) == ("tkr", "tkr")


def test_what_is_saved_as_it_was_shown_keeps_how_it_was_given_and_its_source():
    changes = outcome(FrameOutcome(**STORED), deviation="−112")
    assert {name: changes.get(name) for name in ("deviation", "amount_decimals", "source")} == {
        "deviation": Decimal(-112_000_000),
        "amount_decimals": None,
        "source": None,
    }


def test_the_same_amount_typed_more_exactly_is_more_exact():
    changes = outcome(FrameOutcome(**STORED), deviation="-112,0")
    assert (changes["amount_unit"], changes["amount_decimals"], "source" in changes) == ("mnkr", 1, False)


def test_another_amount_is_no_longer_the_sources():
    assert outcome(FrameOutcome(**STORED), deviation="-113")["source"] == ""


def test_a_text_that_is_left_stays_the_sources():
    row = FrameCommentary(text="Som källan säger.", source="Källan")
    same, other = (CommentaryForm({"version": "0", "text": text}, instance=row) for text in (row.text, "Annat."))
    assert (same.is_valid(), same.changes()) == (True, {"text": "Som källan säger."})
    assert (other.is_valid(), other.changes()) == (True, {"text": "Annat.", "source": ""})


def test_a_source_that_is_typed_is_kept():
    row = CommissionFigure(value_unit="mnkr", label="Plats", source="Källan")
    form = CommissionFigureForm({"version": "0", "value": "6", "source": "Egen"}, instance=row)
    assert (form.is_valid(), form.changes()["source"]) == (True, "Egen")


@pytest.mark.parametrize(
    ("unit", "typed", "errors"), [("%", "6 tkr", ["value"]), ("mnkr", "6 tkr", []), ("%", "6,5", [])]
)
def test_only_money_takes_a_unit_of_money(unit, typed, errors):
    row = CommissionFigure(value_unit=unit, label="Plats")
    assert list(CommissionFigureForm({"version": "0", "value": typed}, instance=row).errors) == errors


def test_a_text_posted_by_a_browser_unchanged_is_unchanged():
    row = FrameCommentary(text="Först.\n\nSedan.", source="Källan")
    form = CommentaryForm({"version": "0", "text": "Först.\r\n\r\nSedan."}, instance=row)
    assert (form.is_valid(), form.changed_data, form.changes()) == (True, [], {"text": row.text})


def test_the_unit_of_a_posted_form_is_one_of_money():
    row = FrameOutcome(amount_unit="mnkr")
    form = OutcomeForm({"version": "0", "deviation": "-3", "unit_shown": "euro"}, instance=row, unit="mnkr")
    assert list(form.errors) == ["unit_shown"]


def test_a_number_that_is_not_money_has_no_unit_to_post():
    assert "unit_shown" not in CommissionFigureForm(instance=CommissionFigure(value_unit="%")).fields


def test_what_is_typed_is_in_the_unit_that_the_form_was_shown_with():
    row = CommissionFigure(value_unit="tkr", label="Medel", value=Decimal(82_000_000))
    form = CommissionFigureForm({"version": "0", "value": "81", "unit_shown": "mnkr"}, instance=row)
    assert (form.errors, form.fields["value"].unit) == ({}, "mnkr")
    changes = form.changes()
    assert (changes["value"], changes["value_unit"], changes["decimals"]) == (Decimal(81_000_000), "mnkr", 0)
