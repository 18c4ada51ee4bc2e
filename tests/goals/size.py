"""`python -m tests.goals.size` makes a made-up region of full size and prints what its pages cost.

On a database of its own: SQLite, or under bin/with-postgres PostgreSQL.
"""

from __future__ import annotations

import os
import tempfile
import time


def measure() -> None:
    """Make the region, and print what the pages cost in the smallest and in the largest board."""
    from django.test import Client
    from django.urls import reverse

    from boardportal.management.commands.bench import measured
    from tests.goals.region import BOARDS, INDICATORS, UNITS, USUAL, YEARS, make_region

    begun = time.monotonic()
    region = make_region()
    print(f"{BOARDS} boards, {UNITS} units, {INDICATORS} indicators, {YEARS} years: {time.monotonic() - begun:.1f} s")
    client = Client(headers={"host": "localhost"})
    client.force_login(region.planner)
    large, usual = ({"unit": board.slug, "period": region.slug} for board in (region.boards[0], region.boards[-1]))
    for label, url in (
        ("start page", reverse("start")),
        (f"goals, {USUAL}", reverse("goals:list", kwargs=usual)),
        (f"goals, {INDICATORS}", reverse("goals:list", kwargs=large)),
        (f"reporting, {USUAL}", reverse("reporting", kwargs=usual)),
        (f"reporting, {INDICATORS}", reverse("reporting", kwargs=large)),
        (f"form, {INDICATORS}", reverse("goals:assess", kwargs={**large, "code": "d1"})),
    ):
        print(measured(client, label, url, rounds=5))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("BOARDPORTAL_SQLITE", os.path.join(folder, "size.sqlite3"))
        os.environ["BOARDPORTAL_DEBUG"] = "0"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardportal.settings")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        measure()
        connection.close()


if __name__ == "__main__":
    main()
