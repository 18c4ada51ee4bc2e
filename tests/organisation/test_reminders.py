"""Reminders: which day, to whom, once per occasion, and what they say. The day is always given."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from organisation import actions
from organisation.actions import seen_of
from organisation.models import Membership, Reminder, Role, Submission, User
from organisation.reminders import occasion_of, remind
from staffing.models import SickLeave

DUE = date(2026, 1, 20)


@pytest.fixture
def due(period):
    period.due = DUE
    period.save()
    return period


@pytest.fixture
def run(due, planner):
    """Runs the command so many days before the due date; returns its lines."""

    def at(left, **options):
        out = StringIO()
        call_command("remind", today=DUE - timedelta(days=left), stdout=out, **options)
        return out.getvalue().splitlines()

    return at


@pytest.mark.parametrize(
    ("left", "occasion"),
    [
        (30, None),
        (8, None),
        (7, 7),
        (4, 7),
        (2, 7),
        (1, 1),
        (0, 1),
        (-1, -1),
        (-6, -1),
        (-7, -7),
        (-37, -7),
        (-38, None),
        (-400, None),
    ],
)
def test_the_nearest_occasion_that_has_come_counts(left, occasion, due):
    assert occasion_of(due, DUE - timedelta(days=left)) == occasion


def test_a_period_without_a_due_date_has_no_occasion(period):
    assert occasion_of(period, DUE) is None


def test_across_the_turn_of_the_year(due):
    due.due = date(2026, 1, 3)
    assert occasion_of(due, date(2025, 12, 27)) == 7


def test_each_person_is_told_once_per_occasion(run, mailoutbox):
    assert run(7) == ["sent: planner, 2025, +7 days, provnamnden", "1 sent"]
    assert run(7) == ["0 sent"]
    assert run(5) == ["0 sent"]
    assert run(1) == ["sent: planner, 2025, +1 days, provnamnden", "1 sent"]
    assert run(-1)[0].startswith("sent: planner")
    assert run(-7)[0].startswith("sent: planner")
    assert run(-8) == ["0 sent"]
    assert len(mailoutbox) == 4


def test_a_missed_day_is_caught_up_with_one_mail(run, mailoutbox):
    run(-3)
    assert len(mailoutbox) == 1
    assert Reminder.objects.get().occasion == -1


def test_a_dry_run_sends_nothing_and_remembers_nothing(run, mailoutbox):
    assert run(7, dry_run=True) == ["would send: planner, 2025, +7 days, provnamnden", "1 to send"]
    assert (mailoutbox, Reminder.objects.count()) == ([], 0)


def test_the_mail_says_how_much_is_missing_and_where_to_go(run, mailoutbox, settings):
    settings.PORTAL_URL = "https://uppfoljning.example.org"
    run(7)
    [mail] = mailoutbox
    assert mail.to == ["planner@example.org"]
    assert ("Helår 2025" in mail.subject, "20 januari 2026" in mail.subject) == (True, True)
    assert "https://uppfoljning.example.org/provnamnden/2025/submission/" in mail.body


def test_the_day_after_the_mail_says_that_it_was_due(run, mailoutbox, board):
    board.language = "en"
    board.save()
    run(1)
    run(-1)
    assert [mail.subject.split(", ")[2].split(" on ")[0] for mail in mailoutbox] == ["is due", "was due"]


def test_a_unit_has_its_own_people_and_else_those_above(run, unit, manager, mailoutbox):
    assert run(7) == [
        "sent: planner, 2025, +7 days, provnamnden, provnamnden-norra",
        "sent: manager, 2025, +7 days, provnamnden, provnamnden-norra",
        "2 sent",
    ]
    assert len(mailoutbox) == 2


def test_a_unit_with_a_planner_of_its_own_is_not_the_boards(run, unit_planner):
    assert run(7) == [
        "sent: planner, 2025, +7 days, provnamnden",
        "sent: unit_planner, 2025, +7 days, provnamnden-norra",
        "2 sent",
    ]


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_who_cannot_get_mail_is_not_reminded(change, run, planner):
    User.objects.filter(pk=planner.pk).update(**change)
    assert run(7) == ["0 sent"]


@pytest.mark.usefixtures("board_member", "controller", "administrator", "outsider")
def test_nobody_else_is_reminded(run):
    assert run(7) == ["sent: planner, 2025, +7 days, provnamnden", "1 sent"]


def test_what_is_submitted_is_asked_for_no_more_and_waits_for_a_manager_after_the_day(
    run, board, due, planner, manager, mailoutbox
):
    actions.submit(submission=Submission.objects.of(board, due), missing=list, by=planner)
    assert run(1) == ["0 sent"]
    assert run(-1) == ["sent: manager, 2025, -1 days, provnamnden", "1 sent"]
    actions.approve(submission=Submission.objects.get(), by=manager, seen=seen_of(board, due))
    assert run(-7) == ["0 sent"]


def test_the_manager_who_handed_it_in_is_not_asked_to_approve_it(run, board, due, manager):
    other = User.objects.create(username="annan", email="annan@example.org")
    Membership.objects.create(user=other, unit=board, role=Role.MANAGER)
    actions.submit(submission=Submission.objects.of(board, due), missing=list, by=manager)
    assert run(-1) == ["sent: annan, 2025, -1 days, provnamnden", "1 sent"]


def test_the_managers_above_are_asked_where_those_of_the_unit_wrote_it_themselves(run, board, unit, due, manager):
    writer = User.objects.create(username="skrivande", email="skrivande@example.org")
    Membership.objects.create(user=writer, unit=unit, role=Role.MANAGER)
    row = SickLeave(unit=unit, period=due, group_code="", measure="women")
    actions.write(row=row, version=0, changes={"n_employees": 30}, by=writer)
    submitter = User.objects.create(username="inlämnare")
    Membership.objects.create(user=submitter, unit=unit, role=Role.PLANNER)
    actions.submit(submission=Submission.objects.of(unit, due), missing=list, by=submitter)
    actions.submit(submission=Submission.objects.of(board, due), missing=list, by=manager)
    Submission.objects.filter(unit=board).update(state="open")
    assert [line for line in run(-1) if line.endswith("provnamnden-norra")] == [
        "sent: manager, 2025, -1 days, provnamnden, provnamnden-norra"
    ]


def test_nobody_is_asked_for_a_unit_below_what_the_board_has_handed_in(run, board, unit, due, planner, unit_planner):
    actions.submit(submission=Submission.objects.of(board, due), missing=list, by=planner)
    assert run(7) == ["0 sent"]


def test_the_database_holds_each_reminder_once(due, board, planner):
    about = {"user": planner, "unit": board, "period": due, "occasion": 7, "sent_at": timezone.now()}
    Reminder.objects.create(**about)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(**about)
    assert list(remind(DUE - timedelta(days=7))) == []


def test_a_mail_that_fails_is_tried_again(run, settings, mailoutbox, caplog):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.organisation.test_workflow.NoServer"
    assert run(7) == ["FAILED: planner, 2025, +7 days, provnamnden", "0 sent"]
    settings.EMAIL_BACKEND = working
    assert run(7) == ["sent: planner, 2025, +7 days, provnamnden", "1 sent"]
    assert [record.name for record in caplog.records] == ["organisation.mail"]
