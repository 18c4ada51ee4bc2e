"""Adding the periods that a board reports on, and saying when they are handed in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import dateformat, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organisation.administration.acts import Stale, act, changed, fingerprint, log
from organisation.models import Reminder, ReportingPeriod, Unit, User

Kind = ReportingPeriod.Kind
FIELDS = ("kind", "label", "slug", "start", "end", "due", "is_cumulative")
# Months in each of them, and the letter that its address has in Swedish: 2026-k1.
_PARTS = {Kind.QUARTER: (3, "k"), Kind.TERTIAL: (4, "t"), Kind.HALF_YEAR: (6, "h")}
_SLUG_LENGTH = ReportingPeriod._meta.get_field("slug").max_length
FIRST_YEAR, LAST_YEAR = 2000, 2100


def proposed(kind: str, end: date, language: str) -> tuple[str, str]:
    """(slug, label) of a period of this kind that ends then: («2026-k1», «Kvartal 1 2026») in the board's language."""
    with translation.override(language):
        if kind == Kind.YEAR:
            return str(end.year), _("Full year %(year)s") % {"year": end.year}
        if kind == Kind.MONTH:
            label = dateformat.format(end, "F Y")
            return f"{end:%Y-%m}", label[:1].upper() + label[1:]
        months, letter = _PARTS.get(kind, (12, "p"))
        number = (end.month - 1) // months + 1
        label = f"{Kind(kind).label} {number} {end.year}"
        return f"{end.year}-{letter}{number}", label


def add_period(*, board: Unit, values: dict[str, Any], by: User) -> ReportingPeriod:
    """A new period. `values`: kind, label, slug, start, end, due, is_cumulative; label and slug are proposed from the
    kind and the end where they are empty. A slug is part of addresses, and is never changed."""
    with act(board, by):
        return _add(board, values, by)


def add_quarters(*, board: Unit, year: int, by: User) -> list[ReportingPeriod]:
    """The year's four quarters, each from the year's beginning, as figures accumulate; those that are missing."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError({"year": _("Write a year with four digits.")})
    with act(board, by):
        known = set(board.periods.values_list("slug", flat=True))
        spans = set(board.periods.filter(kind=Kind.QUARTER).values_list("start", "end"))
        added = []
        for month in (3, 6, 9, 12):
            end = date(year, month, monthrange(year, month)[1])
            slug, label = proposed(Kind.QUARTER, end, board.language)
            start = date(year, 1, 1)
            if slug not in known and (start, end) not in spans:
                values = {"kind": Kind.QUARTER, "label": label, "slug": slug, "start": start, "end": end}
                added.append(_add(board, values | {"due": None, "is_cumulative": True}, by))
        return added


def period_values(period: ReportingPeriod) -> dict[str, Any]:
    """What a form shows of a period that there is: the rest is what its figures are about, and stays."""
    return {"due": period.due}


def change_period(*, board: Unit, period: ReportingPeriod, values: dict[str, Any], seen: str, by: User) -> bool:
    """Set the day that the period is handed in, or none; whether anything changed.

    `seen` is the fingerprint of what was shown. Reminders count the days anew.
    """
    with act(board, by):
        period = board.periods.get(pk=period.pk)
        current = period_values(period)
        before, after = changed(current, {"due": values["due"]})
        if not after:
            return False
        if seen != fingerprint(current):
            raise Stale(current)
        if error := _due_error(after["due"], period.start):
            raise ValidationError({"due": error})
        period.due = after["due"]
        period.save(update_fields=["due"])
        Reminder.objects.filter(period=period).delete()
        log("period_changed", board=board, by=by, subject=period.slug, before=before, after=after)
        return True


def _add(board: Unit, values: dict[str, Any], by: User) -> ReportingPeriod:
    clean = {name: values[name] for name in FIELDS}
    slug, label = proposed(clean["kind"], clean["end"], board.language)
    clean["label"] = clean["label"].strip() or label
    clean["slug"] = slugify(clean["slug"])[:_SLUG_LENGTH] or slug
    _check(board, clean)
    period = ReportingPeriod(board=board, **clean)
    period.save(force_insert=True)
    log("period_added", board=board, by=by, subject=period.slug, after={**clean, "kind": str(clean["kind"])})
    return period


def _check(board: Unit, values: dict[str, Any]) -> None:
    errors = {}
    if values["kind"] not in set(Kind.values) - {Kind.MEETING}:
        errors["kind"] = _("Choose one of those that there are.")
    if values["start"] > values["end"]:
        errors["end"] = _("The period must start before it ends.")
    if error := _due_error(values["due"], values["start"]):
        errors["due"] = error
    same = {name: values[name] for name in ("start", "end", "kind")}
    if board.periods.filter(**same).exists():
        errors["end"] = _("There is already a period of this kind with these days.")
    if board.periods.filter(slug=values["slug"]).exists():
        errors["slug"] = _("The board has a period with this address already. Write another.")
    if errors:
        raise ValidationError(errors)


def _due_error(due: date | None, start: date) -> str:
    return _("It is handed in after the period has begun.") if due and due <= start else ""
