"""What is other in a report than in the one before: each kind of change by itself."""

import pytest

from followup.changes import account
from followup.sections import NO_ROW, Fact, Item, Prose, Section, Status, StatusEntry, StatusList

NOW = Status(scale="goal_status", code="met", label="Uppfyllt")
HELD = {"definition": "Alla.", "target": "minst 95", "thresholds": "100/80", "unit": "%", "direction": "higher"}


def indicator(key="i", **attributes):
    said = {**HELD, "status": "met", **attributes}
    return Item(key=key, kind="indicator", title="Mått", attributes={name: one for name, one in said.items() if one})


def goal(key="g", title="Mål", **attributes):
    return Item(key=key, kind="sub_goal", title=title, attributes={"status": "met", "forecast": "met", **attributes})


def section(*items, facts=(), blocks=(), key="g", title="Avsnitt"):
    return Section(key=key, title=title, items=items, facts=tuple(facts), blocks=tuple(blocks))


def fact(value="1", key="i.value", **more):
    return Fact(key=key, label="Mått", **{"value": value, "unit": "%", "decimals": 1, **more})


def goalposts(old, new):
    found = account([section(*old)], [section(*new)]).goalposts
    return [(one.key, one.what, one.before, one.now) for one in found]


@pytest.fixture(autouse=True)
def _in_english(english):
    """The words are told in English here."""


def test_two_reports_that_are_alike_have_nothing_to_tell():
    one = [section(goal(), indicator(), facts=[fact()], blocks=[Prose(text="Som förut.")])]
    found = account(one, one)
    assert not found
    assert (found.kept, found.new, found.gone) == (1, 0, 0)


@pytest.mark.parametrize(
    ("name", "now", "told"),
    [
        ("definition", "Utom helger.", ("Definition", "Alla.", "Utom helger.")),
        ("target", "minst 90", ("Target", "minst 95", "minst 90")),
        ("target", "", ("Target", "minst 95", "")),
        ("thresholds", "100/70.5", ("Limits for met and partly met", "100 % / 80 %", "100 % / 70,5 %")),
        ("unit", "count", ("Measured in", "%", "number")),
        ("direction", "lower", ("Direction", "Higher is better", "Lower is better")),
        ("aggregation", "r12", ("What a value is of", "", "Rolling 12 months")),
    ],
)
def test_what_an_indicator_is_judged_by(name, now, told):
    assert goalposts([indicator()], [indicator(**{name: now})]) == [("i", *told)]


def test_the_last_year_of_a_target_is_another_each_year_and_no_goalpost():
    assert goalposts([indicator(end="2025")], [indicator(end="2026")]) == []


def test_a_deadline_that_is_moved():
    def commission(end):
        return Item(key="c", kind="commission", title="Uppdrag", attributes={"end": end})

    found = goalposts([commission("2025-12-31")], [commission("2026-06-30")])
    assert found == [("c", "To be done by", "31 December 2025", "30 June 2026")]


def test_new_gone_and_renamed():
    found = goalposts([goal(), indicator("a")], [goal(title="Annat mål"), indicator("b")])
    assert found == [("g", "Title", "Mål", "Annat mål"), ("b", "New", "", "Mått"), ("a", "Gone", "Mått", "")]


def test_what_replaces_something_is_compared_with_that():
    old = section(indicator("i"), facts=[fact("91.5"), fact("3", "i.part.value")])
    new = section(
        indicator("i-2026", replaces="i", definition="Utom helger."),
        facts=[fact("92", "i-2026.value"), fact("3", "i-2026.part.value")],
    )
    found = account([old], [new])
    assert [one.what for one in found.goalposts] == ["Definition"]
    assert [(one.before.key, one.now.key, one.difference) for one in found.values] == [
        ("i.value", "i-2026.value", "+0,5\u00a0percentage points")
    ]
    assert (found.kept, found.new, found.gone) == (1, 0, 0)


def statuses(old, new):
    found = account([section(*old)], [section(*new)]).statuses
    return [
        (one.key, one.what, one.before and one.before.label, one.now and one.now.label, one.direction) for one in found
    ]


def test_a_status_and_a_forecast_that_are_others():
    old, new = goal(status="partly", forecast="met"), goal(status="met", forecast="not_met")
    assert statuses([old], [new]) == [
        ("g", "Status now", "Partly met", "Met", "Better"),
        ("g", "Forecast", "Will be met", "Will not be met", "Worse"),
    ]


def test_nothing_is_better_or_worse_than_what_was_not_assessed():
    assert [one[-1] for one in statuses([goal(status="unassessed")], [goal(status="met")])] == [""]
    assert [one[-1] for one in statuses([goal(status="met")], [goal(status="hard")])] == [""]


def test_steps_of_a_measure_have_no_better_or_worse():
    def measure(status):
        return Item(key="m", kind="measure", title="Åtgärd", attributes={"status": status})

    assert statuses([measure("idea")], [measure("implemented")]) == [("m", "Status now", "Idea", "Carried out", "")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([indicator()], [indicator(target="minst 90")]),
        ([indicator("a")], [indicator("b")]),
        ([indicator("a"), indicator("b")], [indicator("b")]),
    ],
)
def test_a_goal_that_gets_better_when_what_it_is_judged_by_has_moved_says_so(old, new):
    found = statuses([goal(status="partly"), *old], [goal(status="met"), *new])
    assert found[0] == ("g", "Status now", "Partly met", "Met", "Better, but measured otherwise")


def test_a_status_is_said_in_the_boards_own_word():
    attributes = {"kinds": "sub_goal", "attribute": "status", "words_met": "Uppfylls helt"}
    scale = Item(key="s", kind="scale", title="Status", attributes=attributes)
    found = account([section(scale, goal(status="not_met"))], [section(scale, goal())]).statuses
    assert [(one.before.label, one.now.label) for one in found] == [("Not met", "Uppfylls helt")]


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (fact("91.5"), fact("92.0"), "+0,5\u00a0percentage points"),
        (fact("34", unit="days", decimals=0), fact("23", unit="days", decimals=0), "−11\u00a0days"),
        (fact(None, missing="not_measured"), fact("3"), ""),
        (fact("1", unit="mnkr"), fact("1", unit="tkr"), ""),
    ],
)
def test_a_figure_that_is_another(old, new, difference):
    found = account([section(facts=[old])], [section(facts=[new])]).values
    assert [one.difference for one in found] == [difference]


def test_noughts_after_the_comma_and_a_computed_gap_are_no_change():
    assert not account([section(facts=[fact("92")])], [section(facts=[fact("92.0")])])
    gaps = [fact(None, missing="not_reported", row=NO_ROW), fact(None, missing="not_applicable", row=NO_ROW)]
    assert not account([section(facts=gaps[:1])], [section(facts=gaps[1:])])


def test_a_target_is_told_of_as_a_goalpost_alone():
    old, new = fact("95", "i.target"), fact("90", "i.target")
    found = account([section(indicator(), facts=[old])], [section(indicator(target="minst 90"), facts=[new])])
    assert (len(found.goalposts), found.values, found.kept) == (1, (), 0)


def texts(old, new, **names):
    found = account([section(blocks=old, title="")], [section(blocks=new, title="")], names)
    return [(one.name, one.before, one.now, one.removed, one.added) for one in found.texts]


def test_a_text_that_is_rewritten_is_told_word_by_word():
    found = texts([Prose(text="Det går bra nu.")], [Prose(text="Det går sämre nu.")], g="Sammanfattning")
    assert found == [("Sammanfattning", "Det går bra nu.", "Det går sämre nu.", 1, 1)]


def test_a_text_is_known_by_its_heading_and_who_wrote_it():
    umea, lycksele = (Prose(text=f"{name} skrev.", heading="Analys", origin=name) for name in ("Umeå", "Lycksele"))
    assert texts([umea, lycksele], [lycksele, umea]) == []
    assert [one[:3] for one in texts([umea], [lycksele])] == [
        ("Analys: Lycksele", "", "Lycksele skrev."),
        ("Analys: Umeå", "Umeå skrev.", ""),
    ]


def test_what_the_portal_composes_is_no_text_of_peoples():
    assert texts([Prose(text="3 mål.", is_composed=True)], [Prose(text="4 mål.", is_composed=True)]) == []


def test_a_figure_in_a_text_is_read_as_it_was_shown():
    old, new = (Prose(text=f"Frånvaron är [[staffing.sick.total|{shown}]].") for shown in ("7,5 %", "7,6 %"))
    assert [one[1:3] for one in texts([old], [new])] == [("Frånvaron är 7,5 %.", "Frånvaron är 7,6 %.")]


def test_the_text_of_a_status_and_of_an_item():
    def report(text):
        entry = StatusEntry(key="e", title="Rad", now=NOW, text=text)
        area = Item(key="a", kind="deviation_area", title="Lokaler", attributes={"cause": text})
        return section(area, blocks=[StatusList(key="l", caption="", entries=(entry,))])

    found = account([report("Hyran.")], [report("Elen.")]).texts
    assert [(one.name, one.before, one.now) for one in found] == [
        ("Rad", "Hyran.", "Elen."),
        ("Lokaler: Cause", "Hyran.", "Elen."),
    ]
