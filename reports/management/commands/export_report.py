"""python manage.py export_report BOARD PERIOD --format pdf --output FILE: a report without a browser."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.models import ReportingPeriod, Unit
from reports import exports
from reports.assembly import assemble

WRITERS = {"pdf": exports.pdf, "html": exports.html, "json": exports.json_text}


class Command(BaseCommand):
    help = "Write the report of a board, or of a unit below it, for a period to a file."

    def add_arguments(self, parser):
        parser.add_argument("unit", help="slug of the board or unit")
        parser.add_argument("period", help="slug of the period, in any case: 2025-T2")
        parser.add_argument("--format", choices=list(WRITERS), default="pdf", dest="form")
        parser.add_argument("--output", type=Path, help="the file; without it one with the report's own name here")

    def handle(self, *, unit, period, form, output, **options):
        found = unit_or_error(unit)
        payload = assemble(unit=found, period=period_or_error(found, period), today=timezone.localdate())
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
