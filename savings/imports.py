"""What can be imported into savings: what each measure is planned to save, has saved and is expected to save."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from followup import status
from followup.numbers import Amount, amount_text
from followup.precision import common_precision
from organisation.imports.target import Column, Line, Record
from organisation.places import Place
from savings.models import Measure, MeasureStatus
from savings.plan import read_plan

AMOUNTS = ("planned", "realised", "forecast")
# How a row of sums begins, in the languages that systems print them in.
SUM_WORDS = ("summa", "totalt", "total", "sum", "delsumma")


@dataclass
class _Read:
    """What the lines are held against: read once for the whole file."""

    codes: dict[str, Measure]
    titles: dict[str, list[Measure]]
    rows: dict[int, MeasureStatus]
    statuses: dict[str, str]
    seen: dict[int, Record] = field(default_factory=dict)


class Outcomes:
    """Amounts and statuses per measure. A measure is found by its code, else by its title as it is written in the
    portal, capitals and spaces aside. An empty cell changes nothing. Sum rows are left out."""

    code = "savings.outcomes"

    def label(self) -> str:
        return _("Savings per measure")

    def columns(self, place: Place) -> list[Column]:
        return [
            Column(code="code", label=_("Code"), kind="key", names=("kod", "nr", "nummer", "id", "åtgärdsnr", "code")),
            Column(code="title", label=_("Measure"), kind="key", names=("åtgärd", "benämning", "rubrik", "measure")),
            Column(code="status", label=_("Status"), kind="text", names=("status", "läge")),
            Column(
                code="planned",
                label=_("Planned this year"),
                kind="amount",
                names=("planerat", "planerad effekt", "plan", "budgeterad effekt", "planned"),
            ),
            Column(
                code="realised",
                label=_("Realised this year"),
                kind="amount",
                names=("realiserat", "realiserad effekt", "utfall", "utfall ack", "uppnådd effekt", "realised"),
            ),
            Column(
                code="forecast",
                label=_("Forecast for the year"),
                kind="amount",
                names=("prognos", "helårsprognos", "prognos helår", "forecast"),
            ),
        ]

    def lines(self, place: Place, records: list[Record]) -> list[Line]:
        """Five queries, whatever the number of records."""
        read = _read(place)
        return [_line(place, read, record) for record in records]


OUTCOMES = Outcomes()


def _read(place: Place) -> _Read:
    measures = read_plan(place.unit.root, place.period).applying(place.unit, place.period)
    rows = MeasureStatus.objects.at(place.unit, place.period)
    titles: dict[str, list[Measure]] = {}
    for measure in measures:
        titles.setdefault(_plain(measure.title), []).append(measure)
    return _Read(
        codes={measure.code.casefold(): measure for measure in measures},
        titles=titles,
        rows={row.measure_id: row for row in rows},
        statuses=_status_words(place),
    )


def _status_words(place: Place) -> dict[str, str]:
    """The status that each word means: codes, the portal's words in both languages, and the board's own."""
    words = {code: code for code in status.SCALES["measure"]}
    for language in ("sv", "en"):
        with override(language):
            words |= {_plain(str(one.label)): code for code, one in status.SCALES["measure"].items()}
    own = place.unit.root.own_words.get("measure", {})
    return words | {_plain(word): code for code, word in own.items()}


def _line(place: Place, read: _Read, record: Record) -> Line:
    code, title = (str(record.values.get(name) or "").strip() for name in ("code", "title"))
    line = Line(record=record, title=" ".join(filter(None, (code, title))) or _("A row without a measure"))
    if _is_sum(code) or _is_sum(title):
        line.left_out = _("A row of sums: the portal adds up by itself.")
        return line
    measure, error = _measure(read, code, title)
    if measure is None:
        line.errors.append(error)
        return line
    line.title = f"{measure.number} {measure.title}"
    if earlier := read.seen.get(measure.pk):
        what = _("The same is said in %(where)s. Keep one of them in the file.")
        line.errors.append(what % {"where": earlier.where})
        return line
    read.seen[measure.pk] = record
    row = read.rows.get(measure.pk) or MeasureStatus(unit=place.unit, period=place.period, measure=measure)
    row.unit, row.period, row.measure = place.unit, place.period, measure
    line.changes, line.errors = _changes(read, row, record)
    if not line.changes and not line.errors:
        line.left_out = _("The row says nothing of the measure.")
        return line
    line.row = None if line.errors else row
    return line


def _measure(read: _Read, code: str, title: str) -> tuple[Measure | None, str]:
    """The measure, or why there is none: what to do about it."""
    if code and (found := read.codes.get(code.casefold())):
        return found, ""
    if code and not title:
        return None, _("There is no measure with the code %(code)s. Add it in the ledger of savings first.") % {
            "code": code[:40]
        }
    named = read.titles.get(_plain(title), []) if title else []
    if len(named) == 1:
        return named[0], ""
    if named:
        return None, _("Several measures have this title. Give the measure's code too.")
    if not title:
        return None, _("The row names no measure. Give its code or its title.")
    return None, _("There is no measure “%(title)s”. Add it in the ledger of savings first, or write its code.") % {
        "title": title[:80]
    }


def _changes(read: _Read, row: MeasureStatus, record: Record) -> tuple[dict[str, Any], list[str]]:
    """What the record sets, and what is wrong with it."""
    amounts = {name: record.values[name] for name in AMOUNTS if record.values.get(name) is not None}
    changes: dict[str, Any] = {name: amount.kronor for name, amount in amounts.items()}
    errors = _wrong_amounts(row, amounts)
    if amounts:
        kept = [
            Amount(kronor=value, unit=row.amount_unit, decimals=row.amount_decimals)
            for name in AMOUNTS
            if name not in amounts and (value := getattr(row, name)) is not None
        ]
        changes["amount_unit"], changes["amount_decimals"] = common_precision(
            [*amounts.values(), *kept], default="tkr"
        )
    if "realised" in amounts:
        changes |= {"missing_reason": "", "approximate": ""}
    if word := str(record.values.get("status") or "").strip():
        if code := read.statuses.get(_plain(word)):
            changes["status"] = code
        else:
            known = ", ".join(str(label) for _code, label in status.choices("measure"))
            words = {"word": word[:60], "known": known}
            errors.append(_("“%(word)s” is no status of a measure. Write one of: %(known)s.") % words)
    return changes, errors


def _wrong_amounts(row: MeasureStatus, amounts: dict[str, Amount]) -> list[str]:
    errors = []
    realised = amounts.get("realised")
    if realised is not None and realised.kronor < 0:
        errors.append(_("What has been saved cannot be less than nothing."))
    elif realised is not None and row.verified is not None and realised.kronor < row.verified:
        words = {
            "verified": row.verified_as_given,
            "realised": amount_text(realised.kronor, realised.unit, realised.decimals),
        }
        errors.append(
            _(
                "A controller has verified %(verified)s, and the file says %(realised)s. Change what is verified "
                "first, or correct the file."
            )
            % words
        )
    return errors


def _is_sum(text: str) -> bool:
    return _plain(text).split(" ")[0].rstrip(":") in SUM_WORDS


def _plain(text: str) -> str:
    """Without differences of capitals and spaces."""
    return " ".join(text.casefold().split())
