"""Who writes where: accounts of their own with sessions of their own, and what their forms hold to begin with.

Imported when Django is set up.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse

from goals.models import GoalAssessment
from organisation.models import Membership, Role, Unit, User
from tests.editors.editor import Account
from tests.safety.typing import shown

BOARD, OPEN, FULL = "vasterbotten-hsn", "2025", "2025-t2"
SHARED = 2


def accounts(count: int) -> list[Account]:
    """Half of them in two fields together, each of the others in a field of their own."""
    board = Unit.objects.get(slug=BOARD)
    forms, users = _forms(board), [_user(number, board) for number in range(count)]
    together = count // 2
    if count - together > len(forms) - SHARED:
        raise SystemExit(f"At most {2 * (len(forms) - SHARED)} editors: the board has no more fields of this kind.")
    chosen = [forms[number % SHARED] for number in range(together)] + forms[SHARED:]
    client = Client(headers={"host": "localhost"})
    client.force_login(users[0])
    made = []
    for user, (url, field) in zip(users, chosen, strict=False):
        form = shown(client.get(url).context["entry"].form)
        made.append(Account(user.pk, _session(user), url, field, form))
    return made


def _forms(board: Unit) -> list[tuple[str, str]]:
    """(address, field) of the texts of the goals in the open period."""
    written = GoalAssessment.objects.filter(unit=board, period__slug=FULL).order_by("goal__order", "goal__code")
    codes = written.values_list("goal__code", flat=True)
    at = {"unit": BOARD, "period": OPEN}
    return [(reverse("goals:assess", kwargs={**at, "code": code}), "analysis") for code in codes]


def _user(number: int, board: Unit) -> User:
    user = User.objects.create_user(f"editor-{number:02}", first_name=f"Editor {number:02}")
    Membership.objects.create(user=user, unit=board, role=Role.PLANNER)
    return user


def _session(user: User) -> str:
    """A session as a login makes it: the attempts to log in from one address are limited."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
