"""The real board with its economy only, and a small board with one frame."""

from decimal import Decimal

import pytest

from economy.models import FrameOutcome
from organisation.actions import write
from organisation.models import DeviationArea, Frame


@pytest.fixture
def hsn(load_wings):
    """The real board as the fixtures hold it, with what this wing holds of it."""
    return load_wings("economy.fixtures.load")


@pytest.fixture
def frame(board):
    return Frame.objects.create(board=board, code="primarvard", name="Primärvård", order=1)


@pytest.fixture
def area(board):
    return DeviationArea.objects.create(board=board, code="lakemedel", name="Läkemedel", order=1)


@pytest.fixture
def enter(controller):
    """Writes a row of any kind for the first time, as the controller."""

    def save(row, **changes):
        return write(row=row, version=0, changes=changes, by=controller)

    return save


@pytest.fixture
def outcome(enter):
    """Reports the deviation of a frame, or of the total: outcome(unit, period, frame, "-112000000")."""

    def save(unit, period, frame, deviation, account="net", **changes):
        row = FrameOutcome(unit=unit, period=period, **FrameOutcome.about(frame), account=account)
        return enter(row, deviation=None if deviation is None else Decimal(deviation), **changes)

    return save
