"""R10: an indicator that is called a share and measured in something else.

Pure functions over a payload's items. An indicator has `unit`, and `target` in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.numbers import UNITS
from followup.rule_items import said
from followup.sections import Item

_SHARE = re.compile(r"^(andel(en|ar)?|share|proportion|percentage)\b", re.IGNORECASE)
# Without a unit nothing is known of how it is measured.
_UNITS_OF_SHARES = {"%", "ratio", ""}


def check_measured(items: Iterable[Item]) -> list[Finding]:
    """A notice for each indicator whose name says share while its unit does not."""
    return [
        _called_a_share(item)
        for item in items
        if item.kind == "indicator" and _SHARE.match(item.title) and said(item, "unit") not in _UNITS_OF_SHARES
    ]


def _called_a_share(item: Item) -> Finding:
    unit = said(item, "unit")
    # What has no unit to print after the figure is a count.
    told = str(UNITS.get(unit, unit)) or _("a number")
    words = {"name": item.title, "unit": told, "target": said(item, "target")}
    sentence = _("“%(name)s” is called a share and is measured as %(unit)s.") % words
    if words["target"]:
        sentence += " " + _("Target: %(target)s") % words + "."
    return Finding(
        rule="R10",
        severity=Severity.NOTICE,
        place=item.key,
        expected="%",
        found=told,
        sentence=sentence,
        proposal=_("Give the share in per cent, or name the indicator after what is measured."),
    )
