"""Honest files, as systems export them: workbooks and texts, whatever their letters and separators."""

from datetime import date

import pytest

from organisation.imports.reading import MAX_NAME, Cell, own_name, read
from tests.imports.files import repacked, workbook


def _texts(sheet):
    return {number: [cell.text if cell else None for cell in row] for number, row in sheet.rows.items()}


def test_a_workbook_gives_its_sheets_with_the_rows_as_the_spreadsheet_numbers_them():
    found = read("a.xlsx", workbook(Resultat=[["Rapport"], [], ["Ram", "Utfall"], ["a", 1.5]], Tom=[], Mer=[["b", 2]]))
    assert [(sheet.name, _texts(sheet)) for sheet in found] == [
        ("Resultat", {1: ["Rapport"], 3: ["Ram", "Utfall"], 4: ["a", "1.5"]}),
        ("Tom", {}),
        ("Mer", {1: ["b", "2"]}),
    ]


def test_each_cell_says_what_it_is():
    row = ["text", 7, 0.05, (0.05, "0.0%"), (0.5, '0.0"%"'), date(2025, 8, 31), True, "#DIV/0!", 0.1]
    [sheet] = read("a.xlsx", workbook(A=[row]))
    assert sheet.rows[1] == [
        Cell("s", "text"),
        Cell("n", "7"),
        Cell("n", "0.05"),
        Cell("p", "0.05"),
        Cell("n", "0.5"),
        Cell("d", "2025-08-31"),
        Cell("b", "1"),
        Cell("e", "#DIV/0!"),
        Cell("n", "0.1"),
    ]


def test_a_formula_that_was_never_calculated_is_told_from_an_empty_cell():
    content = repacked(
        workbook(A=[["a", 1]]),
        change={"xl/worksheets/sheet1.xml": lambda xml: xml.replace("<v>1</v>", "<f>SUM(C1:C9)</f>")},
    )
    assert read("a.xlsx", content)[0].rows[1] == [Cell("s", "a"), Cell("e", "formula")]


def test_an_error_at_the_end_of_the_last_row_is_kept():
    assert read("a.xlsx", workbook(A=[["a"], [None, "#REF!"]]))[0].rows[2] == [None, Cell("e", "#REF!")]


def test_a_link_to_a_page_is_text():
    [sheet] = read("a.xlsx", workbook(A=[["https://example.org/rapport", 1]]))
    assert sheet.rows[1] == [Cell("s", "https://example.org/rapport"), Cell("n", "1")]


TEXT = "Verksamhet;Utfall\r\nPrimärvård – öppen;−1 234,5\r\n"


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("cp1252", b""), ("utf-8", b""), ("utf-8-sig", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
def test_a_text_file_is_read_in_whatever_letters_it_has(encoding, bom):
    text = TEXT.replace("−", "-") if encoding == "cp1252" else TEXT
    [sheet] = read("a.csv", bom + text.encode(encoding))
    assert _texts(sheet) == {
        1: ["Verksamhet", "Utfall"],
        2: ["Primärvård – öppen", "-1 234,5" if encoding == "cp1252" else "−1 234,5"],
    }


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a;b,c\n1,5;2,5\n2,5;3,5\n", {1: ["a", "b,c"], 2: ["1,5", "2,5"], 3: ["2,5", "3,5"]}),
        ("a,b\n1.5,2.5\n", {1: ["a", "b"], 2: ["1.5", "2.5"]}),
        ("a\tb\n1,5\t2,5\n", {1: ["a", "b"], 2: ["1,5", "2,5"]}),
        (
            "Rapport, augusti\n\na;b;c\n1,5;2,5;3\n1,5;2,5;3\n",
            {1: ["Rapport, augusti"], 3: ["a", "b", "c"], 4: ["1,5", "2,5", "3"], 5: ["1,5", "2,5", "3"]},
        ),
        ('a;b\n"två\nrader";"med ; och ""citat"""\n', {1: ["a", "b"], 2: ["två\nrader", 'med ; och "citat"']}),
        ("sep=|\na|b\n", {2: ["a", "b"]}),
        ("a;b\n;\n1;\n", {1: ["a", "b"], 3: ["1"]}),
    ],
)
def test_a_text_file_is_divided_as_it_is_meant(text, rows):
    assert _texts(read("a.csv", text.encode())[0]) == rows


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("utfall.xlsx", "utfall.xlsx"),
        ("../../etc/utfall.xlsx", "utfall.xlsx"),
        ("C:\\Users\\x\\utfall augusti.xlsx", "utfall augusti.xlsx"),
        ("utfall\u202exslx.csv", "utfallxslx.csv"),
        ("a\x00b\r\nSet-Cookie: x.csv", "abSet-Cookie: x.csv"),
        ('"><script>.csv', "script.csv"),
        ("a\u030a.csv", "å.csv"),
        ("...", "file"),
    ],
)
def test_a_file_is_kept_under_a_name_that_does_no_harm(given, kept, english):
    assert own_name(given) == kept


def test_a_long_name_loses_its_middle_and_keeps_its_end():
    name = own_name("å" * 300 + " augusti 2025.xlsx")
    assert len(name) == MAX_NAME
    assert name.endswith("å augusti 2025.xlsx")
