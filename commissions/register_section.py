"""The board's own register as an annex of its report: what was open when the period ended, and what has ended."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.register import Entry
from commissions.register_reading import read_register, reports_until
from commissions.register_words import age, due_text, marks, report_status, summary, title_of
from commissions.words import receivers
from followup.sections import NO_ROW, Cell, Column, Fact, Item, Prose, Relation, Row, Section, Table, day
from organisation.models import ReportingPeriod, Unit
from organisation.places import figure_url

KEY = "commissions.register"
TOTAL = f"{KEY}.total"


def register(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """What stands in the board's ledger and what it is told by others, of all years, as it was on the period's last
    day, or today while the period goes on. A unit below the board has none. At most eight queries."""
    if not unit.is_board:
        return Section(key=KEY, title="")
    day_of = min(today, period.end)
    entries = read_register(
        boards=[unit], reports=reports_until(unit, period), today=day_of, until=max(day_of.year, period.end.year)
    )
    return Section(
        key=KEY,
        title=_("Register of commissions"),
        lang=get_language(),
        blocks=(
            Prose(text=summary(entries), lang=get_language(), is_composed=True),
            *([_table(entries, unit, period)] if entries else []),
        ),
        items=tuple(_item(entry, unit, period) for entry in entries),
        facts=tuple(_facts(entries, unit, period, day_of)),
        relations=(Relation(kind="sum", result=TOTAL, parts=tuple(f"{KEY}.{code}" for code in _states())),),
    )


def _states() -> dict[str, str]:
    return {"open": _("Open commissions"), "closed": _("Closed commissions"), "cancelled": _("Cancelled commissions")}


def _facts(entries: list[Entry], unit: Unit, period: ReportingPeriod, day_of: date) -> list[Fact]:
    """How many there are, how many of them are in each state, and how many stand out."""
    by_state = Counter(entry.state for entry in entries)
    out = sum(any(mark.stands_out for mark in marks(entry)) for entry in entries)
    counted = [
        (TOTAL, _("Commissions in the register"), len(entries), _("All commissions of the board, of all years.")),
        *(
            (f"{KEY}.{code}", label, by_state[code], _("Only a decision of its giver ends a commission."))
            for code, label in _states().items()
        ),
        (f"{KEY}.out", _("Commissions that stand out"), out, _("Those that somebody has to do something about.")),
    ]
    return [
        Fact(
            key=key,
            label=label,
            value=str(number),
            unit="count",
            as_of=day(day_of),
            source=_("Counted in the portal"),
            rule=rule,
            url=figure_url(unit, period, key),
            row=NO_ROW,
        )
        for key, label, number, rule in counted
    ]


def _table(entries: list[Entry], unit: Unit, period: ReportingPeriod) -> Table:
    columns = (
        Column(label=_("Commission"), width=30),
        Column(label=_("Given by, directed to"), width=17),
        Column(label=_("Budget year, age"), width=10),
        Column(label=_("Last report"), kind="status", width=13),
        Column(label=_("What stands out"), width=30),
    )
    return Table(
        key=f"{KEY}.table",
        caption=_("Register of commissions, open ones first"),
        columns=columns,
        rows=tuple(_row(entry, unit, period) for entry in entries),
    )


def _row(entry: Entry, unit: Unit, period: ReportingPeriod) -> Row:
    one, report = entry.commission, entry.last_report
    lang = one.board.language
    since = [str(one.origin_year or ""), age(entry).lower() if entry.given else ""]
    return Row(
        cells=(
            Cell(text=title_of(one), url=page_url(one, unit, period), lang=lang),
            Cell(text=f"{one.giver.name} → {receivers(one)}", lang=lang),
            Cell(text=", ".join(filter(None, since)) or _("Unknown")),
            Cell(status=report_status(report)) if report else Cell(text=_("Nothing reported")),
            Cell(text=" ".join(_said(entry))),
        )
    )


def _said(entry: Entry) -> list[str]:
    """What stands out, when it was reported last and when it is to be next, in sentences."""
    said = [mark.text for mark in marks(entry)] or [_("Nothing stands out.")]
    if entry.last_report:
        said.append(_("Reported last: %(period)s.") % {"period": entry.last_report.period.label})
    if due := due_text(entry.next_due):
        said.append(_("To be reported next: %(day)s.") % {"day": due})
    return said


def _item(entry: Entry, unit: Unit, period: ReportingPeriod) -> Item:
    """Of a kind of its own: the commission as it is reported stands in the section of commissions."""
    one = entry.commission
    attributes = {
        "status": entry.last_report.status if entry.last_report else "",
        "state": entry.state,
        "giver": one.giver.name,
        "receivers": receivers(one),
        "periodicity": one.periodicity_shown,
        "start": day(one.start),
        "end": day(one.end),
        "decision": one.decision,
        "marks": " ".join(mark.code for mark in marks(entry)),
    }
    return Item(
        key=f"{KEY}.{one.code}",
        kind="registered",
        title=one.title,
        lang=one.board.language,
        attributes={name: value for name, value in attributes.items() if value},
        url=page_url(one, unit, period),
    )


def page_url(commission, unit: Unit, period: ReportingPeriod) -> str:
    """The page of one commission."""
    return reverse(
        "commissions:commission", kwargs={"unit": unit.slug, "period": period.slug, "code": commission.code}
    )
