"""R19: a commission that stands under the heading of another giver than its own.

Pure, over a payload's items: of a commission it reads `giver` and `stated_giver`, with the place in
`stated_giver_place`. Who has given a commission decides who may end it, so that the two must agree.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.rule_items import name_of, place_of, said
from followup.sections import Item


def check_givers(items: Iterable[Item]) -> list[Finding]:
    """A notice for each commission that two givers are named for."""
    return [_two_givers(item) for item in items if item.kind == "commission" and _differs(item)]


def _differs(item: Item) -> bool:
    stated, giver = (" ".join(said(item, name).casefold().split()) for name in ("stated_giver", "giver"))
    return bool(stated and giver and stated != giver)


def _two_givers(item: Item) -> Finding:
    words = {"place": place_of(item, "stated_giver"), "name": name_of(item)}
    words |= {"stated": said(item, "stated_giver"), "giver": said(item, "giver")}
    return Finding(
        rule="R19",
        severity=Severity.NOTICE,
        place=item.key,
        expected=words["giver"],
        found=words["stated"],
        sentence=_("%(place)s names %(stated)s as the giver of %(name)s; it is listed among those of %(giver)s.")
        % words,
        proposal=_("Look the decision up, and let heading and list name the same giver."),
    )
