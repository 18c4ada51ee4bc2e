"""PDFs of the samples and of the real report, each written once a process."""

import json
from functools import cache

from reports import exports
from reports.assembly import Payload, assemble, payload_from_data
from tests.reports import samples

SAMPLES = ["rich", "empty", "long_tables", "gaps", "letters", "sealed"]


@cache
def written(name: str) -> bytes:
    return exports.pdf(getattr(samples, name)())


def real_report(board, period) -> tuple[Payload, bytes]:
    """The board's report for the period and its PDF."""
    payload = assemble(unit=board, period=period, today=period.end)
    return payload, _written_from(exports.json_text(payload))


@cache
def _written_from(data: str) -> bytes:
    return exports.pdf(payload_from_data(json.loads(data)))
