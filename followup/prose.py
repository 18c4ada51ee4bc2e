"""What people write: Markdown with references to figures, as safe HTML and as plain text.

`[[fact.key|last shown]]` refers to a fact. The text keeps what was last shown, so that it can be read
wherever it stands; whoever knows the facts refreshes it. HTML is shown as it was typed, images and code
have no place in a report, and a heading becomes a bold paragraph so that the page's own order of
headings holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from followup.numbers import NBSP, format_fact
from followup.sections import Fact

REFERENCE = re.compile(r"\[\[(?P<key>[A-Za-z0-9][A-Za-z0-9._:/-]*)(?:\|(?P<shown>[^\[\]|\n]*))?\]\]")
_ENDS_REFERENCE = re.compile(r"[\[\]|\n]")
_TAGS = {"p", "strong", "em", "ul", "ol", "li", "blockquote", "br", "hr", "a"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = ("http://", "https://")

Link = Callable[[str], str]


def render(text: str, link: Link | None = None) -> SafeString:
    """The text as HTML that is safe to show. `link` gives a fact's address by its key, or ""."""
    html = _MARKDOWN.render(text, {"link": link})
    return mark_safe(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"}))


def references(text: str) -> list[tuple[str, str]]:
    """(key, last shown) of each reference, in the order they stand."""
    return [(match["key"], match["shown"] or "") for match in REFERENCE.finditer(text)]


def reference(key: str, shown: str) -> str:
    """A reference to the fact with the key, as a text stores it."""
    return f"[[{key}|{_ENDS_REFERENCE.sub(' ', shown)}]]"


def refresh(text: str, facts: Mapping[str, Fact]) -> str:
    """The text with each reference showing what its fact says now; references to unknown facts stay."""

    def shown_now(match: re.Match) -> str:
        fact = facts.get(match["key"])
        if fact is None:
            return match[0]
        return reference(fact.key, format_fact(fact))

    return REFERENCE.sub(shown_now, text)


def plain(text: str) -> str:
    """The text without markup: one line for each paragraph, heading and point of a list."""
    lines = (_plain_inline(token.children or []) for token in _MARKDOWN.parse(text) if token.type == "inline")
    return "\n".join(lines)


def parse(text: str) -> list[Token]:
    """The text as Markdown tokens, references among them: for who sets it in another form than HTML."""
    return _MARKDOWN.parse(text)


def outline(text: str) -> list[tuple[str, list[Token]]]:
    """The parts that the text consists of, each with its tokens: «heading», «table», or «text» for anything else.

    Only here are tables read: where a text is shown as it stands, it has none.
    """
    found: list[tuple[str, list[Token]]] = []
    depth = 0
    # The bar in a reference is no border of a cell; as many lines as before, since tokens say which they come from.
    whole = REFERENCE.sub(lambda found: found[0].replace("|", r"\|"), text)
    for token in _WITH_TABLES.parse(whole):
        if depth == 0:
            name = token.type.removesuffix("_open")
            found.append((name if name in {"heading", "table"} else "text", []))
        found[-1][1].append(token)
        depth += token.nesting
    return found


def word_count(text: str) -> int:
    """How many words a reader meets; a number with spaces in it is one."""
    words = plain(text).replace(NBSP, "").split()
    return sum(any(sign.isalnum() for sign in word) for word in words)


def _plain_inline(tokens: list[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(token.type, token.content) for token in tokens)


def _read_reference(state: StateInline, silent: bool) -> bool:
    match = REFERENCE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = match["shown"] or match["key"]
        token.meta = {"key": match["key"]}
    state.pos = match.end()
    return True


def _show_reference(_renderer, tokens, index, _options, env) -> str:
    token = tokens[index]
    link = env.get("link")
    url = link(token.meta["key"]) if link else ""
    shown = escape(token.content)
    return f'<a href="{escape(url)}">{shown}</a>' if url else shown


def _open_bold(_renderer, _tokens, _index, _options, _env) -> str:
    return "<p><strong>"


def _close_bold(_renderer, _tokens, _index, _options, _env) -> str:
    return "</strong></p>\n"


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.disable(["image", "code", "fence", "backticks", "html_block", "html_inline", "reference"])
    markdown.inline.ruler.before("link", "reference_to_fact", _read_reference)
    markdown.add_render_rule("reference", _show_reference)
    markdown.add_render_rule("heading_open", _open_bold)
    markdown.add_render_rule("heading_close", _close_bold)
    # An instance's own method, replaced as its documentation says to.
    markdown.validateLink = lambda url: url.lower().startswith(_SCHEMES)  # type: ignore[method-assign]
    return markdown


_MARKDOWN = _markdown()
_WITH_TABLES = _markdown().enable("table")
