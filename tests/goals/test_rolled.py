"""What the units below make together: sums, shares of sums, what is missing, what is hidden, what the board says."""

import json
from datetime import date
from decimal import Decimal

import pytest

from followup.rules import review
from followup.sections import Table
from goals.models import Indicator
from goals.overview import load
from goals.section import goals
from goals.units import EVERYTHING
from organisation.models import Unit

TODAY = date(2026, 2, 1)
LIST = "/provnamnden/2025/goals/"
VALUE = "/provnamnden/2025/goals/indicators/x1/"


@pytest.fixture(autouse=True)
def _in_english(english, in_english):
    pass


@pytest.fixture
def rolled_up(plan):
    """Sets how the indicator x1 is rolled up."""

    def rolled_up(rollup="sum", **changes):
        Indicator.objects.filter(code="x1").update(by_unit=True, rollup=rollup, **changes)

    return rolled_up


@pytest.fixture
def give(report, plan, planner):
    """Writes what a unit has of x1."""

    def give(unit, value=None, **kwargs):
        given = {"value": value} if value is not None else {}
        return report(plan["x1"], by=planner, unit=unit, **given, **kwargs)

    return give


def from_units(unit, period):
    overview = load(unit=unit, period=period, below=EVERYTHING)
    return next(one for one in overview.readings if one.key == "goals.x1").from_units


def facts_of(board, period):
    section = goals(unit=board, period=period, today=TODAY)
    found = {key.removeprefix("goals.x1."): fact for key, fact in section.all_facts().items() if "goals.x1." in key}
    return section, found


def test_the_values_of_the_units_are_added_up(board, unit, period, make_unit, rolled_up, give):
    rolled_up()
    give(unit, "4")
    give(make_unit("sodra"), "2.5", decimals=1)
    make_unit("vastra")
    found = from_units(board, period)
    result = found.result
    assert (result.value, result.answered, result.asked, result.missing) == (Decimal("6.5"), 2, 3, ("Vastra",))
    assert (found.decimals, found.unapproved) == (1, 2)


def test_a_share_is_what_the_units_have_counted_over_what_they_counted_among(
    board, unit, period, make_unit, rolled_up, give
):
    rolled_up("ratio", unit="%", decimals=1)
    give(unit, "50", numerator=1, denominator=2)
    give(make_unit("sodra"), "25", numerator=2, denominator=8)
    assert from_units(board, period).result.value == 30


def test_shares_whose_parts_are_not_known_are_not_averaged(board, unit, period, make_unit, rolled_up, give):
    rolled_up("ratio", unit="%")
    give(unit, "50", numerator=1, denominator=2)
    give(make_unit("sodra"), "25")
    result = from_units(board, period).result
    assert (result.value, result.why) == (
        None,
        "Some have given a share without its parts, and shares are not averaged.",
    )


@pytest.mark.parametrize(
    ("division", "clinics", "total", "labels"),
    [
        ("10", ("4", "6"), 10, ["Norra"]),
        (None, ("4", "6"), 10, ["Ett", "Tva"]),
        (None, ("4", None), 4, ["Ett", "Tva"]),
        ("10", (None, None), 10, ["Norra"]),
    ],
)
def test_nobody_counts_twice(board, unit, period, make_unit, rolled_up, give, division, clinics, total, labels):
    rolled_up()
    for slug, value in zip(("ett", "tva"), clinics, strict=True):
        clinic = make_unit(slug, parent=unit)
        if value:
            give(clinic, value)
    if division:
        give(unit, division)
    found = from_units(board, period)
    assert (found.result.value, [part.unit.short_name for part in found.parts]) == (total, labels)


def test_the_units_of_one_that_has_ended_are_counted_by_the_one_above(board, unit, period, make_unit, rolled_up, give):
    rolled_up()
    give(make_unit("kliniken", parent=unit), "3")
    give(unit, "100")
    Unit.objects.filter(pk=unit.pk).update(valid_to=date(2025, 6, 30))
    assert from_units(board, period).result.value == 3


def test_what_is_missing_counts_as_nothing_and_says_who(board, unit, period, make_unit, rolled_up, give):
    rolled_up()
    give(unit, missing_reason="system_failure")
    give(make_unit("sodra"), "0")
    result = from_units(board, period).result
    assert (result.value, result.missing) == (0, ("Norra",))


def test_where_nobody_has_answered_there_is_no_sum(login, planner, board, unit, period, rolled_up):
    rolled_up()
    row = login(planner).get(LIST).context["page"].groups[0].rows[1]
    assert (row.rolled.text, row.rolled.brief, row.rolled.fill) == ("Not reported", "Nobody has answered.", "")
    assert (row.rolled.note, row.rolled.fact.url) == ("Nobody has answered. Without a value: Norra.", "")
    assert facts_of(board, period)[1].keys() == {"value", "target"}


@pytest.mark.parametrize("rollup", ["none", "sum"])
def test_only_what_is_to_be_rolled_up_is(board, unit, period, plan, rolled_up, rollup):
    rolled_up(rollup)
    assert (from_units(board, period) is not None) == (rollup == "sum")


def test_one_value_that_is_too_few_hides_the_sum_everywhere(
    login, planner, board, unit, period, make_unit, rolled_up, give, approve
):
    rolled_up(suppress_below=5)
    south = make_unit("sodra")
    give(unit, "3")
    give(south, "20")
    for one in (unit, south):
        approve(one)
    section, facts = facts_of(board, period)
    assert (facts["rolled_up"].value, facts["rolled_up"].missing) == (None, "confidential")
    hidden = facts["by.provnamnden-norra.value"]
    assert (hidden.value, hidden.missing, hidden.url) == (None, "confidential", "")
    html = login(planner).get(VALUE).content.decode()
    assert "data-fill" not in html
    assert "23" not in [fact.value for fact in section.all_facts().values()]


def test_a_division_whose_sum_would_tell_what_is_too_few_is_hidden_too(
    board, unit, period, make_unit, rolled_up, give
):
    rolled_up(suppress_below=5)
    give(make_unit("ett", parent=unit), "3")
    give(make_unit("tva", parent=unit), "20")
    give(unit, "23")
    give(make_unit("sodra"), "50")
    found = from_units(board, period)
    assert (found.result.value, [part.is_hidden for part in found.parts]) == (None, [True, False])


def test_figures_parts_and_relations_agree(board, unit, period, make_unit, rolled_up, give, approve):
    rolled_up("ratio", unit="%", decimals=1)
    south = make_unit("sodra")
    give(unit, "50", numerator=1, denominator=2)
    give(south, "25", numerator=2, denominator=8)
    give(board, "30", numerator=3, denominator=10)
    for one in (unit, south):
        approve(one)
    section, facts = facts_of(board, period)
    shown = {name: fact.value for name, fact in facts.items() if name.startswith(("by.", "rolled_up"))}
    assert shown == {
        "rolled_up": "30.0",
        "rolled_up.numerator": "3",
        "rolled_up.denominator": "10",
        "by.provnamnden-norra.numerator": "1",
        "by.provnamnden-norra.denominator": "2",
        "by.sodra.numerator": "2",
        "by.sodra.denominator": "8",
    }
    assert [(one.kind, one.result) for one in section.all_relations() if "rolled_up" in str(one)] == [
        ("sum", "goals.x1.rolled_up.numerator"),
        ("sum", "goals.x1.rolled_up.denominator"),
        ("ratio", "goals.x1.rolled_up"),
        ("repetition", "goals.x1.value"),
    ]
    assert review([section]) == []


def test_a_value_that_differs_from_the_sum_is_found(
    login, planner, board, unit, period, make_unit, rolled_up, give, approve
):
    rolled_up()
    south = make_unit("sodra")
    give(unit, "4")
    give(south, "2")
    give(board, "7")
    for one in (unit, south):
        approve(one)
    found = review([facts_of(board, period)[0]])
    assert [(one.rule, one.place) for one in found] == [("R5", "goals.x1.value")]
    assert len(login(planner).get(LIST).context["page"].findings) == 1


def test_a_value_is_not_compared_with_a_sum_of_some(board, unit, period, make_unit, rolled_up, give, approve):
    rolled_up()
    make_unit("sodra")
    give(unit, "4")
    give(board, "7")
    approve(unit)
    assert review([facts_of(board, period)[0]]) == []


def test_the_report_has_a_table_of_the_units(board, unit, period, make_unit, rolled_up, give, approve):
    rolled_up()
    make_unit("sodra")
    give(unit, "4")
    approve(unit)
    section = goals(unit=board, period=period, today=TODAY)
    tables = [block for one in section.walk() for block in one.blocks if isinstance(block, Table)]
    table = next(one for one in tables if one.key == "goals.x1.by_unit")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Norra", "4"],
        ["Sodra", "Not reported"],
        ["The units together", "4"],
    ]
    assert table.note == "1 of 2 have answered. Without a value: Sodra."


def test_the_report_counts_what_is_approved(board, unit, period, rolled_up, give):
    rolled_up()
    give(unit, "4")
    assert facts_of(board, period)[1].keys() == {"value", "target"}


def test_each_figure_has_its_page(login, planner, board, unit, period, rolled_up, give, approve):
    rolled_up()
    give(unit, "4")
    approve(unit)
    for key in ("rolled_up", "by.provnamnden-norra.value"):
        assert login(planner).get(f"/provnamnden/2025/figures/goals.x1.{key}/").status_code == 200


def test_the_sum_stands_beside_the_field_to_be_taken_over(
    login, planner, board, unit, period, make_unit, rolled_up, give
):
    rolled_up("ratio", unit="%", decimals=1)
    give(unit, "50", numerator=1, denominator=2)
    give(make_unit("sodra"), "25", numerator=2, denominator=8)
    beside = login(planner).get(VALUE).context["entry"].beside
    assert (beside.text, beside.note) == ("30,0\u00a0%", "2 of 2 have answered.")
    assert json.loads(beside.fill) == {
        "row-goals-x1-value": "30,0",
        "row-goals-x1-approximate": "",
        "row-goals-x1-missing_reason": "",
        "row-goals-x1-numerator": "3",
        "row-goals-x1-denominator": "10",
    }
    assert [(part.name, part.is_missing) for part in beside.parts] == [("Norra", False), ("Sodra", False)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_one_query_more_however_many_units_there_are(
    login, planner, period, make_unit, rolled_up, give, count, django_assert_num_queries
):
    rolled_up()
    for number in range(count):
        give(make_unit(f"enhet-{number}", parent=make_unit(f"omrade-{number}")), "4")
    client = login(planner)
    client.get(LIST)
    with django_assert_num_queries(20):
        client.get(LIST)
