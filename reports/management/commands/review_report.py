"""python manage.py review_report BOARD PERIOD --format text|json: what the rules find in a report.

The draft as it stands now; with --sealed, the latest that was sealed. Ends with 0 whatever is found, and with 2
where there is no such board, period or sealed report.
"""

import json
from dataclasses import asdict

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from followup.findings import Finding, counted
from followup.gate import gate, summary
from followup.sections import Fact, Item
from reports.asked import UNKNOWN, period_or_error, sealed_or_error, unit_or_error
from reports.assembly import Payload
from reports.compare import live_report
from reports.sealed import payload_of


class Command(BaseCommand):
    help = "Review the report of a board, or of a unit below it, for a period: every finding, the gravest first."

    def add_arguments(self, parser):
        parser.add_argument("board", help="slug of the board or unit")
        parser.add_argument("period", help="slug of the period, in any case: 2025-T2")
        parser.add_argument("--format", choices=["text", "json"], default="text", dest="form")
        parser.add_argument(
            "--sealed", action="store_true", help="what was sealed last, and not what stands there now"
        )

    def handle(self, *, board, period, form, sealed, **options):
        with translation.override(settings.LANGUAGE_CODE):
            payload = self._payload(board, period, sealed)
        with translation.override(payload.language):
            self.stdout.write(as_json(payload) if form == "json" else as_text(payload))

    def _payload(self, board: str, period: str, is_sealed: bool) -> Payload:
        unit = unit_or_error(board)
        at = period_or_error(unit, period)
        if not is_sealed:
            return live_report(unit=unit, period=at, today=timezone.localdate())
        sealed = sealed_or_error(unit, at, None)
        if sealed is None:
            raise CommandError(_("Nothing is sealed for %(period)s.") % {"period": at}, returncode=UNKNOWN)
        return payload_of(sealed)


def as_json(payload: Payload) -> str:
    """The findings as a JSON list, each with the address of its place."""
    places = payload.places()
    rows = [asdict(one) | {"severity": one.severity.value, "url": _url(one, places)} for one in payload.findings()]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_text(payload: Payload) -> str:
    """The findings to read, with how many there are of each weight at the end."""
    found = payload.findings()
    lines = [line for one in found for line in _lines(one)]
    return "\n".join([*_gate(payload), *lines, counted(found) or _("Nothing was found.")])


def _gate(payload: Payload) -> list[str]:
    """How many goals can be judged, and what the others lack."""
    verdicts = gate(payload.sections())
    if not verdicts:
        return []
    lacking = [
        line
        for one in verdicts
        if not one.can_be_judged
        for line in (one.title, *(f"  {check.sentence}" for check in one.lacking))
    ]
    return [summary(verdicts), *lacking, ""]


def _lines(one: Finding) -> list[str]:
    head = f"{one.severity.label} {one.rule} {one.place}"
    figures = _("Expected: %(expected)s. Found: %(found)s.") % {"expected": one.expected or "–", "found": one.found}
    return [head, *(f"  {line}" for line in (one.sentence, figures, one.proposal) if line), ""]


def _url(one: Finding, places: dict[str, Fact | Item]) -> str:
    return places[one.place].url if one.place in places else ""
