"""R6, R10, R11 and R21 over texts: what is said, in sentences of our own, and what is left alone."""

import pytest

from followup.findings import Severity
from followup.prose_figures import figures_in
from followup.rule_parts import check_cut_off, check_references
from followup.rule_prose import check_prose
from followup.rule_support import check_points, check_support
from followup.rules import review
from followup.sections import Cell, Column, Fact, Item, Prose, Relation, Row, Section, Table


def section(text, *, status="partly", forecast="partly", facts=(), blocks=(), relations=(), title="Mål"):
    said = {name: one for name, one in {"status": status, "forecast": forecast}.items() if one}
    goal = Item(key="g", kind="sub_goal", title="Fler ska få hjälp", attributes=said)
    prose = Prose(text=text, heading="Analys")
    return Section(key="g", title=title, items=(goal,), facts=facts, relations=relations, blocks=(prose, *blocks))


def prose(text, **given):
    return [(one.rule, one.severity, one.place) for one in check_prose([section(text, **given)])]


R6 = ("R6", Severity.WARNING, "g")


@pytest.mark.parametrize(
    ("text", "status", "forecast"),
    [
        # X05 and X15
        ("Målet kommer inte att nås.", "partly", "met"),
        ("Målet bedöms delvis nås vid årets slut.", "partly", "not_met"),
        ("Vi bedömer att delmålet är delvis uppfyllt.", "not_met", "not_met"),
        ("Delmålet är uppnått.", "partly", "partly"),
        ("Målet har inte uppnåtts.", "partly", "partly"),
        ("Målet har inte helt uppnåtts.", "met", "met"),
        ("Delmålet uppfylls inte.", "met", "partly"),
        # X07
        ("En prognos är svår att ge.", "partly", "no_data"),
        ("Det är svårt att göra en prognos för helåret.", "partly", "met"),
        ("Det går inte att ge en prognos.", "partly", "not_met"),
        ("Det går inte att bedöma målet.", "met", "met"),
        ("Målet är delvis uppfyllt, men en prognos är svår att göra.", "partly", "met"),
        # X06
        ("Delmålet är inte uppnått. Efter omtag bedöms målet vara delvis uppnått.", "partly", "partly"),
        ("Målet kommer att nås. Arbetet går bra. Målet väntas delvis uppfyllas.", "met", "met"),
    ],
)
def test_a_text_that_says_something_else_than_the_assessment(text, status, forecast):
    assert prose(text, status=status, forecast=forecast) == [R6]


@pytest.mark.parametrize(
    ("text", "status", "forecast"),
    [
        ("Målet kommer inte att nås.", "met", "not_met"),
        ("Målet bedöms vara delvis uppfyllt.", "partly", "not_met"),
        ("Målet bedöms vara delvis uppnått vid årets slut.", "not_met", "partly"),
        ("Delmålet är uppfyllt och väntas vara det också vid årsskiftet.", "met", "met"),
        ("Målet uppfylls delvis.", "not_met", "partly"),
        ("En prognos är svår att ge.", "partly", "hard"),
        ("En prognos går inte att göra.", "partly", "no_data"),
        ("Utan data går det inte att göra någon bedömning av målet för helåret.", "not_met", "no_data"),
        ("Delmålet är inte uppnått, och utan data går en prognos inte att ge.", "not_met", "no_data"),
        # Another time, a condition, a risk, a question, somebody else's opinion.
        ("Förra året var målet inte uppfyllt.", "met", "met"),
        ("Om ingen anställs kommer målet inte att nås.", "met", "met"),
        ("Det finns en risk att målet inte kommer att nås.", "met", "met"),
        ("Kommer målet att nås?", "not_met", "not_met"),
        ("En av tre enheter anser att målet är uppfyllt.", "partly", "partly"),
        # Not the goal.
        ("Arbetet kommer inte att bli klart.", "met", "met"),
        ("Målet är att fler får hjälp, och det är svårt.", "met", "met"),
        ("Rekryteringen är svår.", "met", "met"),
        # Nobody has assessed it yet.
        ("Målet är uppfyllt.", "unassessed", ""),
        ("Målet kommer att nås.", "met", ""),
    ],
)
def test_a_text_that_agrees_or_says_nothing_of_it(text, status, forecast):
    assert prose(text, status=status, forecast=forecast) == []


def test_the_sentence_and_the_word_are_told(english):
    [found] = check_prose([section("Målet kommer inte att nås.", forecast="met")])
    expected = "Fler ska få hjälp: the text says “Målet kommer inte att nås”, and the forecast is “Will be met”."
    assert found.sentence == expected
    assert (found.expected, found.found) == ("Will be met", "Målet kommer inte att nås")


GROWN = Fact(key="g.growth", label="Utveckling", value="6.7", unit="%", decimals=1, signed=True)
GROWS = Relation(kind="growth", result="g.growth", parts=("a", "b"))


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Frånvaron har ökat från 5,2 till 4,8 procent.", True),
        ("Väntan minskar från 20 dagar till 31 dagar.", True),
        ("Frånvaron har minskat från 5,2 till 4,8 procent.", False),
        ("Frånvaron har inte ökat från 5,2 till 4,8 procent.", False),
        ("Andelen var oförändrad från 2024 till 2025 och ökade sedan.", False),
        ("Antalet ökade från 2023 till 2022 års nivå.", False),
        ("Kostnaden ökar och frånvaron minskar från 5 till 4 procent.", False),
        ("Kostnaden har minskat med 6,7 procent.", True),
        ("Kostnaden har ökat med 6,7 procent.", False),
        ("Kostnaden har minskat med 3,1 procent.", False),
        ("Kostnaden har minskat med 6,7 mnkr.", False),
    ],
)
def test_a_direction_against_its_figures(text, is_wrong):
    assert bool(prose(text, facts=(GROWN,), relations=(GROWS,))) is is_wrong


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Det kostar drygt 1 250,5 mnkr.", [("1250.5", "mnkr", 1, "over")]),
        ("−335 miljoner kronor och 3 procentenheter", [("-335", "mnkr", 0, ""), ("3", "pp", 0, "")]),
        ("ca 80 Mkr, 20 000 tkr, 500 kr", [("80", "mnkr", 0, "about"), ("20000", "tkr", 0, ""), ("500", "kr", 0, "")]),
        ("2025 var 14 enheter med, § 45, i08", []),
        ("Kurs A4 kronor", []),
    ],
)
def test_figures_are_read_as_people_write_them(text, figures):
    found = [(str(one.value), one.unit, one.decimals, one.approximate) for one in figures_in(text)]
    assert found == figures


FACTS = (
    Fact(key="a", label="A", value="-335", unit="mnkr"),
    Fact(key="b", label="B", value="3.81", unit="%", decimals=2),
    Fact(key="c", label="C", value="20000", unit="tkr"),
    Fact(key="d", label="D", value=None, unit="mnkr", missing="not_reported"),
)


def unsupported(text):
    return [one.found for one in check_support([section(text)], FACTS)]


@pytest.mark.parametrize(
    "text",
    [
        "Underskottet är 335 miljoner kronor.",
        "Andelen är 3,8 procent, alltså knappt 4 procent.",
        "Det ger ca 20 mnkr.",
        "Det ger 20 000 000 kr.",
        "Det är [[b|3,81 %]] av lönerna.",
        "År 2025 kom 14 svar.",
    ],
)
def test_a_figure_that_the_report_has_is_supported(text):
    assert unsupported(text) == []


def test_what_another_part_of_the_report_may_hold_is_not_missed():
    part = [section("Det är 336 mnkr, se tabellen nedan.")]
    assert review(part) == []
    assert {one.rule for one in review(part, chapters=["Mål"])} == {"R6", "R11"}


def test_figures_without_support_are_told_of_together(english):
    [found] = check_support([section("Det är 336 mnkr, 4,5 procent och 336 mnkr. Men 335 mnkr stämmer.")], FACTS)
    assert (found.rule, found.severity, found.found) == ("R6", Severity.NOTICE, "336 mnkr, 4,5 procent")
    assert "nothing in the report supports the figures 336 mnkr, 4,5 procent." in found.sentence


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Andelen steg från 5 till 8 procent, alltså med 3 procent.", True),
        ("Andelen steg med 3 procent, från 5 procent till 8 procent.", True),
        ("Andelen steg från 5 till 8 procent, alltså med 3 procentenheter.", False),
        ("Andelen steg från 5 till 8 procent, alltså med 60 procent.", False),
        ("Andelen steg från 100 till 103 procent, alltså med 3 procent.", False),
        ("Andelen steg från 0 till 3 procent, alltså med 3 procent.", False),
        ("Andelen steg från 5,1 till 5,4 procent, med 0,3 %.", True),
    ],
)
def test_percentage_points_that_are_called_per_cent(text, is_wrong):
    assert bool(check_points([section(text)])) is is_wrong


TABLE = Table(key="t", caption="T", columns=(Column(label="A"),), rows=(Row(cells=(Cell(text="1"),)),))


def missing(text, *sections, **given):
    own = section(text, **given)
    return [(one.rule, one.expected) for one in check_references([own, *sections])]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Resorna framgår av nedanstående tabell.", "nedanstående tabell"),
        ("Platserna visas i tabellen nedan.", "tabellen nedan"),
        ("Se följande diagram.", "följande diagram"),
        ("Frågorna har sammanställts i en bilaga.", "bilaga"),
        ("Kostnaden är 5,3 mnkr* för året.", "*"),
    ],
)
def test_what_a_text_refers_to_and_is_not_there(text, what):
    """X36, X39 and the asterisk of X37"""
    assert missing(text) == [("R11", what)]


def test_what_is_there_is_not_missed():
    text = "Platserna visas i tabellen nedan."
    assert missing(text, blocks=(TABLE,)) == []
    assert missing(text, Section(key="next", title="", blocks=(TABLE,))) == []
    assert missing("Svaren finns i bilagan.", Section(key="x", title="Bilaga 1: svar")) == []
    assert check_references([section("Svaren finns i bilagan.")], ["Bilagor"]) == []
    assert missing("Kostnaden är 5 mnkr* för året.\n\n* Utan moms.") == []
    assert missing("Det är **viktigt** och *sant* att veta.") == []
    assert missing("Tabellen i fjol var en annan.") == []


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("på grund av indikatorns nya definition går det inte.", True),
        ("Omfattningen styrs av hur många som", True),
        ("Vi har anställt fler, och kostnaden är totalt", True),
        ("Antalet växer, trots att", True),
        ("Vi har anställt fler.", False),
        ("Vi har anställt fler", False),
        ("- fler har anställts\n- färre slutar", False),
        ("Se över jour och flöden", False),
        ("i fjol", False),
    ],
)
def test_a_text_that_is_cut_off(text, is_cut):
    """X37"""
    assert [one.rule for one in check_cut_off([section(text)])] == (["R21"] if is_cut else [])
