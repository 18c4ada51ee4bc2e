"""What people type about a commission, and what becomes of it."""

from decimal import Decimal

import pytest

from commissions.forms import FigureForm, MeetingForm, ReportForm
from commissions.models import CommissionFigure, CommissionReport

# Constraints are checked by a query, in forms too.
pytestmark = pytest.mark.django_db


def figure_form(typed, *, value_unit="count", decimals=0, **data):
    row = CommissionFigure(value_unit=value_unit, decimals=decimals, label="Plats", order=3)
    return FigureForm({"version": "0", "value": typed, **data}, instance=row)


@pytest.mark.parametrize(
    ("typed", "unit", "value", "stored_unit", "decimals"),
    [
        ("6", "count", Decimal(6), "count", 0),
        ("3,81", "%", Decimal("3.81"), "%", 2),
        ("−4,8", "%", Decimal("-4.8"), "%", 1),
        ("80", "mnkr", Decimal(80_000_000), "mnkr", 0),
        ("-26,0", "mnkr", Decimal(-26_000_000), "mnkr", 1),
        ("616 280", "kr", Decimal(616_280), "kr", 0),
        ("616 280 kr", "mnkr", Decimal(616_280), "kr", 0),
        ("", "count", None, "count", 0),
    ],
)
def test_a_figure_is_stored_with_the_unit_and_decimals_it_was_typed_in(typed, unit, value, stored_unit, decimals):
    form = figure_form(typed, value_unit=unit)
    assert form.is_valid()
    changes = form.changes()
    assert (changes["value"], changes["value_unit"], changes["decimals"]) == (value, stored_unit, decimals)


def test_a_figure_keeps_what_it_is_called():
    form = figure_form("6")
    assert form.is_valid()
    assert {name: form.changes()[name] for name in ("label", "is_change", "order")} == {
        "label": "Plats",
        "is_change": False,
        "order": 3,
    }


@pytest.mark.parametrize("typed", ["1.234", "sex", "6 kr", "1,23456"])
def test_what_cannot_be_read_as_one_number_is_refused_at_the_field(typed):
    form = figure_form(typed)
    assert (form.is_valid(), list(form.errors), form["value"].value()) == (False, ["value"], typed)


def test_a_value_and_a_reason_why_it_is_missing_are_refused_together(english):
    form = figure_form("6", missing_reason="not_measured")
    assert form.errors == {"__all__": ["Give a value or a reason why it is missing, not both."]}


@pytest.mark.parametrize(
    ("stored", "unit", "decimals", "shown"),
    [
        (Decimal("80000000.0000"), "mnkr", 0, "80"),
        (Decimal("3.8100"), "%", 2, "3,81"),
        (Decimal("8.0000"), "count", 1, "8,0"),
        (Decimal("1100.0000"), "count", 0, "1\u00a0100"),
        (Decimal("3.8140"), "%", 2, "3,814"),
    ],
)
def test_a_stored_figure_is_shown_as_it_is_typed(stored, unit, decimals, shown):
    row = CommissionFigure(value=stored, value_unit=unit, decimals=decimals, version=1)
    assert FigureForm(instance=row)["value"].value() == shown


def test_the_unit_stands_behind_the_field():
    fields = FigureForm(instance=CommissionFigure(value_unit="mnkr")).fields
    assert (fields["value"].unit, FigureForm(instance=CommissionFigure()).fields["value"].unit) == ("mnkr", "")


def test_a_status_is_chosen_in_the_boards_own_word():
    form = ReportForm(instance=CommissionReport(), words={"done": "Avslutat"})
    choices = dict(form.fields["status"].choices)
    assert (choices["done"], next(iter(choices)), len(choices)) == ("Avslutat", "unassessed", 10)


@pytest.mark.parametrize(("status", "valid"), [("done", True), ("unassessed", True), ("", False), ("nearly", False)])
def test_only_a_status_of_the_list_can_be_chosen(status, valid):
    form = ReportForm({"version": "0", "status": status}, instance=CommissionReport())
    assert form.is_valid() == valid


def test_a_forecast_is_a_sentence():
    form = ReportForm({"version": "0", "status": "done", "forecast_text": "x" * 301}, instance=CommissionReport())
    assert list(form.errors) == ["forecast_text"]


def test_a_report_and_a_meeting_ask_for_different_texts():
    report, meeting = ReportForm(instance=CommissionReport()), MeetingForm(instance=CommissionReport())
    assert list(report.fields) == ["version", "status", "forecast_text", "analysis", "summary", "result", "remaining"]
    assert list(meeting.fields) == ["version", "status", "last_month", "next_month", "comments", "risks_support"]
