"""The portal speaks the reader's language; what the board has written stays in its own."""

from __future__ import annotations

import re
from functools import cache

import polib
import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.pages import APPROVED, BOARD, main_pages

pytestmark = pytest.mark.browser


def test_the_reader_changes_language_and_stays_on_the_page(visit):
    visitor = visit("planerare")
    page = visitor.page
    visitor.go(BOARD + "goals/")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator("h1")).to_have_text("Mål")

    for language, heading in (("en", "Goals"), ("sv", "Mål")):
        page.click(".menu-end summary")
        page.click(f".languages button[value={language}]")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("h1")).to_have_text(heading)
        assert page.url == f"{visitor.portal.url}{BOARD}goals/"
        expect(page.locator(f".languages button[value={language}]")).to_have_attribute("aria-current", "true")


def test_whoever_is_not_logged_in_can_change_language_too(visit):
    page = visit().page
    page.goto("/login/")
    page.click(".menu-end summary")
    page.click(".languages button[value=en]")
    expect(page.locator("h1")).to_have_text("Log in")


CATALOGUE = settings.BASE_DIR / "locale" / "sv" / "LC_MESSAGES" / "django.po"
GAP = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
OTHERS = ["/there-is-no-such-page/", APPROVED + "figures/goals.total/"]
# What is read on the page in its own language, labels that are only heard too; what is marked as being in
# another language is the board's own.
TEXTS = """() => {
    const own = document.documentElement.lang, found = [document.title];
    const isOwn = (one) => one.closest("[lang]").lang === own && !one.closest("script, style, template, textarea");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (isOwn(walker.currentNode.parentElement)) found.push(walker.currentNode.textContent);
    for (const name of ["aria-label", "alt", "title", "placeholder", "data-label"])
        for (const one of document.querySelectorAll(`body [${name}]`))
            if (isOwn(one)) found.push(one.getAttribute(name));
    return found.map((text) => text.trim().replace(/\\s+/g, " ")).filter(Boolean);
}"""
# A person of the demo is called by role, in Swedish, and a frame of its board by a word that is English too.
NAMES = {"Planerare", "Administration"}


@cache
def _sentences() -> dict[str, re.Pattern]:
    """Language → what the portal itself says in it and does not say in the other one, whatever it says it about."""
    said = {"sv": set(), "en": set()}
    for entry in polib.pofile(str(CATALOGUE)):
        said["en"] |= {entry.msgid, entry.msgid_plural}
        said["sv"] |= {entry.msgstr, *entry.msgstr_plural.values()}
    return {"sv": _any_of(said["sv"] - said["en"] - NAMES), "en": _any_of(said["en"] - said["sv"] - NAMES)}


def _any_of(texts: set[str]) -> re.Pattern:
    """Matches a whole text, with anything in its gaps; one of hardly anything else says nothing."""
    known = [[re.escape(part) for part in GAP.split(text)] for text in texts]
    patterns = [".+?".join(parts) for parts in known if len(re.findall(r"[^\W\d]{3,}", " ".join(parts))) >= len(parts)]
    return re.compile("|".join(f"(?:{pattern}):?" for pattern in patterns))


def _foreign(texts: list[str], language: str) -> list[str]:
    other = _sentences()["sv" if language == "en" else "en"]
    return [text for text in texts if other.fullmatch(text)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_portal_says_nothing_in_the_other_language_and_shows_no_markup(visit, language):
    visitor = visit("planerare").set(language=language)
    found = {}
    for path in [*main_pages(), *OTHERS]:
        visitor.go(path)
        texts = visitor.page.evaluate(TEXTS)
        assert visitor.page.locator("html").get_attribute("lang") == language
        assert len(texts) > 10
        marks = [text for text in texts if "[[" in text or "%(" in text or "{{" in text]
        found |= {path: wrong} if (wrong := _foreign(texts, language) + marks) else {}
    assert found == {}


def test_what_is_in_the_wrong_language_is_found(visit):
    visitor = visit("planerare")
    visitor.go(BOARD + "goals/")
    texts = visitor.page.evaluate(TEXTS)
    assert {"Ändra", "Huvudmeny"} - set(_foreign(texts, "en")) == set()
