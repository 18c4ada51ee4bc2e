"""What a file says of measures, as the import engine is told it."""

from decimal import Decimal

import pytest

from followup.numbers import parse_amount
from organisation.imports.target import Record
from organisation.places import place_or_404
from savings.imports import OUTCOMES
from savings.models import MeasureStatus

M = Decimal(1_000_000)


@pytest.fixture
def place(board, period, controller, english):
    return place_or_404(controller, board.slug, period.slug)


def record(number=2, **values):
    amounts = {
        name: parse_amount(text, default_unit="tkr") if name in {"planned", "realised", "forecast"} else text
        for name, text in values.items()
    }
    blank = dict.fromkeys(("code", "title", "status", "planned", "realised", "forecast"))
    return Record(sheet="Blad1", row=number, values=blank | amounts)


def line_of(place, **values):
    [line] = OUTCOMES.lines(place, [record(**values)])
    return line


@pytest.mark.parametrize("named", [{"code": "S1"}, {"title": "åtgärd  1 "}, {"code": "okänd", "title": "Åtgärd 1"}])
def test_a_measure_is_found_by_its_code_or_its_title(place, measure, named):
    line = line_of(place, realised="1 500", **named)
    assert (line.row.measure, line.row.version, line.errors, line.title) == (measure, 0, [], "S1 Åtgärd 1")
    assert line.changes == {
        "realised": Decimal("1.5") * M,
        "amount_unit": "tkr",
        "amount_decimals": 0,
        "missing_reason": "",
        "approximate": "",
    }


def test_an_empty_cell_changes_nothing_and_what_stands_keeps_its_precision(place, measure, report, planner):
    report(
        measure,
        place.unit,
        place.period,
        by=planner,
        realised=Decimal("1.25") * M,
        amount_unit="mnkr",
        amount_decimals=2,
    )
    line = line_of(place, code="s1", forecast="3 mnkr")
    assert line.changes == {"forecast": 3 * M, "amount_unit": "mnkr", "amount_decimals": 2}
    assert line.row.version == 1


@pytest.mark.parametrize(
    ("word", "code"), [("Beslutad", "decided"), ("decided", "decided"), ("carried OUT", "implemented")]
)
def test_a_status_is_read_in_either_language(place, measure, word, code):
    assert line_of(place, code="s1", status=word).changes == {"status": code}


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"code": "s9"}, "There is no measure with the code s9. Add it in the ledger of savings first."),
        (
            {"title": "Okänd"},
            "There is no measure “Okänd”. Add it in the ledger of savings first, or write its code.",
        ),
        ({"realised": "1"}, "The row names no measure. Give its code or its title."),
        ({"code": "s1", "realised": "-1"}, "What has been saved cannot be less than nothing."),
    ],
)
def test_what_cannot_be_imported_says_what_to_do(place, measure, values, error):
    line = line_of(place, **values)
    assert (line.row, line.errors) == (None, [error])


def test_an_unknown_status_names_those_that_there_are(place, measure):
    [error] = line_of(place, code="s1", status="Nästan").errors
    assert error.startswith("“Nästan” is no status of a measure. Write one of: ")


def test_less_than_is_verified_is_refused(place, measure, report, planner, controller):
    report(measure, place.unit, place.period, by=planner, realised=2 * M)
    report(measure, place.unit, place.period, by=controller, verified=M, evidence="Konto.")
    [error] = line_of(place, code="s1", realised="999").errors
    assert error.replace("\u00a0", " ") == (
        "A controller has verified 1 000 tkr, and the file says 999 tkr. Change what is verified first, or correct "
        "the file."
    )
    assert line_of(place, code="s1", realised="1 000").errors == []


@pytest.mark.parametrize("title", ["Summa", "Totalt politiska", "SUMMA:", "Delsumma"])
def test_rows_of_sums_are_left_out(place, measure, title):
    line = line_of(place, title=title, realised="9")
    assert (line.left_out, line.errors, line.row) == ("A row of sums: the portal adds up by itself.", [], None)


def test_two_rows_of_one_measure_are_not_both_right(place, measure):
    lines = OUTCOMES.lines(place, [record(2, code="s1", realised="1"), record(5, title="Åtgärd 1", realised="2")])
    assert [line.errors for line in lines] == [
        [],
        ["The same is said in sheet Blad1, row 2. Keep one of them in the file."],
    ]


def test_two_measures_with_one_title_need_a_code(place, make_measure):
    make_measure(1)
    make_measure(2)
    place.unit.measures.update(title="Samma")
    assert line_of(place, title="Samma", realised="1").errors == [
        "Several measures have this title. Give the measure's code too."
    ]


@pytest.mark.parametrize("number", [1, 5])
def test_the_lines_take_the_same_number_of_queries_whatever_the_rows(
    place, make_measure, number, django_assert_num_queries
):
    records = [record(one, code=make_measure(one).code, realised="1") for one in range(1, number + 1)]
    with django_assert_num_queries(5):
        OUTCOMES.lines(place, records)
    assert MeasureStatus.objects.count() == 0


def test_the_columns_have_codes_of_their_own_and_names_in_lower_case(place):
    columns = OUTCOMES.columns(place)
    assert [one.code for one in columns] == ["code", "title", "status", "planned", "realised", "forecast"]
    names = [name for one in columns for name in one.names]
    assert (len(names), names) == (len(set(names)), [name.lower() for name in names])
