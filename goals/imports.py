"""Values of indicators from a file: which row of the portal each line is about, and what of it would change.

An empty cell says nothing, and changes nothing of what is stored. Words where a number was expected are kept as they
are printed: nothing is read out of «ca 20–30».
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from followup.missing import MISSING
from followup.numbers import decimals_of, round_half_up
from goals.models import Indicator, IndicatorValue
from goals.parts import rounded_share
from goals.words import unit_words
from organisation.imports.target import Column, Figure, Line, Record
from organisation.models import Unit
from organisation.places import Place

_DECIMALS = 6
_BREAKDOWNS = {
    "": {"", "t", "totalt", "total", "alla", "samtliga", "all", "hela"},
    "women": {"k", "kvinnor", "kvinna", "women", "female"},
    "men": {"m", "män", "man", "men", "male"},
}
# How a row of sums begins, in the languages that systems print them in.
_SUMS = ("summa", "delsumma", "sum")


@dataclass
class _Read:
    """What the lines are held against: read once for all of them."""

    place: Place
    codes: dict[str, Indicator] = field(default_factory=dict)
    titles: dict[str, list[Indicator]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    rows: dict[tuple[int, int, str], IndicatorValue] = field(default_factory=dict)
    seen: dict[tuple[int, int, str], Record] = field(default_factory=dict)


class Values:
    """Values of indicators, of the place's unit and of the units below it, as a whole or by breakdown."""

    code = "goals.values"

    def label(self) -> str:
        return _("Values of indicators")

    def columns(self, place: Place) -> list[Column]:
        return [
            Column(code="code", label=_("Code"), kind="key", names=("kod", "nr", "nummer", "id", "code")),
            Column(
                code="title",
                label=_("Indicator"),
                kind="key",
                names=("indikator", "mått", "nyckeltal", "benämning", "titel", "indicator", "title"),
            ),
            Column(code="unit", label=_("Unit"), kind="key", names=("enhet", "område", "verksamhet", "unit")),
            Column(
                code="breakdown",
                label=_("Breakdown"),
                kind="key",
                names=("nedbrytning", "kön", "grupp", "fördelning", "breakdown", "sex"),
            ),
            Column(code="value", label=_("Outcome"), kind="figure", names=("värde", "utfall", "resultat", "value")),
            Column(
                code="value_text",
                label=_("Value in words"),
                kind="text",
                names=("värde i ord", "värde i text", "text"),
            ),
            Column(code="numerator", label=_("Numerator"), kind="number", names=("täljare", "numerator")),
            Column(code="denominator", label=_("Denominator"), kind="number", names=("nämnare", "denominator")),
            Column(
                code="missing_reason",
                label=_("Why it is missing"),
                kind="text",
                names=("saknas", "orsak", "varför det saknas", "bortfall", "missing"),
            ),
            Column(
                code="as_of",
                label=_("As of"),
                kind="date",
                names=("per", "per den", "mätdatum", "datum", "senaste dag", "as of"),
            ),
            Column(code="comment", label=_("Comment"), kind="text", names=("kommentar", "anmärkning", "comment")),
        ]

    def lines(self, place: Place, records: list[Record]) -> list[Line]:
        """Each record with the value it is about. Three queries, whatever the number of records."""
        read = _read(place)
        return [_line(read, record) for record in records]


VALUES = Values()


def _read(place: Place) -> _Read:
    read = _Read(place)
    for one in Indicator.objects.valid_in(place.period):
        read.codes[one.code.casefold()] = one
        read.titles.setdefault(_plain(one.title), []).append(one)
    units = [place.unit]
    if place.unit.is_board:
        units += Unit.objects.filter(board=place.unit)
    for unit in units:
        read.units |= {_plain(word): unit for word in (unit.slug, unit.name, unit.short_name)}
    for row in IndicatorValue.objects.filter(unit__in=units, period=place.period):
        read.rows[row.indicator_id, row.unit_id, row.breakdown] = row
    return read


def _reason_words() -> dict[str, str]:
    """The reason that each word means: codes, and the portal's words in both languages."""
    words = {code: code for code in MISSING}
    for language in ("sv", "en"):
        with override(language):
            words |= {_plain(str(label)): code for code, label in MISSING.items()}
    return words


def _line(read: _Read, record: Record) -> Line:
    said = {name: str(record.values.get(name) or "").strip() for name in ("code", "title", "unit", "breakdown")}
    line = Line(record=record, title=" ".join(filter(None, (said["code"], said["title"]))) or _("Row without a name"))
    if _plain(said["code"] or said["title"]).split(" ")[0].rstrip(":") in _SUMS:
        line.left_out = _("A row of sums: the portal adds up by itself.")
        return line
    try:
        indicator = _indicator(read, said["code"], said["title"])
        row = _row(read, indicator, _unit(read, indicator, said["unit"]), _breakdown(indicator, said["breakdown"]))
        _say_once(read, row, record)
        line.title = f"{indicator.title} · {row.unit.short_name}" + (f" · {row.breakdown}" if row.breakdown else "")
        line.changes = _changes(indicator, record, line)
    except _Wrong as error:
        line.errors.append(str(error))
        return line
    if not line.changes:
        line.left_out = _("The row holds no figures.")
        return line
    line.row = row
    return line


class _Wrong(Exception):
    """What is wrong with a record, in a sentence that says what to do."""


def _indicator(read: _Read, code: str, title: str) -> Indicator:
    if code and (found := read.codes.get(code.casefold())):
        return found
    named = read.titles.get(_plain(title), []) if title else []
    if len(named) == 1:
        return named[0]
    if named:
        raise _Wrong(_("Several indicators have this title. Give the indicator's code too."))
    if not (code or title):
        raise _Wrong(_("The row names no indicator. Give its code or its title."))
    what = _("There is no indicator “%(name)s” in the period's plan. Check the spelling, or write its code.")
    raise _Wrong(what % {"name": (title or code)[:80]})


def _unit(read: _Read, indicator: Indicator, name: str) -> Unit:
    unit = read.units.get(_plain(name)) if name else read.place.unit
    if unit is None:
        what = _("There is no unit “%(name)s” here. Write its name as it stands in the portal.")
        raise _Wrong(what % {"name": name[:60]})
    if not unit.is_board and not indicator.by_unit:
        raise _Wrong(_("This indicator is reported by the board alone, not by each unit."))
    return unit


def _breakdown(indicator: Indicator, name: str) -> str:
    code = next((code for code, words in _BREAKDOWNS.items() if _plain(name) in words), slugify(name))
    known = [str(one) for one in indicator.breakdowns]
    if code and known and code not in known:
        what = _("The indicator has no breakdown “%(name)s”. It has: %(known)s.")
        raise _Wrong(what % {"name": name[:40], "known": ", ".join(known)})
    return code


def _row(read: _Read, indicator: Indicator, unit: Unit, breakdown: str) -> IndicatorValue:
    row = read.rows.get((indicator.pk, unit.pk, breakdown)) or IndicatorValue(breakdown=breakdown)
    row.indicator, row.unit, row.period = indicator, unit, read.place.period
    return row


def _say_once(read: _Read, row: IndicatorValue, record: Record) -> None:
    key = (row.indicator_id, row.unit_id, row.breakdown)
    if earlier := read.seen.get(key):
        what = _("The same is said in %(where)s. Keep one of them in the file.")
        raise _Wrong(what % {"where": earlier.where})
    read.seen[key] = record


def _changes(indicator: Indicator, record: Record, line: Line) -> dict[str, Any]:
    """What the record sets. A value takes the place of a reason, and a reason that of a value."""
    values = record.values
    found = {name: values[name] for name in ("as_of", "comment") if values.get(name)}
    parts = {name: values[name] for name in ("numerator", "denominator") if values.get(name) is not None}
    given = _given(indicator, values, parts, line)
    reason = str(values.get("missing_reason") or "").strip()
    if not reason:
        return found | parts | given
    if given or parts:
        raise _Wrong(_("Give either a value or the reason why it is missing, not both."))
    code = _reason(reason)
    return found | {"missing_reason": code, "value": None, "value_text": "", "numerator": None, "denominator": None}


def _reason(reason: str) -> str:
    code = _reason_words().get(_plain(reason))
    if code is None:
        known = ", ".join(str(label) for label in MISSING.values())
        raise _Wrong(_("“%(word)s” is no reason. Write one of: %(known)s.") % {"word": reason[:60], "known": known})
    return code


def _given(indicator: Indicator, values: dict[str, Any], parts: dict[str, Any], line: Line) -> dict[str, Any]:
    figure: Figure | None = values.get("value")
    words = str(values.get("value_text") or "").strip()
    empty = {"missing_reason": "", "approximate": "", "printed_as": ""}
    if words and figure:
        raise _Wrong(_("Give either a number or words, not both."))
    if words or (figure and (figure.number is None or indicator.is_text)):
        if not indicator.is_text:
            line.remarks.append(_("It is not a number: it is kept as it is printed, and not rated."))
        return empty | {"value_text": words or figure.text, "value": None}
    if figure:
        _right_unit(indicator, figure)
        number = round_half_up(figure.number, min(decimals_of(figure.number), _DECIMALS))
        return empty | {"value": number, "decimals": decimals_of(number), "value_text": ""}
    share = rounded_share(indicator, parts.get("numerator"), parts.get("denominator"))
    if share is None:
        return {}
    return empty | {"value": share, "decimals": indicator.decimals, "value_text": ""}


def _right_unit(indicator: Indicator, figure: Figure) -> None:
    """Per cent is one unit and percentage points another."""
    if figure.is_percent and indicator.unit != Indicator.MeasuredIn.PERCENT:
        what = _("“%(text)s” is per cent, and the indicator is measured in %(unit)s. Correct the file or the plan.")
        unit = unit_words(indicator.unit) or str(indicator.get_unit_display())
        raise _Wrong(what % {"text": figure.text, "unit": unit})
    if figure.number is not None and figure.number < 0 and indicator.unit in {"count", "people", "hours"}:
        raise _Wrong(_("What is counted cannot be fewer than none."))


def _plain(text: str) -> str:
    """Without differences of capitals and spaces."""
    return " ".join(text.casefold().split())
