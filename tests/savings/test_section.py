"""What the report says about savings: the real board's figures, and small cases."""

from datetime import date
from decimal import Decimal

import pytest

from followup.rules import check_relations, review
from followup.sections import from_data, to_data
from organisation.models import Unit
from savings.models import Measure, StatedTotal
from savings.section import savings

TODAY = date(2026, 11, 22)
TARGETS = ("own_plans", "staff_cost_text", "staff_cost_commission")


def section_of(unit, period):
    return savings(unit=unit, period=period, today=TODAY)


def values(section, *keys):
    facts = section.all_facts()
    return [facts[f"savings.{key}"].value for key in keys]


def findings(section):
    found = check_relations(section.all_facts(), section.all_relations())
    return [(one.rule, str(one.severity), one.place, one.expected, one.found) for one in found]


@pytest.fixture
def t2(hsn, hsn_t2, english):
    return section_of(hsn, hsn_t2)


def test_the_lists_of_june_2025_add_up(t2):
    assert values(t2, "total.political", "total.officials", "total.all") == ["108000", "111000", "219000"]
    assert values(t2, "count.political", "count.officials", "count.all") == ["7", "10", "17"]
    assert values(t2, "count.with_amount", "count.without_amount") == ["12", "5"]
    assert values(t2, "count.political.with_amount", "count.officials.with_amount") == ["5", "7"]
    assert values(t2, "count.political.without_amount", "count.officials.without_amount") == ["2", "3"]


def test_statuses_are_counted(t2):
    facts = t2.all_facts()
    prefix = "savings.count.status."
    assert {key.removeprefix(prefix): fact.value for key, fact in facts.items() if key.startswith(prefix)} == {
        "decided": "4",
        "dropped": "2",
        "implemented": "1",
        "implementing": "1",
        "prepared": "4",
        "resting": "1",
        "risk_assessment": "2",
        "unassessed": "2",
    }


def test_decided_is_less_than_listed(t2):
    assert values(t2, "decided.political", "decided.officials", "decided.all") == ["88000", "55000", "143000"]
    assert values(t2, "prepared.political", "prepared.officials") == ["0", "56000"]
    assert values(t2, "rest.political", "rest.officials") == ["20000", "0"]


def test_an_effect_that_is_not_given_is_missing_and_not_nothing(t2):
    facts = t2.all_facts()
    unknown = [key for key, fact in facts.items() if key.endswith(".effect") and fact.value is None]
    assert unknown == [f"savings.{code}.effect" for code in ("s03", "s06", "s13", "s14", "s15")]
    assert {facts[key].missing for key in unknown} == {"not_reported"}


def test_an_effect_knows_its_source_precision_and_page(t2):
    fact = t2.all_facts()["savings.s07.effect"]
    assert (fact.value, fact.unit, fact.decimals) == ("80000", "tkr", -3)
    assert fact.source == "Bildspel till hälso- och sjukvårdsnämnden, juni 2025"
    assert fact.as_of == "2025-08-31"
    assert fact.url == "/vasterbotten-hsn/2025-t2/figures/savings.s07.effect/"
    assert fact.rule == "The reckoned effect of a whole year, as it was given."


def test_the_targets_stand_as_they_were_given(t2):
    facts = t2.all_facts()
    keys = ("own_plans.need", "own_plans.realised", "target.staff_cost_text", "target.staff_cost_commission")
    assert [(facts[f"savings.{key}"].value, facts[f"savings.{key}"].unit) for key in keys] == [
        ("593", "mnkr"),
        ("137", "mnkr"),
        ("213", "mnkr"),
        ("250", "mnkr"),
    ]
    assert values(t2, "own_plans.share", "staff_cost_text.share", "own_plans.change") == ["23.1", None, "3"]
    assert values(t2, "staff_cost_text.cover", "staff_cost_commission.cover") == ["102.8", "87.6"]
    assert facts["savings.staff_cost_text.realised"].missing == "not_measured"


def test_exactly_the_wrong_heading_and_the_wrong_share_are_found(t2):
    assert findings(t2) == [
        ("R1", "error", "savings.total.officials", "111 000 tkr".replace(" ", "\u00a0"), "81\u00a0000\u00a0tkr"),
        ("R4", "error", "savings.own_plans.share", "23,1\u00a0%", "35\u00a0%"),
    ]


def test_a_finding_says_where_the_source_says_so(t2):
    found = check_relations(t2.all_facts(), t2.all_relations())
    assert [one.sentence.split(" says ")[0] for one in found] == [
        "Rubriken över tjänstemannalistan",
        "Delårsrapport augusti 2025, avsnitt 3.2",
    ]


def test_every_sum_and_share_has_a_relation(t2):
    results = {relation.result for relation in t2.all_relations()}
    facts = t2.all_facts()
    reckoned = {
        key
        for key, fact in facts.items()
        if fact.value not in {None, "0"}
        and (fact.unit == "%" or key.split(".")[1] in {"total", "decided", "once", "this_year", "next_year"})
    }
    # What the units' own plans are to reach is no claim about what is listed.
    plans = {key for key in reckoned if key.startswith("savings.own_plans.cover")}
    assert reckoned - results == {"savings.own_plans.cover"}
    assert len(plans) == 4
    groups = {key for key, fact in facts.items() if ".by_" in key and key.endswith("listed") and fact.value}
    assert groups - results == set()


def test_listed_is_not_decided_and_three_measures_overlap(t2):
    found = [one for one in review([t2]) if one.rule == "R13"]
    assert {str(one.severity) for one in found} == {"notice"}
    shown = {(one.place, one.found.replace("\u00a0", " ")) for one in found}
    assert shown >= {
        ("savings.total.political", "108 000 tkr"),
        ("savings.total.officials", "111 000 tkr"),
        ("savings.total.political", "S02, S04, S05, S07"),
        ("savings.total.all", "45 000 tkr"),
    }


def test_the_section_has_a_part_for_each_list_and_one_for_the_targets(t2):
    assert [(section.key, section.level) for section in t2.walk()] == [
        ("savings", 1),
        ("savings.political", 2),
        ("savings.officials", 2),
        ("savings.groups", 2),
        ("savings.targets", 2),
    ]
    assert [item.key for item in t2.all_items()] == [
        *(f"savings.s{number:02}" for number in range(1, 18)),
        "savings.own_plans",
        "savings.staff_cost_text",
        "savings.staff_cost_commission",
    ]


def test_a_table_ends_with_the_sum_and_notes_what_is_printed(t2):
    _political, officials, _groups, _targets = [block for block in t2.blocks if block.type == "section"]
    table = officials.blocks[0]
    assert [cell.text.replace("\u00a0", " ") for cell in table.rows[-1].cells] == ["Sum", "", "", "111 000", ""]
    assert table.note.replace("\u00a0", " ") == (
        "The source prints the sum as: 81 000 tkr (rubriken över tjänstemannalistan, 30 000 tkr less than the "
        "measures come to), 111 000 tkr (slutsumman under tjänstemannalistan)."
    )
    assert table.rows[1].cells[4].status.code == "implemented"


def test_the_chart_leads_from_listed_to_verified_with_gaps_for_what_is_unknown(t2):
    [chart] = [block for block in t2.blocks if block.type == "chart"]
    assert (chart.key, chart.kind, chart.unit) == ("savings.waterfall", "waterfall", "tkr")
    assert chart.title.replace("\u00a0", " ") == (
        "Of 219 000 tkr a year, 143 000 tkr is decided; what is realised is not reported"
    )
    assert [(point.label, point.value, point.note) for point in chart.series[0].points] == [
        ("Listed", "219000", ""),
        ("Not decided", "-76000", ""),
        ("Decided", "143000", ""),
        ("Not realised", None, "Unknown"),
        ("Realised", None, "Not reported"),
        ("Not verified", None, "Unknown"),
        ("Verified", None, "Not reported"),
    ]


def test_overlaps_are_counted_once_and_each_targets_reach_is_shown_both_ways(t2):
    assert values(t2, "once.listed", "once.decided") == ["214000", "138000"]
    names = ("cover", "cover_once", "cover.decided", "cover_once.decided", "cover.realised")
    shares = {code: values(t2, *(f"{code}.{name}" for name in names)) for code in TARGETS}
    assert shares == {
        "own_plans": ["36.9", "36.1", "24.1", "23.3", None],
        "staff_cost_text": ["102.8", "100.5", "67.1", "64.8", None],
        "staff_cost_commission": ["87.6", "85.6", "57.2", "55.2", None],
    }


def test_what_another_board_decides_and_what_is_decided_already_stand_rightly_in_both_counts(t2):
    assert values(t2, "by_body.rs.count", "by_body.rs.listed", "by_body.rs.decided") == ["1", None, None]
    assert values(t2, "by_body.hsn.count", "by_body.hsn.listed", "by_body.hsn.decided") == ["6", "108000", "88000"]
    assert values(t2, "count.political", "total.political", "decided.political") == ["7", "108000", "88000"]
    items = {item.key: item.attributes for item in t2.all_items()}
    assert (items["savings.s05"]["stage"], items["savings.s05"]["listed_under"]) == ("decided", "political")
    assert items["savings.s17"]["overlaps"] == "savings.s02 savings.s05"
    assert items["savings.s06"]["deciding_body"] == "Regionstyrelsen"


def test_the_effect_of_this_year_and_the_next_is_reckoned_where_the_start_is_known(t2):
    facts = t2.all_facts()
    assert values(t2, "s04.this_year", "s04.next_year", "s08.this_year", "s08.next_year") == [
        "1500",
        "3000",
        "3000",
        "0",
    ]
    assert [values(t2, key) for key in ("s01.this_year", "s01.next_year", "next_year.officials")] == [[None]] * 3
    assert facts["savings.s07.this_year"].value == "46666.667"
    assert facts["savings.this_year.all"].rule.endswith("3 of 12 measures with an amount.")


def test_a_measure_for_a_time_that_nobody_has_ended_is_not_reckoned(hsn, hsn_t2, english):
    Measure.objects.filter(code="s04").update(is_permanent=False, end=None)
    fact = section_of(hsn, hsn_t2).all_facts()["savings.s04.this_year"]
    assert (fact.value, fact.rule) == (None, "Not reckoned: it is not said when the measure ends.")


def test_every_way_to_divide_the_measures_comes_to_the_same(t2):
    facts = t2.all_facts()
    for way in ("status", "area", "staff", "body", "commission"):
        parts = [fact for key, fact in facts.items() if key.startswith(f"savings.by_{way}.")]
        for stage, total in (("listed", 219000), ("decided", 143000)):
            assert sum(fact.number or 0 for fact in parts if fact.key.endswith(f".{stage}")) == total


def test_the_text_of_the_targets_keeps_both_shares(t2):
    targets = [block for block in t2.blocks if block.type == "section"][-1]
    assert targets.blocks[2].text.replace("\u00a0", " ") == (
        "Of [[savings.own_plans.need|593 mnkr]], [[savings.own_plans.realised|137 mnkr]] has been reached: "
        "[[savings.own_plans.share|23,1 %]]. The source gives the share as 35 %."
    )


def test_the_section_survives_being_stored(t2):
    assert from_data(to_data(t2)) == t2


def test_a_period_without_entries_has_its_lists_and_says_that_nothing_is_reported(hsn, hsn_year, english):
    section = section_of(hsn, hsn_year)
    assert values(section, "total.all", "decided.all", "realised.all") == ["219000", None, None]
    assert values(section, "own_plans.need", "own_plans.realised") == ["593", None]
    assert findings(section) == []
    assert next(one.place for one in review([section])) == "savings.total.all"
    assert "a year together. No status has been reported for the period yet." in section.blocks[0].text
    assert [block.type for block in section.blocks] == ["prose", "figures", "chart", "table", *["section"] * 4]


def test_a_unit_reports_on_its_own_measures(hsn, hsn_t2, english):
    section = section_of(Unit.objects.get(slug="vasterbotten-hsn-skelleftea"), hsn_t2)
    assert [item.key for item in section.all_items()] == ["savings.s08"]
    assert values(section, "total.all") == ["3000"]
    assert findings(section) == []


def test_a_unit_without_measures_says_so(hsn, hsn_t2, english):
    section = section_of(Unit.objects.get(slug="vasterbotten-hsn-folktandvarden"), hsn_t2)
    assert [block.text for block in section.blocks] == ["No savings measures are listed for this unit and period."]
    assert section.all_facts() == {}


def test_measures_without_amounts_have_no_sum(board, period, make_measure, english):
    make_measure(1, effect=None, effect_missing="not_reported")
    section = section_of(board, period)
    assert values(section, "total.political", "total.all", "count.without_amount") == [None, None, "1"]
    assert section.blocks[0].text == "1 measure is listed. No status has been reported for the period yet."


def test_what_is_realised_is_added_up(board, period, planner, make_measure, report):
    for number, kronor in ((1, 1_500_000), (2, 250_000)):
        report(make_measure(number), board, period, by=planner, status="decided", realised=Decimal(kronor))
    section = section_of(board, period)
    assert values(section, "s1.realised", "realised.political", "realised.all") == ["1500", "1750", "1750"]
    assert findings(section) == []


def test_amounts_in_other_units_keep_their_precision(board, period, make_measure):
    make_measure(1, effect=Decimal(1_500_000), amount_unit="mnkr", amount_decimals=1)
    make_measure(2, effect=Decimal(2_250_000), amount_unit="tkr", amount_decimals=0)
    facts = section_of(board, period).all_facts()
    shown = [facts[f"savings.{key}"] for key in ("s1.effect", "s2.effect", "total.political")]
    assert [(fact.value, fact.decimals) for fact in shown] == [("1500", -2), ("2250", 0), ("3750", 0)]


def test_a_printed_sum_that_holds_is_no_finding(board, period, make_measure):
    make_measure(1)
    StatedTotal.objects.create(board=board, period=period, code="political", place="rubriken", amount=1_000_000)
    assert findings(section_of(board, period)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_section_asks_the_same_number_of_queries_whatever_the_rows(
    board, period, planner, make_measure, report, number, django_assert_num_queries
):
    for one in range(1, number + 1):
        report(make_measure(one), board, period, by=planner, status="decided")
    with django_assert_num_queries(7):
        section_of(board, period)


def test_only_what_is_reported_has_a_row(hsn, hsn_t2):
    facts = savings(unit=hsn, period=hsn_t2, today=TODAY).all_facts()
    rows = {key.rsplit(".", 1)[-1]: fact.row for key, fact in facts.items() if key.startswith("savings.s01.")}
    years = {"this_year": "-", "next_year": "-"}
    assert rows == {"effect": "-", "realised": "savings.s01", "verified": "savings.s01", **years}
    assert {facts[key].row for key in facts if key.startswith("savings.count.")} == {"-"}


def test_what_is_said_of_a_measure_stands_below_its_table(t2):
    _political, officials, _groups, _targets = [block for block in t2.blocks if block.type == "section"]
    remarks = officials.blocks[1]
    assert remarks.type == "prose"
    assert [line.startswith("- **S") for line in remarks.text.splitlines()] == [True] * len(remarks.text.splitlines())
    assert "S17 " in remarks.text
