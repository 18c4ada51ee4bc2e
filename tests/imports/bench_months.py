"""Time for a made-up export of staffing by month: `python -m tests.imports.bench_months [units]`.

250 units, 36 months and seven figures with hours are 63 000 rows. No figure of it is of any real board.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from tests.imports.bench import _CHILD, _import, _timed

UNITS, MONTHS = 250, 36
_FIGURES = ("totalt", "60 dagar", "kvinnor", "män", "-29 år", "30-49 år", "50 år och äldre")


def export(units: int) -> bytes:
    """The same figures each time, in Windows-1252 with semicolons and decimal commas."""
    lines = ["Enhet;Nyckeltal;Månad;Sjuktimmar;Ordinarie arbetstid;Antal anställda"]
    for unit in range(1, units + 1):
        for month in range(MONTHS):
            at = f"{2023 + month // 12}-{month % 12 + 1:02}"
            for place, figure in enumerate(_FIGURES):
                worked = 8_000 + unit * 10
                sick = worked * (50 + (unit * 7 + month * 3 + place) % 11) // 1_000
                lines.append(f"Påhittad enhet {unit};Sjukfrånvaro {figure};{at};{sick},5;{worked};{unit + 20}")
    return "\r\n".join(lines).encode("cp1252")


def main(units: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BOARDPORTAL_SQLITE"] = os.path.join(folder, "bench.sqlite3")
        os.environ["BOARDPORTAL_DEBUG"] = "0"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardportal.settings")
        import django

        django.setup()
        _run(units)


def _run(units: int) -> None:
    from django.core.management import call_command

    from organisation.imports import applying, doubting, reading, staging
    from organisation.imports.mapping import Mapping, view_of
    from staffing.imports import MONTHS as TARGET

    call_command("migrate", verbosity=0)
    content = export(units)
    print(f"{units * MONTHS * len(_FIGURES)} rows, {len(content) / 1024:.0f} kB", flush=True)
    measure = [sys.executable, "-S", "-E", "-c", _CHILD, *reading.command("csv")]
    done = subprocess.run(measure, input=content, stdout=subprocess.PIPE, check=True, **reading.surroundings())
    print("the child:", done.stdout.decode().strip(), flush=True)
    imported, place, by = _imported(content, units)
    columns = TARGET.columns(place)
    with _timed("reading and proposing"):
        mapping: Mapping = view_of(imported, columns).mapping
    with _timed("laying out"):
        staging.prepare(imported, mapping, columns)
    with _timed("comparing"):
        while left := staging.read_next(imported, place, TARGET):
            if left % 5_000 == 0:
                print(f"  {left} lines left", flush=True)
    imported.refresh_from_db()
    print(imported.counts, imported.doubts.count(), "doubts", flush=True)
    answers = dict.fromkeys(doubting.posted({}, imported), "Påhittat")
    with _timed("writing"):
        applying.apply(imported, by=by, answers=answers)
    _pages(place, by)


def _pages(place, by) -> None:
    """The page over what was written, as its address answers: a first time, again, and as a file."""
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    from staffing.months import views

    at = {"unit": place.unit.slug, "period": place.period.slug}
    for label, view, query in (
        ("the page", views.months, ""),
        ("again", views.months, ""),
        ("36 months", views.months, "?span=36"),
        ("as a file", views.months_as_file, ""),
    ):
        request = RequestFactory().get(f"/{query}")
        request.user, request.htmx, request.session = by, False, {}
        with _timed(label), CaptureQueriesContext(connection) as asked:
            answer = view(request, **at)
        print(f"  {answer.status_code}, {len(asked)} queries, {len(answer.content) / 1024:.0f} kB", flush=True)


def _imported(content: bytes, units: int):
    from organisation.models import Unit

    imported, place, by = _import(content)
    type(imported.upload).objects.update(name="personal.csv")
    type(imported).objects.update(target="staffing.months")
    board = place.unit
    Unit.objects.bulk_create(
        Unit(
            organisation=board.organisation,
            parent=board,
            board=board,
            slug=f"pahittad-{number}",
            name=f"Påhittad enhet {number}",
            short_name=f"Enhet {number}",
            kind=Unit.Kind.DIVISION,
            order=number,
        )
        for number in range(1, units + 1)
    )
    return type(imported).objects.select_related("upload", "unit", "period").get(pk=imported.pk), place, by


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else UNITS)
