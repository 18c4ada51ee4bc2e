"""What a file says of indicators, as the import engine is told it; and a whole file from upload to rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from followup.missing import MISSING
from goals.imports import VALUES
from goals.models import Indicator, IndicatorValue
from organisation.imports.reading import Cell
from organisation.imports.target import Figure, Record
from organisation.imports.values import CellError, Convention, value_of
from organisation.places import place_or_404

KR = Convention("kr", False)
COLUMN = next(one for one in VALUES.columns(None) if one.code == "value")


@pytest.fixture
def place(board, period, controller, plan, english):
    return place_or_404(controller, board.slug, period.slug)


def record(number=2, **values):
    if isinstance(text := values.get("value"), str):
        values["value"] = value_of(Cell("s", text), COLUMN, KR)
    return Record(sheet="Blad1", row=number, values=values)


def line_of(place, **values):
    [line] = VALUES.lines(place, [record(**values)])
    return line


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        (Cell("n", "17.9"), Figure(Decimal("17.9"), "17,9")),
        (Cell("p", "0.179"), Figure(Decimal("17.9"), "17,9", True)),
        (Cell("s", "3,8 %"), Figure(Decimal("3.8"), "3,8 %", True)),
        (Cell("s", "−12"), Figure(Decimal(-12), "−12")),
        (Cell("s", "Stängt"), Figure(None, "Stängt")),
        (Cell("s", "ung 116 000"), Figure(None, "ung 116 000")),
        (Cell("s", "ca 20–30"), Figure(None, "ca 20–30")),
        (Cell("s", "20-30"), Figure(None, "20-30")),
        (Cell("s", " – "), None),
        (None, None),
    ],
)
def test_a_cell_is_a_number_or_words_as_they_are_printed(english, cell, figure):
    assert value_of(cell, COLUMN, KR) == figure


@pytest.mark.parametrize("cell", [Cell("s", "1.234"), Cell("d", "2025-08-31"), Cell("e", "#N/A"), Cell("s", "12,,3")])
def test_what_can_be_read_in_two_ways_or_none_is_refused(english, cell):
    with pytest.raises(CellError):
        value_of(cell, COLUMN, KR)


@pytest.mark.parametrize("named", [{"code": "X1"}, {"title": " mått  1"}, {"code": "okänd", "title": "Mått 1"}])
def test_an_indicator_is_found_by_its_code_or_its_title(place, named):
    line = line_of(place, value="1 700", **named)
    assert (line.errors, line.title, line.row.version) == ([], "Mått 1 · PN", 0)
    assert line.changes == {
        "value": Decimal(1700),
        "decimals": 0,
        "value_text": "",
        "missing_reason": "",
        "approximate": "",
        "printed_as": "",
    }


@pytest.mark.parametrize("words", ["Stängt", "ung 116 000", "ca 20–30"])
def test_words_are_kept_as_they_are_printed_with_a_remark(place, words):
    line = line_of(place, code="x1", value=words)
    assert (line.changes["value_text"], line.changes["value"]) == (words, None)
    assert line.remarks == ["It is not a number: it is kept as it is printed, and not rated."]


def test_a_value_is_computed_from_its_parts(place):
    Indicator.objects.filter(code="x1").update(unit="%", decimals=2)
    line = line_of(place, code="x1", numerator=Decimal(165), denominator=Decimal(4331))
    assert (line.changes["value"], line.changes["decimals"]) == (Decimal("3.81"), 2)


@pytest.mark.parametrize("word", ["Ej mätt", "not_measured", "NOT  measured"])
def test_a_reason_is_read_in_either_language(place, word):
    if word == "Ej mätt":
        with translation.override("sv"):
            word = str(MISSING["not_measured"])
    assert line_of(place, code="x1", missing_reason=word).changes["missing_reason"] == "not_measured"


def test_a_unit_and_a_breakdown_have_rows_of_their_own(place, unit):
    Indicator.objects.filter(code="x1").update(by_unit=True)
    line = line_of(place, code="x1", unit="norra", breakdown="Kvinnor", value="5", as_of=date(2025, 8, 31))
    assert (line.row.unit, line.row.breakdown, line.changes["as_of"]) == (unit, "women", date(2025, 8, 31))


@pytest.mark.parametrize(
    ("values", "error"),
    [
        (
            {"code": "x9", "value": "1"},
            "There is no indicator “x9” in the period's plan. Check the spelling, or write its code.",
        ),
        ({"value": "1"}, "The row names no indicator. Give its code or its title."),
        (
            {"code": "x1", "unit": "Okänd", "value": "1"},
            "There is no unit “Okänd” here. Write its name as it stands in the portal.",
        ),
        (
            {"code": "x1", "unit": "Norra", "value": "1"},
            "This indicator is reported by the board alone, not by each unit.",
        ),
        ({"code": "x1", "value": "-1"}, "What is counted cannot be fewer than none."),
        (
            {"code": "x1", "value": "45 %"},
            "“45 %” is per cent, and the indicator is measured in number. Correct the file or the plan.",
        ),
        (
            {"code": "x1", "value": "1", "missing_reason": "closed"},
            "Give either a value or the reason why it is missing, not both.",
        ),
        ({"code": "x1", "value": "1", "value_text": "ett"}, "Give either a number or words, not both."),
    ],
)
def test_what_cannot_be_imported_says_what_to_do(place, unit, values, error):
    line = line_of(place, **values)
    assert (line.row, line.errors) == (None, [error])


def test_per_cent_is_no_percentage_points(place):
    Indicator.objects.filter(code="x1").update(unit="pp")
    assert line_of(place, code="x1", value="0,7 %").errors == [
        "“0,7 %” is per cent, and the indicator is measured in percentage points. Correct the file or the plan."
    ]


def test_an_unknown_reason_names_those_that_there_are(place):
    [error] = line_of(place, code="x1", missing_reason="Vet inte").errors
    assert error.startswith("“Vet inte” is no reason. Write one of: ")


def test_an_unknown_breakdown_is_refused_where_the_plan_names_them(place):
    Indicator.objects.filter(code="x1").update(breakdowns=["women", "men"])
    assert line_of(place, code="x1", breakdown="0-29 år", value="1").errors == [
        "The indicator has no breakdown “0-29 år”. It has: women, men."
    ]


def test_the_same_value_twice_is_refused(place):
    first, second = VALUES.lines(place, [record(2, code="x1", value="1"), record(3, title="Mått 1", value="2")])
    assert (first.errors, second.errors) == (
        [],
        ["The same is said in sheet Blad1, row 2. Keep one of them in the file."],
    )


def test_a_row_of_sums_is_left_out(place):
    assert line_of(place, title="Summa", value="9").left_out == "A row of sums: the portal adds up by itself."


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_takes_as_many_queries_however_long_it_is(place, count, django_assert_num_queries):
    records = [record(number, code=f"x{number}", value="1") for number in range(1, count + 1)]
    with django_assert_num_queries(3):
        VALUES.lines(place, records)


FILE = "Kod;Värde;Enhet\nx1;1 700;\nx2;ca 20–30;\nx3;Stängt;\n"


def test_a_file_becomes_rows_that_say_where_they_come_from(login, controller, board, period, plan):
    client = login(controller)
    at = "/provnamnden/2025/imports"
    upload = SimpleUploadedFile("matt.csv", FILE.encode())
    response = client.post(f"{at}/new/", {"target": "goals.values", "source": "Ledningssystemet", "file": upload})
    assert response.status_code == 302, response.context["form"].errors
    columns = response.url
    form = client.get(columns).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if form[name].value() is not False}
    response = client.post(columns, data)
    assert response.status_code == 302, response.context["form"].errors
    detail = response.url
    while client.get(detail).context["imported"].state == "reading":
        client.post(f"{detail}read/")
    page = client.get(detail)
    assert page.context["imported"].counts == {"new": 3}
    response = client.post(f"{detail}apply/", {"seen": page.context["seen"]})
    assert response.status_code == 302
    rows = {row.indicator.code: row for row in IndicatorValue.objects.select_related("indicator")}
    assert {code: (row.value, row.value_text) for code, row in rows.items()} == {
        "x1": (Decimal(1700), ""),
        "x2": (None, "ca 20–30"),
        "x3": (None, "Stängt"),
    }
    assert rows["x1"].source == "matt.csv, rad 2"
