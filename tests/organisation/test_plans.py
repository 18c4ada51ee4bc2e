"""The log of plans: what is remembered of a change, and how a plan is read as it stood."""

from datetime import timedelta

import pytest
from django.utils import timezone

from economy.models import AssumptionProfile
from organisation import actions, plans
from organisation.administration.acts import fingerprint
from organisation.models import Frame, PlanChange, Submission, Unit
from savings.models import Measure

KIND = "economy.assumptionprofile"


def entry(before, after) -> PlanChange:
    return PlanChange(before=before, after=after)


@pytest.mark.parametrize(
    ("values", "changes", "were"),
    [
        ({"name": "Ny"}, [], {"name": "Ny"}),
        ({"name": "Ny", "base": "b"}, [({"name": "Gammal"}, {"name": "Ny"})], {"name": "Gammal", "base": "b"}),
        # Latest first: the earliest of them says what stood before.
        ({"name": "C"}, [({"name": "B"}, {"name": "C"}), ({"name": "A"}, {"name": "B"})], {"name": "A"}),
        ({"name": "A"}, [({"name": "B"}, {"name": "A"}), ({"name": "A"}, {"name": "B"})], {"name": "A"}),
        # Each field goes back by its own changes.
        (
            {"name": "B", "base": "2"},
            [({"base": "1"}, {"base": "2"}), ({"name": "A"}, {"name": "B"})],
            {"name": "A", "base": "1"},
        ),
        # Nothing, none and no are values too.
        ({"name": "B", "end": None}, [({"end": "2025-01-01"}, {"end": None})], {"name": "B", "end": "2025-01-01"}),
        ({"steps": [1]}, [({"steps": []}, {"steps": [1]})], {"steps": []}),
        ({"one_off": True}, [({"one_off": False}, {"one_off": True})], {"one_off": False}),
        # What was added since did not exist, whatever has been changed of it later.
        ({"name": "A"}, [({}, {"name": "A"})], None),
        ({"name": "B"}, [({"name": "A"}, {"name": "B"}), ({}, {"name": "A"})], None),
        # Removed since: all of it stood before.
        ({}, [({"name": "A", "base": "b"}, {})], {"name": "A", "base": "b"}),
        # Added and removed since.
        ({}, [({"name": "A"}, {}), ({}, {"name": "A"})], None),
        # A field that was not kept then is not made up.
        ({"name": "B", "new": 1}, [({"name": "A"}, {"name": "B", "new": 1})], {"name": "A"}),
        # Without values, only those that were other are told.
        ({}, [({"name": "A"}, {"name": "B"})], {"name": "A"}),
        ({}, [], {}),
    ],
)
def test_values_are_rewound(values, changes, were):
    given = dict(values)
    assert plans.rewound(values, [entry(*one) for one in changes]) == were
    assert values == given


@pytest.fixture
def profile(board):
    return AssumptionProfile.objects.create(board=board, code="bortfall", name="Bortfall")


def values_of(owner):
    return {"name": owner.name, "base": owner.base} if owner and owner.pk else {}


@pytest.fixture
def rename(board, period):
    """Renames a profile by the one way there is."""

    def one(profile, name, by, seen=None):
        profile.name = name
        stored = AssumptionProfile.objects.filter(pk=profile.pk).first()
        return plans.change(
            board=board,
            period=period,
            owner=profile,
            values_of=values_of,
            seen=fingerprint(values_of(stored)) if seen is None else seen,
            save=profile.save,
            by=by,
        )

    return one


def test_a_change_is_kept_with_what_it_changed_alone(rename, profile, planner):
    assert rename(profile, "Nytt", planner) is True
    change = PlanChange.objects.get()
    assert (change.by, change.kind, change.subject) == (planner, KIND, "economy.assumption.bortfall")
    assert (change.before, change.after) == ({"name": "Bortfall"}, {"name": "Nytt"})
    assert str(change) == f"economy.assumption.bortfall · {change.at:%Y-%m-%d}"


def test_what_is_added_has_nothing_before(rename, board, planner):
    assert rename(AssumptionProfile(board=board, code="ny"), "Nytt", planner) is True
    assert (PlanChange.objects.get().before, PlanChange.objects.get().after) == ({}, {"name": "Nytt", "base": ""})


def test_what_changes_nothing_leaves_nothing(rename, profile, planner):
    assert (rename(profile, "Bortfall", planner), PlanChange.objects.count()) == (False, 0)


@pytest.mark.parametrize("who", ["manager", "unit_planner", "outsider"])
def test_others_change_nothing(request, rename, profile, who):
    with pytest.raises(actions.Refused):
        rename(profile, "Nytt", request.getfixturevalue(who))
    assert (AssumptionProfile.objects.get().name, PlanChange.objects.count()) == ("Bortfall", 0)


def test_what_was_not_seen_is_not_written_over(rename, profile, planner):
    with pytest.raises(plans.Stale):
        rename(profile, "Nytt", planner, seen="something else")
    assert AssumptionProfile.objects.get().name == "Bortfall"


def test_a_locked_period_changes_no_plan(rename, profile, planner, board, period):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    with pytest.raises(actions.Locked):
        rename(profile, "Nytt", planner)
    assert AssumptionProfile.objects.get().name == "Bortfall"


@pytest.fixture
def logged(board, planner):
    """Puts a change in the log: so many minutes ago."""

    def one(minutes, subject="economy.assumption.bortfall", kind=KIND, **kwargs):
        at = timezone.now() - timedelta(minutes=minutes)
        values = {"before": {"name": "A"}, "after": {"name": "B"}, **kwargs}
        return PlanChange.objects.create(board=board, by=planner, at=at, kind=kind, subject=subject, **values)

    return one


def test_changes_since_a_moment_are_told_latest_first_and_by_kind(logged, board, other_board):
    first, second, other = logged(30), logged(10), logged(5, "savings.s1", "savings.measure")
    assert plans.since(board, first.at) == [other, second]
    assert plans.since(board, first.at, KIND) == [second]
    assert plans.since(board, None) == []
    assert plans.since(other_board, first.at) == []


def test_only_a_decided_period_is_read_as_it_stood(logged, board, period, planner, manager):
    logged(30)
    submission = Submission.objects.of(board, period)
    assert plans.when_approved(board, period) == {}
    submission = actions.submit(submission=submission, missing=list, by=planner)
    actions.approve(submission=submission, by=manager, seen=actions.seen_of(board, period))
    assert plans.when_approved(board, period) == {}
    logged(-1, before={"name": "Då"})
    logged(-2, "economy.assumption.ny", before={}, after={"name": "Ny"})
    then = {"economy.assumption.bortfall": {"name": "Då"}, "economy.assumption.ny": None}
    assert plans.when_approved(board, period) == then
    actions.unlock(submission=submission, reason="Fel.", by=_controller(board))
    assert plans.when_approved(board, period) == {}


def _controller(board):
    from organisation.models import Membership, Role, User

    user = User.objects.create_user("one_more", "one_more@example.org")
    Membership.objects.create(user=user, unit=board, role=Role.CONTROLLER)
    return user


def test_rows_get_their_fields_back_with_what_they_pointed_to(board, unit):
    frame = Frame.objects.create(board=board, code="vard", name="Vård")
    common = {"board": board, "effect_missing": "not_reported", "listed_under": "political"}
    for code in ("s1", "s2", "s3"):
        Measure.objects.create(code=code, title=code, frame=frame, **common)
    earlier = {
        "savings.s1": {"title": "Då", "frame": "borta", "area": unit.slug, "start": "2025-07-01", "overlaps": []},
        "savings.s2": None,
    }
    first, third = plans.as_they_stood(board, Measure.objects.order_by("code"), earlier)
    assert (first.title, first.area, first.start.isoformat()) == ("Då", unit, "2025-07-01")
    assert (first.frame.code, str(first.frame), first.frame.pk) == ("borta", "borta", None)
    assert (third.title, third.frame) == ("s3", frame)


def test_rows_are_read_in_as_many_queries_however_many(board, unit, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert plans.named(board, Unit, [unit.slug, "", None, board.slug]) == {unit.slug: unit, board.slug: board}
    with django_assert_num_queries(0):
        assert plans.named(board, Frame, [None, ""]) == {}
