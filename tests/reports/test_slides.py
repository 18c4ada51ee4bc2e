"""Which slides a payload becomes: nothing is cut, nothing is smaller than it may be, and what belongs together is
together."""

from dataclasses import replace
from itertools import pairwise

import pytest
from django.utils import translation

from followup.prose_parts import paragraphs
from followup.sections import Cell, Column, Prose, Row, StatusList, Table
from reports import slide_fit
from reports.slide_boxes import activities_height
from reports.slide_kinds import Boxes, Divider, Drawing, Numbers, Opening, SlideTable
from reports.slides import slides
from tests.reports import meetings, samples

ALL = [samples.rich, samples.empty, samples.long_tables, samples.gaps, samples.letters, samples.sealed]
ALL += [meetings.commissions, meetings.matter]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def of_chapter(*blocks, heading="", **changes):
    """The slides after the title slide and the chapter's."""
    return slides(samples.payload(samples.chapter("1", "Kapitel", *blocks, heading=heading), **changes))[2:]


def test_first_slide_says_what_whose_and_when():
    (first,) = slides(meetings.meeting(is_draft=True))
    assert (first.title, type(first.body)) == ("Sammanträdeshandlingar", Opening)
    assert first.body.lines == ("Provnämnden", "Region Prov", "Sammanträde 19 juni 2024", "19 June 2024")
    assert first.body.marks == ("DRAFT. Not approved yet: texts and figures can change.",)


def test_a_sealed_one_says_its_decision():
    first = slides(samples.sealed())[0]
    assert first.body.lines[-1] == "Decided in §\u00a045 on 25 September 2025"
    assert first.body.marks == ("Correction 2",)


def test_a_commission_is_one_slide_with_four_boxes_and_its_activities():
    shown = slides(meetings.commissions())
    assert [slide.title for slide in shown[2:]] == [f"V{number:02} Uppdrag" for number in range(1, 13)]
    one = shown[2]
    assert [box.heading for box in one.body.boxes] == list(meetings.HEADINGS)
    assert [activity.title for activity in one.body.activities] == ["Aktivitet 0", "Aktivitet 1"]
    assert (one.status, one.part, one.above) == (meetings.ONGOING, "", "1 Uppdrag")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"words": 5, "activities": 3}, [Boxes]),
        ({"words": 40, "activities": 9}, [Boxes, SlideTable]),
        ({"words": 100, "activities": 0}, [Boxes, Boxes]),
        ({"words": 400, "activities": 0}, [Boxes] * 8),
    ],
)
def test_what_does_not_fit_goes_on_on_the_next_slide(changes, expected):
    shown = slides(meetings.commissions(1, **changes))[2:]
    assert [type(slide.body) for slide in shown] == expected
    count = len(expected)
    parts = [f"{number} of {count}" for number in range(1, count + 1)] if count > 1 else [""]
    assert [slide.part for slide in shown] == parts


def box(heading: str, length: int) -> Prose:
    return Prose(text="ord " * length, heading=heading)


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ((20, 20, 20, 20), [[[1], [1]], [[1], [1]]]),
        ((100, 5, 40, 40), [[[1], [1]], [[1], [1]]]),
        ((20, 120, 60, 50), [[[1, 1], [1, 1]]]),
        ((20, 20, 20), [[[1], [1]], [[1]]]),
    ],
)
def test_four_texts_share_a_slide_in_heights_and_widths_by_their_length(lengths, expected):
    texts = [box(f"Rubrik {number}", length) for number, length in enumerate(lengths)]
    (slide,) = of_chapter(*texts)
    rows = [[[1] * len(column.boxes) for column in row.columns] for row in slide.body.rows]
    assert (rows, [one.heading for one in slide.body.boxes]) == (expected, [one.heading for one in texts])


def test_columns_are_even_where_that_is_enough():
    (even,) = of_chapter(*(box(f"Rubrik {number}", 20) for number in range(4)))
    (uneven,) = of_chapter(*(box(f"Rubrik {number}", length) for number, length in enumerate((100, 5, 40, 40))))
    shares = [[column.share for row in one.body.rows for column in row.columns] for one in (even, uneven)]
    assert (shares[0], shares[1] == [50] * 4) == ([50] * 4, False)


def test_texts_that_need_two_slides_are_shared_evenly_between_them():
    shown = of_chapter(*(box(f"Rubrik {number}", length) for number, length in enumerate((100, 100, 40, 40))))
    assert [len(slide.body.boxes) for slide in shown] == [2, 2]


def test_a_heading_of_several_lines_has_its_room():
    (slide,) = of_chapter(box("Rubrik " * 20, 5), box("Kort", 5))
    assert slide.body.height == 4 * slide_fit.LEADING + slide_fit.HEAD + slide_fit.SPACE


def words_in(shown) -> list[str]:
    found = [box.heading + " " + " ".join(one.text for one in box.paragraphs) for s in shown for box in s.body.boxes]
    return " ".join(found).split()


@pytest.mark.parametrize(
    "text",
    [
        "Ett stycke. " * 400,
        "ord " * 2000,
        "\n\n".join(f"Stycke {number} med några ord." for number in range(80)),
        "\n".join(f"- punkt {number}, som är lång " + "ord " * 30 for number in range(20)),
    ],
)
def test_no_word_of_a_long_text_is_lost(text):
    shown = of_chapter(Prose(text=text))
    assert words_in(shown) == " ".join(one.text for one in paragraphs(text)).split()
    for slide in shown:
        (box,) = slide.body.boxes
        assert slide_fit.height_of(box.paragraphs, slide_fit.BODY_WIDTH) <= slide_fit.BODY_HEIGHT


def test_a_word_wider_than_the_slide_is_set_in_pieces():
    shown = of_chapter(Prose(text="o" * 3000))
    assert "".join(words_in(shown)) == "o" * 3000
    assert len(shown) > 1


@pytest.mark.parametrize("sample", ALL)
def test_nothing_is_higher_than_its_slide(sample):
    for slide in slides(sample()):
        match slide.body:
            case SlideTable():
                height = slide.body.head_height + sum(row.height for row in slide.body.rows)
                assert height <= slide_fit.BODY_HEIGHT
            case Boxes():
                below = slide_fit.GAP + slide_fit.HEAD + activities_height(slide.body.activities)
                assert slide.body.height + (below if slide.body.activities else 0) <= slide_fit.BODY_HEIGHT


def test_no_two_slides_that_follow_have_the_same_name():
    names = [slide.name for slide in slides(samples.long_tables())]
    assert all(first != second for first, second in pairwise(names))


def rows(count: int, *texts: str) -> tuple[Row, ...]:
    return tuple(Row(cells=tuple(Cell(text=f"{text} {n}") for text in texts)) for n in range(count))


def test_a_long_table_repeats_its_heads():
    table = Table(key="t", caption="Tabell", columns=(Column(label="A"), Column(label="B")), rows=rows(30, "a", "b"))
    shown = of_chapter(table)
    assert [slide.body.heads for slide in shown] == [("A", "B")] * 4
    assert sum(len(slide.body.rows) for slide in shown) == 30
    assert [slide.name for slide in shown][:2] == ["Tabell (1 of 4)", "Tabell (2 of 4)"]


def test_the_parts_of_a_table_are_about_as_high_as_each_other():
    table = Table(key="t", caption="T", columns=(Column(label="A"), Column(label="B")), rows=rows(12, "a", "b"))
    assert [len(slide.body.rows) for slide in of_chapter(table)] == [6, 6]


def test_a_row_that_is_higher_than_a_slide_goes_on_on_the_next():
    long = " ".join(f"ord{number}" for number in range(900))
    table = Table(
        key="t",
        caption="T",
        columns=(Column(label="A"), Column(label="B")),
        rows=(Row(cells=(Cell(text="Rad"), Cell(text=long))), Row(cells=(Cell(text="Nästa"), Cell(text="kort")))),
    )
    cells = [[cell.text for cell in row.cells] for slide in of_chapter(table) for row in slide.body.rows]
    firsts = [first for first, _second in cells]
    assert firsts == ["Rad", *["Rad, continued"] * (len(firsts) - 2), "Nästa"]
    assert " ".join(second for _first, second in cells[:-1]) == long


def test_one_comment_on_all_of_a_list_stands_once():
    plain = samples.statuses(3).entries
    same = tuple(replace(entry, text="Samma *ord*.", group="") for entry in plain)
    (slide,) = of_chapter(StatusList(key="s", caption="Lista", entries=same))
    assert (len(slide.body.heads), slide.body.note) == (3, "Samma ord.")


def test_a_wide_table_keeps_its_first_column_beside_each_group_of_the_rest():
    columns = tuple(Column(label=f"Kolumn{number}") for number in range(11))
    table = Table(key="t", caption="Bred", columns=columns, rows=rows(2, *["x"] * 11))
    shown = of_chapter(table)
    assert [slide.body.heads[0] for slide in shown] == ["Kolumn0"] * len(shown)
    assert [head for slide in shown for head in slide.body.heads[1:]] == [f"Kolumn{number}" for number in range(1, 11)]


def test_a_column_without_content_takes_no_room():
    table = Table(
        key="t",
        caption="T",
        columns=(Column(label="A"), Column(label="Tom"), Column(label="B")),
        rows=(Row(cells=(Cell(text="a"), Cell(), Cell(text="b"))),),
    )
    (slide,) = of_chapter(table)
    assert slide.body.heads == ("A", "B")


def test_a_group_goes_on_under_its_name():
    shown = of_chapter(samples.statuses(14))
    firsts = [slide.body.rows[0] for slide in shown]
    assert all(row.is_group for row in firsts)
    assert not any(slide.body.rows[-1].is_group for slide in shown)


def test_charts_and_figures_have_slides_of_their_own():
    kinds = {type(slide.body) for slide in slides(samples.rich())}
    assert kinds == {Opening, Divider, Boxes, SlideTable, Drawing, Numbers}


def test_an_empty_chapter_says_so():
    notes = [slide.body.note for slide in slides(samples.empty())[1:4]]
    assert notes == ["Nothing is reported here for this period.", "", "Nothing is reported here for this period."]


@pytest.mark.parametrize(("length", "size"), [(20, 28), (100, 28), (160, 21), (240, 18)])
def test_a_long_title_is_set_smaller_but_not_too_small(length, size):
    (slide,) = of_chapter(StatusList(key="s", caption="ord " * (length // 4), entries=samples.statuses(3).entries[:2]))
    assert slide.title_size == size
