"""R9. X04 and X22 are contradictions of a public source document."""

import pytest
from django.utils import translation

from followup.findings import Severity
from followup.rule_scales import check_scales, scale_item
from followup.sections import Fact, Item

PRINTED = {"met": "In full", "partly": "In part", "not_met": "Not at all"}
N = "\u00a0"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def scale(words=PRINTED, kinds="sub_goal", attribute="forecast"):
    return scale_item(
        key="goals.scale.forecast",
        title="Forecast",
        words=words,
        kinds=kinds,
        attribute=attribute,
        counts="goals.forecast",
        lang="en",
        url="",
    )


def goals(*forecasts, kind="sub_goal"):
    return [
        Item(key=f"goals.m{n}", kind=kind, title=f"Goal {n}", attributes={"forecast": code})
        for n, code in enumerate(forecasts)
    ]


def test_a_step_that_the_printed_scale_has_not_is_told_of_once_with_how_often_it_is_used():
    """X04"""
    items = [scale(), *goals("no_data", "met", "no_data", "no_data")]
    count = Fact(key="goals.forecast.no_data", label="", value="3")
    [finding] = check_scales(items, {count.key: count})
    assert (finding.rule, finding.severity, finding.place) == ("R9", Severity.NOTICE, "goals.forecast.no_data")
    assert finding.sentence == (
        "Forecast: “No data” is used 3 times, but the board's scale has only In full, In part, Not at all."
    )


def test_the_scale_is_the_place_where_nothing_counts_the_step():
    [finding] = check_scales([scale(), *goals("hard")], {})
    assert finding.place == "goals.scale.forecast"


@pytest.mark.parametrize(
    "items",
    [
        pytest.param([scale(), *goals("met", "partly", "not_met")], id="only what is printed"),
        pytest.param([scale(), *goals("unassessed", "")], id="nobody has answered"),
        pytest.param([scale(), *goals("no_data", kind="indicator")], id="another kind has another scale"),
        pytest.param(goals("no_data"), id="the portal's own scale"),
    ],
)
def test_what_the_scale_holds_is_left_alone(items):
    assert check_scales(items, {}) == []


@pytest.mark.parametrize(("words", "is_scale"), [({}, False), ({"met": "In full"}, False), (PRINTED, True)])
def test_another_word_for_one_step_is_no_scale(words, is_scale):
    assert (scale(words) is not None) == is_scale


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        pytest.param(("minst 100 %", "80–99 %", "under 80 %"), [(f"100{N}%", f"99{N}%")], id="X22"),
        pytest.param(("minst 100 %", "80-99,9 %", "lägre än 80 %"), [(f"100{N}%", f"99,9{N}%")], id="a small hole"),
        pytest.param(("minst 100 %", "80–100 %", "under 80 %"), [], id="no hole"),
        pytest.param(("100 %", "80–100 %", "0–79 %"), [(f"80{N}%", f"79{N}%")], id="a hole below"),
        pytest.param(("In full", "80–99 %", "under 80 %"), [], id="the highest is not known"),
        pytest.param(("In full", "In part", "Not at all"), [], id="no numbers"),
    ],
)
def test_a_hole_between_two_steps_is_seen_with_both_ends(words, ends):
    item = scale(dict(zip(PRINTED, words, strict=True)), kinds="indicator", attribute="status")
    assert [(one.expected, one.found) for one in check_scales([item], {})] == ends


@pytest.mark.parametrize(
    ("kind", "status", "severities"),
    [
        ("commission", "almost", ["warning"]),
        ("commission", "done", []),
        ("commission_part", "handled", []),
        ("commission_part", "done", []),
        ("sub_goal", "", []),
        ("deviation_area", "almost", []),
    ],
)
def test_a_status_of_no_scale_is_a_warning(kind, status, severities):
    item = Item(key="a.b", kind=kind, title="B", attributes={"status": status} if status else {})
    assert [one.severity.value for one in check_scales([item], {})] == severities
