"""Two controllers who seal at once, each on a connection of their own: one report is kept, and one number."""

import pytest
from django.test import Client
from django.urls import reverse

from organisation import actions
from organisation.models import Membership, Role, State, Submission, User
from reports.models import SealedReport
from tests.reports.test_seal_views import POSTED

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_controllers_seal_at_once_and_one_report_is_kept(approved, board, period, controller, side_by_side):
    other = User.objects.create_user("other_controller", first_name="other_controller")
    Membership.objects.create(user=other, unit=board, role=Role.CONTROLLER)
    url = reverse("reports:seal", args=[board.slug, period.slug])
    typed = {**POSTED, "seen": str(actions.seen_of(board, period))}
    clients = []
    for user in (controller, other):
        client = Client()
        client.force_login(user)
        clients.append(client)
    answers = side_by_side(*(lambda client=client: client.post(url, typed).status_code for client in clients))
    assert sorted(answers) == [302, 409]
    assert [one.number for one in SealedReport.objects.all()] == [0]
    first = SealedReport.objects.get().sealed_by
    assert first == (controller, other)[answers.index(302)]
    assert {(one.state, one.sealed_by) for one in Submission.objects.filter(period=period)} == {(State.SEALED, first)}
