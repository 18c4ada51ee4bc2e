"""Time and memory for a long file: `python -m tests.imports.bench [rows]`, on a database of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager

ROWS = 5_000
_CHILD = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdin=sys.stdin.buffer, stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{used.ru_maxrss / 1024:.0f} MB, {used.ru_utime + used.ru_stime:.2f} s of the processor")
"""


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("BOARDPORTAL_SQLITE", os.path.join(folder, "bench.sqlite3"))
        os.environ["BOARDPORTAL_DEBUG"] = "0"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardportal.settings")
        import django

        django.setup()
        _run(rows)


@contextmanager
def _timed(what: str):
    begun = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - begun:.2f} s")


def _run(rows: int) -> None:
    from django.core.management import call_command

    from organisation.imports import applying, reading, staging
    from tests.imports.files import workbook
    from tests.imports.targets import PARTS

    call_command("migrate", verbosity=0)
    heads = ["Del", "Benämning", "Utfall", *(f"Kolumn {n}" for n in range(9))]
    content = workbook(Blad=[heads, *([f"d{n}", f"Del {n}", n + 0.5, *range(9)] for n in range(rows))])
    print(f"{rows} rows, {len(content) / 1024:.0f} kB")
    measure = [sys.executable, "-S", "-E", "-c", _CHILD, *reading.command("xlsx")]
    done = subprocess.run(measure, input=content, stdout=subprocess.PIPE, check=True, **reading.surroundings())
    print("the child:", done.stdout.decode().strip())
    with _timed("reading"):
        reading.read("a.xlsx", content)
    imported, place, by = _import(content)
    columns = PARTS.columns(place)
    with _timed("laying out"):
        staging.prepare(imported, _mapping(), columns)
    with _timed("comparing"):
        while staging.read_next(imported, place, PARTS):
            pass
    with _timed("writing"):
        applying.apply(imported, by=by)
    with _timed("taking back"):
        applying.take_back(imported, reason="bench", by=by)


def _mapping():
    from organisation.imports.mapping import Mapping

    columns = {"del": "code", "benämning": "label", "utfall": "amount"}
    return Mapping(columns=columns, sheets=["Blad"], unit="mnkr", cost_sign="positive")


def _import(content: bytes):
    from datetime import date

    from django.utils import timezone

    from organisation.models import Import, Membership, Organisation, ReportingPeriod, Role, Unit, Upload, User
    from organisation.places import Place

    owner = Organisation.objects.create(name="Region Mått")
    board = Unit.objects.create(
        organisation=owner,
        slug="matt",
        name="Exempelnämnden (påhittade siffror)",
        short_name="EN",
        kind="board",
        is_made_up=True,
    )
    period = ReportingPeriod.objects.create(
        board=board, slug="2025", label="2025", start=date(2025, 1, 1), end=date(2025, 12, 31), kind="year"
    )
    by = User.objects.create(username="controller")
    Membership.objects.create(user=by, unit=board, role=Role.CONTROLLER)
    where = {"unit": board, "period": period}
    now = timezone.now()
    upload = Upload.objects.create(**where, name="a.xlsx", sha256="", content=content, uploaded_at=now, uploaded_by=by)
    imported = Import.objects.create(**where, target="tests.parts", source="x", upload=upload, at=now, by=by)
    return imported, Place(by, board, period, [period]), by


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
