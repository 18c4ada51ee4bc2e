"""What a saved answer of Kolada's would change: shown line by line first, then all of it is written or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from followup.missing import MISSING
from followup.numbers import decimals_of, format_value, trimmed
from goals.comparisons import group_text
from goals.kolada import SOURCE, Given
from goals.models import Comparison, Indicator
from organisation import access
from organisation.actions import Refused
from organisation.administration import acts
from organisation.models import Unit, User

# What Kolada's ids mean to whoever has not said otherwise.
NAMES = {"0000": "Riket"}
_KINDS = ("new", "changed", "unchanged")


@dataclass(frozen=True)
class Line:
    """One comparison as it would stand: what it is of, what it was and what it becomes, in words."""

    indicator: Indicator
    name: str
    year: int
    breakdown: str
    value: Decimal | None
    decimals: int
    missing_reason: str
    before: Comparison | None

    @property
    def kind(self) -> str:
        old = self.before
        if old is None:
            return "new"
        same = (old.value, old.decimals, old.missing_reason, old.source) == (
            self.value,
            self.decimals,
            self.missing_reason,
            SOURCE,
        )
        return "unchanged" if same else "changed"

    @property
    def kind_words(self) -> str:
        return {"new": _("New"), "changed": _("Changed"), "unchanged": _("Unchanged")}[self.kind]

    @property
    def group(self) -> str:
        return group_text(self.breakdown)

    @property
    def was(self) -> str:
        old = self.before
        return "" if old is None else _words(self.indicator, old.value, old.decimals, old.missing_reason)

    @property
    def becomes(self) -> str:
        return _words(self.indicator, self.value, self.decimals, self.missing_reason)


def _words(indicator: Indicator, value: Decimal | None, decimals: int, missing: str) -> str:
    return str(MISSING[missing]) if value is None else format_value(value, indicator.unit, decimals=decimals)


@dataclass(frozen=True)
class Preview:
    """The lines, what they rest on, and the key figures of the file that no indicator has as its id."""

    lines: tuple[Line, ...]
    unknown: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(line.kind for line in self.lines)
        return {kind: found[kind] for kind in _KINDS if found[kind]}

    @property
    def seen(self) -> str:
        """What the preview showed: posted back, it tells whether anything has changed since."""
        return acts.fingerprint(
            {
                "lines": [
                    [line.indicator.code, line.name, line.year, line.breakdown, line.kind, line.was, line.becomes]
                    for line in self.lines
                ]
            }
        )


def preview(board: Unit, values: Iterable[Given], names: dict[str, str]) -> Preview:
    """Each value held against what stands; `names` says what each place is called. Two queries."""
    by_kpi: dict[str, list[Indicator]] = {}
    for one in Indicator.objects.filter(board=board).exclude(kolada_kpi_id=""):
        by_kpi.setdefault(one.kolada_kpi_id.casefold(), []).append(one)
    stored = {
        (one.indicator_id, one.year, one.name, one.breakdown): one
        for one in Comparison.objects.filter(indicator__board=board).exclude(indicator__kolada_kpi_id="")
    }
    lines, unknown = [], {}
    for given in values:
        indicators = by_kpi.get(given.kpi.casefold(), [])
        if not indicators:
            unknown[given.kpi] = None
        lines += [_line(one, given, names, stored) for one in indicators]
    return Preview(tuple(lines), tuple(unknown))


def _line(indicator: Indicator, given: Given, names: dict[str, str], stored: dict) -> Line:
    name = names.get(given.place) or given.place
    return Line(
        indicator=indicator,
        name=name,
        year=given.year,
        breakdown=given.breakdown,
        value=given.value,
        decimals=0 if given.value is None else min(decimals_of(trimmed(given.value)), max(indicator.decimals, 1)),
        missing_reason=given.missing_reason,
        before=stored.get((indicator.pk, given.year, name, given.breakdown)),
    )


class Stale(Exception):
    """Something is no longer as the preview showed it."""


def write(*, board: Unit, values: Iterable[Given], names: dict[str, str], seen: str, file: str, by: User) -> Preview:
    """Write what the preview showed, all or nothing, and remember it. Raises Stale and Refused."""
    answer = access.has_role(by, "import", unit=board)
    if not answer:
        raise Refused(answer.reason)
    with transaction.atomic():
        list(Unit.objects.filter(pk=board.pk).select_for_update(no_key=True).values_list("pk"))
        found = preview(board, values, names)
        if found.seen != seen:
            raise Stale
        new = [_comparison(line, Comparison()) for line in found.lines if line.kind == "new"]
        changed = [line for line in found.lines if line.kind == "changed"]
        Comparison.objects.bulk_create(new)
        rows = [_comparison(line, line.before) for line in changed]
        Comparison.objects.bulk_update(rows, ["value", "decimals", "missing_reason", "source"])
        _remember(board, by, file, found)
    return found


def _comparison(line: Line, row: Comparison) -> Comparison:
    row.indicator, row.year, row.name, row.breakdown = line.indicator, line.year, line.name, line.breakdown
    row.value, row.decimals, row.missing_reason, row.source = line.value, line.decimals, line.missing_reason, SOURCE
    return row


def _remember(board: Unit, by: User, file: str, found: Preview) -> None:
    lines = [line for line in found.lines if line.kind != "unchanged"]
    if not lines:
        return
    before, after = (
        "\n".join(_told(line, words) for line, words in told if words)
        for told in ([(line, line.was) for line in lines], [(line, line.becomes) for line in lines])
    )
    acts.log(
        "comparisons_imported", board=board, by=by, subject=file, before={"lines": before}, after={"lines": after}
    )


def _told(line: Line, words: str) -> str:
    group = f" {line.breakdown}" if line.breakdown else ""
    return f"{line.indicator.code} {line.name} {line.year}{group}: {words}"
