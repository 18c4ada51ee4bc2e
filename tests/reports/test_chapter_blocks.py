"""A chapter's text with headings and tables, as blocks that every format knows."""

import zipfile
from io import BytesIO

import pytest

from followup.sections import Prose, Section, Table
from reports import exports
from reports.assembly import assemble
from reports.chapter_blocks import blocks_of
from reports.models import ReportTemplate
from tests.reports.conftest import TODAY

TEXT = """Året började bra.

Och slutade **bättre**.

## Våren

- fler samtal
- kortare väntan

### Mars

Mars var kall.

## Hösten

| Enhet | Samtal |
|---|---:|
| Norr | 12 |
| Söder | [[goals.total|14]] |

Så var det.
"""


def blocks(text):
    return blocks_of(text, key="reports.summary", title="Sammanfattning", lang="sv", url="/x/")


def shape(found):
    """Headings by level, and what stands below each."""
    return [(one.level, one.title, shape(one.blocks)) if isinstance(one, Section) else one.type for one in found]


def test_headings_are_sections_and_paragraphs_stay_together():
    assert shape(blocks(TEXT)) == [
        "prose",
        (1, "Våren", ["prose", (2, "Mars", ["prose"])]),
        (1, "Hösten", ["table", "prose"]),
    ]
    assert blocks(TEXT)[0] == Prose(text="Året började bra.\n\nOch slutade **bättre**.", lang="sv")


def test_each_section_says_where_it_is_written_and_has_a_key_of_its_own():
    found = [part for one in blocks(TEXT) if isinstance(one, Section) for part in one.walk()]
    assert [part.key for part in found] == ["reports.summary.1", "reports.summary.2", "reports.summary.3"]
    item = found[0].items[0]
    assert (item.kind, item.title, item.url) == ("chapter", "Våren", "/x/")


def test_a_table_has_heads_numbers_and_figures_of_the_report():
    [table] = [one for one in blocks(TEXT)[2].blocks if isinstance(one, Table)]
    assert table.caption == "Hösten, tabell 1"
    assert [(one.label, one.kind) for one in table.columns] == [("Enhet", "text"), ("Samtal", "number")]
    cells = [[(cell.text, cell.fact) for cell in row.cells] for row in table.rows]
    assert cells == [[("Norr", ""), ("12", "")], [("Söder", ""), ("14", "goals.total")]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Bara text.", ["prose"]),
        # A level that is skipped is not skipped on paper.
        ("#### Djup", [(1, "Djup", [])]),
        ("# A\n\n### B\n\n##### C", [(1, "A", [(2, "B", []), (2, "C", [])])]),
        ("Rubrik\n===\n\nText", [(1, "Rubrik", ["prose"])]),
        ("> citat\n\n1. ett\n2. två", ["prose"]),
        ("| a | b |\n|---|---|", ["table"]),
        ("| inte | en tabell |", ["prose"]),
        ("<script>x</script>\n\n| <b>a</b> |\n|---|\n| <i>x</i> |", ["prose", "table"]),
    ],
)
def test_other_texts(text, expected):
    assert shape(blocks(text)) == expected


def test_a_pipe_that_is_escaped_stays_in_its_cell():
    [table] = blocks("| a |\n|---|\n| x \\| y |")
    assert table.rows[0].cells[0].text == "x | y"


@pytest.fixture
def report(board, period, write_summary):
    ReportTemplate.objects.filter(board=board).update(title="Delårsrapport")
    write_summary(TEXT)
    return assemble(unit=board, period=period, today=TODAY)


@pytest.mark.django_db
def test_the_report_has_them_in_each_format(report):
    html = exports.html(report)
    assert "<h3" in html.split("Våren</h")[0]
    assert "Hösten, tabell 1" in html
    with zipfile.ZipFile(BytesIO(exports.docx(report))) as packed:
        document = packed.read("word/document.xml").decode()
    assert "Heading2" in document.split("Våren")[0][-600:]
    assert "w:tblHeader" in document
    with zipfile.ZipFile(BytesIO(exports.xlsx(report))) as packed:
        assert any("Söder" in packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))


@pytest.mark.django_db
def test_what_is_found_in_a_chapter_stands_at_it(board, period, write_summary):
    write_summary("Kostnaden är 99 mnkr.\n\n## Våren\n\nTräffarna hölls i maj 2031.")
    payload = assemble(unit=board, period=period, today=TODAY)
    found = {(one.rule, one.place) for one in payload.findings()}
    assert found == {("R6", "reports.summary"), ("R15", "reports.summary.1")}
    assert all(place in payload.places() for _rule, place in found)
    assert "Sammanfattning: " in next(one.sentence for one in payload.findings() if one.rule == "R6")


def test_a_figure_in_a_heading_is_shown_there():
    [section] = blocks("## Nu [[goals.total|14]] mål")
    assert section.title == "Nu 14 mål"
