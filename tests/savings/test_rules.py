"""The arithmetic of savings."""

from decimal import Decimal

import pytest

from followup.status import SCALES
from savings import rules


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (Decimal(137), Decimal(593), "23.1"),
        (Decimal(0), Decimal(593), "0.0"),
        (Decimal(-10), Decimal(100), "-10.0"),
        (None, Decimal(593), None),
        (Decimal(137), Decimal(0), None),
        (Decimal(137), None, None),
    ],
)
def test_a_share_is_part_by_whole_in_per_cent(part, whole, expected):
    found = rules.share(part, whole)
    assert (None if found is None else f"{found:.1f}") == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([Decimal(3), None, Decimal(4)], Decimal(7)),
        ([Decimal(3), Decimal(-3)], Decimal(0)),
        ([None, None], None),
        ([], None),
    ],
)
def test_a_sum_counts_what_is_known_and_is_unknown_where_nothing_is(amounts, expected):
    assert rules.total(amounts) == expected


def test_every_status_is_at_one_stage():
    stages = {code: rules.stage(code) for code in SCALES["measure"]}
    assert stages == {
        "idea": "prepared",
        "prepared": "prepared",
        "risk_assessment": "prepared",
        "decided": "decided",
        "implementing": "decided",
        "implemented": "decided",
        "dropped": "rest",
        "resting": "rest",
        "unassessed": "rest",
    }


@pytest.mark.parametrize(
    ("kronor", "expected"), [(None, None), (Decimal("20000000.00"), "20000"), (Decimal("1500.50"), "1.5005")]
)
def test_kronor_become_tkr_without_noughts_at_the_end(kronor, expected):
    found = rules.in_tkr(kronor)
    assert (None if found is None else str(found)) == expected
