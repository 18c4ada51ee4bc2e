"""P and X are the checks and the contradictions of four public source documents, by their numbers."""

import pytest
from django.utils import translation

from followup.findings import Finding, Severity
from followup.rules import check_relations, relation_in_words, review
from followup.sections import Fact, Relation, Section

N = "\u00a0"
OFFICIALS = "3000 15000 7000 40000 3000 3000 40000"
POLITICAL = "20000 1000 3000 4000 80000"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def fact(key, value, unit="mnkr", **options):
    return Fact(key=key, value=value, unit=unit, **{"label": key.capitalize(), **options})


def signed(key, value, **options):
    return fact(key, value, signed=True, **options)


def rows(values, make=fact, **options):
    return [make(f"row{number}", value, **options) for number, value in enumerate(values.split())]


def total_of(values, result, **options):
    """Rows with a result, and the relation that the result is their sum."""
    parts = rows(values, signed if result.signed else fact, unit=result.unit, decimals=result.decimals)
    return [*parts, result], Relation(kind="sum", result=result.key, parts=tuple(p.key for p in parts), **options)


def related(kind, result, *parts, **options):
    return [*parts, result], Relation(kind=kind, result=result.key, parts=tuple(p.key for p in parts), **options)


def check(facts, relation):
    return check_relations({one.key: one for one in facts}, [relation])


HOLDS = {
    "P01": total_of(POLITICAL, fact("sum", "108000", "tkr", decimals=-3)),
    "P02": total_of(OFFICIALS, fact("sum", "111000", "tkr", decimals=-3)),
    "P03": total_of("-112 -33 -334 144", signed("all", "-335")),
    "P04": total_of("56 -391", signed("all", "-335")),
    "P05": total_of("-51 18", signed("all", "-33")),
    "P06": total_of("-4 -22", signed("all", "-26")),
    "P07": related("ratio", signed("share", "-14", unit="%"), signed("change", "-26"), fact("before", "191")),
    "P08": related("ratio", signed("share", "-5", unit="%"), signed("change", "-4"), fact("before", "85")),
    "P09": related("ratio", signed("share", "-21", unit="%"), signed("change", "-22"), fact("before", "106")),
    "P10": related("product", fact("extra", "40.5", decimals=1), fact("cost", "81"), fact("rate", "50", "%")),
    "P11": related("scaling", fact("extra", "42"), fact("cost", "84"), factor="0.5"),
    "P12": related("scaling", signed("year", "-500", approximate="over"), signed("now", "-335"), factor="12/8"),
    "P12 printed": related(
        "scaling",
        signed("year", "-502.5", decimals=1, approximate="over"),
        signed("now", "-335"),
        factor="12/8",
        printed="-500",
    ),
    "P13": total_of("6 8 4", fact("beds", "18", "count", approximate="about")),
    "P14 by sex": related(
        "range",
        fact("all", "5.8", "%", decimals=1),
        fact("women", "6.3", "%", decimals=1),
        fact("men", "3.6", "%", decimals=1),
    ),
    "P15": total_of("139 72", fact("waiting", "211", "count")),
    "P16": total_of("-65 13", signed("waiting", "-52", unit="count")),
    "P17 over 90 days": total_of("165 35 29 27", fact("waiting", "306", "count"), complete=False),
    "P17 over 365 days": total_of("58 27 13", fact("waiting", "100", "count"), complete=False),
    "P18": total_of("52 3 3", fact("grants", "58")),
    "P20": related("ratio", fact("share", "17.9", "%", decimals=1), fact("done", "1700", ""), fact("aim", "9500", "")),
    "P23": related("repetition", fact("said", "80", approximate="about"), fact("saving", "80000", "tkr")),
    "P25": related("scaling", fact("saving", "40000", "tkr", decimals=-3), signed("now", "-26"), factor="-12/8"),
    "P28": total_of("-16 -69 141", signed("income", "56")),
}


@pytest.mark.parametrize("name", HOLDS)
def test_what_holds_is_not_flagged(name):
    assert check(*HOLDS[name]) == []


def test_a_heading_that_is_not_the_sum_of_its_rows_is_an_error():
    """X01"""
    result = fact("officials", "111000", "tkr", decimals=-3)
    assert check(*total_of(OFFICIALS, result, printed="81000", place="the heading")) == [
        Finding(
            rule="R1",
            severity=Severity.ERROR,
            place="officials",
            expected=f"111{N}000{N}tkr",
            found=f"81{N}000{N}tkr",
            sentence=f"The heading says 81{N}000{N}tkr. The parts come to 111{N}000{N}tkr together: "
            f"the difference is 30{N}000{N}tkr.",
            proposal=f"Look for a row that is missing or wrong, or change the sum to 111{N}000{N}tkr.",
        )
    ]


def test_a_share_of_the_wrong_amount_is_an_error_with_the_amount_that_fits():
    """X03"""
    facts, relation = related(
        "ratio", fact("share", "35", "%"), fact("achieved", "137"), fact("needed", "593"), place="the analysis"
    )
    others = [
        signed("costs", "-391", label="Deviation of costs"),
        signed("all", "-335"),
        fact("people", "391", "count"),
    ]
    assert check([*facts, *others], relation) == [
        Finding(
            rule="R4",
            severity=Severity.ERROR,
            place="share",
            expected=f"23,1{N}%",
            found=f"35{N}%",
            sentence=f"The analysis says 35{N}%. 137{N}mnkr of 593{N}mnkr is 23,1{N}%: "
            f"the difference is 11,9{N}percentage points.",
            proposal=f"137{N}mnkr of 391{N}mnkr (Deviation of costs) is 35,0{N}%: "
            "check which amount the share is counted on.",
        )
    ]


def test_a_share_that_no_other_amount_explains_gets_a_plain_proposal():
    facts, relation = related("ratio", fact("share", "35", "%"), fact("achieved", "137"), fact("needed", "593"))
    [finding] = check([*facts, fact("nothing", "0")], relation)
    assert finding.proposal == f"Check the parts, or change the figure to 23,1{N}%."


@pytest.mark.parametrize(
    ("facts_and_relation", "sentence", "proposal"),
    [
        pytest.param(
            total_of("50 60 37", signed("grants", "144", label="Grants and administration"), complete=False),
            f"Grants and administration is given as +144{N}mnkr. "
            f"The parts that are named come to +147{N}mnkr: \u22123{N}mnkr is not explained.",
            f"Say what the remaining \u22123{N}mnkr is.",
            id="X12",
        ),
        pytest.param(
            total_of("-79 -270", signed("staff", "-311", label="Staff costs"), complete=False),
            f"Staff costs is given as \u2212311{N}mnkr. "
            f"The parts that are named come to \u2212349{N}mnkr: +38{N}mnkr is not explained.",
            f"Say what the remaining +38{N}mnkr is.",
            id="X34",
        ),
        pytest.param(
            total_of("-10 -20", signed("income", "56", label="Income"), complete=False),
            f"Income is given as +56{N}mnkr. "
            f"The parts that are named come to \u221230{N}mnkr: +86{N}mnkr is not explained.",
            f"Say what the remaining +86{N}mnkr is.",
            id="other sign",
        ),
    ],
)
def test_what_is_left_of_a_deviation_is_a_notice(facts_and_relation, sentence, proposal):
    [finding] = check(*facts_and_relation)
    assert (finding.rule, finding.severity) == ("R17", Severity.NOTICE)
    assert (finding.sentence, finding.proposal) == (sentence, proposal)


def test_examples_that_are_more_than_their_whole_are_a_notice():
    [finding] = check(*total_of("165 135 29", fact("waiting", "306", "count"), complete=False))
    assert (finding.rule, finding.severity) == ("R3", Severity.NOTICE)
    assert finding.sentence == "Waiting is given as 306. The parts that are named come to 329: 23 is not explained."


@pytest.mark.parametrize(
    ("facts_and_relation", "rule", "severity", "expected", "found"),
    [
        pytest.param(
            related("repetition", fact("title", "250"), fact("analysis", "213")),
            "R5",
            Severity.WARNING,
            f"213{N}mnkr",
            f"250{N}mnkr",
            id="X02",
        ),
        pytest.param(
            total_of("6 8 2", fact("beds", "18", "count", approximate="about")),
            "R1",
            Severity.ERROR,
            "16",
            "about 18",
            id="X14",
        ),
        pytest.param(
            related(
                "range",
                fact("all", "10.2", "%", decimals=1),
                fact("women", "7.4", "%", decimals=1),
                fact("men", "7.4", "%", decimals=1),
            ),
            "R7",
            Severity.ERROR,
            f"7,4{N}%",
            f"10,2{N}%",
            id="X16",
        ),
        pytest.param(
            related(
                "range",
                fact("all", "6.4", "%", decimals=1),
                fact("women", "6.2", "%", decimals=1),
                fact("men", "3.6", "%", decimals=1),
            ),
            "R7",
            Severity.ERROR,
            f"3,6{N}% to 6,2{N}%",
            f"6,4{N}%",
            id="total above its groups",
        ),
        pytest.param(
            related("difference", signed("deviation", "53"), fact("actual", "45"), fact("budget", "10")),
            "R2",
            Severity.ERROR,
            f"+35{N}mnkr",
            f"+53{N}mnkr",
            id="deviation",
        ),
        pytest.param(
            related("difference", fact("left", "30"), fact("whole", "45"), fact("used", "10")),
            "R1",
            Severity.ERROR,
            f"35{N}mnkr",
            f"30{N}mnkr",
            id="difference",
        ),
        pytest.param(
            related("ratio", signed("share", "14", unit="%"), signed("change", "-26"), fact("before", "191")),
            "R4",
            Severity.ERROR,
            f"\u221213,6{N}%",
            f"+14{N}%",
            id="sign is kept",
        ),
    ],
)
def test_what_does_not_hold_is_flagged_with_both_figures(facts_and_relation, rule, severity, expected, found):
    [finding] = check(*facts_and_relation)
    assert (finding.rule, finding.severity, finding.expected, finding.found) == (rule, severity, expected, found)
    assert finding.found in finding.sentence


@pytest.mark.parametrize(("printed", "flagged"), [("4.0", []), ("4.5", [f"4,5{N}%"])])
def test_rolling_twelve_is_sum_by_sum(printed, flagged):
    parts = [fact(f"n{month}", "2.00", decimals=2) for month in range(12)]
    parts += [fact(f"d{month}", "50.00", decimals=2) for month in range(12)]
    facts, relation = related("rolling12", fact("share", "4", "%", decimals=2), *parts, printed=printed)
    assert [finding.found for finding in check(facts, relation)] == flagged


def test_a_difference_divisible_by_nine_hints_at_transposed_digits():
    [finding] = check(*total_of("30 5", fact("sum", "53")))
    assert finding.proposal == (
        f"Look for a row that is missing or wrong, or change the sum to 35{N}mnkr. "
        "The difference is divisible by 9: two digits may have changed places."
    )


def test_the_fact_and_what_is_printed_are_both_judged():
    found = check(*total_of("10 20", fact("sum", "35"), printed="40", place="the heading"))
    assert [finding.found for finding in found] == [f"35{N}mnkr", f"40{N}mnkr"]


def test_the_same_figure_printed_twice_is_found_once():
    found = check(*total_of("10 20", fact("sum", "35"), printed="35", place="the heading"))
    assert [finding.found for finding in found] == [f"35{N}mnkr"]


def test_amounts_in_different_units_are_compared_in_kronor():
    facts, relation = related("sum", fact("sum", "90"), fact("a", "80000", "tkr"), fact("b", "10000000", "kr"))
    assert check(facts, relation) == []
    assert relation_in_words(relation, {one.key: one for one in facts}) == f"80 + 10 = 90{N}mnkr"


@pytest.mark.parametrize(
    ("facts", "relation"),
    [
        ([fact("sum", "5")], Relation(kind="sum", result="sum", parts=("gone",))),
        ([fact("sum", "5"), fact("a", None)], Relation(kind="sum", result="sum", parts=("a",))),
        ([fact("sum", None), fact("a", "4")], Relation(kind="sum", result="sum", parts=("a",))),
        ([fact("a", "4")], Relation(kind="sum", result="gone", parts=("a",))),
        ([fact("sum", "5")], Relation(kind="sum", result="sum", parts=())),
        ([fact("sum", "5"), fact("a", "4", "count")], Relation(kind="sum", result="sum", parts=("a",))),
        (
            [fact("share", "5", "%"), fact("a", "4"), fact("b", "0")],
            Relation(kind="ratio", result="share", parts=("a", "b")),
        ),
    ],
)
def test_what_cannot_be_judged_is_not_flagged(facts, relation):
    assert check(facts, relation) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("P01", f"20{N}000 + 1{N}000 + 3{N}000 + 4{N}000 + 80{N}000 = 108{N}000{N}tkr"),
        ("P03", f"\u2212112 \u221233 \u2212334 +144 = \u2212335{N}mnkr"),
        ("P07", f"\u221226{N}mnkr / 191{N}mnkr ≈ \u221214{N}%"),
        ("P10", f"81{N}mnkr × 50{N}% = 40,5{N}mnkr"),
        ("P11", f"84{N}mnkr × 0,5 = 42{N}mnkr"),
        ("P12", f"\u2212335{N}mnkr × 12/8 ≈ just over \u2212500{N}mnkr"),
        ("P14 by sex", f"5,8{N}% lies between 3,6{N}% and 6,3{N}%"),
        ("P17 over 90 days", "165 + 35 + 29 + 27 + … = 306"),
        ("P23", f"80{N}000{N}tkr = about 80{N}mnkr"),
    ],
)
def test_a_relation_is_written_out(name, words):
    facts, relation = HOLDS[name]
    assert relation_in_words(relation, {one.key: one for one in facts}) == words


@pytest.mark.parametrize(
    ("facts_and_relation", "words"),
    [
        (total_of("50 60 37", fact("all", "144"), complete=False), f"50 + 60 + 37 + … ≠ 144{N}mnkr"),
        (
            related("ratio", fact("s", "35", "%"), fact("a", "137"), fact("b", "593")),
            f"137{N}mnkr / 593{N}mnkr ≠ 35{N}%",
        ),
        (related("ratio", fact("s", "35", "%"), fact("a", "137"), fact("b", None)), f"137{N}mnkr / – = 35{N}%"),
        (related("ratio", fact("s", "35", "%"), fact("a", "137"), fact("b", "0")), f"137{N}mnkr / 0{N}mnkr = 35{N}%"),
        (related("sum", signed("s", None), signed("a", "1"), signed("b", None)), "+1 – = –"),
        (
            related("difference", signed("s", "-335"), signed("a", "-391"), signed("b", "-56")),
            f"\u2212391{N}mnkr \u2212 (\u221256{N}mnkr) = \u2212335{N}mnkr",
        ),
        (
            related("range", fact("s", "10.2", "%", decimals=1), fact("a", "7.4", "%", decimals=1)),
            f"10,2{N}% does not lie between 7,4{N}% and 7,4{N}%",
        ),
        (
            related("rolling12", fact("s", "4", "%"), *rows("2 2"), fact("c", "50"), fact("d", "50")),
            f"4{N}mnkr / 100{N}mnkr = 4{N}%",
        ),
    ],
)
def test_a_relation_that_does_not_hold_or_lacks_a_value_is_written_out_as_it_is(facts_and_relation, words):
    facts, relation = facts_and_relation
    assert relation_in_words(relation, {one.key: one for one in facts}) == words


def test_the_review_reads_every_section_and_puts_the_gravest_first():
    notice_facts, notice = total_of("50 60 37", fact("grants", "144"), complete=False)
    inner = Section(key="inner", title="", facts=(fact("said", "250"), fact("title", "213")))
    outer = Section(key="outer", title="", facts=tuple(notice_facts), relations=(notice,), blocks=(inner,))
    other = Section(key="other", title="", facts=(fact("x", "35"), fact("y", "40")))
    across = [
        Relation(kind="repetition", result="said", parts=("title",)),
        Relation(kind="sum", result="x", parts=("y",)),
    ]
    assert [(found.severity.value, found.place) for found in review([outer, other], across)] == [
        ("error", "x"),
        ("warning", "said"),
        ("notice", "grants"),
    ]


def test_the_review_refuses_two_facts_with_the_same_key():
    one = Section(key="one", title="", facts=(fact("a", "1"),))
    two = Section(key="two", title="", blocks=(Section(key="three", title="", facts=(fact("a", "1"),)),))
    with pytest.raises(ValueError, match=r"^a$"):
        review([one, two])


def test_a_finding_is_in_swedish_for_a_swedish_reader():
    result = fact("officials", "111000", "tkr", decimals=-3)
    with translation.override("sv"):
        [finding] = check(*total_of(OFFICIALS, result, printed="81000", place="rubriken"))
    assert finding.sentence == (
        f"Rubriken anger 81{N}000{N}tkr. Delarna ger tillsammans 111{N}000{N}tkr: skillnaden är 30{N}000{N}tkr."
    )
