"""Text that people write, as paragraphs of runs."""

import pytest

from followup.prose_parts import Paragraph, Run, as_html, paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("ett\n\ntvå", [("text", 0, "ett"), ("text", 0, "två")]),
        ("- ett\n- två\n  - under", [("point", 0, "ett"), ("point", 0, "två"), ("point", 1, "under")]),
        ("3. tre\n4. fyra", [("number", 0, "tre"), ("number", 0, "fyra")]),
        ("- ett\n\n  mer", [("point", 0, "ett"), ("text", 1, "mer")]),
        ("> sagt", [("quote", 0, "sagt")]),
        ("# Rubrik\n\ntext", [("heading", 0, "Rubrik"), ("text", 0, "text")]),
        ("[[goals.m1a|12 %]] nu", [("text", 0, "12 % nu")]),
        ("<b>=1+1</b>", [("text", 0, "<b>=1+1</b>")]),
    ],
)
def test_paragraphs_come_in_the_order_they_are_read(text, expected):
    assert [(one.kind, one.level, one.text) for one in paragraphs(text)] == expected


def test_a_list_counts_from_where_it_starts():
    assert [one.number for one in paragraphs("3. tre\n4. fyra")] == [3, 4]


def test_runs_say_how_they_are_set():
    (one,) = paragraphs("**fet** *kursiv* [länk](https://example.org)")
    assert one.runs == (
        Run(text="fet", bold=True),
        Run(text=" "),
        Run(text="kursiv", italic=True),
        Run(text=" "),
        Run(text="länk", link="https://example.org"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** <b>", '<p class="text"><strong>a</strong> &lt;b&gt;</p>'),
        ("- a\n- b", '<ul><li class="level-0">a</li><li class="level-0">b</li></ul>'),
        ("2. a", '<ol start="2"><li class="level-0">a</li></ol>'),
    ],
)
def test_html_is_safe_and_has_real_lists(text, expected):
    assert as_html(paragraphs(text)) == expected


def test_a_line_break_stays():
    assert as_html([Paragraph(runs=(Run(text="a\nb"),))]) == '<p class="text">a<br>b</p>'
