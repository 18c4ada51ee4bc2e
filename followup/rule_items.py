"""Items as the rules name them in a sentence: what they are called, what they say of themselves, and when."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from followup.sections import Item
from followup.status import SCALES

# The scales of an item's status, the first that holds the code; forecasts have one of their own.
STATUS_SCALES = {
    "goal": ("goal_status",),
    "sub_goal": ("goal_status",),
    "perspective": ("goal_status",),
    "indicator": ("indicator",),
    "commission": ("commission",),
    "commission_part": ("activity", "handling"),
    "activity": ("activity",),
    "measure": ("measure",),
}
DONE = frozenset({"done", "done_deviation"})
_LONGEST_TITLE = 70
_NUMBERED = {"commission", "measure"}
_MONTHS = {"t": 4, "k": 3, "q": 3, "h": 6}


def name_of(item: Item) -> str:
    """«U13 Inom ramen för …»: the number of a commission or a measure, and the title, cut where it is long."""
    title = cut(item.title, _LONGEST_TITLE)
    return f"{item.key.rsplit('.', 1)[-1].upper()} {title}" if item.kind in _NUMBERED else title


def cut(text: str, longest: int) -> str:
    """The text, ended after a whole word with «…» where it is longer."""
    return text if len(text) <= longest else text[: text.rfind(" ", 0, longest)].rstrip(" ,;:") + " …"


def said(item: Item, name: str) -> str:
    return item.attributes.get(name, "")


def place_of(item: Item, name: str) -> str:
    """Where the attribute is stated, to begin a sentence with: «Uppdragets titel»; the item itself where it is not
    known."""
    place = said(item, f"{name}_place") or name_of(item)
    return place[0].upper() + place[1:]


def day_of(item: Item, name: str) -> date | None:
    """The day of an attribute; None where there is none, or something else than a day (a year, a word)."""
    try:
        return date.fromisoformat(said(item, name))
    except ValueError:
        return None


def end_of_period(slug: str) -> date | None:
    """The last day of the period that a slug names: «2025», «2025-t2», «2026-k1»; None for any other."""
    found = re.fullmatch(r"(\d{4})(?:-([tkqh])(\d))?", slug.lower())
    if not found:
        return None
    months = _MONTHS[found[2]] * int(found[3]) if found[2] else 12
    if not 1 <= months <= 12:
        return None
    following = date(int(found[1]) + months // 12, months % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def status_words(item: Item) -> str:
    """The item's status in the portal's word; the code itself where no scale holds it."""
    code = said(item, "status")
    return next((label(scale, code) for scale in STATUS_SCALES.get(item.kind, ()) if code in SCALES[scale]), code)


def label(scale: str, code: str) -> str:
    """A step in the portal's word, or the code where the scale does not hold it."""
    return str(SCALES[scale][code].label) if code in SCALES[scale] else code


def forecast_words(code: str) -> str:
    """A forecast in words: a step of the goals' scale, or «positive»."""
    return _("A positive forecast") if code == "positive" else label("goal_forecast", code)
