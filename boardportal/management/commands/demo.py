"""python manage.py demo: migrates, loads the boards of the fixtures, the made-up one too, and creates the demo
accounts."""

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from boardportal.demo import BOARDS, PASSWORD, demo_accounts, load_board
from boardportal.example import example_accounts, load_example


class Command(BaseCommand):
    help = "Migrate, load the demo and create its accounts. What is there already is left as it is."

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="start anew: empty the database first")

    def handle(self, *, reset, **options):
        if not settings.DEBUG:
            raise CommandError("The demo belongs on a machine where BOARDPORTAL_ENV is not production.")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if reset:
            call_command("flush", interactive=False, verbosity=0)
        for name in BOARDS:
            self.stdout.write(f"{load_board(name).name}")
        self.stdout.write(f"{load_example().name}")
        self.stdout.write(f"\nKonton i demon (lösenord: {PASSWORD}):")
        for username, role, unit in [*demo_accounts(), *example_accounts()]:
            self.stdout.write(f"  {username:<22} {role:<16} {unit}")
