"""What there is to report of the parts of a commission, and of a grant."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from commissions.facts import used_fact
from commissions.grants import GrantLine
from commissions.part_forms import GrantUseForm, PartForm
from commissions.reading import Line, PartLine
from commissions.words import part_status
from followup.duties import Duty, Missing, Previous, said, state_of, words_shown
from followup.numbers import format_fact
from organisation.models import ReportingPeriod


def part_duty(line: Line, one: PartLine, period: ReportingPeriod, previous: ReportingPeriod | None) -> Duty:
    """How far the part has come is to be chosen; a comment is welcome."""
    part, report, unit = one.part, one.report, one.report.unit
    missing: tuple[str, ...] = ()
    if report.status == "unassessed":
        sentence = _("%(part)s: choose how far it has come") % {"part": part.title}
        missing = (Missing(sentence, "status"),)
    address = {"unit": unit.slug, "period": period.slug, "code": line.commission.code, "part": part.code}
    return Duty(
        key=part.key,
        kind="commission_part",
        label=part.title,
        state=state_of(saved_at=report.saved_at, missing=missing),
        missing=missing,
        shown=said((_("Status"), part_status(part, report.status, unit)), (_("Comment"), words_shown(report.comment))),
        previous=_previous(one, previous) if one.previous and previous else None,
        saved_at=report.saved_at,
        form_url=reverse("commissions:part", kwargs=address),
        lang=unit.root.language,
        row=report,
        before=one.previous,
        form=PartForm,
    )


def grant_duty(one: GrantLine) -> Duty:
    """How much of the grant has been used is to be stated, or why that is not known."""
    grant, use = one.grant, one.use
    missing: tuple[str, ...] = ()
    if use.used is None and not use.missing_reason:
        missing = (Missing(_("%(grant)s: state how much has been used") % {"grant": grant.name}, "used"),)
    fact = used_fact(grant, use, use.unit, use.period)
    address = {"unit": use.unit.slug, "period": use.period.slug, "code": grant.code}
    return Duty(
        key=use.key,
        kind="grant",
        label=grant.name,
        state=state_of(saved_at=use.saved_at, missing=missing),
        missing=missing,
        shown=said((_("Used so far"), format_fact(fact))) if use.version else (),
        saved_at=use.saved_at,
        form_url=reverse("commissions:grant", kwargs=address),
        lang=use.unit.root.language,
        row=use,
        form=GrantUseForm,
    )


def _previous(one: PartLine, previous: ReportingPeriod) -> Previous:
    status = part_status(one.part, one.previous.status, one.report.unit).label
    values = ((_("Status"), status), (_("Comment"), one.previous.comment))
    return Previous(period=previous.label, values=tuple((label, text) for label, text in values if text))
