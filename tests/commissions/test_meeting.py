"""A meeting that is reported to: activities in the list, as duties and in the section."""

from datetime import date

import pytest

from commissions.duties import duties
from commissions.models import GrantUse, Part, PartReport
from commissions.models.money import Grant
from commissions.section import commissions
from followup.sections import Prose, Section, StatusList, Table
from organisation import actions
from organisation.carrying import carry
from organisation.models import ReportingPeriod

LIST = "/provnamnden/2025-06-18/commissions/"
PART = f"{LIST}u01/parts/a1/"
TODAY = date(2025, 6, 20)


@pytest.fixture
def meeting(board):
    return ReportingPeriod.objects.create(
        board=board,
        slug="2025-06-18",
        label="Sammanträde 18 juni 2025",
        kind="meeting",
        start=date(2025, 5, 20),
        end=date(2025, 6, 18),
    )


@pytest.fixture
def activity(give):
    one = give("u01", periodicity="every_meeting")
    return Part.objects.create(commission=one, code="a1", title="Säkra avropen", order=1)


def row_html(html: str, key: str) -> str:
    start = html.index(f'id="row-{key}"')
    return html[start : html.index("</li>", start)]


# In the list


def test_an_activity_stands_below_its_commission_with_a_status_to_choose(
    activity, meeting, login, planner, in_english
):
    html = login(planner).get(LIST).text
    row = row_html(html, "commissions-u01-part-a1")
    assert ["Säkra avropen" in row, "Partly handled" in row, f'action="{PART}status/"' in row] == [True] * 3
    assert html.index('id="row-commissions-u01"') < html.index('id="row-commissions-u01-part-a1"')


def test_a_chosen_status_is_saved_and_the_row_that_is_swapped_in_is_the_lists(
    activity, meeting, login, planner, htmx, in_english
):
    client = login(planner)
    answer = client.post(f"{PART}status/", {"version": "0", "status": "partly_handled"}, headers=htmx)
    assert (answer.status_code, PartReport.objects.get().status) == (200, "partly_handled")
    key = "commissions-u01-part-a1"
    swapped, listed = row_html(answer.text, key), row_html(client.get(LIST).text, key)
    assert _without_token(swapped) == _without_token(listed)


def _without_token(html: str) -> str:
    start = html.index('name="csrfmiddlewaretoken"')
    return html[:start] + html[html.index(">", start) :]


def test_the_whole_form_takes_a_comment_too_and_works_without_script(activity, meeting, login, planner):
    answer = login(planner).post(PART, {"version": "0", "status": "handled", "comment": "Klart."})
    row = PartReport.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{LIST}#row-commissions-u01-part-a1")
    assert (row.status, row.comment) == ("handled", "Klart.")


@pytest.mark.parametrize(
    "typed",
    [
        {"status": "ongoing", "comment": "Kvar"},
        {"status": "", "comment": "Kvar"},
        {"status": "handled", "comment": "Kvar" * 101},
    ],
)
def test_what_is_not_valid_is_answered_422_and_kept(typed, activity, meeting, login, planner):
    answer = login(planner).post(PART, {"version": "0", **typed})
    assert (answer.status_code, typed["comment"] in answer.text, PartReport.objects.count()) == (422, True, 0)


def test_two_who_save_at_once_meet_as_a_conflict(activity, meeting, login, planner):
    client = login(planner)
    client.post(PART, {"version": "0", "status": "handled", "comment": "Först"})
    answer = client.post(PART, {"version": "0", "status": "not_handled", "comment": "Sedan"})
    assert (answer.status_code, PartReport.objects.get().comment) == (409, "Först")
    assert ["Först" in answer.text, "Sedan" in answer.text] == [True, True]


def test_who_only_reads_sees_the_word_and_changes_nothing(activity, meeting, login, administrator, in_english):
    client = login(administrator)
    row = row_html(client.get(LIST).text, "commissions-u01-part-a1")
    assert ("Not yet reported" in row, "<select" in row) == (True, False)
    assert client.post(PART, {"version": "0", "status": "handled"}).status_code == 403


@pytest.mark.parametrize("url", [PART, f"{PART}status/"])
def test_an_outsider_finds_nothing(url, activity, meeting, login, outsider):
    assert login(outsider).get(url).status_code == 404


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (None, None, True),
        (date(2025, 6, 18), None, True),
        (date(2025, 6, 19), None, False),
        (None, date(2025, 5, 20), True),
        (None, date(2025, 5, 19), False),
    ],
)
def test_only_what_is_under_way_is_asked_for(start, end, shown, activity, meeting, board, planner):
    Part.objects.update(start=start, end=end)
    keys = [one.key for one in duties(user=planner, unit=board, period=meeting, today=TODAY)]
    assert keys == ["commissions.u01", *(["commissions.u01.part.a1"] if shown else [])]


# As duties


def test_an_activity_asks_how_far_it_has_come(activity, meeting, board, planner, english):
    own = duties(user=planner, unit=board, period=meeting, today=TODAY)[1]
    assert own.missing == ("Säkra avropen: choose how far it has come",)
    assert own.form_url == PART


def test_a_sub_project_stands_before_its_activities(activity, meeting, board, planner):
    project = Part.objects.create(commission=activity.commission, code="d1", title="Delprojektet", kind="sub_project")
    activity.parent, activity.order = project, 0
    activity.save()
    titles = [one.label for one in duties(user=planner, unit=board, period=meeting, today=TODAY)]
    assert titles == ["U01 Kort u01", "Delprojektet", "Säkra avropen"]


def test_a_commission_with_days_of_its_own_is_reported_on_them_alone(give, meeting, board, planner):
    one = give("u01", periodicity="every_meeting")
    one.report_dates.create(date=date(2025, 10, 31), month_only=True)
    assert duties(user=planner, unit=board, period=meeting, today=TODAY) == []
    one.report_dates.create(date=date(2025, 6, 30), month_only=True)
    assert len(duties(user=planner, unit=board, period=meeting, today=TODAY)) == 1


def test_a_meeting_looks_back_at_the_meeting_before_and_a_report_at_the_report(
    meeting, board, period, previous_period
):
    earlier = ReportingPeriod.objects.create(
        board=board, slug="2025-02-12", label="Februari", kind="meeting", start=date(2025, 2, 1), end=date(2025, 2, 12)
    )
    assert (meeting.previous(), period.previous()) == (earlier, previous_period)


def test_what_is_carried_over_is_marked_in_the_section_and_in_the_list(
    give, told, meeting, board, planner, login, in_english, english
):
    earlier = ReportingPeriod.objects.create(
        board=board, slug="2025-02-12", label="Februari", kind="meeting", start=date(2025, 2, 1), end=date(2025, 2, 12)
    )
    before = told(give("u01", periodicity="every_meeting"), board, earlier, status="ongoing", last_month="Gjort.")
    duty = duties(user=planner, unit=board, period=meeting, today=TODAY)[0]
    carry(row=duty.row, previous_row=before, changes={"last_month": "Gjort."}, version=0, by=planner)
    section = commissions(unit=board, period=meeting, today=TODAY)
    [own] = [one for one in section.walk() if one.key == "commissions.u01"]
    assert own.blocks[0].origin == "Unchanged since Februari"
    assert "Unchanged since Februari" in row_html(login(planner).get(LIST).text, "commissions-u01")


# In the section


def test_each_commission_is_a_section_of_its_own_with_its_texts_and_its_activities(
    activity, told, meeting, board, planner, english
):
    told(activity.commission, board, meeting, status="ongoing", last_month="Gjort.", risks_support="Tid saknas.")
    row = PartReport(unit=board, period=meeting, part=activity)
    actions.write(row=row, version=0, changes={"status": "partly_handled", "comment": "Halvvägs"}, by=planner)
    section = commissions(unit=board, period=meeting, today=TODAY)
    [own] = [one for one in section.walk() if one.key == "commissions.u01"]
    *texts, standing = own.blocks
    assert (own.level, own.title) == (3, "U01 Kort u01")
    assert [(one.heading, one.text) for one in texts] == [
        ("Aktiviteter senaste månaden", "Gjort."),
        ("Risker och behov av stöd", "Tid saknas."),
    ]
    assert [(one.title, one.now.label, one.text) for one in standing.entries] == [
        ("The commission as a whole", "Ongoing", ""),
        ("Säkra avropen", "Partly handled", "Halvvägs"),
    ]


def test_a_commission_that_nobody_has_written_of_says_so(activity, meeting, board, english):
    section = commissions(unit=board, period=meeting, today=TODAY)
    [own] = [one for one in section.walk() if one.key == "commissions.u01"]
    assert [type(one) for one in own.blocks] == [Prose, StatusList]
    assert own.blocks[0].text == "Nothing has been written for the meeting."


def test_a_report_has_the_parts_in_a_table(activity, period, board, english):
    activity.is_preliminary = True
    activity.save()
    section = commissions(unit=board, period=period, today=TODAY)
    tables = [block for one in section.walk() for block in one.blocks if isinstance(block, Table)]
    [table] = [one for one in tables if one.key == "commissions.fm.parts"]
    assert [cell.text for cell in table.rows[0].cells[:2]] == ["Säkra avropen (preliminary)", "U01 Kort u01"]
    assert [one.level for one in section.walk()] == [1, 2]


# Grants


@pytest.fixture
def grant(board):
    return Grant.objects.create(board=board, code="g", name="Bidraget", giver="Staten", amount=52_000_000)


def test_what_is_used_of_a_grant_leaves_the_rest(grant, period, board, login, planner, english):
    url = "/provnamnden/2025/commissions/grants/g/use/"
    assert login(planner).post(url, {"version": "0", "used": "12,5", "note": ""}).status_code == 302
    section: Section = commissions(unit=board, period=period, today=TODAY)
    facts = section.all_facts()
    assert [facts[f"commissions.grants.g{end}"].value for end in ("", ".used", ".left")] == ["52", "12.5", "40"]
    assert [(one.kind, one.result) for one in section.all_relations()][-1] == (
        "difference",
        "commissions.grants.g.left",
    )


@pytest.mark.parametrize(
    ("typed", "used", "decimals"), [("500 tkr", 500_000, 3), ("3", 3_000_000, 0), ("0", 0, 0), ("2,50", 2_500_000, 2)]
)
def test_an_amount_is_as_exact_as_it_was_typed(typed, used, decimals, grant, period, login, planner):
    login(planner).post("/provnamnden/2025/commissions/grants/g/use/", {"version": "0", "used": typed, "note": ""})
    row = GrantUse.objects.get()
    assert (row.used, row.decimals) == (used, decimals)


@pytest.mark.parametrize("typed", ["-1", "ett par", "1.234"])
def test_an_amount_that_cannot_be_is_refused_and_kept(typed, grant, period, login, planner):
    url = "/provnamnden/2025/commissions/grants/g/use/"
    answer = login(planner).post(url, {"version": "0", "used": typed, "note": ""})
    assert (answer.status_code, f'value="{typed}"' in answer.text, GrantUse.objects.count()) == (422, True, 0)


def test_a_report_asks_for_the_use_of_a_grant_and_a_meeting_does_not(grant, period, meeting, board, planner, english):
    asked = duties(user=planner, unit=board, period=period, today=TODAY)
    assert [one.missing for one in asked] == [("Bidraget: state how much has been used",)]
    assert duties(user=planner, unit=board, period=meeting, today=TODAY) == []


# What it costs


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_parts(count, activity, meeting, board, planner, django_assert_num_queries):
    for number in range(count):
        part = Part.objects.create(commission=activity.commission, code=f"p{number}", title="Del", order=number + 2)
        row = PartReport(unit=board, period=meeting, part=part)
        actions.write(row=row, version=0, changes={"status": "handled"}, by=planner)
    with django_assert_num_queries(11):
        commissions(unit=board, period=meeting, today=TODAY)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_grants(count, period, board, planner, django_assert_num_queries):
    for number in range(count):
        one = Grant.objects.create(board=board, code=f"g{number}", name="Bidraget", giver="Staten", order=number)
        row = GrantUse(unit=board, period=period, grant=one)
        actions.write(row=row, version=0, changes={"used": 1}, by=planner)
    with django_assert_num_queries(5):
        commissions(unit=board, period=period, today=TODAY)
