"""Where a commission comes from and how it goes on: the whole chain, across years and ledgers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commissions.models import Commission
from commissions.register import Entry
from commissions.register_words import report_status
from followup.sections import Status
from organisation.places import Place


@dataclass(frozen=True)
class Kin:
    """One commission of the chain: its year, how it stood last, and its page; no page for one out of reach."""

    name: str
    year: str
    state: str
    status: Status | None
    url: str = ""
    is_self: bool = False


def lineage(place: Place, entry: Entry, entries: list[Entry]) -> list[Kin]:
    """The chain that the commission stands in, oldest first; [] where it stands alone. No query."""
    known = {one.commission.pk: one for one in entries}
    first, hidden = _first(entry.commission, known)
    chain = _down(first, known)
    if len(chain) < 2 and not hidden and not entry.has_hidden_successor:
        return []
    found = [_kin(place, one, is_self=one is entry) for one in chain]
    unseen = Kin(_("A commission of another board"), "", "", None)
    return [unseen] * hidden + found + [unseen] * any(one.has_hidden_successor for one in chain)


def _first(commission: Commission, known: dict[int, Entry]) -> tuple[Entry, bool]:
    """The oldest within reach, and whether there is one before it."""
    seen = {commission.pk}
    while commission.predecessor_id in known and commission.predecessor_id not in seen:
        commission = known[commission.predecessor_id].commission
        seen.add(commission.pk)
    return known[commission.pk], commission.predecessor_id is not None and commission.predecessor_id not in known


def _down(first: Entry, known: dict[int, Entry]) -> list[Entry]:
    """The commission and all that continue it, by generation."""
    chain, level = [], [first]
    while level:
        chain.extend(level)
        after = [known[one.pk] for entry in level for one in entry.successors if one.pk in known]
        level = [entry for entry in after if entry not in chain]
    return chain


def _kin(place: Place, entry: Entry, *, is_self: bool) -> Kin:
    one, report = entry.commission, entry.last_report
    return Kin(
        name=one.name,
        year=str(one.year),
        state=str(entry.ended.get_kind_display()) if entry.ended else pgettext("one commission", "Open"),
        status=report_status(report) if report else None,
        url="" if is_self else place.url("commissions:commission", code=one.code),
        is_self=is_self,
    )
