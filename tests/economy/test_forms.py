from decimal import Decimal

import pytest

from economy.forms import DeviationForm, FigureForm, ForecastForm, OutcomeForm, PartForm
from economy.models import DeviationAnalysis, DeviationPart, ForecastAssessment, FrameOutcome, KeyFigure

pytestmark = pytest.mark.usefixtures("english", "db")


def outcome_form(data, row=None, money="mnkr"):
    return OutcomeForm({"version": "0", **data}, instance=row or FrameOutcome(), unit=money)


@pytest.mark.parametrize(
    ("typed", "money", "kronor", "unit", "decimals"),
    [
        ("−112", "mnkr", -112_000_000, "mnkr", 0),
        ("-112,5", "mnkr", -112_500_000, "mnkr", 1),
        ("112 Mkr", "tkr", 112_000_000, "mnkr", 0),
        ("1 234", "tkr", 1_234_000, "tkr", 0),
        ("616 280 kr", "mnkr", 616_280, "kr", 0),
        ("0", "mnkr", 0, "mnkr", 0),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed, money, kronor, unit, decimals):
    form = outcome_form({"deviation": typed}, money=money)
    assert form.is_valid(), form.errors
    changes = form.changes()
    assert (changes["deviation"], changes["amount_unit"], changes["amount_decimals"]) == (kronor, unit, decimals)


@pytest.mark.parametrize("typed", ["1.234", "hundra", "112 euro", "1 2", "9" * 20])
def test_an_amount_that_cannot_be_read_is_refused(typed):
    form = outcome_form({"deviation": typed})
    assert not form.is_valid()
    assert list(form.errors) == ["deviation"]


def test_an_amount_too_large_to_store_is_refused():
    form = outcome_form({"deviation": "999999999999999"})
    assert list(form.errors) == ["deviation"]


def test_nothing_is_nothing_and_not_nought():
    form = outcome_form({"note": "Väntar på bokslut."})
    assert form.is_valid()
    assert (form.changes()["deviation"], form.changes()["growth_pct"]) == (None, None)


def test_growth_keeps_its_decimals():
    form = outcome_form({"growth_pct": "−4,80"})
    assert form.is_valid()
    assert (form.changes()["growth_pct"], form.changes()["growth_decimals"]) == (Decimal("-4.80"), 2)


def test_a_deviation_and_a_reason_for_none_are_refused():
    form = outcome_form({"deviation": "-1", "missing_reason": "not_reported"})
    assert not form.is_valid()
    assert form.non_field_errors() == ["Enter a deviation or say why it is missing, not both."]


def test_what_is_stored_is_shown_as_it_was_given():
    row = FrameOutcome(
        version=3,
        deviation=Decimal("-112500000.00"),
        actual=Decimal("2000000.00"),
        amount_unit="mnkr",
        amount_decimals=1,
        growth_pct=Decimal("6.700"),
        growth_decimals=1,
    )
    form = OutcomeForm(instance=row, unit="mnkr")
    assert [form[name].value() for name in ("deviation", "actual", "growth_pct", "budget")] == [
        "−112,5",
        "2,0",
        "6,7",
        None,
    ]


def test_what_was_given_in_another_unit_says_so():
    row = FrameOutcome(version=1, deviation=Decimal("616280.00"), amount_unit="kr")
    assert OutcomeForm(instance=row, unit="mnkr")["deviation"].value() == "616\u00a0280\u00a0kr"


def test_a_source_is_not_the_source_of_what_somebody_types():
    form = outcome_form({"deviation": "-1"}, FrameOutcome(source="Delårsrapport"))
    assert form.is_valid()
    assert form.changes()["source"] == ""


def test_a_part_has_a_name():
    form = PartForm({"version": "0", "amount": "50"}, instance=DeviationPart(), unit="mnkr")
    assert list(form.errors) == ["label"]


@pytest.mark.parametrize(
    ("unit", "typed", "stored", "decimals"),
    [
        ("%", "44,14", Decimal("44.14"), 2),
        ("mnkr", "-97", Decimal(-97_000_000), 0),
        ("count", "4 528", Decimal(4528), 0),
    ],
)
def test_a_key_figure_is_read_in_its_unit(unit, typed, stored, decimals):
    form = FigureForm({"version": "0", "value": typed}, instance=KeyFigure(), unit=unit)
    assert form.is_valid(), form.errors
    changes = form.changes()
    assert (changes["value"], changes["value_unit"], changes["decimals"]) == (stored, unit, decimals)


def test_a_stored_key_figure_is_shown_in_its_unit():
    row = KeyFigure(version=1, value=Decimal("12400000.00"), value_unit="mnkr", decimals=1)
    assert FigureForm(instance=row, unit="mnkr")["value"].value() == "12,4"


@pytest.mark.parametrize(
    ("said", "valid"),
    [
        ({"notified_with": "Delårsrapport april"}, False),
        ({"notified_date": "2025-06-18"}, False),
        ({"notified_to": "Regionfullmäktige", "notified_date": "2025-06-18"}, True),
        ({}, True),
    ],
)
def test_a_notification_has_a_receiver(said, valid):
    form = ForecastForm({"version": "0", **said}, instance=ForecastAssessment(), unit="mnkr")
    assert form.is_valid() == valid
    assert form.non_field_errors() == ([] if valid else ["Say who was notified."])


def test_half_an_analysis_can_be_saved():
    form = DeviationForm({"version": "0", "cause": "Dyrare läkemedel."}, instance=DeviationAnalysis())
    assert form.is_valid()
    assert form.changes() == {"cause": "Dyrare läkemedel.", "action": "", "source": ""}


@pytest.mark.parametrize(("typed", "kronor"), [("−112", 112_000_000), ("112", -112_000_000), ("0", 0)])
def test_a_board_that_prints_costs_with_a_minus_types_them_so(typed, kronor):
    form = OutcomeForm(
        {"version": "0", "actual": typed, "deviation": "−5"}, instance=FrameOutcome(), unit="mnkr", sign=-1
    )
    assert form.is_valid(), form.errors
    assert (form.changes()["actual"], form.changes()["deviation"]) == (kronor, -5_000_000)


def test_what_is_stored_is_shown_with_the_boards_sign_and_is_no_change():
    row = FrameOutcome(version=1, actual=Decimal("112500000.00"), deviation=Decimal("-1000000.00"), amount_decimals=1)
    form = OutcomeForm(instance=row, unit="mnkr", sign=-1)
    assert form["actual"].value() == "−112,5"
    again = {name: form[name].value() or "" for name in form.fields}
    posted = OutcomeForm(again, instance=row, unit="mnkr", sign=-1)
    assert posted.is_valid(), posted.errors
    assert (posted.changed_data, posted.changes()["actual"]) == ([], Decimal("112500000"))
