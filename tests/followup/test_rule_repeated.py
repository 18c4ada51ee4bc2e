"""R5 and R12 over items that stand twice."""

import pytest
from django.utils import translation

from followup.rule_repeated import check_repeated
from followup.sections import Item


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def item(key="commissions.u02", title="Lower staff costs", kind="commission", **attributes):
    return Item(key=key, kind=kind, title=title, attributes=attributes)


def heads(*items):
    return [(one.rule, one.severity.value, one.place) for one in check_repeated(items)]


def test_one_thing_with_two_answers_is_a_warning_with_both():
    [finding] = check_repeated([item(status="ongoing"), item(status="done")])
    assert (finding.rule, finding.expected, finding.found) == ("R5", "Ongoing", "Done")
    assert finding.sentence == (
        "“U02 Lower staff costs” stands twice, with two answers about the status: “Ongoing” and “Done”."
    )


def test_dates_are_named_as_people_write_them():
    [finding] = check_repeated([item(end="2025-12-31"), item(end="2026-06-30")])
    assert (finding.expected, finding.found) == ("31 December 2025", "30 June 2026")


OTHER = "commissions.u09"


@pytest.mark.parametrize(
    ("items", "found"),
    [
        pytest.param([item(status="ongoing"), item(status="ongoing")], [], id="said twice in one key"),
        pytest.param([item(status="ongoing"), item()], [], id="said once"),
        pytest.param(
            [item(giver="A"), item(OTHER, "lower  STAFF costs", giver="B")],
            [("R5", "warning", OTHER)],
            id="the same title but for case and spaces",
        ),
        pytest.param([item(), item(OTHER)], [("R12", "notice", OTHER)], id="two of one name"),
        pytest.param([item(), item(OTHER, "Another")], [], id="two names"),
        pytest.param([item(), item(OTHER, kind="registered", status="done")], [], id="the register of all years"),
        pytest.param([item(), item("savings.s02", kind="measure")], [], id="two kinds"),
        pytest.param(
            [item("goals.i01", kind="indicator", target="1"), item("goals.i02", kind="indicator", target="2")],
            [("R12", "notice", "goals.i02")],
            id="indicators of one name have targets of their own",
        ),
        pytest.param([], [], id="nothing"),
    ],
)
def test_items_are_the_same_by_key_or_by_kind_and_title(items, found):
    assert heads(*items) == found
