"""The finished section: the acceptance numbers, the relations, and empty periods."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template

from commissions.models import Grant
from commissions.section import commissions
from followup.charts import chart_table
from followup.rules import check_relations, review
from followup.sections import from_data, to_data

TODAY = date(2026, 11, 22)


@pytest.fixture
def section(hsn, hsn_t2, english):
    return commissions(unit=hsn, period=hsn_t2, today=TODAY)


def values(section, prefix):
    facts = section.all_facts().values()
    return {fact.key.removeprefix(prefix): fact.value for fact in facts if fact.key.startswith(prefix)}


def test_fourteen_commissions_twelve_ongoing_one_done_one_done_with_deviation(section):
    occurring = {code: count for code, count in values(section, "commissions.status.").items() if count != "0"}
    assert occurring == {"ongoing": "12", "done": "1", "done_deviation": "1"}
    assert section.all_facts()["commissions.total"].value == "14"


def test_the_groups_are_counted(section):
    assert values(section, "commissions.group.") == {"fm-hsn": "7", "hsn-hsf": "2", "hsn-bfs": "3", "hsn-bpt": "2"}


def test_the_title_of_the_chart_is_a_sentence_of_the_figures(section):
    chart = section.blocks[1]
    assert (chart.key, chart.title) == (
        "commissions.status_chart",
        "Of 14 commissions, 12 are “ongoing”, 1 is “done” and 1 is “done with deviation”.",
    )
    assert [(one.label, one.points[0].value) for one in chart.series] == [
        ("Ongoing", "12"),
        ("Done", "1"),
        ("Done with deviation", "1"),
    ]


def test_the_figures_show_only_what_occurs(section):
    assert section.blocks[0].facts == (
        "commissions.total",
        "commissions.status.ongoing",
        "commissions.status.done",
        "commissions.status.done_deviation",
    )


def test_a_fact_says_where_it_comes_from(section):
    fact = section.all_facts()["commissions.u02.restriction"]
    assert (fact.value, fact.unit, fact.approximate, fact.as_of, fact.source, fact.url) == (
        "80",
        "mnkr",
        "about",
        "2025-08-31",
        "Delårsrapport augusti 2025, avsnitt 2.3",
        "/vasterbotten-hsn/2025-t2/figures/commissions.u02.restriction/",
    )


def test_a_change_carries_its_sign(section):
    fact = section.all_facts()["commissions.u03.cost_change"]
    assert (fact.value, fact.unit, fact.signed, fact.source) == (
        "-26",
        "mnkr",
        True,
        "Delårsrapport augusti 2025, avsnitt 3.2",
    )


def test_the_amount_of_a_commission_is_a_fact(section):
    fact = section.all_facts()["commissions.u02.amount"]
    assert (fact.value, fact.unit, fact.decimals) == ("250", "mnkr", 0)


def test_only_the_contradictions_of_the_source_are_found(section):
    # X02: 250 or 213 mnkr. X14: 4 places in the summary, 2 in the commission. P13 and P22 hold.
    found = {(one.rule, one.place, one.expected, one.found) for one in review([section])}
    assert {one for one in found if one[0] == "R5"} == {
        ("R5", "commissions.u02.amount", "213\u00a0mnkr", "250\u00a0mnkr"),
        ("R5", "commissions.u01.places_kua", "2", "4"),
    }
    # X08, X09 twice, X10, X11 twice.
    others = sorted(place for rule, place, *_figures in found if rule != "R5")
    assert others == [f"commissions.{code}" for code in ("u02", "u05", "u06", "u13", "u13", "u13")]


def test_the_sums_are_declared_as_relations(section):
    sums = [relation for relation in section.all_relations() if relation.kind == "sum"]
    assert [(one.result, len(one.parts)) for one in sums] == [
        ("commissions.total", 10),
        ("commissions.total", 4),
        ("commissions.u01.places_total", 3),
    ]
    assert check_relations(section.all_facts(), sums) == []


def test_an_item_tells_what_the_commission_promises(section):
    item = next(item for item in section.all_items() if item.key == "commissions.u03")
    assert (item.kind, item.title, item.url) == (
        "commission",
        "Minska hyrberoendet",
        "/vasterbotten-hsn/2025-t2/commissions/#row-commissions-u03",
    )
    assert item.attributes == {
        "status": "ongoing",
        "forecast": "Målet bedöms nås under 2025.",
        "giver": "Regionfullmäktige",
        "receivers": "Regionstyrelsen, Hälso- och sjukvårdsnämnden",
        "periodicity": "Tertial: aug, dec",
        "periodicity_code": "tertial",
        "end": "2025-12-31",
    }


def test_each_group_has_a_table_and_the_texts_of_its_commissions(section):
    groups = [block for block in section.blocks if block.type == "section"]
    assert [(one.key, one.lang, one.blocks[0].key, len(one.blocks[0].rows)) for one in groups] == [
        ("commissions.fm-hsn", "sv", "commissions.fm-hsn.table", 7),
        ("commissions.hsn-hsf", "sv", "commissions.hsn-hsf.table", 2),
        ("commissions.hsn-bfs", "sv", "commissions.hsn-bfs.table", 3),
        ("commissions.hsn-bpt", "sv", "commissions.hsn-bpt.table", 2),
    ]
    headings = [block.heading for block in groups[3].blocks if block.type == "prose"]
    assert headings == ["U13 Fast läkarkontakt", "U14 Folktandvårdens kompetensförsörjning"]


def test_the_last_table_of_a_group_shows_its_figures(section):
    group = next(block for block in section.walk() if block.key == "commissions.hsn-hsf")
    rows = [[cell.text for cell in row.cells] for row in group.blocks[-1].rows]
    assert rows == [
        ["Personer som har fått stöd i piloten", "U08 Centrum mot våld", "70\u00a0people"],
        ["Framtida besparing", "U09 Snabb kontakt i primärvården", "616\u00a0280\u00a0kr"],
        ["Hälsocentraler som är klara", "U09 Snabb kontakt i primärvården", "7"],
    ]


def test_the_section_can_be_drawn_on_a_page(section):
    html = Template("{% render_section section %}").render(Context({"section": section}))
    assert [html.count(f'id="table-commissions.{code}.table"') for code in ("fm-hsn", "hsn-hsf")] == [1, 1]
    assert [[cell.text for cell in row.cells] for row in chart_table(section.blocks[1]).rows] == [
        ["Commissions", "12", "1", "1"]
    ]


def test_a_section_survives_being_stored(section):
    assert from_data(json.loads(json.dumps(to_data(section)))) == section


def test_a_period_without_entries_is_complete_and_says_so(hsn, hsn_year, english):
    section = commissions(unit=hsn, period=hsn_year, today=TODAY)
    assert section.blocks[1].title == "None of the 14 commissions has been reported yet."
    assert section.all_facts()["commissions.status.unassessed"].value == "14"
    assert [block.text for block in section.blocks[2].blocks if block.type == "prose"] == [
        "No analysis has been written yet."
    ]
    assert review([section]) == []


def test_a_division_has_a_section_of_its_own(hsn, hsn_t2, english):
    unit = hsn.units.get(slug="vasterbotten-hsn-umea")
    section = commissions(unit=unit, period=hsn_t2, today=TODAY)
    assert section.all_facts()["commissions.status.unassessed"].value == "14"
    assert section.all_facts()["commissions.total"].url == (
        "/vasterbotten-hsn-umea/2025-t2/figures/commissions.total/"
    )


def test_a_board_without_commissions_says_so(board, period, english):
    section = commissions(unit=board, period=period, today=TODAY)
    assert [block.text for block in section.blocks if block.type == "prose"] == ["There are no commissions for 2025."]


def test_the_only_commission_is_named_in_the_singular(board, period, give, told, english):
    row = give("u01")
    empty = commissions(unit=board, period=period, today=TODAY)
    told(row, board, period, status="delayed")
    section = commissions(unit=board, period=period, today=TODAY)
    assert [empty.blocks[1].title, section.blocks[1].title] == [
        "The only commission has not been reported yet.",
        "Of 1 commission, 1 is “delayed”.",
    ]


def test_a_status_is_in_the_boards_own_word(board, period, give, told, english):
    board.language = "en"
    board.own_words = {"commission": {"done": "Avslutat"}}
    board.save()
    told(give("u01"), board, period, status="done")
    section = commissions(unit=board, period=period, today=TODAY)
    assert section.all_facts()["commissions.status.done"].label == "Avslutat"


def test_several_texts_are_told_apart_by_labels(board, period, give, told, english):
    board.language = "en"
    board.save()
    told(give("u01"), board, period, summary="Kort.", analysis="Lång.", forecast_text="Nås.")
    section = commissions(unit=board, period=period, today=TODAY)
    assert section.blocks[2].blocks[1].text == "**Summary**\n\nKort.\n\n**Analysis**\n\nLång.\n\n**Forecast:** Nås."


def test_a_missing_figure_says_why(board, period, give, told, stated, english):
    row = give("u01")
    told(row, board, period)
    stated(row, board, period, value=None, missing_reason="system_failure")
    stated(row, board, period, code="other", value=None)
    facts = commissions(unit=board, period=period, today=TODAY).all_facts()
    assert [(facts[key].value, facts[key].missing) for key in ("commissions.u01.places", "commissions.u01.other")] == [
        (None, "system_failure"),
        (None, "not_reported"),
    ]


def test_grants_are_listed_where_there_are_any(board, period, english):
    # P18: 52 + 3 + 3 = 58.
    for order, (code, amount, approximate) in enumerate([("a", 52, ""), ("b", 3, "about"), ("c", 3, "about")]):
        Grant.objects.create(
            board=board, code=code, name=f"Bidrag {code}", giver="Staten", order=order,
            amount=Decimal(amount) * 1_000_000, amount_approximate=approximate,
        )  # fmt: skip
    section = commissions(unit=board, period=period, today=TODAY)
    grants = section.blocks[-1]
    assert [[cell.text for cell in row.cells] for row in grants.blocks[0].rows] == [
        ["Bidrag a", "Staten", "", "52\u00a0mnkr"],
        ["Bidrag b", "Staten", "", "about 3\u00a0mnkr"],
        ["Bidrag c", "Staten", "", "about 3\u00a0mnkr"],
    ]
    assert values(section, "commissions.grants.") == {"a": "52", "b": "3", "c": "3"}


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_commissions(count, board, period, give, told, stated, django_assert_num_queries):
    for one in [give("u01")] if count == 1 else give("u01", "u02", "u03"):
        told(one, board, period, status="ongoing")
        stated(one, board, period)
    with django_assert_num_queries(10):
        commissions(unit=board, period=period, today=TODAY)


def test_only_what_is_reported_has_a_row(board, period, give, stated):
    one = give("u01", amount=Decimal(4_000_000))
    stated(one, board, period)
    facts = commissions(unit=board, period=period, today=TODAY).all_facts()
    names = ("u01.places", "u01.amount", "total", "status.done")
    assert [facts[f"commissions.{name}"].row for name in names] == ["commissions.u01.places", "-", "-", "-"]
