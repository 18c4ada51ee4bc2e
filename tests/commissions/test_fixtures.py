"""The real board's commissions, as the fixture holds them."""

import pytest

from boardportal.demo import load_board
from commissions.models import Commission, CommissionFigure, CommissionReport
from followup.sections import Fact
from organisation.models import Revision


def test_fourteen_commissions_of_2025_and_twelve_of_2024_are_loaded(hsn):
    assert [Commission.objects.filter(board=hsn, year=year).count() for year in (2025, 2024)] == [14, 12]


def test_the_groups_hold_seven_two_three_and_two(hsn):
    found = {group.code: group.commissions.filter(year=2025).count() for group in hsn.commission_groups.all()}
    assert found == {"fm-hsn": 7, "hsn-hsf": 2, "hsn-bfs": 3, "hsn-bpt": 2}


def test_all_end_with_the_year_and_only_u14_is_reported_yearly(hsn):
    commissions = Commission.objects.filter(board=hsn, year=2025)
    assert {one.end.isoformat() for one in commissions} == {"2025-12-31"}
    assert {one.code: one.periodicity_shown for one in commissions if one.periodicity != "tertial"} == {"u14": "År"}


def test_eight_commissions_continue_one_of_the_year_before(hsn):
    continued = Commission.objects.filter(board=hsn, year=2025, predecessor__isnull=False)
    assert {one.code: one.predecessor.code for one in continued} == {
        "u01": "v01", "u03": "v02", "u04": "v03", "u05": "v05",
        "u06": "v06", "u11": "v10", "u13": "v12", "u14": "v11",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "receivers"),
    [
        ("u01", ["rs", "hsn"]),
        ("u02", ["alla"]),
        ("u04", ["hsn"]),
        ("u05", ["rs", "hsn", "run", "fhs"]),
        ("u08", ["hsf"]),
        ("u10", ["bfs"]),
        ("u13", ["bpt"]),
    ],
)
def test_commissions_are_directed_to(hsn, code, receivers):
    commission = Commission.objects.get(board=hsn, code=code)
    assert [body.code for body in commission.receivers.all()] == receivers


def test_the_titles_of_long_names_carry_over_exactly(hsn):
    titles = dict(Commission.objects.filter(board=hsn).values_list("code", "title"))
    assert titles["u02"] == (
        "Ta fram konsekvensunderlag och förslag på åtgärder för att minska personalkostnaden "
        "motsvarande 250 miljoner kronor"
    )
    assert titles["u07"] == "Minska tjänsteresor för Region Västerbotten med 15 procent i jämförelse med år 2023"


def test_all_but_two_are_ongoing(hsn, hsn_t2):
    others = CommissionReport.objects.at(hsn, hsn_t2).exclude(status="ongoing")
    assert {one.commission.code: one.status for one in others} == {"u02": "done_deviation", "u11": "done"}


def test_each_report_has_an_analysis_and_a_source(hsn, hsn_t2):
    for one in CommissionReport.objects.at(hsn, hsn_t2):
        assert (bool(one.analysis), one.source) == (True, "Delårsrapport augusti 2025, avsnitt 2.3")


@pytest.mark.parametrize(
    ("key", "value", "unit", "approximate"),
    [
        ("commissions.u01.places_ima", "6", "count", ""),
        ("commissions.u01.places_kava", "8", "count", ""),
        ("commissions.u01.places_kua", "4", "count", ""),
        ("commissions.u01.places_total", "18", "count", "about"),
        ("commissions.u01.places_target", "25", "count", ""),
        ("commissions.u02.restriction", "80", "mnkr", "about"),
        ("commissions.u02.amount_stated", "213", "mnkr", ""),
        ("commissions.u03.share", "3.81", "%", ""),
        ("commissions.u03.target", "3.7", "%", ""),
        ("commissions.u03.cost_change", "-26", "mnkr", ""),
        ("commissions.u03.change_pct", "-14", "%", ""),
        ("commissions.u07.cost_change", "-4.8", "%", ""),
        ("commissions.u07.target", "-15", "%", ""),
        ("commissions.u08.people", "70", "people", ""),
        ("commissions.u09.future_saving", "616280", "kr", ""),
        ("commissions.u09.centres_ready", "7", "count", ""),
        ("commissions.u13.patients_per_specialist", "1100", "count", ""),
    ],
)
def test_figures_are_as_they_were_given(hsn, key, value, unit, approximate):
    code, figure = key.split(".")[1:]
    row = CommissionFigure.objects.get(commission__code=code, code=figure)
    assert (row.key, row.shown_value, row.value_unit, row.approximate) == (key, value, unit, approximate)


def test_every_reference_in_a_text_is_to_a_figure_and_says_what_it_says(hsn, hsn_t2, english):
    from commissions.facts import figure_fact
    from followup.prose import references, refresh

    facts: dict[str, Fact] = {}
    for row in CommissionFigure.objects.at(hsn, hsn_t2).select_related("commission", "unit", "period"):
        facts[row.key] = figure_fact(row)
    texts = CommissionReport.objects.at(hsn, hsn_t2).values_list("analysis", flat=True)
    assert {key for text in texts for key, _shown in references(text)} <= set(facts)
    # Words around a number are the language's own; numbers alone are the same in both.
    plain = {key: fact for key, fact in facts.items() if not fact.approximate and fact.unit != "people"}
    assert [text for text in texts if refresh(text, plain) != text] == []


def test_sub_targets_of_u06_are_its_four(hsn):
    assert Commission.objects.get(board=hsn, code="u06").sub_targets.count() == 4


def test_the_full_year_is_empty(hsn, hsn_year):
    assert CommissionReport.objects.at(hsn, hsn_year).count() == 0
    assert CommissionFigure.objects.at(hsn, hsn_year).count() == 0


def test_loading_again_overwrites_nothing(hsn):
    Commission.objects.filter(code="u03").update(title="Omdöpt")
    before = Revision.objects.count()
    load_board("vasterbotten-hsn")
    assert (Revision.objects.count(), Commission.objects.get(code="u03").title) == (before, "Omdöpt")
