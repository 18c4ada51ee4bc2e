"""R19. X30 is a contradiction of a public source document."""

import pytest
from django.utils import translation

from followup.findings import Severity
from followup.rule_givers import check_givers
from followup.sections import Item


def commission(kind="commission", **attributes):
    return Item(key="commissions.v06", kind=kind, title="Care close by", attributes=attributes)


def test_a_heading_that_names_another_giver_is_seen_with_both():
    """X30"""
    item = commission(giver="The board", stated_giver="The council", stated_giver_place="the heading of the slide")
    with translation.override("en"):
        [finding] = check_givers([item])
    assert (finding.rule, finding.severity, finding.place) == ("R19", Severity.NOTICE, "commissions.v06")
    assert (finding.expected, finding.found) == ("The board", "The council")
    assert finding.sentence == (
        "The heading of the slide names The council as the giver of V06 Care close by; it is listed among those of "
        "The board."
    )


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(commission(giver="The board"), id="no heading"),
        pytest.param(commission(stated_giver="The council"), id="no giver"),
        pytest.param(commission(giver="The board", stated_giver="the  Board "), id="the same but for case and spaces"),
        pytest.param(commission("registered", giver="The board", stated_giver="The council"), id="the register"),
    ],
)
def test_one_giver_is_left_alone(item):
    assert check_givers([item]) == []
