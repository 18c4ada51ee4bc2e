"""The page of one commission, and the form for what its giver has decided."""

from datetime import date

import pytest

from commissions.models import Decision, Grant, GrantUse, Part, PartReport, ReportDate, SubTarget
from organisation import actions
from organisation.models import Body, Membership, PlanChange, Submission, Unit
from tests.html import page, words

URL = "/provnamnden/2025/commissions/ledger/u01/"
DECIDE = f"{URL}decide/"


@pytest.fixture
def typed(give, period, previous_period, region):
    """What closes the commission u01, as it is typed."""
    row = give("u01", origin_year=2025)
    return {
        "kind": "closed",
        "body": str(row.giver_id),
        "on": "2026-02-03",
        "paragraph": "§ 9",
        "dnr": "RS 4-2026",
        "note": "I samband med årsredovisningen.",
    }


def approve(board, period, planner, manager):
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    actions.approve(submission=submission, by=manager, seen=actions.seen_of(submission.unit, submission.period))


# The page


def test_the_page_tells_everything_about_it(
    give, told, stated, board, period, previous_period, login, planner, in_english
):
    first = give("v01", year=2024, end=None)
    row = give("u01", predecessor=first, owner_role="HR-direktör")
    give("w01", predecessor=row, year=2026, end=None)
    told(row, board, previous_period, status="delayed", analysis="Sent ute.")
    stated(row, board, previous_period)
    SubTarget.objects.create(commission=row, text="Sex platser öppna")
    ReportDate.objects.create(commission=row, date=date(2025, 12, 31), month_only=True)
    part = Part.objects.create(commission=row, code="a1", title="Öppna avdelningen", kind="activity")
    actions.write(
        row=PartReport(unit=board, period=period, part=part), version=0, changes={"status": "handled"}, by=planner
    )
    grant = Grant.objects.create(
        board=board, code="b1", name="Bidraget", giver="Staten", commission=row, amount=5000000
    )
    actions.write(
        row=GrantUse(unit=board, period=period, grant=grant), version=0, changes={"used": 2000000}, by=planner
    )
    text = words(page(login(planner).get(URL)).xpath("//main[@id='main']")[0])
    wanted = [
        "U01 Uppdraget u01",
        "Open. Reported last as “Delayed” (Tertial 2 2025).",
        "Continued by W01 Kort w01 (2026).",
        "Given Unknown Fullmäktige",
        "V01 Kort v01 2024 Open",
        "W01 Kort w01 2026 Open",
        "HR-direktör",
        "Sex platser öppna",
        "December 2025",
        "Öppna avdelningen Activity ✓ Handled Helår 2025",
        "Bidraget Staten 5 mnkr",
        "2 mnkr (Helår 2025)",
        "Tertial 2 2025, PN: ! Delayed",
    ]
    assert [one for one in wanted if one not in text] == []


def test_a_board_member_reads_what_is_decided_alone(
    give, told, board, period, previous_period, login, planner, manager, board_member
):
    row = give("u01")
    told(row, board, previous_period, status="delayed", analysis="Beslutat.")
    told(row, board, period, status="done", analysis="Utkast.")
    approve(board, previous_period, planner, manager)
    html = login(board_member).get(URL.replace("2025", "2025-t2")).text
    assert ("Beslutat." in html, "Utkast." in html, "Record a decision" in html) == (True, False, False)


def test_an_outsider_and_an_unknown_code_find_nothing(typed, login, planner, outsider):
    answers = [
        login(user).get(url).status_code for user, url in ((outsider, URL), (planner, URL.replace("u01", "u99")))
    ]
    assert answers == [404, 404]


def test_the_list_and_the_register_lead_to_the_page(typed, login, planner):
    client = login(planner)
    lists = [client.get("/provnamnden/2025/commissions/"), client.get("/provnamnden/2025/commissions/register/")]
    assert [f'href="{URL}"' in answer.text for answer in lists] == [True, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    count, give, told, stated, board, period, previous_period, login, planner, django_assert_num_queries
):
    row = give("u01")
    for number in range(count):
        part = Part.objects.create(commission=row, code=f"a{number}", title="En del")
        Part.objects.create(commission=row, code=f"b{number}", title="Under", parent=part)
        Grant.objects.create(board=board, code=f"g{number}", name="Bidrag", giver="Staten", commission=row)
        stated(row, board, period, code=f"f{number}")
        give(f"w{number}", predecessor=row, year=2026, end=None)
    for when in (period, previous_period)[: 1 if count == 1 else 2]:
        told(row, board, when, status="ongoing")
    client = login(planner)
    with django_assert_num_queries(25):
        client.get(URL)


# A decision


def test_a_planner_records_that_it_is_closed(typed, login, planner, in_english):
    client = login(planner)
    answer = client.post(DECIDE, typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, URL)
    text = words(page(client.get(URL)).xpath("//main[@id='main']")[0])
    assert "Closed 3 February 2026 Fullmäktige § 9 RS 4-2026 I samband med årsredovisningen." in text
    assert ("Closed. Nothing has been reported." in text, "Record a decision" in text) == (True, False)
    assert PlanChange.objects.get().after["kind"] == "closed"


def test_it_is_recorded_in_a_period_that_is_approved_too(typed, login, board, period, planner, manager, controller):
    approve(board, period, planner, manager)
    assert login(controller).post(DECIDE, typed).status_code == 302


def test_the_giver_is_proposed(typed, login, planner):
    [chosen] = page(login(planner).get(DECIDE)).xpath("//select[@name='body']/option[@selected]/@value")
    assert chosen == typed["body"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "This field is required."),
        ({"kind": "given"}, "Select a valid choice."),
        ({"on": ""}, "This field is required."),
        ({"on": "2999-01-01"}, "The day of the decision has not come yet."),
        ({"paragraph": " "}, "This field is required."),
        ({"dnr": ""}, "This field is required."),
        ({"note": "x" * 401}, "Ensure this value has at most 400 characters"),
        ({"body": "other"}, "Regionstyrelsen cannot end the commission: only Fullmäktige, which gave it, can."),
        ({"body": "elsewhere"}, "Select a valid choice."),
    ],
)
def test_a_decision_that_cannot_be_recorded_is_kept_as_it_was_typed(
    wrong, sentence, typed, login, planner, region, other_board, in_english
):
    named = {
        "other": Body.objects.create(organisation=region, code="rs", name="Regionstyrelsen", kind="executive"),
        "elsewhere": Body.objects.create(organisation=other_board.organisation, code="x", name="X", kind="council"),
    }
    given = typed | {name: str(named[value].pk) if value in named else value for name, value in wrong.items()}
    answer = login(planner).post(DECIDE, given)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "I samband med" in answer.text or "note" in wrong
    assert (Decision.objects.exclude(kind="given").count(), PlanChange.objects.count()) == (0, 0)


def test_another_body_may_change_it_and_it_stays_open(typed, login, planner, region, in_english):
    other = Body.objects.create(organisation=region, code="rs", name="Regionstyrelsen", kind="executive")
    client = login(planner)
    assert client.post(DECIDE, typed | {"kind": "changed", "body": other.pk}).status_code == 302
    assert "Open. Nothing has been reported." in client.get(URL).text


def test_what_has_ended_is_decided_no_more(typed, login, planner, in_english):
    client = login(planner)
    client.post(DECIDE, typed)
    answer = client.post(DECIDE, typed | {"kind": "cancelled"})
    assert (answer.status_code, "has ended already" in answer.text) == (422, True)


@pytest.mark.parametrize("who", ["manager", "administrator", "unit_planner"])
def test_others_do_not_record_decisions(who, typed, login, request):
    client = login(request.getfixturevalue(who))
    assert [client.get(DECIDE).status_code, client.post(DECIDE, typed).status_code] == [403, 403]


def test_a_board_that_is_told_reads_it_and_does_not_close_it(typed, login, region, planner, board):
    """The ledger is kept by the board that it stands with."""
    told = Unit.objects.create(organisation=region, slug="skolan", name="Skolan", short_name="SK", kind="board")
    body = Body.objects.create(organisation=region, code="sk", name="Skolan", kind="board", unit=told)
    board.commissions.get().receivers.add(body)
    told.periods.create(slug="2025", label="2025", kind="year", start=date(2025, 1, 1), end=date(2025, 12, 31))
    planner.memberships.all().delete()
    Membership.objects.create(user=planner, unit=told, role="planner")
    client = login(planner)
    url = URL.replace("provnamnden", "skolan")
    answers = [client.get(url), client.get(f"{url}decide/"), client.post(f"{url}decide/", typed)]
    assert [answer.status_code for answer in answers] == [200, 403, 403]
