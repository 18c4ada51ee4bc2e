import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from followup.prose import plain, references, refresh, render, word_count
from followup.sections import Fact

N = "\u00a0"
LINK = 'rel="noopener noreferrer"'


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One\n\nTwo **bold** and *soft*", "<p>One</p>\n<p>Two <strong>bold</strong> and <em>soft</em></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("# Head\ntext", "<p><strong>Head</strong></p>\n<p>text</p>\n"),
        ("###### Head", "<p><strong>Head</strong></p>\n"),
        ("Head\n====", "<p><strong>Head</strong></p>\n"),
        ("    indented", "<p>indented</p>\n"),
        ("| a | b |\n|---|---|", "<p>| a | b |\n|---|---|</p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[go](https://example.se/a?b=1&c=2)", f'<p><a href="https://example.se/a?b=1&amp;c=2" {LINK}>go</a></p>\n'),
        ("<https://example.se>", f'<p><a href="https://example.se" {LINK}>https://example.se</a></p>\n'),
        ("[go](javascript:alert(1))", "<p>[go](javascript:alert(1))</p>\n"),
        ("[go](//example.se)", "<p>[go](//example.se)</p>\n"),
        ("[go](/inside)", "<p>[go](/inside)</p>\n"),
        ("[go](mailto:a@example.se)", "<p>[go](mailto:a@example.se)</p>\n"),
        ("[go](data:text/html,x)", "<p>[go](data:text/html,x)</p>\n"),
        ("![x](https://example.se/a.png)", f'<p>!<a href="https://example.se/a.png" {LINK}>x</a></p>\n'),
        ("a & b", "<p>a &amp; b</p>\n"),
    ],
)
def test_markdown_becomes_safe_html_without_headings(text, html):
    assert render(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It is [[sick.total|5,8 %]].", '<p>It is <a href="/f/sick.total" {}>5,8 %</a>.</p>\n'),
        ("**[[sick.total|5,8 %]]**", '<p><strong><a href="/f/sick.total" {}>5,8 %</a></strong></p>\n'),
        ("[[sick.total]]", '<p><a href="/f/sick.total" {}>sick.total</a></p>\n'),
        ("[[unknown|7]]", "<p>7</p>\n"),
        ("[[sick.total|<b>]]", '<p><a href="/f/sick.total" {}>&lt;b&gt;</a></p>\n'),
        ("[[not a key|7]]", "<p>[[not a key|7]]</p>\n"),
    ],
)
def test_a_reference_shows_what_was_last_shown_with_a_link(text, html):
    assert render(text, link=lambda key: f"/f/{key}" if key == "sick.total" else "") == html.format(LINK)


def test_a_reference_without_a_link_is_text():
    assert render("It is [[sick.total|5,8 %]].") == "<p>It is 5,8 %.</p>\n"


def test_a_links_address_is_escaped():
    html = render("[[a|1]]", link=lambda key: '/f?"><script>')
    assert html == f'<p><a href="/f?&quot;&gt;&lt;script&gt;" {LINK}>1</a></p>\n'


@given(st.text(alphabet=st.sampled_from(list("<>/\"'=()[]!|#*`-\n abjsonclikfrt:&;")), max_size=60))
def test_no_text_becomes_a_tag_that_is_not_allowed(text):
    allowed = {"p", "strong", "em", "ul", "ol", "li", "blockquote", "br", "hr", "a"}
    assert set(re.findall(r"</?([^\s>/]+)", render(text))) - allowed == set()


def test_references_are_listed_in_order():
    assert references("[[a.b|1]] and [[c]] and [[a.b|2]] not [[|x]]") == [("a.b", "1"), ("c", ""), ("a.b", "2")]


@pytest.mark.parametrize(
    ("text", "refreshed"),
    [
        ("It is [[econ.total|0]].", f"It is [[econ.total|\u2212335{N}mnkr]]."),
        ("It is [[econ.total]].", f"It is [[econ.total|\u2212335{N}mnkr]]."),
        ("It is [[sick|5]].", "It is [[sick|Not measured]]."),
        ("[[gone|5]] and [[gone]]", "[[gone|5]] and [[gone]]"),
        ("[[odd|5]]", f"[[odd|2{N}a b c]]"),
        ("nothing", "nothing"),
    ],
)
def test_references_are_refreshed_and_unknown_ones_stay(text, refreshed):
    facts = {
        "econ.total": Fact(key="econ.total", label="Total", value="-335", unit="mnkr"),
        "sick": Fact(key="sick", label="Sick", value=None, missing="not_measured"),
        "odd": Fact(key="odd", label="Odd", value="2", unit="a]b|c"),
    }
    assert refresh(text, facts) == refreshed
    assert refresh(refreshed, facts) == refreshed


@pytest.mark.parametrize(
    ("text", "lines", "words"),
    [
        ("", "", 0),
        ("# Head\n\nOne *two*\nthree", "Head\nOne two three", 4),
        ("- a\n- b", "a\nb", 2),
        (f"[[k|1{N}234,5{N}mnkr]] – more", f"1{N}234,5{N}mnkr – more", 2),
        ("one  \ntwo", "one\ntwo", 2),
        ("[go here](https://example.se)", "go here", 2),
    ],
)
def test_plain_text_and_its_words(text, lines, words):
    assert (plain(text), word_count(text)) == (lines, words)
