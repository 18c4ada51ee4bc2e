"""The change account of a report: what it is compared with, and the account as a section that every format shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.changes import Account, Goalpost, StatusChange, ValueChange, account
from followup.numbers import DASH, date_text, format_fact
from followup.sections import NO_ROW, Cell, Column, Fact, Figures, Prose, Row, Section, Status, Table
from organisation.models import ReportingPeriod, Submission, Unit
from reports.assembly import Payload, assemble, build_sections, template_of
from reports.models import ReportTemplate, SealedReport
from reports.sealed import payload_of

KEY = "reports.changes"


def live_report(*, unit: Unit, period: ReportingPeriod, today: date, language: str = "") -> Payload:
    """The report as it stands, with what is other than in the one before where a chapter is to tell it."""
    template = template_of(unit, period)

    def beside(sections: list[Section]) -> Iterable[Section]:
        is_wanted = any(KEY in chapter.get("parts", ()) for chapter in template.chapters)
        before = earlier_report(unit, period, today=today) if is_wanted else None
        if before is None:
            return ()
        # A sealed report stands in the board's language: it is compared in that, whoever reads.
        with translation.override(before.language):
            same = before.language == (language or unit.root.language)
            now = sections if same else build_sections(unit=unit, period=period, today=today)
            return (section_of(before, account(before.sections(), now, text_names(template)), now),)

    return assemble(unit=unit, period=period, today=today, language=language, beside=beside)


def earlier_report(unit: Unit, period: ReportingPeriod, *, today: date) -> Payload | None:
    """The latest report before this one that has been approved or sealed, in the board's language; None where there
    is none. As it was sealed, where it is, also while that is being corrected: two queries then."""
    own = Submission.objects.filter(unit=unit)
    shown = own.decided() | own.filter(sealed_at__isnull=False)
    found = ReportingPeriod.objects.before(period).filter(pk__in=shown.values("period")).first()
    if found is None:
        return None
    sealed = SealedReport.objects.filter(unit=unit, period=found).defer("pdf").last()
    return payload_of(sealed) if sealed else assemble(unit=unit, period=found, today=today)


def text_names(template: ReportTemplate) -> dict[str, str]:
    """What the report's own texts are called, by the key of their section: as their chapters are."""
    return {f"reports.{chapter['text']}": chapter["title"] for chapter in template.texts()}


def name_of(payload: Payload) -> str:
    """«Delårsrapport Tertial 1 2025, beslutad den 3 juni 2025», its correction and its decision where it has them."""
    name = f"{payload.title} {payload.period}"
    if payload.correction:
        name = _("%(report)s, correction %(number)s") % {"report": name, "number": payload.correction}
    if not payload.decided_on:
        return name
    day = date_text(date.fromisoformat(payload.decided_on))
    return _("%(report)s, decided on %(day)s") % {"report": name, "day": day}


def section_of(before: Payload, found: Account, now: Iterable[Section]) -> Section:
    """The account as a section, in the active language: of the figures only those that are pointed out as key figures
    or belong to something that is followed up."""
    lang = before.language
    compared = _("Compared with %(report)s.") % {"report": name_of(before)}
    values, texts = _pointed_out(found, now), [_texts(found)] if found.texts else []
    blocks = (
        Prose(text=f"{compared} {summary(found)}", lang=lang, is_composed=True),
        *tables(found, values),
        *texts,
    )
    return Section(key=KEY, title=_("What has changed since the report before"), lang=lang, blocks=blocks)


def summary(found: Account) -> str:
    """«3 mål eller mått är flyttade, 2 statusar, 14 siffror och 5 texter är andra.»"""
    if not found:
        return _("Nothing is other than it was.")
    counted = {
        "goalposts": ngettext(
            "%(count)s change of what is followed up", "%(count)s changes of what is followed up", len(found.goalposts)
        ),
        "statuses": ngettext("%(count)s changed status", "%(count)s changed statuses", len(found.statuses)),
        "values": ngettext("%(count)s changed figure", "%(count)s changed figures", len(found.values)),
        "texts": ngettext("%(count)s changed text", "%(count)s changed texts", len(found.texts)),
    }
    words = [text % {"count": len(getattr(found, name))} for name, text in counted.items() if getattr(found, name)]
    return ", ".join(words).capitalize() + "."


def tables(found: Account, values: Sequence[ValueChange]) -> list[Table]:
    """What is followed up, statuses, and the values that are given, each where there is any."""
    made = [(found.goalposts, _goalposts), (found.statuses, _statuses), (values, _values)]
    return [table(changed) for changed, table in made if changed]


def _values(values: Iterable[ValueChange]) -> Table:
    return Table(
        key=f"{KEY}.values",
        caption=_("Figures that are other"),
        columns=(
            Column(label=_("Figure"), width=40),
            Column(label=_("Before"), kind="number", width=19),
            Column(label=_("Now"), kind="number", width=17),
            Column(label=_("Difference"), kind="number", width=24),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.now.label, url=one.now.url),
                    Cell(text=format_fact(one.before)),
                    Cell(text=format_fact(one.now), fact=one.now.key),
                    Cell(text=one.difference),
                )
            )
            for one in values
        ),
    )


def _pointed_out(found: Account, now: Iterable[Section]) -> list[ValueChange]:
    parts = [part for section in now for part in section.walk()]
    keys = {key for part in parts for block in part.blocks if isinstance(block, Figures) for key in block.facts}
    items = {item.key for part in parts for item in part.items}
    return [one for one in found.values if one.now.key in keys or _is_reported(one.now, items)]


def _is_reported(fact: Fact, items: set[str]) -> bool:
    """Whether it is a value of something followed up, and not one that was computed."""
    return fact.row != NO_ROW and fact.key.rpartition(".")[0] in items


def _goalposts(goalposts: Iterable[Goalpost]) -> Table:
    return Table(
        key=f"{KEY}.goalposts",
        caption=_("What is followed up: new, gone and changed"),
        columns=(
            Column(label=_("Goal, measure or commission"), width=30),
            Column(label=_("What"), width=16),
            Column(label=_("Before")),
            Column(label=_("Now")),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.title, url=one.url, lang=one.lang),
                    Cell(text=one.what),
                    Cell(text=one.before or DASH, lang=one.lang),
                    Cell(text=one.now or DASH, lang=one.lang),
                )
            )
            for one in goalposts
        ),
    )


def _statuses(statuses: Iterable[StatusChange]) -> Table:
    return Table(
        key=f"{KEY}.statuses",
        caption=_("Status and forecast that are other"),
        columns=(
            Column(label=_("Goal, measure or commission"), width=30),
            Column(label=_("What"), width=12),
            Column(label=_("Before"), kind="status"),
            Column(label=_("Now"), kind="status"),
            Column(label=_("Direction"), width=20),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.title, url=one.url, lang=one.lang),
                    Cell(text=one.what),
                    _status_cell(one.before),
                    _status_cell(one.now),
                    Cell(text=one.direction),
                )
            )
            for one in statuses
        ),
    )


def _status_cell(status: Status | None) -> Cell:
    return Cell(text=status.label, status=status) if status else Cell(text=DASH)


def _texts(found: Account) -> Table:
    return Table(
        key=f"{KEY}.texts",
        caption=_("Texts that are other"),
        columns=(
            Column(label=_("Text"), width=60),
            Column(label=_("Words removed"), kind="number"),
            Column(label=_("Words added"), kind="number"),
        ),
        rows=tuple(
            Row(cells=(Cell(text=one.name, lang=one.lang), Cell(text=str(one.removed)), Cell(text=str(one.added))))
            for one in found.texts
        ),
    )
