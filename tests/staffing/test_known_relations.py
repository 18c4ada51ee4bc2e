"""The figures of the interim report of August 2025 as they are typed from it, and the relations known to hold."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from followup.numbers import format_fact
from staffing.rules import rolling_label
from staffing.section import hired, people

TODAY = date(2025, 9, 25)
N, M = "\u00a0", "\u2212"

# Typed from sections 2.4 and 3.2 of the source: key and what is printed. Changes carry their sign.
PRINTED = {
    "staffing.headcount.change": f"+188{N}personer",
    "staffing.sick.total": f"5,8{N}%",
    "staffing.sick.total.before": f"5,67{N}%",
    "staffing.sick.women": f"6,3{N}%",
    "staffing.sick.men": f"3,6{N}%",
    "staffing.sick.age_50plus": f"6,3{N}%",
    "staffing.sick.age_30_49": f"5,5{N}%",
    "staffing.sick.age_30_49.before": f"5,2{N}%",
    "staffing.sick.age_under_30": f"4,6{N}%",
    "staffing.sick.age_under_30.before": f"5,0{N}%",
    "staffing.sick.none": f"34{N}%",
    "staffing.sick.under_5_days": f"60{N}%",
    "staffing.sick.long": "Inte rapporterat",
    "staffing.sick.dentist.age_under_30": f"2,7{N}%",
    "staffing.sick.dentist.age_under_30.before": f"7,5{N}%",
    "staffing.sick.dentist.age_30_49": f"7,7{N}%",
    "staffing.sick.dentist.long_180": f"3,4{N}%",
    "staffing.sick.hygienist.age_50plus": f"10,6{N}%",
    "staffing.sick.dental_nurse.total": f"10,2{N}%",
    "staffing.sick.dental_nurse.age_30_49": f"10,6{N}%",
    "staffing.sick.dental_nurse.women": f"7,4{N}%",
    "staffing.sick.dental_nurse.men": f"7,4{N}%",
    "staffing.hired.share": f"3,81{N}%",
    "staffing.hired.target": f"3,7{N}%",
    "staffing.hired.cost.primarvard": f"81{N}mnkr",
    "staffing.hired.change.primarvard": f"{M}4{N}mnkr",
    "staffing.hired.cost.sjukhusvard": f"84{N}mnkr",
    "staffing.hired.change.sjukhusvard": f"{M}22{N}mnkr",
    "staffing.hired.change.total": f"{M}26{N}mnkr",
}


@pytest.fixture
def facts(hsn, hsn_t2):
    with translation.override("sv"):
        sections = [build(unit=hsn, period=hsn_t2, today=TODAY) for build in (people, hired)]
    return {key: fact for section in sections for key, fact in section.all_facts().items()}


@pytest.mark.parametrize("key", PRINTED)
def test_every_figure_is_printed_as_in_the_source(key, facts):
    with translation.override("sv"):
        assert format_fact(facts[key]) == PRINTED[key]


@pytest.mark.parametrize(
    ("case", "key", "value"),
    [
        ("P06", "staffing.hired.change.total", Decimal(-4) - 22),
        # −26 of 191, −4 of 85 and −22 of 106, in whole per cent: no more is known of whole millions.
        ("P07", "staffing.hired.change_pct.total", Decimal(-14)),
        ("P08", "staffing.hired.change_pct.primarvard", Decimal(-5)),
        ("P09", "staffing.hired.change_pct.sjukhusvard", Decimal(-21)),
        # Half of the cost is beyond what own staff would have cost.
        ("P10", "staffing.hired.extra.primarvard", Decimal("40.5")),
        ("P11", "staffing.hired.extra.sjukhusvard", Decimal(42)),
    ],
)
def test_what_follows_from_the_figures_of_the_source(case, key, value, facts):
    assert facts[key].number == value, case


def test_a_total_lies_between_its_parts(facts):
    """P14: the total of all staff lies between the sexes and between the ages."""
    total, women, men, *ages = (
        facts[f"staffing.sick.{name}"].number
        for name in ("total", "women", "men", "age_under_30", "age_30_49", "age_50plus")
    )
    assert men <= total <= women
    assert min(ages) <= total <= max(ages)
    assert round((total - men) / (women - men) * 100, 1) == Decimal("81.5")


def test_twelve_months_are_twelve(facts):
    """P19"""
    assert rolling_label(date(2025, 8, 31)) == "2409–2508"
    assert "2409–2508" in f"{facts['staffing.hired.share'].label} {facts['staffing.hired.share'].rule}"
