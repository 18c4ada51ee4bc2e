"""A small board's staffing: two professions, two frames, and rows written the way everybody writes."""

import pytest

from organisation.actions import write
from organisation.fixtures import source_user
from organisation.models import Frame, Membership, Role
from staffing.models import Headcount, HiredShare, HiredStaff, SickLeave, StaffGroup, StaffingText


@pytest.fixture
def nurses(board):
    return StaffGroup.objects.create(board=board, code="nurse", name="Sjuksköterskor", order=1)


@pytest.fixture
def doctors(board):
    return StaffGroup.objects.create(board=board, code="doctor", name="Läkare", order=2)


@pytest.fixture
def primary(board):
    return Frame.objects.create(board=board, code="primarvard", name="Primärvård", order=1)


@pytest.fixture
def hospital(board):
    return Frame.objects.create(board=board, code="sjukhusvard", name="Sjukhusvård", order=2)


@pytest.fixture
def source(board):
    """«källdokument», who may write in the board."""
    user = source_user()
    Membership.objects.create(user=user, unit=board, role=Role.PLANNER)
    return user


@pytest.fixture
def enter(board, source):
    """Enters one row of the board for a period."""

    def one(model, period, *, by=None, identity=None, **changes):
        row = model(unit=board, period=period, **(identity or {}))
        return write(row=row, version=0, changes=changes, by=by or source)

    return one


@pytest.fixture
def sick(enter):
    def one(period, measure, value, *, group=None, **changes):
        identity = {"measure": measure, "group_code": group.code if group else ""}
        return enter(SickLeave, period, identity=identity, value=value, group=group, **changes)

    return one


@pytest.fixture
def cost(enter):
    def one(period, frame, **changes):
        identity = {"frame_code": frame.code if frame else ""}
        return enter(HiredStaff, period, identity=identity, frame=frame, **changes)

    return one


@pytest.fixture
def text(enter):
    def one(period, topic, words):
        return enter(StaffingText, period, identity={"topic": topic}, text=words)

    return one


@pytest.fixture
def complete(board, period, previous_period, primary, sick, cost, text, enter):
    """A period with everything that is asked for, and the period before it too."""
    for at in (previous_period, period):
        for measure in SickLeave.STATUTORY:
            sick(at, measure, "5.0")
        enter(Headcount, at, change=3)
        enter(HiredShare, at, share_r12="4.0", decimals=1, target="3.7")
        cost(at, primary, cost="81000000", change="-4000000")
        for topic in ("headcount", "sick_leave"):
            text(at, topic, "Som väntat.")
    return period
