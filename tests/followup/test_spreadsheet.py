"""Sections as an Excel workbook, read back by another library and by LibreOffice."""

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from followup.sections import Cell, Column, Fact, Row, Section, Status, StatusEntry, StatusList, Table
from followup.spreadsheet import sheet_name, workbook

N, M = "\u00a0", "\u2212"
DANGEROUS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "|calc",
    '=HYPERLINK("http://example.org","x")',
    "http://example.org/",
    "mailto:a@example.org",
    "{=1+1}",
    "0123",
]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def fact(key, value, unit="mnkr", **options):
    return Fact(key=key, label=key.title(), value=value, unit=unit, **options)


def table(*rows, caption="Result", unit="mnkr", key="t", note=""):
    columns = (Column(label="Frame"), Column(label="Outcome", kind="number", unit=unit))
    shown = tuple(Row(cells=cells if isinstance(cells, tuple) else (Cell(text=cells),)) for cells in rows)
    return Table(key=key, caption=caption, columns=columns, rows=shown, note=note)


def row(label, text, key=""):
    return (Cell(text=label), Cell(text=text, fact=key))


def written(*tables, facts=(), **options):
    section = Section(key="s", title="S", blocks=tables, facts=tuple(facts))
    given = {"made_up": False, "created": date(2026, 3, 31), **options}
    return workbook("Report", [section], **given)


def sheets(content):
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_table_is_a_sheet_with_heads_and_units_above_its_rows():
    content = written(table(row("Care", "1,5"), note="As printed."), notes=("DRAFT",), made_up=True)
    assert sheets(content)["Result"] == [
        ["Result", ""],
        ["Made-up figures · Report · DRAFT", ""],
        ["Frame", "Outcome (mnkr)"],
        ["Care", 1.5],
        ["", ""],
        ["As printed.", ""],
    ]


@pytest.mark.parametrize(
    ("given", "text", "unit", "expected"),
    [
        pytest.param(fact("a", "-335"), f"{M}335", "mnkr", -335, id="as given"),
        pytest.param(fact("a", "20000", "tkr"), "20", "mnkr", 20, id="in the unit of the column"),
        pytest.param(fact("a", "20400", "tkr"), "20", "mnkr", 20.4, id="not as rounded on the page"),
        pytest.param(fact("a", "12.5"), f"{M}12,5", "mnkr", -12.5, id="with the sign that the board prints"),
        pytest.param(fact("a", "-500", approximate="over"), f"just over {M}500", "mnkr", -500, id="hedged"),
        pytest.param(fact("a", "616280", "kr"), f"616{N}280{N}kr", "", 616280, id="with its unit in the cell"),
        pytest.param(fact("a", "23.1034", "%"), "23,1", "%", 23.1034, id="per cent"),
        pytest.param(fact("a", None, missing="not_measured"), "Not measured", "mnkr", "Not measured", id="missing"),
        pytest.param(fact("a", "7"), "9", "mnkr", 9, id="what stands there where it is another figure"),
        pytest.param(fact("a", "7"), "1.234", "mnkr", "1.234", id="what can be read in two ways stays text"),
        pytest.param(fact("a", "7"), "20–35", "mnkr", "20–35", id="a range stays text"),
        pytest.param(fact("b", "7"), "12", "mnkr", 12, id="no fact"),
    ],
)
def test_a_number_is_the_facts_own(given, text, unit, expected):
    found = sheets(written(table(row("Care", text, "a"), unit=unit), facts=[given]))
    assert found["Result"][3][1] == expected


def test_a_number_format_has_the_decimals_the_sign_and_the_words_around_it():
    facts = [fact("a", "-502.5", signed=True), fact("b", "80", approximate="about")]
    content = written(table(row("A", f"{M}502,5", "a"), row("B", "about 80", "b")), facts=facts)
    styles = ZipFile(BytesIO(content)).read("xl/styles.xml").decode()
    formats = re.findall(r'formatCode="([^"]+)"', styles)
    assert "+#,##0.0;-#,##0.0;#,##0.0" in formats
    assert "&quot;about &quot;#,##0" in formats


def test_each_fact_stands_among_the_sources_with_where_it_is_from():
    given = fact(
        "savings.s07.effect",
        "80000",
        "tkr",
        approximate="about",
        as_of="2025-08-31",
        source="=A slide",
        rule="As given.",
        url="/b/p/figures/savings.s07.effect/",
    )
    rows = sheets(written(facts=[given], address="https://portal.example"))["Sources"]
    assert rows[2] == ["Key", "Figure", "Value", "Unit", "As it is shown", "As of", "Source", "Rule", "Address"]
    assert rows[3] == [
        "savings.s07.effect",
        "Savings.S07.Effect",
        80000,
        "tkr",
        f"about 80{N}000{N}tkr",
        "2025-08-31",
        "=A slide",
        "As given.",
        "https://portal.example/b/p/figures/savings.s07.effect/",
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text_whatever_it_begins_with(text):
    content = written(table(row(text, text), caption=text, note=text), facts=[fact("a", "1", source=text)])
    parts = {name: ZipFile(BytesIO(content)).read(name).decode() for name in ZipFile(BytesIO(content)).namelist()}
    cells = "".join(part for name, part in parts.items() if "/sheet" in name)
    assert ("<f>" in cells, "<f " in cells, "<hyperlink" in cells) == (False, False, False)
    assert not [name for name in parts if "externalLink" in name or "vba" in name.lower()]
    assert next(iter(sheets(content).values()))[3][0].strip() == text.strip()


def test_a_status_is_its_word_and_a_list_of_them_is_a_table():
    met = Status(scale="goal_status", code="met", label="Met")
    entries = tuple(StatusEntry(key=name, title=name, now=met, text="Why") for name in ("One", "Two"))
    listed = StatusList(key="l", caption="Goals", entries=entries)
    columns = (Column(label="Goal"), Column(label="Status", kind="status"))
    shown = Table(key="t", caption="T", columns=columns, rows=(Row(cells=(Cell(text="One"), Cell(status=met))),))
    found = sheets(written(listed, shown))
    assert found["Goals"][3:] == [["One", "", "Met", "", "Why"], ["Two", "", "Met", "", "Why"]]
    assert found["T"][3] == ["One", "Met"]


@pytest.mark.parametrize(
    ("caption", "taken", "name"),
    [
        ("Result", set(), "Result"),
        ("Result", {"result"}, "Result 2"),
        ("Result", {"result", "result 2"}, "Result 3"),
        ("A: [b] *c* ?d/e\\f", set(), "A b c d e f"),
        ("x" * 40, set(), "x" * 31),
        ("x" * 40, {"x" * 31}, "x" * 29 + " 2"),
        ("'quoted'", set(), "quoted"),
        ("History", set(), "History 1"),
        ("", set(), "Table"),
        ("***", set(), "Table"),
    ],
)
def test_the_name_of_a_sheet_is_one_that_every_spreadsheet_takes(caption, taken, name):
    assert sheet_name(caption, taken) == name


def test_a_caption_may_be_that_of_the_sources():
    assert list(sheets(written(table(caption="sources"), facts=[fact("s.n", "1", "count")]))) == [
        "sources 2",
        "Sources",
    ]


def test_the_same_sections_give_the_same_bytes():
    given = [table(row("Care", "1,5", "a"))]
    assert written(*given, facts=[fact("a", "1.5")]) == written(*given, facts=[fact("a", "1.5")])


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_finds_no_formula(tmp_path):
    rows = [row(text, text) for text in DANGEROUS]
    file = tmp_path / "tables.xlsx"
    file.write_bytes(written(table(*rows), table(row("Care", "1,5")), facts=[fact("a", "1", source="=1+1")]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    opened = (tmp_path / "tables.fods").read_text("utf-8")
    assert ("table:formula" in opened, "text:a " in opened) == (False, False)
    assert opened.count("=1+1") >= 2
