"""What a file says of staffing by month, and whole files as HR systems write them, from upload to rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organisation.imports.applying import preview_of
from organisation.imports.reading import Cell, read
from organisation.imports.target import Record
from organisation.imports.values import Convention, value_of
from organisation.models import Import, ImportedRow, ImportMapping
from organisation.places import place_or_404
from staffing.imports import MONTHS
from staffing.models import MonthFigure
from tests.imports.files import workbook

COLUMNS = {one.code: one for one in MONTHS.columns(None)}
JAN = date(2025, 1, 1)
LONG = [
    "Enhet;Personalgrupp;Nyckeltal;Månad;Värde;Sjuktimmar;Ordinarie arbetstid;Antal anställda",
    "Norra området;Alla;Sjukfrånvaro totalt;2025-01;;1 234,5;20 575;120",
    "Norra området;Sjuksköterskor;Sjukfrånvaro kvinnor;jan 2025;5,4;;;<10",
    "12 Norra området;Läkare;Årsarbetare;2501;ca 20–30;;;",
    ";;Ack årsarbetare kvartal;2025-03;7 800,25;;;",
    ";;Ack årsarbetare år;2025-03;7 810;;;",
    ";;Andel 60 dagar eller mer;202503;..;;;",
    ";;Sjukfrånvaro -29 år;mars 2025;–;;;",
    ";;Sjukfrånvaro 30–49 år;2025-03;u.s.;;;",
]


@pytest.fixture
def place(board, unit, period, controller, nurses, doctors, english):
    return place_or_404(controller, board.slug, period.slug)


@pytest.fixture
def preview(place, login, controller, in_english):
    """Hands in a file and accepts the proposed columns; gives the import, read to its end."""

    def make(content, name="personal.csv"):
        client = login(controller)
        data = {"target": "staffing.months", "source": "HR", "file": SimpleUploadedFile(name, content)}
        answer = client.post(place.url("imports:new"), data)
        assert answer.status_code == 302, answer.context["form"].errors
        imported = Import.objects.latest("pk")
        url = place.url("imports:columns", pk=imported.pk)
        form = client.get(url).context["form"]
        data = {name: form[name].value() for name in form.fields}
        answer = client.post(url, {name: value for name, value in data.items() if value not in (None, False)})
        assert answer.status_code == 302, answer.context["form"].errors
        imported.refresh_from_db()
        return imported

    return make


@pytest.fixture
def write(login, controller, place, in_english):
    """Posts the button that writes, with an answer to every doubt, or those given; gives the answer."""

    def post(imported, **answers):
        data = {"seen": preview_of(imported)}
        data |= answers or {f"answer_{one.pk}": "Kontrollerat" for one in imported.doubts.all()}
        return login(controller).post(place.url("imports:apply", pk=imported.pk), data)

    return post


def line_of(place, **cells):
    values = {
        code: value_of(Cell("s", text), COLUMNS[code], Convention("kr", False)) for code, text in cells.items() if text
    }
    [line] = MONTHS.lines(place, [Record(sheet="", row=2, values={"measure": None, "month": JAN} | values)])
    return line


@pytest.mark.parametrize(
    ("words", "measure", "covers"),
    [
        ("Sjukfrånvaro totalt", "total", "month"),
        ("Andel 60 dagar eller mer", "long", "month"),
        ("Sjukfrånvaro kvinnor", "women", "month"),
        ("Män", "men", "month"),
        ("-29 år", "age_under_30", "month"),
        ("29 år och yngre", "age_under_30", "month"),
        ("30–49", "age_30_49", "month"),
        ("50-", "age_50plus", "month"),
        ("Antal anställda", "employees", "month"),
        ("Ack årsarbetare kvartal", "fte", "quarter"),
        ("Ack årsarbetare år", "fte", "year"),
        ("Sjukfrånvaro R12", "total", "r12"),
        ("Övertid", "overtime", "month"),
        ("Vakanser", "vacancies", "month"),
        ("Vårdplatser", "beds", "month"),
    ],
)
def test_figures_are_known_by_what_systems_call_them(place, words, measure, covers):
    line = line_of(place, measure=words, value="5,0")
    assert (line.errors, line.row.measure, line.row.covers) == ([], measure, covers)


@pytest.mark.parametrize("words", ["Sjukfrånvaro korttid", "Kvinnor 30-49 år", "Personalomsättning", "Totalt"])
def test_a_name_that_could_be_another_figure_is_refused(place, words):
    assert line_of(place, measure=words, value="5,0").errors[0].startswith(f"“{words}” is no figure")


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"value": "101"}, "A share lies between 0 and 100 per cent, and the file says 101. Correct the file."),
        ({"value": "-1"}, "A share lies between 0 and 100 per cent, and the file says −1. Correct the file."),
        (
            {"numerator": "12", "denominator": "10"},
            "The hours counted are more than those they are counted among. Correct the file.",
        ),
        ({"value": "5", "unit": "Okänd"}, "There is no unit “Okänd” here. Write its name as it stands in the portal."),
        (
            {"value": "5", "month": "2026-01"},
            "The month is after the period that the figures are handed in with. Choose a later period.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(place, cells, sentence):
    assert line_of(place, **{"measure": "Sjukfrånvaro totalt"} | cells).errors == [sentence]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("ca 20–30", ""), ("..", ""), ("–", ""), ("<10", "confidential"), ("Sekretess", "confidential")],
)
def test_words_are_kept_as_printed_and_nothing_is_read_out_of_them(place, text, reason):
    changes = line_of(place, measure="Sjukfrånvaro totalt", value=text).changes
    assert (changes["text"], changes["value"], changes.get("missing_reason", "")) == (text, None, reason)


def test_a_file_as_an_hr_system_writes_it_is_found_again_cell_by_cell(preview, write, unit, board):
    imported = preview("\r\n".join(LONG).encode("cp1252"))
    assert imported.counts == {"new": 8}
    assert write(imported).status_code == 302
    rows = {(row.of_unit_id, row.group_code, row.measure, row.covers): row for row in MonthFigure.objects.all()}
    assert {
        key: (row.value, row.numerator, row.denominator, row.n_employees, row.text) for key, row in rows.items()
    } == {
        (unit.pk, "", "total", "month"): (None, Decimal("1234.5"), Decimal(20575), 120, ""),
        (unit.pk, "nurse", "women", "month"): (Decimal("5.4"), None, None, None, "n_employees: <10"),
        (unit.pk, "doctor", "fte", "month"): (None, None, None, None, "ca 20–30"),
        (board.pk, "", "fte", "quarter"): (Decimal("7800.25"), None, None, None, ""),
        (board.pk, "", "fte", "year"): (Decimal(7810), None, None, None, ""),
        (board.pk, "", "long", "month"): (None, None, None, None, ".."),
        (board.pk, "", "age_under_30", "month"): (None, None, None, None, "–"),
        (board.pk, "", "age_30_49", "month"): (None, None, None, None, "u.s."),
    }
    assert rows[unit.pk, "nurse", "women", "month"].group.code == "nurse"
    again = preview("\r\n".join(LONG).encode("cp1252"))
    assert again.counts == {"unchanged": 8}


HEADS = ["2025-01", "feb-25", "mars 2025", 2504, date(2025, 5, 1)]


def test_a_file_with_a_column_for_each_month_is_one_line_for_each(preview, write, login, controller, place, unit):
    rows = [["Enhet", "Nyckeltal", *HEADS], ["Norra området", "Sjukfrånvaro totalt", 5.1, "5,2", None, 5.4, "ca 5"]]
    imported = preview(workbook(Data=rows), "bred.xlsx")
    assert imported.mapping["columns"] == {"enhet": "unit", "nyckeltal": "measure", "months*": "value"}
    form = login(controller).get(place.url("imports:columns", pk=imported.pk)).context["form"]
    assert [one["head"].text for one in form.heads] == ["Enhet", "Nyckeltal", "5 months, January 2025–May 2025"]
    assert [(line.row, line.column) for line in imported.lines.all()] == [
        (2, "2025-01"), (2, "feb-25"), (2, "2504"), (2, "2025-05-01")
    ]  # fmt: skip
    [gap] = imported.doubts.all()
    assert gap.sentences == ["Norra, sick leave in total: the file has months before and after, but not March 2025."]
    assert write(imported).status_code == 302
    found = MonthFigure.objects.order_by("month").values_list("month", "value", "text")
    assert list(found) == [
        (date(2025, 1, 1), Decimal("5.1"), ""),
        (date(2025, 2, 1), Decimal("5.2"), ""),
        (date(2025, 4, 1), Decimal("5.4"), ""),
        (date(2025, 5, 1), None, "ca 5"),
    ]
    source = MonthFigure.objects.get(month=date(2025, 2, 1)).source
    assert (source.startswith("bred.xlsx"), source.endswith(" feb-25")) == (True, True)
    assert ImportedRow.objects.filter(column="feb-25").count() == 1
    assert ImportMapping.objects.get().columns["months*"] == "value"


def test_hours_in_rows_of_their_own_meet_in_one_figure(preview, write, unit):
    text = "Enhet;Nyckeltal;2025-01;2025-02\nNorra;Sjuktimmar totalt;10;11\nNorra;Arbetstid totalt;200;220\n"
    assert write(preview(text.encode())).status_code == 302
    found = MonthFigure.objects.order_by("month")
    assert [(row.numerator, row.denominator, row.percent_or_level) for row in found] == [(10, 200, 5), (11, 220, 5)]


def test_equal_rows_are_left_out_and_unequal_ones_refused(preview):
    text = "Nyckeltal;Månad;Värde\nMän;2025-01;5\nMän;2025-01;5\nKvinnor;2025-01;5\nKvinnor;2025-01;6\n"
    assert [line.kind for line in preview(text.encode()).lines.all()] == ["new", "left_out", "refused", "refused"]


X16 = "Nyckeltal;Månad;Värde\nSjukfrånvaro totalt;2025-08;10,2\nKvinnor;2025-08;7,4\nMän;2025-08;7,4\n".encode()


def test_a_total_outside_its_parts_is_answered_before_it_is_written(preview, write):
    imported = preview(X16)
    [doubt] = imported.doubts.all()
    assert doubt.sentences == [
        "PN, August 2025: 10,2 in total does not lie between its parts, "
        "7,4 (sick leave, women), 7,4 (sick leave, men)."
    ]
    answer = write(imported, **{f"answer_{doubt.pk}": " "})
    assert (answer.status_code, MonthFigure.objects.count()) == (422, 0)
    assert answer.context["error"] == "Nothing is written: answer each doubt with a comment, or mend the file."
    assert write(imported, **{f"answer_{doubt.pk}": "Så står det i källan"}).status_code == 302
    doubt.refresh_from_db()
    assert (doubt.answer, doubt.answered_by.username) == ("Så står det i källan", "controller")
    assert MonthFigure.objects.get(measure="total").note == "Så står det i källan"


def test_an_answer_to_one_doubt_is_kept_while_the_other_is_asked_for(preview, write):
    imported = preview(X16 + b"M\xc3\xa4n;2025-05;7,0\n")
    first, second = imported.doubts.all()
    answer = write(imported, **{f"answer_{first.pk}": "Kontrollerat"})
    assert answer.status_code == 422
    assert [(one.typed, one.error) for one in answer.context["doubts"]] == [
        ("Kontrollerat", ""), ("", "Answer with a comment.")
    ]  # fmt: skip
    assert second.kind == "gap"


def test_the_database_is_asked_as_much_however_many_records(place, django_assert_num_queries):
    values = {"measure": "Män", "month": JAN}
    records = [Record(sheet="", row=number, values=values) for number in range(2, 60)]
    with django_assert_num_queries(3):
        MONTHS.lines(place, records)


def test_cells_pasted_from_excel_are_read_as_a_file(place, login, controller, in_english):
    cells = "Nyckeltal\tMånad\tVärde\r\nMän\t2025-01\t5,1\r\n"
    data = {"target": "staffing.months", "source": "HR", "cells": cells}
    assert login(controller).post(place.url("imports:new"), data).status_code == 302
    assert Import.objects.get().upload.name == "pasted.tsv"


def test_a_workbook_to_fill_in_has_the_heads_that_the_import_knows(place, login, controller, in_english):
    answer = login(controller).get(place.url("imports:template", target="staffing.months"))
    first = read("mall.xlsx", answer.content)[0]
    assert [cell.text for cell in first.rows[1]] == [str(one.label) for one in MONTHS.columns(place)]
