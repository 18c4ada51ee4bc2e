"""What the two forms take, refuse and hand to the write."""

from decimal import Decimal

import pytest
from django.utils import translation

from goals.forms import AssessmentForm, ValueForm, WordsForm
from goals.models import GoalAssessment, IndicatorValue


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def value_form(board, period, plan):
    def make(data=None, form_class=ValueForm, **stored):
        row = IndicatorValue(unit=board, period=period, indicator=plan["x1"], **stored)
        data = {"version": "0", "approximate": "", "missing_reason": "", "comment": ""} | data if data else None
        return form_class(data, instance=row)

    return make


@pytest.fixture
def assessment_form(board, period, plan):
    def make(data=None, **stored):
        row = GoalAssessment(unit=board, period=period, goal=plan["g1a"], **stored)
        return AssessmentForm(
            {"version": "0", "measures_text": ""} | data if data else None, instance=row, board=board
        )

    return make


@pytest.mark.parametrize(
    ("typed", "value", "decimals"),
    [("1 700", "1700", 0), ("3,81", "3.81", 2), ("4.8", "4.8", 1), ("0", "0", 0), ("12,50", "12.50", 2)],
)
def test_a_value_is_read_as_people_type_it_with_its_precision(value_form, typed, value, decimals):
    form = value_form({"value": typed})
    assert form.is_valid(), form.errors
    assert (form.changes()["value"], form.changes()["decimals"]) == (Decimal(value), decimals)


BOTH = "Give either a value or the reason why it is missing, not both."


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"value": "", "missing_reason": "", "comment": "Kommer."}, {}),
        ({"value": "5", "missing_reason": "closed"}, {"__all__": [BOTH]}),
        ({"value": "", "missing_reason": "closed"}, {}),
        ({"value": "5"}, {}),
    ],
)
def test_a_value_or_a_reason_but_not_both(value_form, data, errors):
    assert value_form(data).errors == errors


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"value_text": "", "comment": "Kommer."}, {}),
        (
            {"value_text": "Bättre", "missing_reason": "closed"},
            {"__all__": ["Give either a value in words or the reason why it is missing, not both."]},
        ),
        ({"value_text": "Bättre"}, {}),
    ],
)
def test_words_or_a_reason_but_not_both(value_form, data, errors):
    assert value_form(data, form_class=WordsForm).errors == errors


@pytest.mark.parametrize("typed", ["1.234", "många", "1e5", "1234567890123456", "0,1234567"])
def test_what_is_not_one_number_is_refused_at_the_field(value_form, typed):
    assert list(value_form({"value": typed}).errors) == ["value"]


def test_a_stored_value_is_shown_with_the_decimals_it_was_given_in(value_form):
    assert value_form(value=Decimal("1700.000000"), decimals=0)["value"].value() == "1\u00a0700"
    assert value_form(value=Decimal("3.700000"), decimals=2)["value"].value() == "3,70"


@pytest.mark.parametrize(("typed", "has_own_source"), [("1 700", False), ("1 800", True)])
def test_a_value_that_is_changed_no_longer_comes_from_the_document(value_form, typed, has_own_source):
    form = value_form({"value": typed}, value=Decimal("1700.000000"), source="Delårsrapport")
    assert form.is_valid()
    assert ("source" in form.changes()) == has_own_source


def test_an_assessment_that_is_saved_unchanged_keeps_its_source(assessment_form):
    stored = {"status": "met", "forecast": "met", "analysis": "Därför."}
    unchanged, changed = (assessment_form(stored | more, **stored) for more in ({}, {"analysis": "Annat."}))
    assert (unchanged.is_valid(), changed.is_valid()) == (True, True)
    assert ("source" in unchanged.changes(), changed.changes()["source"]) == (False, "")


def test_statuses_are_offered_in_the_boards_own_words_with_the_gap_first(board, assessment_form):
    board.language = "en"
    board.own_words = {"goal_status": {"met": "Uppfylls helt"}}
    choices = assessment_form()["status"].field.choices
    assert [(code, str(label)) for code, label in choices][:3] == [
        ("unassessed", "Not yet assessed"),
        ("met", "Uppfylls helt"),
        ("partly", "Partly met"),
    ]


@pytest.mark.parametrize("name", ["status", "forecast"])
def test_a_status_outside_the_vocabulary_is_refused(assessment_form, name):
    form = assessment_form({"status": "met", "forecast": "met", "analysis": "", name: "fine"})
    assert list(form.errors) == [name]


def test_half_an_assessment_can_be_saved(assessment_form):
    assert assessment_form({"status": "unassessed", "forecast": "unassessed", "analysis": "Halv"}).is_valid()


def test_an_error_message_names_both_readings_of_an_ambiguous_number(value_form):
    error = value_form({"value": "1.234"}).errors["value"][0]
    assert error.startswith("“1.234” can be read in more than one way.")


@pytest.mark.parametrize("unit", ["count", "people", "hours"])
def test_what_is_counted_is_not_fewer_than_none(value_form, plan, unit):
    plan["x1"].unit = unit
    assert value_form({"value": "-4.8"}).errors == {"value": ["What is counted cannot be fewer than none."]}


def test_a_share_may_be_below_nothing(value_form, plan):
    plan["x1"].unit = "%"
    form = value_form({"value": "-4.8"})
    assert (form.errors, form.changes()["value"]) == ({}, Decimal("-4.8"))


@pytest.mark.parametrize(
    ("form_class", "column", "empty"), [(ValueForm, "value_text", ""), (WordsForm, "value", None)]
)
def test_a_reason_empties_the_column_that_is_not_on_the_form(value_form, form_class, column, empty):
    form = value_form({"missing_reason": "closed"}, form_class=form_class, value=Decimal(3))
    assert (form.is_valid(), form.changes()[column]) == (True, empty)
