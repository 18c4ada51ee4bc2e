"""A small board's savings: measures s1, s2 … in both lists, and one target."""

from decimal import Decimal

import pytest

from organisation.actions import write
from organisation.models import Membership, Role, User
from savings.models import Measure, MeasureStatus, SavingsTarget, TargetOutcome


@pytest.fixture
def make_measure(board):
    def make(number=1, **kwargs):
        values = {"listed_under": "political", "effect": Decimal(number * 1_000_000), "order": number, **kwargs}
        return Measure.objects.create(board=board, code=f"s{number}", title=f"Åtgärd {number}", **values)

    return make


@pytest.fixture
def measure(make_measure):
    return make_measure()


@pytest.fixture
def target(board):
    return SavingsTarget.objects.create(
        board=board, code="plans", name="Egna planer", basis="plans", amount=593_000_000, amount_unit="mnkr"
    )


@pytest.fixture
def report():
    """Writes a row the way everybody writes."""

    def one(owner, unit, period, *, by, **changes):
        kind, name = (MeasureStatus, "measure") if isinstance(owner, Measure) else (TargetOutcome, "target")
        found = kind.objects.filter(unit=unit, period=period, **{name: owner}).first()
        row = found or kind(unit=unit, period=period, **{name: owner})
        return write(row=row, version=row.version, changes=changes, by=by)

    return one


@pytest.fixture
def hsn(load_wings):
    """The real board; the other wings' facts are no matter of these tests."""
    return load_wings("commissions.fixtures.load", "savings.fixtures.load")


@pytest.fixture
def planner_of_hsn(hsn):
    user = User.objects.create_user("hsn_planner", "hsn@example.org")
    Membership.objects.create(user=user, unit=hsn, role=Role.PLANNER)
    return user
