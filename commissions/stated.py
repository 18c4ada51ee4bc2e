"""What a source says about a commission beside what is registered of it: another giver, a later end, two forecasts.

They stand among the commission's `relations`, as {"kind", "value", "place"}, and nothing is reckoned by them: the
review of the report sets them against what is registered.
"""

from __future__ import annotations

from typing import Any

# How each kind is called among the attributes of an Item. A value is a name, a day (ISO), a periodicity, a forecast
# ("positive" or a code of goals' forecasts) or the slug of a period.
NAMES = {
    "stated_giver": "stated_giver",
    "continues_until": "continues_until",
    "stated_periodicity": "stated_periodicity",
    "stated_end": "stated_end",
    "stated_forecast": "stated_forecasts",
    "evaluated_in": "evaluated_in",
}


def is_stated(relation: dict[str, Any]) -> bool:
    """Whether it tells what a source says, and not how figures follow from each other."""
    return relation["kind"] in NAMES


def attributes(relations: list[dict[str, Any]]) -> dict[str, str]:
    """What is stated, by name, where as «<name>_place», and in which words as «<name>_words» where it has its own;
    several of one kind are set apart by commas."""
    found: dict[str, list[str]] = {}
    for one in relations:
        if is_stated(one):
            name = NAMES[one["kind"]]
            found.setdefault(name, []).append(one["value"])
            found.setdefault(f"{name}_place", []).append(one.get("place", ""))
            if "words" in one:
                found.setdefault(f"{name}_words", []).append(one["words"])
    return {name: ",".join(dict.fromkeys(filter(None, values))) for name, values in found.items()}
