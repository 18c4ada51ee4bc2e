"""The real board's figures, January–August 2025, in the database, in the payload, and on paper.

The counts and figures are those of the source documents; the board's page is held to the same in
tests/boardportal/test_board_page.py.
"""

from collections import Counter
from datetime import date
from io import BytesIO

import pypdf
import pytest

from commissions.models import CommissionReport
from economy.models import FrameOutcome
from followup.findings import Severity
from followup.numbers import format_fact
from goals.models import GoalAssessment
from reports.assembly import assemble
from savings.models import Measure
from tests.reports.written import real_report

FIGURES = {
    "goals.total": "14",
    "goals.status.met": "2",
    "goals.status.partly": "7",
    "goals.status.not_met": "4",
    "goals.status.not_assessable": "1",
    "goals.forecast.no_data": "10",
    "goals.forecast.not_met": "1",
    "goals.forecast.met": "3",
    "goals.forecast.partly": "0",
    "commissions.total": "14",
    "commissions.status.ongoing": "12",
    "commissions.status.done": "1",
    "commissions.status.done_deviation": "1",
    "savings.total.political": "108 000 tkr",
    "savings.total.officials": "111 000 tkr",
    "savings.total.all": "219 000 tkr",
    "economy.primarvard.deviation": "−112 mnkr",
    "economy.tandvard.deviation": "−33 mnkr",
    "economy.sjukhusvard.deviation": "−334 mnkr",
    "economy.anslag-administration.deviation": "+144 mnkr",
    "economy.total.deviation": "−335 mnkr",
    "economy.forecast.assessed": "−550 mnkr",
    "economy.forecast.mechanical": "−502,5 mnkr",
    "staffing.sick.total": "5,8 %",
    "staffing.sick.women": "6,3 %",
    "staffing.sick.men": "3,6 %",
    "staffing.hired.share": "3,81 %",
    "staffing.hired.target": "3,7 %",
}
# Relations that hold, by what follows: the cases P01–P12, P23 and P25 of the sources.
HOLD = {
    "P01": "savings.total.political",
    "P02": "savings.total.officials",
    "P03": "economy.total.deviation",
    "P05": "economy.tandvard.deviation",
    "P06": "staffing.hired.change.total",
    "P07": "staffing.hired.change_pct.total",
    "P08": "staffing.hired.change_pct.primarvard",
    "P09": "staffing.hired.change_pct.sjukhusvard",
    "P10": "staffing.hired.extra.primarvard",
    "P11": "staffing.hired.extra.sjukhusvard",
    "P12": "economy.forecast.mechanical",
    "P23": "commissions.u02.restriction",
    "P25": "savings.s17.effect",
}


@pytest.fixture
def payload(hsn, hsn_t2):
    return assemble(unit=hsn, period=hsn_t2, today=date(2025, 10, 1))


def test_the_database_holds_the_counts(hsn, hsn_t2):
    assessed = GoalAssessment.objects.at(hsn, hsn_t2)
    assert Counter(assessed.values_list("status", flat=True)) == {
        "met": 2,
        "partly": 7,
        "not_met": 4,
        "not_assessable": 1,
    }
    assert Counter(assessed.values_list("forecast", flat=True)) == {"no_data": 10, "not_met": 1, "met": 3}
    reports = CommissionReport.objects.at(hsn, hsn_t2)
    assert Counter(reports.values_list("status", flat=True)) == {"ongoing": 12, "done": 1, "done_deviation": 1}
    assert Measure.objects.filter(board=hsn).count() == 17
    net = FrameOutcome.objects.at(hsn, hsn_t2).filter(account="net").exclude(frame=None)
    assert sum(row.deviation for row in net) == -335_000_000


def test_the_payload_holds_the_figures(payload):
    facts = payload.facts()
    shown = {key: format_fact(facts[key]).replace("\u00a0", " ") for key in FIGURES}
    assert shown == FIGURES


def test_the_arithmetic_that_holds_is_declared_and_not_remarked_upon(payload):
    declared = {relation.result for section in payload.sections() for relation in section.all_relations()}
    declared |= {relation.result for relation in payload.relations}
    assert {case for case, key in HOLD.items() if key not in declared} == set()
    # R13 speaks of what is decided of a sum that holds.
    wrong = {finding.place for finding in payload.findings() if finding.rule != "R13"}
    # P02 holds for the end sum; the heading of the same list is X01.
    assert wrong & set(HOLD.values()) == {"savings.total.officials"}


@pytest.mark.parametrize(
    ("place", "severity", "expected", "found"),
    [
        ("savings.total.officials", Severity.ERROR, "111 000 tkr", "81 000 tkr"),
        ("savings.own_plans.share", Severity.ERROR, "23,1 %", "35 %"),
        ("economy.anslag-administration.deviation", Severity.NOTICE, "+147 mnkr", "+144 mnkr"),
        ("economy.total.staff.deviation", Severity.NOTICE, "−349 mnkr", "−311 mnkr"),
    ],
    ids=["X01", "X03", "X12", "X34"],
)
def test_what_disagrees_comes_out_with_both_figures(place, severity, expected, found, payload):
    [finding] = [one for one in payload.findings() if one.place == place and one.rule != "R13"]
    both = (finding.expected.replace("\u00a0", " "), finding.found.replace("\u00a0", " "))
    assert (finding.severity, *both) == (severity, expected, found)


def test_the_share_of_the_wrong_whole_is_offered_the_right_one(payload):
    [finding] = [one for one in payload.findings() if one.place == "savings.own_plans.share"]
    assert "391" in finding.proposal


def test_the_paper_says_the_figures(hsn, hsn_t2):
    _payload, written = real_report(hsn, hsn_t2)
    pages = pypdf.PdfReader(BytesIO(written)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split()).replace("\u00a0", " ")
    without_unit = {shown.rsplit(" ", 1)[0] if shown[-1] in "r%" else shown for shown in FIGURES.values()}
    assert sorted(shown for shown in without_unit if shown not in text) == []
