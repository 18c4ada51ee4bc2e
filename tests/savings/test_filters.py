"""The ledger narrowed by its address, and a status chosen in the list."""

from datetime import date

import pytest
from lxml import html

from organisation.models import Frame
from savings.divisions import divisions
from savings.facts import Desk
from savings.measure_facts import facts_of
from savings.models import MeasureStatus
from savings.reading import read_savings
from savings.section import savings

LIST = "/provnamnden/2025/savings/"
QUICK = f"{LIST}s1/status/"
HSN = "/vasterbotten-hsn/2025-t2/savings/"


def codes(response) -> list[str]:
    return [row.code for group in response.context["page"].groups for row in group.rows]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", 17),
        ("list=political", 7),
        ("list=officials&status=implementing", 1),
        ("status=decided", 4),
        ("area=all-verksamhet", 10),
        ("staff=hyrpersonal", 2),
        ("body=rs", 1),
        ("commission=u03", 3),
        ("commission=u03&list=political", 2),
        ("q=PRIMÄRVÅRD", 2),
        ("q=s07", 1),
        ("q=chef+officials", 0),
        ("status=idea", 0),
        ("list=nobody", 0),
        ("q=%00", 0),
    ],
)
def test_the_ledger_shows_what_its_address_asks_for(in_english, login, hsn, hsn_t2, planner_of_hsn, query, shown):
    response = login(planner_of_hsn).get(f"{HSN}?{query}")
    assert (response.status_code, len(codes(response))) == (200, shown)
    page = html.fromstring(response.content.decode())
    assert page.xpath("string(//*[@id='savings-shown'])") == f"{shown} of 17 measures are shown."


@pytest.mark.parametrize(
    ("query", "said", "is_open"),
    [
        ("", "Narrow the list", False),
        ("list=&status=&q=", "Narrow the list", False),
        ("status=decided", "Narrow the list: 1 choice made", True),
        ("commission=u03&list=political&q=hyr", "Narrow the list: 3 choices made", True),
        ("list=nobody", "Narrow the list: 1 choice made", True),
    ],
)
def test_the_fold_of_the_filters_says_how_many_are_set(
    in_english, login, hsn, hsn_t2, planner_of_hsn, query, said, is_open
):
    page = html.fromstring(login(planner_of_hsn).get(f"{HSN}?{query}").content.decode())
    (fold,) = page.xpath("//details[form[@role='search']]")
    assert (fold.xpath("string(summary)"), "open" in fold.attrib) == (said, is_open)


def test_what_is_chosen_stays_chosen_and_the_sums_are_those_of_the_whole_list(
    in_english, login, hsn, hsn_t2, planner_of_hsn
):
    page = html.fromstring(login(planner_of_hsn).get(f"{HSN}?staff=hyrpersonal&q=hyr").content.decode())
    assert page.xpath("//form[@role='search']//option[@selected]/@value") == ["hyrpersonal"]
    assert page.xpath("//input[@name='q']/@value") == ["hyr"]
    assert "111\u00a0000\u00a0tkr" in page.xpath("string(//*[@id='sum-officials'])")


def test_a_status_is_saved_in_the_list_and_the_rest_of_the_row_stands(
    in_english, login, planner, measure, report, board, period, htmx
):
    report(measure, board, period, by=planner, status="prepared", realised=5, comment="Ord.")
    client = login(planner)
    answer = client.post(QUICK, {"version": "1", "status": "decided"}, headers=htmx)
    row = MeasureStatus.objects.get()
    assert (answer.status_code, row.status, row.realised, row.comment, row.version) == (200, "decided", 5, "Ord.", 2)
    page = html.fromstring(answer.content.decode())
    assert page.xpath("//select[@id='row-savings-s1-status']/option[@selected]/@value") == ["decided"]
    plain = client.post(QUICK, {"version": "2", "status": "resting"})
    assert (plain.status_code, plain.url) == (302, f"{LIST}#row-savings-s1")


def test_a_status_that_somebody_has_changed_is_a_conflict_and_an_unknown_one_is_refused(
    login, planner, measure, report, board, period, htmx
):
    report(measure, board, period, by=planner, status="prepared")
    client = login(planner)
    assert client.post(QUICK, {"version": "0", "status": "decided"}, headers=htmx).status_code == 409
    assert client.post(QUICK, {"version": "1", "status": "half"}, headers=htmx).status_code == 422
    assert MeasureStatus.objects.get().status == "prepared"


def test_who_only_reads_has_no_choice_of_status(login, unit_planner, measure, period):
    client = login(unit_planner)
    assert b'class="quick"' not in client.get(LIST).content
    assert client.post(QUICK, {"version": "0", "status": "decided"}).status_code == 403


def test_the_ledger_is_divided_and_narrowed_by_frame(in_english, login, planner, board, period, make_measure):
    frame = Frame.objects.create(board=board, code="vard", name="Vård")
    make_measure(1, frame=frame)
    make_measure(2)
    response = login(planner).get(f"{LIST}?frame=vard")
    assert codes(response) == ["s1"]
    [way] = [one for one in response.context["page"].ways if one.key == "savings.by_frame.table"]
    assert [[cell.text.replace("\u00a0", " ") for cell in row.cells][:3] for row in way.rows] == [
        ["Vård", "1", "1 000"],
        ["Not stated", "1", "2 000"],
    ]


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        (["Vård/omsorg", "Vård omsorg"], {"vardomsorg": ["s1"], "vard-omsorg": ["s2"]}),
        (["A–B", "A B", "A-B"], {"ab": ["s1"], "a-b": ["s2"], "a-b-2": ["s3"]}),
        (["Alla", "alla ", "ALLA"], {"alla": ["s1", "s2", "s3"]}),
        (["a-b-2", "A B", "A-B"], {"a-b-2": ["s1"], "a-b": ["s2"], "a-b-3": ["s3"]}),
        # What is not stated is one group, whatever else is called so.
        (["None", "", "none"], {"none-2": ["s1", "s3"], "none": ["s2"]}),
        (["–", "", "…"], {"other": ["s1"], "other-2": ["s3"], "none": ["s2"]}),
    ],
)
def test_two_names_with_one_code_are_two_groups(english, board, period, make_measure, texts, groups):
    for number, text in enumerate(texts, start=1):
        make_measure(number, area_text=text)
    desk = Desk(board, period)
    found = divisions(desk, facts_of(desk, read_savings(unit=board, period=period).measures))
    [areas] = [one for one in found if one.code == "area"]
    assert {share.code: [one.code for one in share.measures] for share in areas.shares} == groups
    facts = savings(unit=board, period=period, today=date(2026, 11, 23)).all_facts()
    assert {code: int(facts[f"savings.by_area.{code}.count"].value) for code in groups} == {
        code: len(members) for code, members in groups.items()
    }
