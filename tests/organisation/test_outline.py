"""A tree written as lines."""

import pytest
from django.utils import translation

from organisation.outline import MAX_LINES, Line, OutlineError, parse, write


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("  \n\n", []),
        ("A\nB", [Line("A"), Line("B")]),
        ("A\n  B\n    C\n  D\nE", [Line("A"), Line("B", 1), Line("C", 2), Line("D", 1), Line("E")]),
        ("A\n\tB\n    C", [Line("A"), Line("B", 1), Line("C", 1)]),
        ("A\n      B\n  C", [Line("A"), Line("B", 1), Line("C", 1)]),
        ("A\r\n  B  \r\n", [Line("A"), Line("B", 1)]),
        ("A   b", [Line("A b")]),
        ("A → B", [Line("B", renamed_from="A")]),
        ("A -> B\n  C", [Line("B", renamed_from="A"), Line("C", 1)]),
    ],
)
def test_lines_are_read_with_their_level(text, lines):
    assert parse(text, max_length=20) == lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  A", "The first line is indented. Begin it at the edge."),
        ("A\na", "“a” stands twice. Give each line a name of its own."),
        ("A\n  B\nC\n  b ", "“b” stands twice. Give each line a name of its own."),
        ("x" * 21, "Line 1: the name is longer than 20 characters."),
        ("A\nB →", "Line 2: write the new name after the arrow."),
        ("A → B → C", "Line 1: write the new name after the arrow."),
        ("\n".join(f"r{n}" for n in range(MAX_LINES + 1)), f"There are more than {MAX_LINES} lines."),
    ],
)
def test_what_is_no_tree_is_refused_with_what_to_do(text, said):
    with pytest.raises(OutlineError) as refused:
        parse(text, max_length=20)
    assert str(refused.value) == said


def test_a_flat_list_has_no_levels():
    with pytest.raises(OutlineError, match="Line 2 is indented"):
        parse("A\n  B", max_length=20, is_flat=True)


def test_what_is_written_is_read_again():
    lines = [Line("A"), Line("B", 1), Line("C", 2), Line("D")]
    assert parse(write(lines), max_length=20) == lines
