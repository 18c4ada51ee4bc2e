"""Loads the boards of the fixtures folder: what is missing is created, nothing is overwritten."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from organisation.fixtures import load_organisation, record_decided_periods, source_user
from organisation.models import Membership, Role, Unit, User

BOARDS = ["vasterbotten-hsn", "jamtland-harjedalen-hsn"]
PASSWORD = "boardportal-demo"

# username, role, the unit of the role, and what the person is called: by role, never by name
ACCOUNTS = [
    ("planerare", Role.PLANNER, "vasterbotten-hsn", "Planerare"),
    ("planerare-umea", Role.PLANNER, "vasterbotten-hsn-umea", "Planerare Umeå"),
    ("chef", Role.MANAGER, "vasterbotten-hsn", "Chef"),
    ("controller", Role.CONTROLLER, "vasterbotten-hsn", "Controller"),
    ("ledamot", Role.BOARD_MEMBER, "vasterbotten-hsn", "Ledamot"),
    ("administrator", Role.ADMINISTRATOR, "vasterbotten-hsn", "Administratör"),
    ("jamtland-planerare", Role.PLANNER, "jamtland-harjedalen-hsn", "Planerare"),
    ("jamtland-chef", Role.MANAGER, "jamtland-harjedalen-hsn", "Chef"),
    ("jamtland-controller", Role.CONTROLLER, "jamtland-harjedalen-hsn", "Controller"),
    ("jamtland-ledamot", Role.BOARD_MEMBER, "jamtland-harjedalen-hsn", "Ledamot"),
]


def load_board(name: str) -> Unit:
    """The board whose facts stand in fixtures/<name>/, with everything its wings hold. Atomic."""
    folder = settings.BASE_DIR / "fixtures" / name
    with transaction.atomic():
        source = source_user()
        board = load_organisation(folder, source=source)
        for path in settings.FIXTURE_LOADERS:
            import_string(path)(board=board, folder=folder, source=source)
        record_decided_periods(folder, board, source=source)
    return board


def demo_accounts() -> list[tuple[str, str, str]]:
    """The demo accounts as (username, role, unit), created where they are missing."""
    return accounts(ACCOUNTS)


def accounts(wanted: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str]]:
    """Accounts as (username, role, unit), each created with its role where it is missing."""
    found = []
    for username, role, slug, title in wanted:
        unit = Unit.objects.get(slug=slug)
        defaults = {"title": title, "email": f"{username}@example.org"}
        user, created = User.objects.get_or_create(username=username, defaults=defaults)
        if created:
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
        Membership.objects.get_or_create(user=user, unit=unit, role=role)
        found.append((username, str(Role(role).label), unit.name))
    return found
