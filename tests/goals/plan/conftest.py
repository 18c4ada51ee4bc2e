"""A made-up board of another shape: three levels with own names, quarters, activities without indicators."""

from datetime import date
from decimal import Decimal

import pytest

from goals.plan import spec
from goals.plan.book import book

TODAY = date(2026, 11, 23)
MADE_UP = "Miljö- och hamnnämnden (påhittade siffror)"


def made_up_plan(year=2026):
    """Nothing in the code knows this board."""
    quarters = [
        spec.PeriodSpec(
            slug=f"{year}-k{number}",
            label=f"Kvartal {number} {year}",
            kind="quarter",
            start=date(year, 1, 1),
            end=date(year, 3 * number, 31 if number in (1, 4) else 30),
        )
        for number in range(1, 5)
    ]
    return spec.Plan(
        year=year,
        board=spec.BoardSpec(name=MADE_UP, short_name="MHN", slug="mhn", is_made_up=True),
        periods=tuple(quarters),
        units=(
            spec.UnitSpec(name="Hamnen", short_name="Hamnen"),
            spec.UnitSpec(name="Norra kajen", short_name="Norra", kind="service", parent="Hamnen"),
        ),
        levels=(
            spec.LevelSpec(level=1, name="Inriktning"),
            spec.LevelSpec(level=2, name="Område"),
            spec.LevelSpec(level=3, name="Nämndmål"),
        ),
        goals=(
            spec.GoalSpec(code="inr", number="A", title="En levande hamn"),
            spec.GoalSpec(code="omr", number="A.1", title="Renare vatten", parent="inr"),
            spec.GoalSpec(code="nm1", number="A.1.1", title="Utsläppen minskar", parent="omr"),
            spec.GoalSpec(code="nm2", number="A.1.2", title="Kajerna är öppna", parent="omr"),
        ),
        activities=(
            spec.ActivitySpec(code="akt1", goal="nm2", title="Byt belysning på norra kajen", owner_role="hamnchef"),
        ),
        indicators=(
            spec.IndicatorSpec(
                code="utslapp",
                goal="nm1",
                title="Utsläpp av kväve",
                definition="Ton kväve per kvartal",
                direction="lower",
                decimals=1,
                met_from=Decimal(100),
                partly_from=Decimal(90),
            ),
            spec.IndicatorSpec(code="netto", goal="nm1", title="Förändring av fosfor", unit="%", direction="lower"),
            spec.IndicatorSpec(code="lage", title="Läget på badplatsen", unit="text", direction="none"),
        ),
        targets=(
            spec.TargetSpec(
                indicator="utslapp", year=year, first_year=year, operator="le", value=Decimal("12.5"), decimals=1
            ),
            spec.TargetSpec(indicator="netto", year=year, first_year=year, operator="le", value=Decimal(-15)),
            spec.TargetSpec(indicator="lage", year=year, first_year=year, operator="text", text="Öppen hela sommaren"),
        ),
        words=(spec.WordSpec(scale="goal_status", code="met", word="I hamn"),),
    )


@pytest.fixture
def made_up():
    return made_up_plan()


@pytest.fixture
def file_of():
    """The spreadsheet of a plan, through the template's own writer."""
    return lambda plan: book(plan, created=TODAY)
