"""R12 over texts and figures. X31 and X38 are contradictions of public source documents."""

import pytest
from django.utils import translation

from followup.rule_texts import check_figures, check_texts
from followup.sections import NO_ROW, Fact, Item, Prose, Relation, Section, Status, StatusEntry, StatusList

LONG = "The journeys cost less than before since more of the meetings are now held at a distance from each other."
OTHER = "Something else is written here, at some length, so that it could be held against other texts."
SHORT = "A forecast is hard to make with what there is."


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def section(*texts, key="commissions.one", title="One", items=(), **prose):
    blocks = tuple(Prose(text=text, **prose) for text in texts)
    return Section(key=key, title=title, blocks=blocks, items=tuple(items))


def item(key, kind="commission", title="", **attributes):
    return Item(key=key, kind=kind, title=title or key, attributes=attributes)


def other(text, **more):
    return section(text, key="commissions.two", title="Two", **more)


def test_a_text_under_two_items_is_shown_with_both_places():
    """X31"""
    found = check_texts(
        [
            section(LONG, items=[item("commissions.one")]),
            other(LONG, items=[item("commissions.two")]),
        ]
    )
    assert [(one.rule, one.severity.value, one.place) for one in found] == [("R12", "notice", "commissions.two")]
    assert found[0].sentence == f"The same words stand 2 times: “{LONG[:-1]}” (One, Two)."


def test_an_action_in_two_areas_of_deviation_is_seen_where_one_goes_on():
    """X38"""
    areas = [
        item(
            "economy.area.a",
            "deviation_area",
            "Material",
            action="Buy sooner. Look at sizes of packages to waste less.",
        ),
        item("economy.area.b", "deviation_area", "Aids", action="Look at sizes of packages to waste less and obey."),
    ]
    [finding] = check_texts([section(items=areas)])
    assert finding.place == "economy.area.b"
    assert finding.sentence == (
        "The same words stand 2 times: “Look at sizes of packages to waste less” (Material, Aids)."
    )


def test_a_paragraph_twice_in_one_text_is_seen():
    assert [one.found for one in check_texts([section(f"{LONG}\n\n{OTHER}\n\n{LONG}")])] == ["2"]


def test_two_texts_with_much_in_common_are_told_of_once():
    text = f"{LONG} {LONG.replace('journeys', 'travels')} {OTHER}"
    assert len(check_texts([section(text), other(text)])) == 1


def test_the_text_of_a_commission_leads_to_it_by_its_number():
    found = check_texts(
        [
            section(LONG, LONG, heading="U07 Journeys", items=[item("commissions.u01"), item("commissions.u07")]),
        ]
    )
    assert [one.place for one in found] == ["commissions.u07"]


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param([section(LONG), other(OTHER)], id="two texts"),
        pytest.param([section(SHORT), other(SHORT)], id="short"),
        pytest.param([section(f"{SHORT} {LONG}"), other(f"{SHORT} {OTHER}")], id="a formula in two texts"),
        pytest.param([section(LONG), other(LONG, origin="A unit below")], id="a unit is quoted"),
        pytest.param([section(LONG), other(LONG, is_composed=True)], id="the portal's own sentence"),
        pytest.param([section(""), other("")], id="empty"),
        pytest.param([section(items=[item("a.a", action="Hire"), item("a.b", action="Hire")])], id="short actions"),
        pytest.param([section(LONG, title=LONG)], id="a heading"),
    ],
)
def test_texts_that_differ_and_texts_that_are_short_are_left_alone(sections):
    assert check_texts(sections) == []


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(LONG.upper(), id="case"),
        pytest.param(LONG.replace(" ", "  "), id="spaces"),
        pytest.param(f"- **{LONG}**", id="marks"),
        pytest.param(LONG.replace("journeys", "[[commissions.u07.cost|journeys]]"), id="a reference to a figure"),
    ],
)
def test_the_same_words_are_the_same_text(again):
    assert len(check_texts([section(LONG), other(again)])) == 1


@pytest.mark.parametrize(("code", "found"), [("unassessed", 0), ("ongoing", 1)])
def test_why_nothing_is_said_may_be_said_again(code, found):
    now = Status(scale="activity", code=code, label=code)
    entries = tuple(StatusEntry(key=f"a.{n}", title=f"A {n}", now=now, text=LONG) for n in range(2))
    block = StatusList(key="a.list", caption="", entries=entries)
    assert len(check_texts([Section(key="a", title="A", blocks=(block,))])) == found


def figure(key, value="4", label="Places", **more):
    return Fact(key=key, label=label, value=value, **more)


@pytest.mark.parametrize(
    ("second", "relations", "found"),
    [
        pytest.param(figure("b"), (), ["b"], id="the same"),
        pytest.param(figure("b", label="places "), (), ["b"], id="the same but for case and spaces"),
        pytest.param(figure("b", value="5"), (), [], id="another value"),
        pytest.param(figure("b", unit="%"), (), [], id="another unit"),
        pytest.param(figure("b", label="Beds"), (), [], id="another name"),
        pytest.param(figure("b", value=None), (), [], id="no value"),
        pytest.param(figure("b", row=NO_ROW), (), [], id="computed"),
        pytest.param(
            figure("b"), (Relation(kind="repetition", result="a", parts=("b",)),), [], id="said to be the same"
        ),
    ],
)
def test_a_figure_that_is_entered_twice_is_seen_unless_a_relation_says_so(second, relations, found):
    assert [one.place for one in check_figures([figure("a"), second], relations)] == found
