"""What a command is asked about: a unit, a period and a sealed report, or a sentence that says which there are."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from organisation.models import ReportingPeriod, Unit
from reports.models import SealedReport

# How a command ends that was asked about something that is not there.
UNKNOWN = 2


def unit_or_error(slug: str) -> Unit:
    """The unit with that slug; else CommandError with the slugs of the boards."""
    found = Unit.objects.filter(slug=slug.lower()).first()
    if found is None:
        boards = ", ".join(Unit.objects.boards().values_list("slug", flat=True)) or "–"
        raise CommandError(
            _("There is no board “%(slug)s”. There are: %(known)s.") % {"slug": slug, "known": boards},
            returncode=UNKNOWN,
        )
    return found


def period_or_error(unit: Unit, slug: str) -> ReportingPeriod:
    """The period of the unit's board with that slug; else CommandError with those that it has."""
    periods = unit.root.periods.all()
    found = periods.filter(slug=slug.lower()).first()
    if found is None:
        known = ", ".join(periods.values_list("slug", flat=True)) or "–"
        raise CommandError(
            _("%(board)s has no period “%(slug)s”. It has: %(known)s.")
            % {"board": unit.root, "slug": slug, "known": known},
            returncode=UNKNOWN,
        )
    return found


def sealed_or_error(unit: Unit, period: ReportingPeriod, number: int | None) -> SealedReport | None:
    """The sealed report with that number, or the latest, None where nothing is sealed; CommandError where there is
    none with the number."""
    sealed = SealedReport.objects.filter(unit=unit, period=period)
    if number is None:
        return sealed.last()
    found = sealed.filter(number=number).first()
    if found is None:
        known = ", ".join(str(one) for one in sealed.values_list("number", flat=True)) or "–"
        raise CommandError(
            _("Nothing is sealed under number %(number)s. There are: %(known)s.") % {"number": number, "known": known},
            returncode=UNKNOWN,
        )
    return found
