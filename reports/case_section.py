"""The case documents of a period, as one section: each matter with its description, assessment and proposal."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.sections import Item, Prose, Section
from organisation.models import ReportingPeriod, Unit
from reports.models import CaseDocument

KEY = "reports.cases"
KIND = "case"


def cases(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """Section "reports.cases": one nested section a matter, "reports.case.<code>", in the order they were added.

    Without a title and blocks where the period has no matter. One query.
    """
    rows = [row for row in CaseDocument.objects.at(unit, period) if row.title]
    if not rows:
        return Section(key=KEY, title="")
    lang = unit.root.language
    return Section(
        key=KEY,
        title=_("Matters"),
        lang=get_language(),
        blocks=tuple(
            Section(key=row.key, title=row.title, lang=lang, level=2, blocks=_blocks(row, lang), items=(_item(row),))
            for row in rows
        ),
    )


def _item(row: CaseDocument) -> Item:
    attributes = {"code": row.code, "dnr": row.dnr, "written_by_role": row.written_by_role}
    return Item(key=row.key, kind=KIND, title=row.title, attributes={name: v for name, v in attributes.items() if v})


def _blocks(row: CaseDocument, lang: str) -> tuple[Prose, ...]:
    """The texts that are written, each under its heading; who writes, and the diary number, above the first."""
    texts = (
        (_("Description of the matter"), row.background),
        (_("Assessment"), row.assessment),
        (_("Proposal for a decision"), row.proposal),
        (_("Extracts to"), _listed(row.extracts_to)),
    )
    dnr = _("Diary number %(number)s") % {"number": row.dnr} if row.dnr else ""
    origin = " · ".join(filter(None, (dnr, row.written_by_role)))
    written = [(heading, text) for heading, text in texts if text.strip()]
    if not written:
        return (Prose(text=_("*Not written yet.*"), lang=get_language(), origin=origin, is_composed=True),)
    return tuple(
        Prose(text=text, lang=lang, heading=heading, origin=origin if number == 0 else "")
        for number, (heading, text) in enumerate(written)
    )


def _listed(text: str) -> str:
    """One line for each who gets an extract, as a list."""
    names = (line.strip().lstrip("-*•").strip() for line in text.splitlines())
    return "\n".join(f"- {name}" for name in names if name)
