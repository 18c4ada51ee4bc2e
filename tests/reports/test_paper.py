"""Headings, spans of time, widths of columns, and what opens a page."""

from datetime import date

import pytest
from django.utils import translation

from followup.sections import Cell, Column, Fact, Figures, Prose, Row, Status, Table
from reports import paper
from reports.assembly import Chapter
from reports.paper_tables import PaperTable, column_widths, folded, table
from tests.reports import samples


@pytest.fixture(autouse=True)
def _in_swedish():
    with translation.override("sv"):
        yield


@pytest.mark.parametrize(
    ("language", "start", "end", "expected"),
    [
        ("sv", date(2025, 1, 1), date(2025, 8, 31), "januari–augusti 2025"),
        ("en", date(2025, 1, 1), date(2025, 8, 31), "January–August 2025"),
        ("sv", date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
        ("sv", date(2024, 9, 1), date(2025, 8, 31), "september 2024\u2009–\u2009augusti 2025"),
        ("sv", date(2025, 1, 1), date(2025, 12, 31), "januari–december 2025"),
        ("sv", date(2025, 1, 2), date(2025, 1, 31), "2 januari 2025\u2009–\u200931 januari 2025"),
        ("sv", date(2024, 2, 1), date(2024, 2, 28), "1 februari 2024\u2009–\u200928 februari 2024"),
    ],
)
def test_span_is_in_months_where_they_are_whole(language, start, end, expected):
    with translation.override(language):
        assert paper.span_text(start, end) == expected


def ranks(part) -> list[int]:
    own = [part.heading.level] if getattr(part, "heading", None) else []
    return own + [rank for one in getattr(part, "parts", ()) for rank in ranks(one)]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((1, 2, 3), [4, 5, 6]),
        ((2, 3, 4), [4, 5, 6]),
        ((3,), [4]),
        ((1, 1), [4, 4]),
        ((0, 0), [4, 4]),
        ((1, 3, 9, 9), [4, 5, 6, 6]),
    ],
)
def test_nested_headings_never_skip_a_rank(levels, expected):
    section = samples.section("Inre", Prose(text="text"), level=levels[-1])
    for level in reversed(levels[:-1]):
        section = samples.section("Yttre", section, level=level)
    shown = samples.chapter("2.3", "Kapitel", section)
    sheet = paper.sheet(samples.payload(samples.chapter("2", "Del"), shown))
    assert [one.heading.level for one in sheet.chapters] == [2, 3]
    assert ranks(sheet.chapters[1]) == [3, *expected]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["1", "2", "2.1", "2.1.1"], [2, 2, 3, 4]),
        (["2.3", "1"], [2, 2]),
        (["1", "1.1.1", "1.1.1.1.1.1.1"], [2, 3, 4]),
    ],
)
def test_chapters_never_skip_a_rank(numbers, expected):
    sheet = paper.sheet(samples.payload(*(samples.chapter(number, "Kapitel") for number in numbers)))
    assert [one.heading.level for one in sheet.chapters] == expected


def test_chapter_of_a_few_lines_follows_on():
    long = Prose(text="ord " * 400)
    sheet = paper.sheet(
        samples.payload(
            samples.chapter("1", "Kort men först", Prose(text="ord")),
            samples.chapter("2", "Lång genom sina delar"),
            samples.chapter("2.1", "Del", long),
            samples.chapter("3", "Kort", Prose(text="ord")),
            samples.chapter("4", "Med tabell", samples.statuses(2)),
        )
    )
    assert [one.opens_page for one in sheet.chapters] == [True, True, False, False, True]


def test_only_a_last_chapter_without_sections_is_empty():
    sheet = paper.sheet(samples.empty())
    assert [one.number for one in sheet.chapters if not one.is_empty] == ["2", "3", "4"]


@pytest.mark.parametrize(
    ("count", "value", "expected"),
    [
        (3, "1", "figures"),
        (4, "1", "figures in-fours"),
        (5, "1", "figures"),
        (7, "1", "figures in-fours"),
        (8, "1", "figures in-fours"),
        (4, "1234567890", "figures"),
    ],
)
def test_key_figures_stand_in_fours_where_that_fills_the_rows(count, value, expected):
    facts = tuple(Fact(key=f"f{n}", label="Etikett", value=value, unit="mnkr") for n in range(count))
    one = samples.section("", Figures(facts=tuple(fact.key for fact in facts)), facts=facts)
    sheet = paper.sheet(samples.payload(samples.chapter("1", "Kapitel", one)))
    assert sheet.chapters[0].parts[0].parts[0].parts[0].css == expected


def test_contents_list_sections_where_a_chapter_has_several():
    chapter = samples.chapter("1", "Kapitel", Prose(text="text"), heading="Ensam")
    both = Chapter(number="2", title="Två", sections=(*chapter.sections, *chapter.sections))
    sheet = paper.sheet(samples.payload(chapter, both))
    assert [[(one.text, one.anchor) for one in chapter.listed] for chapter in sheet.chapters] == [
        [],
        [("Ensam", "kap-2-del-1"), ("Ensam", "kap-2-del-2")],
    ]


def rows(*texts: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in texts)


@pytest.mark.parametrize(
    ("columns", "texts", "expected"),
    [
        ((50, 30, 20), [("ett", "två", "tre")], [500, 300, 200]),
        ((0, 0), [("ett", "två")], [500, 500]),
        ((60, 0, 0), [("ett", "två", "tre")], [600, 200, 200]),
        ((0, 0), [("en ganska lång text som tar plats", "1")], [805, 195]),
        ((30, 30), [("ett", "två")], [500, 500]),
        ((80, 20), [("ett", "Omvårdnadspersonalen")], [770, 230]),
        ((0, 0), [], [500, 500]),
        ((50, 50), [("a" * 100, "b" * 100)], [500, 500]),
    ],
)
def test_columns_share_the_width_and_no_word_is_broken(columns, texts, expected):
    found = column_widths(tuple(Column(label="A", width=width) for width in columns), rows(*texts))
    assert (found, sum(found)) == (expected, 1000)


def test_status_needs_room_for_its_sign():
    heads = (Column(label="A", width=85), Column(label="B", kind="status", width=15))
    cells = (Cell(text="a"), Cell(status=Status(scale="goal_status", code="met", label="Uppfyllt")))
    assert column_widths(heads, (Row(cells=cells),)) == [850, 150]
    long = (Cell(text="a"), Cell(status=Status(scale="goal_status", code="met", label="Ersättningsrekrytering")))
    assert column_widths(heads, (Row(cells=long),)) == [749, 251]


@pytest.mark.parametrize(
    ("count", "expected"), [(1, [1]), (12, [12]), (13, [12, 1]), (36, [12, 12, 12]), (40, [14, 14, 12])]
)
def test_long_narrow_table_is_folded(count, expected):
    listed = Table(
        key="t", caption="T", columns=(Column(label="A"), Column(label="B")), rows=rows(*[("a", "b")] * count)
    )
    assert [len(one.rows) for one in folded(table(listed, {}))] == expected


def test_wide_table_is_not_folded():
    heads = (Column(label="A"), Column(label="B"), Column(label="C"))
    listed = Table(key="t", caption="T", columns=heads, rows=rows(*[("a", "b", "c")] * 30))
    assert [len(one.rows) for one in folded(table(listed, {}))] == [30]


@pytest.mark.parametrize(
    ("columns", "count", "is_compact", "expected"),
    [(2, 3, True, "compact narrow short"), (3, 3, True, "compact short"), (2, 9, False, ""), (2, 8, False, "short")],
)
def test_table_says_how_it_is_set(columns, count, is_compact, expected):
    heads = tuple(Column(label="A") for _n in range(columns))
    listed = Table(key="t", caption="T", columns=heads, rows=rows(*[("a",) * columns] * count))
    shown: PaperTable = table(listed, {}, is_compact=is_compact)
    assert shown.css == expected
