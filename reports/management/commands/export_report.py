"""python manage.py export_report BOARD PERIOD --format pdf --output FILE: a report without a browser.

What is sealed is written byte for byte: the latest, or the one that --number names. --draft writes what stands there
now, and so does a report that nobody has sealed.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import exports
from reports.answers import WRITERS
from reports.asked import period_or_error, sealed_or_error, unit_or_error
from reports.compare import live_report
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
            payload = live_report(unit=found, period=at, today=timezone.localdate())
            written = WRITERS[form](payload)
        file = output or Path(exports.file_name(payload, form))
        try:
            file.write_bytes(written if isinstance(written, bytes) else written.encode())
        except OSError as error:
            raise CommandError(_("The file cannot be written: %(error)s") % {"error": error}) from error
        self.stdout.write(str(file))
