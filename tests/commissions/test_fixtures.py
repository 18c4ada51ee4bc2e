"""The real board's commissions, as the fixture holds them."""

from datetime import date

import pytest

from boardportal.demo import load_board
from commissions.models import Commission, CommissionFigure, CommissionReport, Part, PartReport
from commissions.section import commissions
from commissions.stated import NAMES
from followup.rules import review
from followup.sections import Fact
from organisation.models import Body, Revision, Submission


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


# The meeting of 19 June 2024


@pytest.fixture
def hsn_meeting(hsn):
    return hsn.periods.get(slug="2024-06-19")


def test_the_meeting_of_june_2024_has_a_period_and_is_decided(hsn, hsn_meeting):
    assert (hsn_meeting.kind, hsn_meeting.meeting.date.isoformat()) == ("meeting", "2024-06-19")
    assert Submission.objects.of(hsn, hsn_meeting).state == "approved"


def test_all_twelve_are_told_of_at_the_meeting(hsn, hsn_meeting):
    reports = CommissionReport.objects.at(hsn, hsn_meeting)
    assert {one.commission.code for one in reports} == {f"v{number:02}" for number in range(1, 13)}
    assert [one.commission.code for one in reports if not (one.last_month and one.next_month)] == []
    # That work goes on is said of all but the strategy that the meeting itself decides.
    assert [one.commission.code for one in reports if one.status != "ongoing"] == ["v07"]
    assert {one.source for one in reports} == {"Återrapportering uppdrag 2024, nämndens möte 19 juni 2024"}


@pytest.mark.parametrize(
    ("code", "comments", "risks"),
    [("v01", True, True), ("v04", True, False), ("v07", False, False), ("v08", True, True), ("v10", False, False)],
)
def test_boxes_that_are_empty_in_the_source_are_empty(code, comments, risks, hsn, hsn_meeting):
    one = CommissionReport.objects.at(hsn, hsn_meeting).get(commission__code=code)
    assert (bool(one.comments), bool(one.risks_support)) == (comments, risks)


def test_the_seven_activities_of_v02_have_lost_their_colour_and_say_so(hsn, hsn_meeting):
    rows = PartReport.objects.at(hsn, hsn_meeting)
    assert {(row.part.commission.code, row.status) for row in rows} == {("v02", "unassessed")}
    assert (rows.count(), {row.comment for row in rows}) == (
        7,
        {"Färgen som visade hur långt aktiviteten hade kommit finns inte kvar i källan."},
    )


def test_the_board_is_the_body_that_it_is(hsn):
    assert Body.objects.get(organisation=hsn.organisation, code="hsn").unit == hsn


@pytest.mark.parametrize(
    ("period", "code", "stated"),
    [
        ("2024-06-19", "v06", {"stated_giver": "Regionfullmäktige"}),
        ("2025-t2", "u02", {"evaluated_in": "2025"}),
        ("2025-t2", "u05", {"continues_until": "2026-12-31"}),
        ("2025-t2", "u06", {"continues_until": "2026-12-31"}),
        (
            "2025-t2",
            "u13",
            {"stated_periodicity": "year", "stated_end": "2026-10-14", "stated_forecasts": "positive,not_met"},
        ),
        ("2025-t2", "u03", {}),
    ],
)
def test_what_the_source_says_against_itself_stands_on_the_item(period, code, stated, hsn):
    section = commissions(unit=hsn, period=hsn.periods.get(slug=period), today=date(2025, 9, 25))
    [item] = [one for one in section.all_items() if one.key == f"commissions.{code}"]
    names = [name for name in NAMES.values() if name in item.attributes]
    assert {name: item.attributes[name] for name in names} == stated
    assert [bool(item.attributes[f"{name}_place"]) for name in names] == [True] * len(names)


# Region Jämtland Härjedalen, March 2026


@pytest.fixture
def rjh(db, settings):
    settings.FIXTURE_LOADERS = ["commissions.fixtures.load"]
    return load_board("jamtland-harjedalen-hsn")


def test_the_commission_of_november_2025_has_four_months_to_be_reported_in(rjh):
    one = Commission.objects.get(board=rjh)
    assert (one.giver.name, [body.name for body in one.receivers.all()]) == (
        "Hälso- och sjukvårdsnämnden",
        ["Regiondirektören"],
    )
    assert (one.given.date.isoformat(), one.given.reference) == ("2025-11-20", "")
    assert [(row.date.isoformat()[:7], row.month_only) for row in one.report_dates.all()] == [
        ("2026-03", True),
        ("2026-06", True),
        ("2026-10", True),
        ("2026-12", True),
    ]


def test_the_grants_are_52_about_3_and_about_3_and_58_in_all(rjh):
    section = commissions(unit=rjh, period=rjh.periods.get(), today=date(2026, 4, 1))
    facts = section.all_facts()
    granted = [facts[f"commissions.grants.{code}"] for code in ("vardsystem", "ai-journal", "dispp")]
    assert [(fact.value, fact.unit, fact.approximate) for fact in granted] == [
        ("52", "mnkr", ""),
        ("3", "mnkr", "about"),
        ("3", "mnkr", "about"),
    ]
    assert facts["commissions.j01.grants_total"].value == "58"
    [total] = [one for one in section.all_relations() if one.result == "commissions.j01.grants_total"]
    assert (total.kind, set(total.parts)) == ("sum", {fact.key for fact in granted})
    assert review([section]) == []


@pytest.mark.parametrize(
    ("code", "value"),
    [("sub_projects", "13"), ("health_centres", "7"), ("municipalities_without", "3"), ("on_call_areas", "3")],
)
def test_the_figures_of_the_status_report(code, value, rjh):
    assert CommissionFigure.objects.get(unit=rjh, code=code).shown_value == value


def test_only_the_sub_projects_that_the_text_tells_of_have_names(rjh):
    parts = Part.objects.filter(commission__board=rjh)
    assert [(part.kind, part.is_preliminary) for part in parts] == [("sub_project", True)] * 2


def test_what_has_been_entered_since_is_left_as_it_is(rjh, settings):
    Part.objects.filter(code="d1").update(title="Omdöpt")
    Part.objects.get(code="d2").reports.all().delete()
    before = Revision.objects.count()
    load_board("jamtland-harjedalen-hsn")
    assert Part.objects.get(code="d1").title == "Omdöpt"
    assert (Part.objects.count(), Revision.objects.count()) == (2, before + 1)
