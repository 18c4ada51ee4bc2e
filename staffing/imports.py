"""Staffing figures by month from a file: which figure each record is about, and what of it would change.

A share is told by its hours where the file gives them; a percentage given alone is kept as such. Words where a number
was expected are kept as they are printed, and nothing is read out of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from followup.numbers import decimals_of, format_number, round_half_up
from organisation.imports.target import Column, Doubt, Figure, Line, Record
from organisation.models import ImportLine, Unit
from organisation.places import Place
from staffing.import_doubts import doubts_of
from staffing.import_words import Said, covers_of, said_by
from staffing.models import MonthFigure, StaffGroup

_DECIMALS, _HOURS = 4, 2
_ALL = {"", "alla", "totalt", "total", "samtliga", "all", "alla grupper", "samtliga personalgrupper"}
_NUMBERED = re.compile(r"^\d[\d.\-]*\s+(?=\D)")
# Only what says itself that it is withheld.
_WITHHELD = re.compile(r"[<≤]\s?\d+|.*\b(sekretess|för få|röjande)\b.*", re.IGNORECASE)
_PARTS = ("numerator", "denominator")
# A percentage is printed with one decimal.
_ROUNDING = Decimal("0.06")


class Months:
    """The target «staffing.months»: the place's unit and the units below it, by staff group and month."""

    code = "staffing.months"
    months_wide = ("month", "value")
    leaves_out_equals = True

    def label(self) -> str:
        return _("Staffing figures by month")

    def columns(self, place: Place) -> list[Column]:
        return [
            Column(code="unit", label=_("Unit"), kind="key", names=_UNIT_NAMES),
            Column(code="group", label=_("Staff group"), kind="key", names=_GROUP_NAMES),
            Column(code="measure", label=_("Figure"), kind="key", required=True, names=_MEASURE_NAMES),
            Column(code="month", label=_("Month"), kind="month", required=True, names=("månad", "period", "år-månad")),
            Column(
                code="covers", label=_("Covers"), kind="key", names=("avser", "omfattar", "periodtyp", "ackumulering")
            ),
            Column(code="value", label=_("Value"), kind="printed", names=("värde", "procent", "%", "utfall", "antal")),
            Column(code="numerator", label=_("Sick hours"), kind="printed", names=_SICK_NAMES),
            Column(code="denominator", label=_("Working hours"), kind="printed", names=_WORK_NAMES),
            Column(code="n_employees", label=_("Employees in the group"), kind="printed", names=_EMPLOYEE_NAMES),
        ]

    def lines(self, place: Place, records: list[Record]) -> list[Line]:
        """Each record with the figure it is about. Three queries, whatever the number of records."""
        read = _read(place, records)
        return [_line(read, record) for record in records]

    def doubts(self, place: Place, lines: list[ImportLine]) -> list[Doubt]:
        """What is not as it uses to be, or contradicts itself, in the file and beside what stands."""
        return doubts_of(place, lines)


_UNIT_NAMES = ("enhet", "organisation", "organisatorisk enhet", "område", "förvaltning", "klinik", "avdelning", "unit")
_GROUP_NAMES = ("personalgrupp", "yrkesgrupp", "yrke", "befattningsgrupp", "aid-grupp", "staff group")
_MEASURE_NAMES = ("nyckeltal", "mått", "indikator", "rubrik", "variabel", "measure")
_SICK_NAMES = ("sjuktimmar", "sjuktid", "täljare", "frånvarotimmar", "sick hours")
_WORK_NAMES = ("ordinarie arbetstid", "arbetstid", "arbetstimmar", "nämnare", "working hours")
_EMPLOYEE_NAMES = ("antal anställda", "anställda", "antal i gruppen", "antal personer", "employees")
MONTHS = Months()


class _Wrong(Exception):
    """What is wrong with a record, in a sentence that says what to do."""


@dataclass
class _Read:
    """What the records are held against: read once for all of them."""

    place: Place
    units: dict[str, set[int]] = field(default_factory=dict)
    by_pk: dict[int, Unit] = field(default_factory=dict)
    groups: dict[str, StaffGroup] = field(default_factory=dict)
    stored: dict[tuple, MonthFigure] = field(default_factory=dict)
    names: dict[str, Said | None] = field(default_factory=dict)

    def said(self, text: str) -> Said | None:
        if text not in self.names:
            self.names[text] = said_by(text)
        return self.names[text]


def _read(place: Place, records: list[Record]) -> _Read:
    read = _Read(place)
    units = [place.unit]
    if place.unit.is_board:
        units += Unit.objects.filter(board=place.unit)
    for unit in units:
        read.by_pk[unit.pk] = unit
        for word in {_plain(unit.slug), _plain(unit.name), _plain(unit.short_name)} - {""}:
            read.units.setdefault(word, set()).add(unit.pk)
    for group in StaffGroup.objects.filter(board=place.unit.root):
        read.groups |= {_plain(word): group for word in (group.code, group.name) if word}
    months = {record.values["month"] for record in records if record.values.get("month")}
    stored = MonthFigure.objects.filter(unit=place.unit, period=place.period, month__in=months)
    read.stored = {(r.of_unit_id, r.month, r.covers, r.group_code, r.measure): r for r in stored}
    return read


def _line(read: _Read, record: Record) -> Line:
    line = Line(record=record, title=_text(record, "measure"))
    try:
        unit, group = _unit(read, _text(record, "unit")), _group(read, _text(record, "group"))
        said, month = _measure(read, record), _month(read, record)
        covers = _covers(record, said)
        line.title = _title(unit, group, said, month)
        line.changes = _changes(record, said, line)
    except _Wrong as error:
        line.errors.append(str(error))
        return line
    if not line.changes:
        line.left_out = _("The row holds no figures.")
        return line
    code = group.code if group else ""
    line.row = read.stored.get((unit.pk, month, covers, code, said.measure)) or MonthFigure(
        of_unit=unit, month=month, covers=covers, group_code=code, measure=said.measure
    )
    line.row.unit, line.row.period = read.place.unit, read.place.period
    if group:
        line.changes["group"] = group
    return line


def _title(unit: Unit, group: StaffGroup | None, said: Said, month: date) -> str:
    label = str(MonthFigure.Measure(said.measure).label)
    parts = [unit.short_name or unit.name, group.name if group else "", label, date_format(month, "F Y")]
    return " · ".join(filter(None, parts))


def _unit(read: _Read, name: str) -> Unit:
    if not name:
        return read.place.unit
    word = _plain(name)
    first = word.split(" ")[0]
    for one in (word, _NUMBERED.sub("", word), slugify(name), first if first != word and first[:1].isdigit() else ""):
        found = read.units.get(one, set())
        if len(found) == 1:
            return read.by_pk[next(iter(found))]
        if found:
            slugs = ", ".join(sorted(read.by_pk[pk].slug for pk in found))
            what = _("More than one unit is called “%(name)s”. Write its code instead: %(codes)s.")
            raise _Wrong(what % {"name": name[:60], "codes": slugs})
    raise _Wrong(
        _("There is no unit “%(name)s” here. Write its name as it stands in the portal.") % {"name": name[:60]}
    )


def _group(read: _Read, name: str) -> StaffGroup | None:
    word = _plain(name)
    if word in _ALL:
        return None
    found = read.groups.get(word) or read.groups.get(_NUMBERED.sub("", word))
    if found is None:
        what = _("The board follows no staff group “%(name)s”. Check the spelling, or let an administrator add it.")
        raise _Wrong(what % {"name": name[:60]})
    return found


def _measure(read: _Read, record: Record) -> Said:
    text = _text(record, "measure")
    if found := read.said(text):
        return found
    words = ", ".join(str(one.label) for one in MonthFigure.Measure)
    what = _("“%(name)s” is no figure that the portal knows by month. Write one of these: %(known)s.")
    raise _Wrong(what % {"name": text[:60], "known": words})


def _month(read: _Read, record: Record) -> date:
    month = record.values["month"]
    if month > read.place.period.end:
        raise _Wrong(_("The month is after the period that the figures are handed in with. Choose a later period."))
    return month


def _covers(record: Record, said: Said) -> str:
    text = _text(record, "covers")
    if not text:
        return said.covers or MonthFigure.Covers.MONTH.value
    found = covers_of(text)
    if found is None:
        words = ", ".join(str(one.label) for one in MonthFigure.Covers)
        what = _("“%(name)s” does not say what the figure covers. Write one of these: %(known)s.")
        raise _Wrong(what % {"name": text[:40], "known": words})
    if said.covers and said.covers != found:
        raise _Wrong(_("The name of the figure and the column beside it say different things of what it covers."))
    return found


def _changes(record: Record, said: Said, line: Line) -> dict[str, Any]:
    """What the record sets. A number takes the place of words and a reason, and withheld words that of a number."""
    given = {name: one for name in ("value", *_PARTS, "n_employees") if (one := record.values.get(name)) is not None}
    if said.part != "value" and "value" in given:
        if said.part in given:
            raise _Wrong(_("The hours are given twice in the row. Keep one of them."))
        given[said.part] = given.pop("value")
    numbers = {name: one.number for name, one in given.items() if one.number is not None}
    words = {name: one.text for name, one in given.items() if one.number is None}
    _judge(said, given, numbers)
    found: dict[str, Any] = {name: round_half_up(numbers[name], _HOURS) for name in _PARTS if name in numbers}
    if "value" in numbers:
        decimals = min(decimals_of(numbers["value"]), _DECIMALS)
        found |= {"value": round_half_up(numbers["value"], decimals), "decimals": decimals}
    if found:
        found |= {"missing_reason": "", "text": ""}
    if "n_employees" in numbers:
        found["n_employees"] = int(numbers["n_employees"])
    if words:
        found |= _as_printed(record, words, line)
    if said.measure == MonthFigure.Measure.LONG:
        # Key figure 2 is counted among all hours of sick leave, which the total has, and never among working hours.
        found.pop("denominator", None)
    if all(found.get(name) is not None for name in ("value", *_PARTS)):
        _compare(found, line)
    return found


def _judge(said: Said, given: dict[str, Figure], numbers: dict[str, Decimal]) -> None:
    is_share, value = said.measure in MonthFigure.SHARES, numbers.get("value")
    if value is not None and is_share and not 0 <= value <= 100:
        what = _("A share lies between 0 and 100 per cent, and the file says %(value)s. Correct the file.")
        raise _Wrong(what % {"value": format_number(value)})
    if "value" in given and given["value"].is_percent and not is_share:
        raise _Wrong(_("“%(text)s” is per cent, and the figure is a number.") % {"text": given["value"].text})
    if not is_share and any(name in given for name in _PARTS):
        raise _Wrong(_("The figure is a number and has no hours: leave their columns empty."))
    if any(number < 0 for number in numbers.values()):
        raise _Wrong(_("What is counted cannot be fewer than none."))
    top, below = (numbers.get(name) for name in _PARTS)
    if top is not None and below is not None and (top > below or not below):
        raise _Wrong(_("The hours counted are more than those they are counted among. Correct the file."))
    people = numbers.get("n_employees")
    if people is not None and people != int(people):
        raise _Wrong(_("Employees are counted in whole numbers."))


def _as_printed(record: Record, words: dict[str, str], line: Line) -> dict[str, Any]:
    """Words as they are printed. They take the place of the number only where they stand in its column."""
    kept = _("“%(text)s” is no number: it is kept as it is printed.")
    line.remarks.append(kept % {"text": "; ".join(words.values())[:80]})
    said = [text if name == "value" else f"{name}: {text}" for name, text in words.items()]
    found: dict[str, Any] = {"text": " · ".join(said)[:200]}
    if "value" in words:
        found["value"] = None
    for name in words.keys() & set(_PARTS):
        found[name] = None
    others = [record.values.get(name) for name in ("value", *_PARTS)]
    has_number = any(one is not None and one.number is not None for one in others)
    if not has_number and any(_WITHHELD.fullmatch(text) for text in words.values()):
        found |= {"missing_reason": "confidential", "value": None, "numerator": None, "denominator": None}
    return found


def _compare(found: dict[str, Any], line: Line) -> None:
    computed = found["numerator"] / found["denominator"] * 100
    if abs(computed - found["value"]) > _ROUNDING:
        what = _("The file says %(value)s per cent, and the hours make %(computed)s.")
        said = {"value": format_number(found["value"]), "computed": format_number(round_half_up(computed, 1))}
        line.remarks.append(what % said)


def _text(record: Record, name: str) -> str:
    return " ".join(str(record.values.get(name) or "").split())


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
