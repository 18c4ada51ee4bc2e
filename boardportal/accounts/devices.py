"""«Firefox, Windows» of what a browser says about itself: for a person to recognise it by, nothing more."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that is found counts: Edge and Opera call themselves Chrome too, and everybody calls themselves Safari.
BROWSERS = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]


def device(user_agent: str) -> str:
    found = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(filter(None, found)) or _("Unknown browser")


def _first(names: list[tuple[str, str]], user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
