"""The review of a report: the real one with its known contradictions, and the command, page and list that show it."""

import json
import re
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import translation

from followup.findings import Finding, Severity, counted
from followup.rules import check_relations, review
from followup.sections import Fact, Relation, Section
from organisation.models import Membership, Role
from reports.assembly import assemble
from tests.reports.conftest import TODAY

N, M = "\u00a0", "\u2212"

# What holds in the source, by its number: (kind, result, parts) of the relation that says so.
HOLDS = {
    "P01": (
        "sum",
        "savings.total.political",
        {f"savings.{one}.effect" for one in ("s01", "s02", "s04", "s05", "s07")},
    ),
    "P03": (
        "sum",
        "economy.total.deviation",
        {f"economy.{one}.deviation" for one in ("primarvard", "tandvard", "sjukhusvard", "anslag-administration")},
    ),
    "P04": ("sum", "economy.total.deviation", {"economy.total.income.deviation", "economy.total.costs.deviation"}),
    "P05": (
        "sum",
        "economy.tandvard.deviation",
        {"economy.tandvard.income.deviation", "economy.tandvard.costs.deviation"},
    ),
    "P06": (
        "sum",
        "staffing.hired.change.total",
        {"staffing.hired.change.primarvard", "staffing.hired.change.sjukhusvard"},
    ),
    **{
        case: (
            "ratio",
            f"staffing.hired.change_pct.{one}",
            {f"staffing.hired.{of}.{one}" for of in ("change", "prior")},
        )
        for case, one in (("P07", "total"), ("P08", "primarvard"), ("P09", "sjukhusvard"))
    },
    "P10": ("scaling", "staffing.hired.extra.primarvard", {"staffing.hired.cost.primarvard"}),
    "P11": ("scaling", "staffing.hired.extra.sjukhusvard", {"staffing.hired.cost.sjukhusvard"}),
    "P12": ("scaling", "economy.forecast.mechanical", {"economy.total.deviation"}),
    "P13": (
        "sum",
        "commissions.u01.places_total",
        {f"commissions.u01.places_{one}" for one in ("ima", "kava", "kua")},
    ),
    "P14": ("range", "staffing.sick.total", {"staffing.sick.women", "staffing.sick.men"}),
    "P20": ("ratio", "goals.i05.ratio", {"goals.i05.value", "goals.i05.target"}),
    "P22": (
        "sum",
        "commissions.total",
        {f"commissions.group.{one}" for one in ("fm-hsn", "hsn-hsf", "hsn-bfs", "hsn-bpt")},
    ),
    "P23": ("repetition", "commissions.u02.restriction", {"savings.s07.effect"}),
    "P25": ("scaling", "savings.s17.effect", {"staffing.hired.change.total"}),
    "P28": (
        "sum",
        "economy.total.income.deviation",
        {f"economy.total.{one}.deviation" for one in ("care_income", "patient_dental_income", "other_income")},
    ),
}
# What contradicts itself: (rule, severity, place) and the figures that the sentence names.
SEEN = {
    "X01": (("R1", "error", "savings.total.officials"), (f"81{N}000{N}tkr", f"111{N}000{N}tkr")),
    "X02": (("R5", "warning", "commissions.u02.amount"), (f"250{N}mnkr", f"213{N}mnkr")),
    "X03": (("R4", "error", "savings.own_plans.share"), (f"35{N}%", f"23,1{N}%", f"137{N}mnkr", f"593{N}mnkr")),
    "X04": (("R9", "notice", "goals.forecast.no_data"), ("10", "Inga data", "Kommer inte uppfyllas")),
    "X05": (
        ("R8", "notice", "goals.m2b"),
        ("Går inte att bedöma", "Kommer inte att uppfyllas"),
    ),
    "X05, text and table": (("R6", "warning", "goals.m2b"), ("Det går inte att göra", "Kommer inte att uppfyllas")),
    "X06": (("R6", "warning", "goals.m4b"), ("inte uppnått", "delvis vara uppnått")),
    **{
        f"X07, {goal}": (("R6", "warning", f"goals.{goal}"), ("svår att göra", "Inga data"))
        for goal in ("m1a", "m4a", "m4b", "m5a", "m6a", "m7b")
    },
    "X08": (("R8", "notice", "commissions.u02"), ("2025", "Klar med avvikelse")),
    "X09": (("R8", "notice", "commissions.u13"), ("14 oktober 2026", "hela mandatperioden", "31 december 2025")),
    "X09, how often": (("R8", "notice", "commissions.u13"), ("Varje år", "Tertial: aug, dec")),
    "X10": (("R8", "notice", "commissions.u13"), ("Uppdragets analys", "Kommer inte att uppfyllas")),
    "X11": (("R8", "notice", "commissions.u05"), ("31 december 2026", "31 december 2025")),
    "X11, care close by": (("R8", "notice", "commissions.u06"), ("31 december 2026", "31 december 2025")),
    "X12": (("R17", "notice", "economy.anslag-administration.deviation"), (f"+144{N}mnkr", f"+147{N}mnkr")),
    "X14": (("R5", "warning", "commissions.u01.places_kua"), ("4", "2")),
    "X16": (("R7", "error", "staffing.sick.dental_nurse.total"), (f"10,2{N}%", f"7,4{N}%")),
    "X17": (("R11", "warning", "staffing.sick.long"), ("60 dagar", "180 dagar")),
    "X21": (("R10", "notice", "goals.i05"), ("Andel medarbetare", "antal", "9")),
    "X23": (("R14", "notice", "staffing.hired.target"), (f"under 3,7{N}%", f"högst 3,7{N}%")),
    "X25": (("R13", "notice", "savings.total.political"), ("S05", "politisk beredning")),
    "X26": (("R13", "notice", "savings.total.political"), (f"108{N}000{N}tkr", f"88{N}000{N}tkr")),
    "X27": (
        ("R13", "notice", "savings.staff_cost_commission.cover"),
        (f"102,8{N}%", f"213{N}mnkr", f"87,6{N}%", f"250{N}mnkr"),
    ),
    "X29": (("R20", "notice", "economy.assumption.fvis.1"), (f"{M}33{N}%", f"{M}20{N}%", f"{M}15{N}%")),
    "X34": (
        ("R17", "notice", "economy.total.staff.deviation"),
        (f"{M}311{N}mnkr", f"{M}349{N}mnkr", f"+38{N}mnkr"),
    ),
    "X38": (
        ("R12", "notice", "economy.area.hjalpmedel"),
        ("Gå igenom förpackningsstorlekar för att minska svinnet", "Medicinskt material", "Hjälpmedel"),
    ),
}
# True as well, and no case of the sources: a second scale, two indicators that the report does not name, and two
# shares that only a text tells of.
ALSO = {("R9", "goals.status.not_assessable"), ("R12", "goals.i14"), ("R6", "goals.m2a"), ("R6", "reports.period")}
# The savings told in more ways than X26 and X27: of the officials' list too, and of the target that a text gives.
SAVINGS = {("R13", "savings.total.officials"), ("R13", "savings.total.all"), ("R13", "savings.staff_cost_text.cover")}
CASES = (settings.BASE_DIR / "docs" / "review-cases.md").read_text("utf-8")


@pytest.fixture
def real(hsn, hsn_t2):
    return assemble(unit=hsn, period=hsn_t2, today=TODAY)


def _relations(payload):
    return [*payload.relations, *(one for section in payload.sections() for one in section.all_relations())]


def test_what_holds_in_the_real_report_is_declared_and_never_flagged(real):
    facts, relations = real.facts(), _relations(real)
    for name, (kind, result, parts) in HOLDS.items():
        found = [one for one in relations if (one.kind, one.result, set(one.parts)) == (kind, result, parts)]
        assert found, name
        # A total that a source prints wrongly elsewhere is another matter.
        assert check_relations(facts, [one for one in found if not one.printed]) == [], name


def test_what_contradicts_itself_in_the_real_report_is_seen_with_both_figures(real):
    with translation.override("sv"):
        found = real.findings()
    for name, (head, figures) in SEEN.items():
        sentences = [one.sentence for one in found if (one.rule, one.severity.value, one.place) == head]
        assert any(all(figure in sentence for figure in figures) for sentence in sentences), (name, sentences)


def test_the_wrong_denominator_is_answered_with_the_one_that_fits(real):
    """X03"""
    with translation.override("sv"):
        [finding] = [one for one in real.findings() if one.place == "savings.own_plans.share"]
    assert finding.proposal.startswith(f"137{N}mnkr av 391{N}mnkr")


def test_only_what_is_known_to_be_wrong_is_flagged_as_an_error_or_a_warning(real):
    with translation.override("sv"):
        grave = [one for one in real.findings() if one.severity != Severity.NOTICE]
    assert {(one.rule, one.severity.value, one.place) for one in grave} == {
        head for head, _figures in SEEN.values() if head[1] != "notice"
    }


def test_nothing_but_the_known_cases_is_found(real):
    found = Counter((one.rule, one.place) for one in real.findings() if one.rule != "R13")
    known = Counter((rule, place) for (rule, _weight, place), _figures in SEEN.values() if rule != "R13")
    assert found == known + Counter(ALSO)
    told = {(one.rule, one.place) for one in real.findings() if one.rule == "R13"}
    assert told == {(rule, place) for (rule, _weight, place), _figures in SEEN.values() if rule == "R13"} | SAVINGS


@pytest.mark.parametrize(("case", "head"), [(case, head) for case, (head, _figures) in SEEN.items()])
def test_the_documents_table_says_which_rule_sees_the_case(case, head):
    rule, severity, _place = head
    [row] = [line for line in CASES.splitlines() if line.startswith(f"| {case.partition(',')[0]} |")]
    assert rule in row.split("|")[3]
    assert severity in row.split("|")[4]


@pytest.mark.parametrize("number", range(1, 41))
def test_every_case_stands_in_the_table_once(number):
    assert len(re.findall(rf"^\| X{number:02} \|", CASES, re.MULTILINE)) == 1


def test_a_slide_under_another_givers_heading_is_seen(hsn):
    """X30"""
    meeting = hsn.periods.get(slug="2024-06-19")
    with translation.override("sv"):
        payload = assemble(unit=hsn, period=meeting, today=TODAY)
        [finding] = [one for one in payload.findings() if one.rule == "R19"]
    assert (finding.place, finding.severity) == ("commissions.v06", Severity.NOTICE)
    assert (finding.expected, finding.found) == ("Hälso- och sjukvårdsnämnden", "Regionfullmäktige")


def test_every_place_is_a_figure_or_an_item_of_the_report(real):
    places = {*real.facts(), *(item.key for section in real.sections() for item in section.all_items())}
    assert {one.place for one in real.findings()} <= places


def _amounts(values, **options):
    return [
        Fact(key=f"row{n}", label=f"Row {n}", value=value, unit="mnkr", decimals=1, signed=True, **options)
        for n, value in enumerate(values)
    ]


def _sum(rows, total):
    result = Fact(key="total", label="Total", value=total, unit="mnkr", decimals=1, signed=True)
    relation = Relation(kind="sum", result="total", parts=tuple(row.key for row in rows))
    return Section(key="made-up", title="", facts=(*rows, result), relations=(relation,))


@pytest.mark.parametrize(
    ("total", "rules"),
    [
        pytest.param("12.0", [], id="exact"),
        pytest.param("12.2", [], id="two in the last place over twelve rows"),
        pytest.param("11.4", [], id="half the last place, thirteen times"),
        pytest.param("12.7", ["R1"], id="more than rounding can explain"),
        pytest.param("21.0", ["R1"], id="transposed"),
    ],
)
def test_rounding_explains_half_the_last_place_of_each_term(total, rules):
    assert [one.rule for one in review([_sum(_amounts(["1.0"] * 12), total)])] == rules


def test_two_errors_in_rows_that_cancel_in_the_total_are_both_seen():
    budget = _amounts(["10.0", "20.0"])
    actual = [
        Fact(key=f"actual{n}", label=f"Actual {n}", value=value, unit="mnkr", decimals=1)
        for n, value in enumerate(["8.0", "19.0"])
    ]
    # 2,0 and 1,0 follow; what is stated is 4,0 more and 4,0 less, and the total holds.
    stated = [
        Fact(key=f"deviation{n}", label=f"Deviation {n}", value=value, unit="mnkr", decimals=1, signed=True)
        for n, value in enumerate(["6.0", "-3.0"])
    ]
    total = Fact(key="total", label="Total", value="3.0", unit="mnkr", decimals=1, signed=True)
    relations = [
        Relation(kind="difference", result=f"deviation{n}", parts=(f"row{n}", f"actual{n}")) for n in range(2)
    ] + [Relation(kind="sum", result="total", parts=("deviation0", "deviation1"))]
    section = Section(key="made-up", title="", facts=(*budget, *actual, *stated, total), relations=tuple(relations))
    assert [(one.rule, one.place) for one in review([section])] == [("R2", "deviation0"), ("R2", "deviation1")]


def _finding(severity):
    return Finding(rule="R1", severity=severity, place="", expected="", found="", sentence="")


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ("", ""),
        ("e", "1 fel"),
        ("eeewwnnnn", "3 fel, 2 varningar, 4 upplysningar"),
        ("wn", "1 varning, 1 upplysning"),
    ],
)
def test_findings_are_counted_in_words(weights, words):
    kinds = {"e": Severity.ERROR, "w": Severity.WARNING, "n": Severity.NOTICE}
    with translation.override("sv"):
        assert counted([_finding(kinds[one]) for one in weights]) == words


def test_the_command_prints_every_finding_as_data(hsn_t2, capsys):
    call_command("review_report", "Vasterbotten-hsn", "2025-T2", form="json")
    rows = json.loads(capsys.readouterr().out)
    row = next(one for one in rows if one["place"] == "savings.own_plans.share")
    assert row["url"] == "/vasterbotten-hsn/2025-t2/figures/savings.own_plans.share/"
    assert {**row, "sentence": "", "proposal": ""} == {
        "rule": "R4",
        "severity": "error",
        "place": "savings.own_plans.share",
        "expected": f"23,1{N}%",
        "found": f"35{N}%",
        "sentence": "",
        "proposal": "",
        "url": row["url"],
    }


def test_the_command_prints_sentences_and_counts_in_the_boards_language(hsn_t2, capsys):
    call_command("review_report", "vasterbotten-hsn", "2025-t2")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 av 14 mål går att bedöma."
    assert next(line for line in lines if line.startswith(("Fel", "Varning", "Upplysning"))).startswith("Fel R")
    assert lines[-1].startswith("3 fel, 11 varningar, ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("board_slug", "period_slug", "options", "said"),
    [
        ("finns-inte", "2025", {}, r"finns-inte.*: provnamnden\.$"),
        ("provnamnden", "2019", {}, r"2019.*: 2025, 2025-t2\.$"),
        ("provnamnden", "2025", {"sealed": True}, "Helår 2025"),
    ],
)
def test_the_command_says_which_there_are_and_ends_with_two(board_slug, period_slug, options, said, period):
    with pytest.raises(CommandError, match=said) as refused:
        call_command("review_report", board_slug, period_slug, **options)
    assert refused.value.returncode == 2


def test_the_command_reads_what_was_sealed(sealed, capsys):
    call_command("review_report", "provnamnden", "2025", sealed=True, form="json")
    assert json.loads(capsys.readouterr().out) == []


def _page(client, place):
    return client.get(reverse("reports:review", args=[place.board.slug, place.slug]))


def test_the_page_lists_every_finding_by_weight_with_a_link_to_its_figure(login, controller, hsn, hsn_t2):
    Membership.objects.create(user=controller, unit=hsn, role=Role.CONTROLLER)
    page = _page(login(controller), hsn_t2)
    assert [len(found) for _label, found in page.context["groups"]][:2] == [3, 11]
    words = page.content.decode()
    assert "3 fel, 11 varningar" in words
    assert 'href="/vasterbotten-hsn/2025-t2/figures/savings.own_plans.share/"' in words


def test_the_review_is_for_those_who_see_drafts(login, board_member, planner, sealed):
    answers = [_page(login(who), sealed.period).status_code for who in (planner, board_member)]
    assert answers == [200, 403]


def test_the_report_says_how_many_there_are_and_leads_to_them(login, controller, board_member, hsn, hsn_t2):
    for who, role in ((controller, Role.CONTROLLER), (board_member, Role.BOARD_MEMBER)):
        Membership.objects.create(user=who, unit=hsn, role=role)
    link = reverse("reports:review", args=[hsn.slug, hsn_t2.slug])
    url = reverse("reports:report", args=[hsn.slug, hsn_t2.slug])
    pages = [login(who).get(url).content.decode() for who in (controller, board_member)]
    assert ["3 fel, 11 varningar" in page for page in pages] == [True, True]
    assert [link in page for page in pages] == [True, False]


def test_the_page_says_which_goals_can_be_judged_and_what_the_others_lack(login, controller, hsn, hsn_t2):
    Membership.objects.create(user=controller, unit=hsn, role=Role.CONTROLLER)
    said = _page(login(controller), hsn_t2).content.decode()
    assert "1 av 14 mål går att bedöma." in said
    assert said.count("Inget målvärde är beslutat.") == 13
