"""python manage.py export_report BOARD PERIOD --format pdf --output FILE: a report without a browser.

What is sealed is written byte for byte: the latest, or the one that --number names. --draft writes what stands there
now, and so does a report that nobody has sealed.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.models import ReportingPeriod, Unit
from reports import exports
from reports.answers import WRITERS
from reports.assembly import assemble
from reports.models import SealedReport
from reports.sealed import file_of, payload_of


class Command(BaseCommand):
    help = "Write the report of a board, or of a unit below it, for a period to a file: the sealed one where there is."

    def add_arguments(self, parser):
        parser.add_argument("unit", help="slug of the board or unit")
        parser.add_argument("period", help="slug of the period, in any case: 2025-T2")
        parser.add_argument("--format", choices=list(WRITERS), default="pdf", dest="form")
        parser.add_argument("--number", type=int, help="the sealed one with this number; 0 is the report itself")
        parser.add_argument("--draft", action="store_true", help="what stands there now, whatever is sealed")
        parser.add_argument("--output", type=Path, help="the file; without it one with the report's own name here")

    def handle(self, *, unit, period, form, number, draft, output, **options):
        if draft and number is not None:
            raise CommandError(_("Choose either --number or --draft."))
        found = unit_or_error(unit)
        at = period_or_error(found, period)
        sealed = None if draft else sealed_or_error(found, at, number)
        if sealed:
            payload, written = payload_of(sealed), file_of(sealed, form)
        else:
            payload = assemble(unit=found, period=at, today=timezone.localdate())
            written = WRITERS[form](payload)
        file = output or Path(exports.file_name(payload, form))
        try:
            file.write_bytes(written if isinstance(written, bytes) else written.encode())
        except OSError as error:
            raise CommandError(_("The file cannot be written: %(error)s") % {"error": error}) from error
        self.stdout.write(str(file))


def unit_or_error(slug: str) -> Unit:
    """The unit with that slug; else CommandError with the slugs of the boards."""
    found = Unit.objects.filter(slug=slug.lower()).first()
    if found is None:
        boards = ", ".join(Unit.objects.boards().values_list("slug", flat=True)) or "–"
        raise CommandError(_("There is no board “%(slug)s”. There are: %(known)s.") % {"slug": slug, "known": boards})
    return found


def period_or_error(unit: Unit, slug: str) -> ReportingPeriod:
    """The period of the unit's board with that slug; else CommandError with those that it has."""
    periods = unit.root.periods.all()
    found = periods.filter(slug=slug.lower()).first()
    if found is None:
        known = ", ".join(periods.values_list("slug", flat=True)) or "–"
        raise CommandError(
            _("%(board)s has no period “%(slug)s”. It has: %(known)s.")
            % {"board": unit.root, "slug": slug, "known": known}
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
            _("Nothing is sealed under number %(number)s. There are: %(known)s.") % {"number": number, "known": known}
        )
    return found
