"""The register as its page shows it: narrowed, sorted, in finished rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.models import Commission
from commissions.register import Entry
from commissions.register_forms import COLUMNS, RegisterForm
from commissions.register_reading import boards_of, read_register, readable_reports
from commissions.register_words import Mark, age, due_text, marks, report_status, summary
from commissions.words import receivers
from followup.numbers import date_text
from followup.sections import Status
from organisation import access
from organisation.entry import dom_id
from organisation.places import Place


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One commission."""

    dom_id: str
    number: str
    title: str
    url: str
    lang: str
    giver: str
    receivers: str
    board: str
    origin: str
    due: str
    age: str
    status: Status | None
    reported: str
    marks: list[Mark]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The head of a column, which sorts by it: `aria_sort` is "ascending", "descending" or ""."""

    label: str
    url: str
    aria_sort: str


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """Everything on the page."""

    lead: str
    about: str
    form: RegisterForm
    headings: list[Heading]
    rows: list[RegisterRow]
    shown: str
    file_url: str
    """The same rows as a file."""
    narrowed: int
    """How many of the filters narrow the list."""


def register_page(place: Place, query: QueryDict, *, today: date) -> RegisterPage:
    """The register of the boards within the reader's reach, as it stands on a day. Ten queries at most, whatever its
    length. A filter that cannot be read narrows nothing: `form.errors` says why."""
    asked_for = find(place, query, today=today)
    entries, form, asked = asked_for.entries, asked_for.form, asked_for.choices
    sort = asked.get("sort", "")
    boards = sorted({entry.commission.board.short_name for entry in entries})
    words = {"boards": ", ".join(boards), "day": date_text(today)}
    return RegisterPage(
        lead=summary(entries),
        about=_("All years, in the ledgers of: %(boards)s. As it stands on %(day)s.") % words if boards else "",
        form=form,
        headings=[_heading(place, query, code, str(label), sort) for code, label in COLUMNS],
        rows=[_row(place, entry) for entry in asked_for.found],
        shown=_shown(len(asked_for.found), len(entries)),
        file_url=f"{place.url('commissions:register_file')}?{query.urlencode()}".rstrip("?"),
        narrowed=sum(bool(value) for name, value in asked.items() if name != "sort" and value != "open"),
    )


@dataclass(frozen=True, kw_only=True)
class Search:
    """What was asked of the register, and what was found: all of it where the question cannot be read."""

    entries: list[Entry]
    form: RegisterForm
    found: list[Entry]

    @property
    def choices(self) -> dict[str, Any]:
        return self.form.cleaned_data if self.form.is_valid() else {}

    def said(self) -> str:
        """The choices in words: «Given by: Regionfullmäktige · State: All»; open ones alone is said also."""
        shown = {**self.choices, "state": self.choices.get("state") or "open"}
        return " · ".join(
            f"{field.label}: {_shown_choice(self.form, name, shown[name])}"
            for name, field in self.form.fields.items()
            if shown.get(name)
        )


def find(place: Place, query: QueryDict, *, today: date) -> Search:
    """The entries that an address asks for, in its order."""
    entries = register_of(place, today=today)
    form = RegisterForm(query, entries=entries)
    asked = form.cleaned_data if form.is_valid() else {}
    found = [entry for entry in entries if _is_asked_for(entry, asked)]
    return Search(entries=entries, form=form, found=_sorted(found, asked["sort"]) if asked.get("sort") else found)


def _shown_choice(form: RegisterForm, name: str, value: Any) -> str:
    if isinstance(value, date):
        return date_text(value)
    if value is True:
        return _("Yes")
    return str(dict(form.fields[name].choices)[value])


def register_of(place: Place, *, today: date, code: str = "") -> list[Entry]:
    """The entries of the register that the reader of a place sees."""
    boards = boards_of(place.user, place.unit.organisation_id)
    reports = readable_reports(place.user, boards)
    hidden = frozenset(board.pk for board in boards if not access.sees_drafts(place.user, board))
    return read_register(boards=boards, reports=reports, today=today, code=code, decided_only=hidden)


def origin_text(commission: Commission) -> str:
    return str(commission.origin_year) if commission.origin_year else _("Not stated")


def _is_asked_for(entry: Entry, asked: dict[str, Any]) -> bool:
    one, state = entry.commission, asked.get("state") or "open"
    if state != "all" and entry.is_open != (state == "open"):
        return False
    if asked.get("giver") and one.giver.code != asked["giver"]:
        return False
    if asked.get("receiver") and asked["receiver"] not in {body.code for body in one.receivers.all()}:
        return False
    if asked.get("board") and one.board.slug != asked["board"]:
        return False
    if asked.get("before") and not _is_due_before(entry, asked["before"]):
        return False
    return not asked.get("out") or any(mark.stands_out for mark in marks(entry))


def _is_due_before(entry: Entry, day: date) -> bool:
    """Whether something is to be reported before that day, what should have been already included."""
    due = entry.next_due
    return any(late.day < day for _one, late in entry.missed) or bool(due and due.day < day)


_KEYS: dict[str, Callable[[Entry], Any]] = {
    "title": lambda entry: (entry.commission.shown_number.casefold(), entry.commission.title.casefold()),
    # The most first.
    "out": lambda entry: -sum(mark.stands_out for mark in marks(entry)),
    "giver": lambda entry: entry.commission.giver.name.casefold(),
    "receivers": lambda entry: receivers(entry.commission).casefold(),
    "board": lambda entry: entry.commission.board.short_name.casefold(),
    "origin": lambda entry: entry.commission.origin_year,
    "due": lambda entry: entry.next_due.day if entry.next_due else None,
    "age": lambda entry: entry.months_old,
    "report": lambda entry: entry.last_report.period.end if entry.last_report else None,
}


def _sorted(entries: list[Entry], sort: str) -> list[Entry]:
    """By a column, backwards with a minus; what is not known comes last either way."""
    key = _KEYS[sort.lstrip("-")]
    known = [entry for entry in entries if key(entry) is not None]
    unknown = [entry for entry in entries if key(entry) is None]
    return sorted(known, key=key, reverse=sort.startswith("-")) + unknown


def _heading(place: Place, query: QueryDict, code: str, label: str, sort: str) -> Heading:
    """Leads to the list sorted by the column, or the other way where it is already."""
    params = query.copy()
    params["sort"] = f"-{code}" if sort == code else code
    aria = {code: "ascending", f"-{code}": "descending"}.get(sort, "")
    return Heading(label=label, url=f"{place.url('commissions:register')}?{params.urlencode()}", aria_sort=aria)


def _row(place: Place, entry: Entry) -> RegisterRow:
    one, report = entry.commission, entry.last_report
    return RegisterRow(
        dom_id=dom_id(one.key),
        number=one.shown_number,
        title=one.title,
        url=place.url("commissions:commission", code=one.code),
        lang=one.board.language,
        giver=one.giver.name,
        receivers=receivers(one),
        board=one.board.short_name,
        origin=origin_text(one),
        due=due_text(entry.next_due),
        age=age(entry),
        status=report_status(report) if report else None,
        reported=report.period.label if report else _("Nothing reported"),
        marks=marks(entry),
    )


def _shown(count: int, total: int) -> str:
    return ngettext(
        "%(count)s of %(total)s commission is shown.", "%(count)s of %(total)s commissions are shown.", total
    ) % {"count": count, "total": total}
