"""axe-core on a page: every rule of WCAG 2.2 A and AA and the best practices, in a chosen look of the page."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    # The only rule of WCAG 2.2, and off unless it is asked for.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    width: int
    theme: str
    language: str

    def __str__(self) -> str:
        return f"{self.width} px {self.theme} {self.language}"


ALL = [Look(*one) for one in product((390, 1280), ("light", "dark"), ("sv", "en"))]


def looks(number: int) -> list[Look]:
    """The looks that page `number` is judged in: one and its opposite in width, theme and language, so that each
    page is seen both ways in all three, and any four pages in a row in every look there is. With
    BOARDPORTAL_AXE=all: every look."""
    if os.environ.get("BOARDPORTAL_AXE") == "all":
        return ALL
    first = number % 4
    return [ALL[first], ALL[-1 - first]]


def violations(page: Page, what: str) -> list[str]:
    """One line for each rule that the page breaks: rule, where, and what breaks it."""
    response = Axe().run(page, options=OPTIONS).response
    return [
        f"{one['id']} on {what}: {', '.join(_target(node) for node in one['nodes'])}" for one in response["violations"]
    ]


def _target(node: dict) -> str:
    """The selector, and for colours the two that are too alike."""
    data = [check.get("data") or {} for check in node["any"]]
    colours = [f"{one['fgColor']} on {one['bgColor']}" for one in data if isinstance(one, dict) and "fgColor" in one]
    return " ".join([" ".join(map(str, node["target"])), *colours])
