"""The real board with its commissions alone, and small boards with made-up ones."""

from datetime import date

import pytest
from django.utils import timezone

from commissions import deciding
from commissions.models import Commission, CommissionFigure, CommissionGroup, CommissionReport
from organisation.models import Body


@pytest.fixture
def hsn(load_wings):
    """The real board; the other wings' facts are no matter of these tests."""
    return load_wings("commissions.fixtures.load")


@pytest.fixture
def give(board, planner):
    """Makes commissions of the small board: give("u01", "u02", periodicity="year")."""

    def make(*codes, **fields):
        council = Body.objects.get_or_create(
            organisation=board.organisation, code="fm", defaults={"name": "Fullmäktige", "kind": "council"}
        )[0]
        group = CommissionGroup.objects.get_or_create(board=board, code="fm", defaults={"title": "Från fullmäktige"})[
            0
        ]
        made = []
        for order, code in enumerate(codes, start=1):
            values = {
                "title": f"Uppdraget {code}",
                "short_title": f"Kort {code}",
                "kind": "council",
                "year": 2025,
                "periodicity": "tertial",
                "periodicity_text": "Tertial: aug, dec",
                "end": date(2025, 12, 31),
                "order": order,
            } | fields
            one = deciding.give(Commission(board=board, group=group, giver=council, code=code, **values), by=planner)
            one.receivers.add(council)
            made.append(one)
        return made[0] if len(made) == 1 else made

    return make


@pytest.fixture
def told(planner):
    """Stores what a unit has reported, the way a finished write leaves it."""

    def make(commission, unit, period, **fields):
        return CommissionReport.objects.create(
            commission=commission,
            unit=unit,
            period=period,
            version=1,
            saved_at=timezone.now(),
            saved_by=planner,
            **fields,
        )

    return make


@pytest.fixture
def stated(planner):
    """Stores a figure of a report, the way a finished write leaves it."""

    def make(commission, unit, period, code="places", value="6", **fields):
        values = {"label": "Vårdplatser", "value": value} | fields
        return CommissionFigure.objects.create(
            commission=commission,
            unit=unit,
            period=period,
            code=code,
            version=1,
            saved_at=timezone.now(),
            saved_by=planner,
            **values,
        )

    return make
