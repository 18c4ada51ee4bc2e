"""R13 over measures of a payload. X25, X26 and X27 are contradictions of four public source documents."""

import pytest
from django.utils import translation

from followup.findings import Severity
from followup.rule_savings import check_measures
from followup.sections import Fact, Item, Relation

N = "\u00a0"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def amount(key, value, unit="tkr", label=""):
    return Fact(key=key, value=value, unit=unit, decimals=-3 if unit == "tkr" else 0, label=label or key)


def measure(number, stage="prepared", **attributes):
    key = f"savings.{number}"
    given = {"stage": stage, "effect": f"{key}.effect", "listed_under": "political"} | attributes
    return Item(key=key, kind="measure", title=number, attributes={name: said for name, said in given.items() if said})


def check(items, amounts, relations=(), more=()):
    """`amounts` are effects by number of the measure."""
    facts = [amount(f"savings.{number}.effect", value) for number, value in amounts.items()]
    return check_measures(items, {fact.key: fact for fact in [*facts, *more]}, relations)


def sum_of(result, *parts):
    return Relation(kind="sum", result=result, parts=parts)


def test_the_sum_of_a_list_is_held_against_what_is_decided_of_it():
    """X26"""
    amounts = {"s01": "20000", "s02": "1000", "s04": "3000", "s05": "4000", "s07": "80000"}
    items = [measure(one, "rest" if one == "s01" else "decided", listed_under="june") for one in amounts]
    total = amount("savings.total.june", "108000", label="The June list")
    relation = sum_of(total.key, *(f"savings.{one}.effect" for one in amounts))
    [finding] = check(items, amounts, [relation], [total])
    assert (finding.rule, finding.severity, finding.place) == ("R13", Severity.NOTICE, total.key)
    assert (finding.expected, finding.found) == (f"88{N}000{N}tkr", f"108{N}000{N}tkr")
    assert finding.sentence == (
        f"The June list: 108{N}000{N}tkr is listed, and 88{N}000{N}tkr of it is decided or carried out."
    )


def test_what_is_decided_is_not_listed_for_preparation():
    """X25"""
    [finding] = check([measure("s05", "decided")], {"s05": "4000"})
    assert finding.sentence == "S05 is decided, and still listed as needing political preparation."
    assert finding.place == "savings.s05"


def test_measures_that_overlap_are_counted_with_and_without_what_they_share():
    """X27"""
    overlaps = {"s02": "savings.s05 savings.s17", "s05": "savings.s02", "s17": "", "s09": ""}
    amounts = {"s02": "1000", "s05": "4000", "s17": "40000", "s09": "15000"}
    items = [measure(one, listed_under="", overlaps=said) for one, said in overlaps.items()]
    [finding] = check(items, amounts)
    assert (finding.found, finding.expected) == (f"45{N}000{N}tkr", f"40{N}000{N}tkr")
    assert finding.sentence.startswith(f"S02, S05, S17 cut the same kind of cost: 45{N}000{N}tkr")


def test_two_groups_that_overlap_each_count_their_largest():
    overlaps = {"a": "savings.b", "b": "", "c": "savings.d", "d": ""}
    items = [measure(one, listed_under="", overlaps=said) for one, said in overlaps.items()]
    [finding] = check(items, {"a": "10", "b": "20", "c": "30", "d": "5"})
    assert (finding.found, finding.expected) == (f"65{N}tkr", f"50{N}tkr")


def _targets(*amounts):
    facts = [amount(f"target.{value}", value, "mnkr") for value in amounts]
    facts += [amount(f"cover.{value}", "1", "%") for value in amounts]
    relations = [
        Relation(kind="ratio", result=f"cover.{value}", parts=("all", f"target.{value}")) for value in amounts
    ]
    return facts, relations


def test_the_sum_reaches_one_target_and_not_another():
    """X27: 219 is more than 213 and less than 250."""
    facts, relations = _targets("213", "250")
    relations += [sum_of("list", "savings.a.effect"), sum_of("all", "list", "savings.b.effect")]
    more = [*facts, amount("list", "108000"), amount("all", "219000")]
    items = [measure("a", listed_under=""), measure("b", listed_under="")]
    [finding] = check(items, {"a": "108000", "b": "111000"}, relations, more)
    assert finding.place == "cover.250"
    assert finding.sentence == (
        f"The listed measures come to 219{N}000{N}tkr: that is 102,8{N}% of 213{N}mnkr, but 87,6{N}% of 250{N}mnkr."
    )


def test_what_is_listed_reaches_the_target_and_what_is_decided_does_not():
    facts, relations = _targets("213")
    relations.append(sum_of("all", "savings.a.effect", "savings.b.effect"))
    items = [measure("a", "decided", listed_under=""), measure("b", listed_under="")]
    more = [*facts, amount("all", "219000")]
    [finding] = check(items, {"a": "143000", "b": "76000"}, relations, more)
    assert finding.sentence == (
        f"219{N}000{N}tkr is listed, 102,8{N}% of the target 213{N}mnkr. What is decided, 143{N}000{N}tkr, is "
        f"67,1{N}% of it."
    )


def test_what_is_realised_is_held_against_what_is_verified():
    items = [measure(one, listed_under="", realised=f"{one}.r", verified=f"{one}.v") for one in "ab"]
    more = [amount("a.r", "10"), amount("a.v", "4"), amount("b.r", "5"), amount("b.v", None)]
    [finding] = check(items, {}, more=more)
    assert finding.sentence == f"15{N}tkr is reported as realised, and 4{N}tkr of it is verified."


@pytest.mark.parametrize(
    ("items", "amounts"),
    [
        pytest.param([], {}, id="no measures"),
        pytest.param([Item(key="savings.a", kind="measure", title="a")], {"a": "1"}, id="no attributes"),
        pytest.param(
            [measure("a", listed_under="june"), measure("b", listed_under="june")], {"a": "1"}, id="no status"
        ),
        pytest.param([measure("a", "decided", listed_under="june")], {"a": "1"}, id="all decided"),
        pytest.param([measure("a", listed_under="", overlaps="savings.x")], {"a": "1"}, id="an overlap that is gone"),
        pytest.param(
            [measure("a", listed_under="", overlaps="savings.b"), measure("b", listed_under="")],
            {"a": "1", "b": None},
            id="one effect is unknown",
        ),
        pytest.param([measure("a", listed_under="", realised="a.r")], {"a": "1"}, id="nothing said of verifying"),
    ],
)
def test_what_is_not_known_is_not_judged(items, amounts):
    assert check(items, amounts) == []
