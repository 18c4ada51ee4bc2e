"""python manage.py remind: mails those who are to hand in or approve, and forgets tabs that are long gone. Meant to
be run once a day."""

from datetime import date, timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from organisation.models import TabSave
from organisation.reminders import remind

# No page of a browser is still open after so long.
TAB_LIVES = timedelta(days=60)


class Command(BaseCommand):
    help = "Mail planners and managers about what is soon due, or overdue. Each person is told once per occasion."

    def add_arguments(self, parser):
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="YYYY-MM-DD, instead of today")
        parser.add_argument("--dry-run", action="store_true", help="print what would be sent, and send nothing")

    def handle(self, *, today, dry_run, **options):
        count = 0
        for sent in remind(today or timezone.localdate(), dry_run=dry_run):
            word = "would send" if dry_run else "FAILED" if sent.failed else "sent"
            units = ", ".join(line.unit.slug for line in sent.lines)
            due = sent.due
            self.stdout.write(f"{word}: {due.user.username}, {due.period.slug}, {due.occasion:+d} days, {units}")
            count += not sent.failed
        if not dry_run:
            TabSave.objects.filter(at__lt=timezone.now() - TAB_LIVES).delete()
        self.stdout.write(f"{count} {'to send' if dry_run else 'sent'}")
