"""python manage.py bench: queries and median time of the pages that matter, and what the report's files cost."""

import statistics
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.urls import reverse

from boardportal.demo import BOARDS, demo_accounts, load_board
from boardportal.management.report_bench import report_lines
from organisation.models import User

ROUNDS = 15


def measured(client: Client, label: str, url: str, *, rounds: int = ROUNDS) -> str:
    """One line about a page: its answer, its queries, the median of `rounds` after two others, and its size."""
    client.get(url)
    asked = []
    with connection.execute_wrapper(lambda run, *query: (asked.append(1), run(*query))[1]):
        response = client.get(url)
    taken = []
    for _round in range(rounds):
        begun = time.perf_counter()
        client.get(url)
        taken.append((time.perf_counter() - begun) * 1000)
    size = len(response.content) / 1024
    median = statistics.median(taken)
    return f"{label:<18} {response.status_code} {len(asked):>3} queries {median:>7.1f} ms {size:>6.0f} kB"


class Command(BaseCommand):
    help = "Print queries and median milliseconds of the most used pages, and what the report's files and review cost."

    def handle(self, **options):
        call_command("migrate", verbosity=0)
        boards = {name: load_board(name) for name in BOARDS}
        board = boards["vasterbotten-hsn"]
        demo_accounts()
        client = Client(headers={"host": "localhost"})
        client.force_login(User.objects.get(username="planerare"))
        period = board.periods.get(slug="2025-t2")
        at = {"unit": board.slug, "period": period.slug}
        self.stdout.write(f"{connection.vendor}, median of {ROUNDS} after one")
        for label, url in (
            ("start page", reverse("start")),
            ("goal page", reverse("goals:list", kwargs=at)),
            ("board's page", reverse("board", kwargs=at)),
            ("report on screen", reverse("reports:report", kwargs=at)),
        ):
            self.stdout.write(measured(client, label, url))
        for line in report_lines(board, period, client):
            self.stdout.write(line)
