"""The register in words: what stands out about a commission, each in a sentence with a symbol of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.models import Commission, CommissionReport, Decision
from commissions.register import Entry, Reporter
from commissions.timing import Due
from commissions.words import status_of
from followup.numbers import date_text, format_number
from followup.sections import Status


@dataclass(frozen=True)
class Mark:
    """One thing that is said of a commission. `tone` names the colour beside the symbol; `stands_out` says whether
    somebody has to do something about it."""

    code: str
    symbol: str
    tone: str
    text: str
    stands_out: bool = True


def marks(entry: Entry) -> list[Mark]:
    """What is to be said of the commission, what somebody has to do something about first."""
    found = [*_late(entry), *_never_ended(entry), *_receivers(entry), *_where_it_went(entry)]
    return sorted(found, key=lambda mark: not mark.stands_out)


def summary(entries: list[Entry]) -> str:
    """One sentence: how many there are, how many are open, and how many of those stand out."""
    total, still = len(entries), sum(entry.is_open for entry in entries)
    if not total:
        return _("The register is empty: no commission has been entered yet.")
    out = sum(any(mark.stands_out for mark in marks(entry)) for entry in entries)
    first = ngettext(
        "%(open)s of %(total)s commission is open", "%(open)s of %(total)s commissions are open", total
    ) % {"open": format_number(still), "total": format_number(total)}
    if not out:
        return _("%(first)s, and nothing stands out.") % {"first": first}
    last = ngettext("%(count)s of them stands out", "%(count)s of them stand out", out) % {"count": format_number(out)}
    return _("%(first)s, and %(last)s.") % {"first": first, "last": last}


def age(entry: Entry) -> str:
    """How old the commission is, or was when it ended."""
    months = entry.months_old
    if months is None:
        return _("Unknown")
    if months < 1:
        return _("Under a month")
    if months < 24:
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    return ngettext("%(count)s year", "%(count)s years", months // 12) % {"count": months // 12}


def due_text(due: Due | None) -> str:
    """«17 September 2025 (Tertial 2 2025)», «December 2026» where the month alone is decided; "" for none."""
    if due is None:
        return ""
    shown = month_text(due.day) if due.month_only else date_text(due.day)
    return f"{shown} ({due.label})" if due.label else shown


def month_text(day: date) -> str:
    """«december 2026», in the active language."""
    return date_text(day).split(maxsplit=1)[1]


def report_status(report: CommissionReport) -> Status:
    return status_of(report.status, report.unit)


def decision_text(decision: Decision) -> str:
    """«Regionfullmäktige, 27 May 2026, RS 12-2026 § 45»: who, when and where it is found, as far as it is known."""
    return ", ".join(filter(None, (decision.body.name, date_text(decision.date), decision.reference)))


def _late(entry: Entry) -> Iterator[Mark]:
    """Whoever is told of what is approved alone is not told that nothing has been written."""
    for one, due in entry.missed:
        words = {"board": one.board.short_name, "day": due_text(due)}
        if len(entry.reporters) > 1:
            text = _("%(board)s was to report it by %(day)s, and has not.")
        else:
            text = _("Was to be reported by %(day)s, and nothing has been.")
        if one.decided_only:
            text = _("%(board)s was to report it by %(day)s: no report has been approved.")
        yield Mark("overdue", "!", "bad", text % words)
    for one in entry.silent:
        yield Mark("silent", "…", "fair", _silence(one, entry.commission))


def _silence(one: Reporter, commission: Commission) -> str:
    words = {"board": one.board.short_name, "often": commission.periodicity_shown, "day": date_text(one.last)}
    if one.decided_only and one.last is None:
        text = _("No report by %(board)s has been approved; it is to be reported: %(often)s.")
    elif one.decided_only:
        text = _("No report by %(board)s has been approved since %(day)s; it is to be reported: %(often)s.")
    elif one.last is None:
        text = _("%(board)s has reported nothing; it is to be reported: %(often)s.")
    else:
        text = _("%(board)s has reported nothing since %(day)s; it is to be reported: %(often)s.")
    return text % words


def _never_ended(entry: Entry) -> Iterator[Mark]:
    """What is over in one way or another, and has not been ended by its giver."""
    one = entry.commission
    if entry.is_reported_as_over:
        report = entry.last_report
        words = {"status": report_status(report).label, "period": report.period.label, "giver": one.giver.name}
        text = _("Reported as “%(status)s” (%(period)s), but %(giver)s has not closed it.")
        yield Mark("not_closed", "◐", "fair", text % words)
    if entry.is_past_end:
        text = _("Was to be finished by %(day)s, and has not been closed.")
        yield Mark("past_end", "‖", "fair", text % {"day": date_text(one.end)})
    if entry.is_left_behind:
        text = _("Was followed up last in %(year)s, and no commission continues it.")
        yield Mark("left_behind", "?", "bad", text % {"year": one.year})


def _receivers(entry: Entry) -> Iterator[Mark]:
    if entry.is_directed_to_nobody:
        yield Mark("nobody", "⊘", "bad", _("It is directed to nobody."), entry.is_open)
    for body in entry.gone:
        words = {"body": body.name, "day": date_text(body.unit.valid_to)}
        text = _("It is directed to %(body)s, which ended on %(day)s.")
        if body.unit.merged_into:
            words["other"] = body.unit.merged_into.name
            text = _("It is directed to %(body)s, which ended on %(day)s; %(other)s goes on with what it did.")
        yield Mark("receiver_gone", "⊘", "bad", text % words, entry.is_open)


def _where_it_went(entry: Entry) -> Iterator[Mark]:
    """What has happened to it, as it should."""
    if entry.ended:
        closed = entry.ended.kind == Decision.Kind.CLOSED
        text = _("Closed: %(decision)s.") if closed else _("Cancelled: %(decision)s.")
        words = {"decision": decision_text(entry.ended)}
        yield Mark(entry.ended.kind, "✓" if closed else "✕", "good" if closed else "none", text % words, False)
    if entry.is_continued:
        names = listed(f"{one.name} ({one.year})" for one in entry.successors)
        text = _("Continued by %(names)s.") if names else _("Continued by a commission of another board.")
        yield Mark("continued", "→", "none", text % {"names": names}, False)
    if entry.is_open and entry.first_year < entry.commission.year:
        text = _("Known since %(first)s, and followed up in %(year)s.")
        yield Mark("carried", "↻", "none", text % {"first": entry.first_year, "year": entry.commission.year}, False)


def listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def title_of(commission: Commission) -> str:
    """Number and title: «U03 Minska hyrberoendet»."""
    return f"{commission.shown_number} {commission.title}"
