import json
from datetime import date
from decimal import Decimal

import pytest

from followup.charts import Chart, Point, Series
from followup.sections import (
    Cell,
    Column,
    Fact,
    Figures,
    Item,
    Prose,
    Relation,
    Row,
    Section,
    Status,
    StatusEntry,
    StatusList,
    Table,
    day,
    decimal_string,
    from_data,
    to_data,
)

MET = Status(scale="goal_status", code="met", label="Uppfyllt")
HARD = Status(scale="goal_forecast", code="hard", label="Svår att bedöma")
INNER = Section(
    key="inner",
    title="Inner",
    level=2,
    facts=(Fact(key="inner.a", label="A", value=None, missing="not_measured"),),
    relations=(Relation(kind="repetition", result="inner.a", parts=("total",)),),
    items=(Item(key="M2", kind="goal", title="Two"),),
)
BLOCKS = {
    "prose": Prose(text="It is [[total|\u2212335]]", heading="Head", origin="Närsjukvård Umeå", lang="en"),
    "figures": Figures(facts=("total",), title="In short"),
    "table": Table(
        key="frames",
        caption="By frame",
        columns=(Column(label="Frame"), Column(label="Deviation", kind="number", unit="mnkr", width=30)),
        rows=(
            Row(cells=(Cell(text="Primärvård"), Cell(text="\u2212112", fact="primary")), level=1),
            Row(cells=(Cell(text="All", lang="en"), Cell(status=MET, url="/x")), total=True),
        ),
        note="From the budget",
    ),
    "chart": Chart(
        key="sick",
        kind="line",
        title="It fell",
        unit="%",
        decimals=1,
        target="5.0",
        series=(
            Series(label="All", tone="good", points=(Point(label="T1", value="5.8"), Point(label="T2", value=None))),
        ),
    ),
    "status_list": StatusList(
        key="goals",
        caption="Goals",
        entries=(
            StatusEntry(key="M1", title="One", now=MET, forecast=HARD, text="**Why**", group="Care"),
            StatusEntry(key="M2", title="Two", now=MET),
        ),
    ),
    "section": INNER,
}
WHOLE = Section(
    key="whole",
    title="Whole",
    blocks=tuple(BLOCKS.values()),
    items=(Item(key="M1", kind="goal", title="One", attributes={"status": "met", "target": "5"}, url="/m1"),),
    facts=(Fact(key="total", label="Total", value="-335", unit="mnkr", signed=True, approximate="about"),),
    relations=(Relation(kind="sum", result="total", parts=("a", "b"), complete=False, printed="-330", place="x"),),
)


def through_json(section):
    return from_data(json.loads(json.dumps(to_data(section))))


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_section_with_each_kind_of_block_comes_back_the_same(kind):
    section = Section(key="one", title="One", blocks=(BLOCKS[kind],))
    assert through_json(section) == section
    assert to_data(section)["blocks"][0]["type"] == kind


def test_a_whole_section_comes_back_the_same():
    assert through_json(WHOLE) == WHOLE


@pytest.mark.parametrize("block", [{"type": "video"}, {"text": "without a type"}])
def test_an_unknown_kind_of_block_is_refused(block):
    with pytest.raises(ValueError, match="unknown kind of block"):
        from_data({"key": "a", "title": "A", "blocks": [block]})


def test_what_a_later_version_added_to_a_block_is_left_out():
    assert from_data({"key": "a", "title": "A", "mood": "good"}) == Section(key="a", title="A")


def test_facts_relations_and_items_are_gathered_from_every_level():
    assert [section.key for section in WHOLE.walk()] == ["whole", "inner"]
    assert list(WHOLE.all_facts()) == ["total", "inner.a"]
    assert [relation.kind for relation in WHOLE.all_relations()] == ["sum", "repetition"]
    assert [item.key for item in WHOLE.all_items()] == ["M1", "M2"]


@pytest.mark.parametrize(
    ("value", "text"), [(None, None), (0, "0"), ("3.70", "3.70"), (Decimal("1E+3"), "1000"), (Decimal("-0.5"), "-0.5")]
)
def test_a_number_is_carried_as_a_plain_decimal_string(value, text):
    assert decimal_string(value) == text


@pytest.mark.parametrize(("value", "number"), [(None, None), ("3.70", Decimal("3.70"))])
def test_a_fact_gives_its_number(value, number):
    assert Fact(key="a", label="A", value=value).number == number


def test_a_date_is_carried_in_iso():
    assert (day(date(2025, 8, 31)), day(None)) == ("2025-08-31", "")
