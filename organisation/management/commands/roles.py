"""Prints who may what as Markdown, for docs/roles.md."""

from django.core.management.base import BaseCommand
from django.utils import translation

from organisation import roles


class Command(BaseCommand):
    """manage.py roles > docs/roles.md"""

    help = "Print who may what, as Markdown in English."

    def handle(self, **options):
        with translation.override("en"):
            self.stdout.write(markdown(), ending="")


def markdown() -> str:
    """The table and the rules beside it, in the active language."""
    head = ["Object", "Action", *roles.role_labels()]
    lines = ["# Who may what", "", "Printed from `organisation/access.py` by `manage.py roles`: change it there.", ""]
    lines += [_line(head), _line(["---"] * len(head))]
    for kind in roles.table():
        lines += [_line([kind.label, row.label, *(cell.text for cell in row.cells)]) for row in kind.actions]
    lines += ["", "A cell says in which states of the submission the role may do it.", ""]
    return "\n".join([*lines, *(f"- {rule}" for rule in roles.rules()), ""])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
