"""The plan in the browser: commissions, their parts, headings and grants. What has been approved stays as it was."""

from datetime import date

import pytest

from commissions.grants import read_grants
from commissions.models import Commission, CommissionGroup, Decision, Grant, Part, PartReport
from commissions.section import commissions
from organisation import actions
from organisation.models import Body, PlanChange, Submission

LIST = "/provnamnden/2025/commissions/"
ADD = f"{LIST}plan/add/"
CHANGE = f"{LIST}plan/commissions/u01/"
PARTS = f"{CHANGE}parts/"
TODAY = date(2026, 1, 10)


@pytest.fixture
def bodies(give, board):
    """The council, and a board that is in the portal."""
    give("u00")
    own = Body.objects.create(organisation=board.organisation, code="pn", name="Provnämnden", kind="board", unit=board)
    return Body.objects.get(code="fm"), own


def typed(bodies, **more):
    council, own = bodies
    return {
        "code": "U15",
        "title": "Det nya uppdraget",
        "short_title": "Nytt",
        "group": CommissionGroup.objects.get().pk,
        "kind": "council",
        "giver": council.pk,
        "receivers": [council.pk, own.pk],
        "year": "2025",
        "periodicity": "tertial",
        "amount": "250 mnkr",
        "within_budget": "unknown",
        "sub_targets": "Första målet\n\n  Andra målet  \n",
        "report_dates": "2025-03-18\n2025-06",
        "decided_on": "2024-11-26",
        "paragraph": "§ 160",
        "dnr": "RS 5-2024",
    } | more


def shown(client, url) -> dict[str, str]:
    """What a form posts when nothing is typed."""
    form = client.get(url).context["form"]
    values = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if field.__class__.__name__ == "ModelMultipleChoiceField":
            values[name] = [getattr(one, "pk", one) for one in value]
        elif field.__class__.__name__ == "NullBooleanField":
            values[name] = "unknown"
        elif value is not None and value is not False:
            values[name] = getattr(value, "isoformat", lambda kept=value: kept)()
    return values


def approve(board, period, planner, manager):
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    return actions.approve(submission=submission, by=manager, seen=actions.seen_of(submission.unit, submission.period))


def told(board, period) -> dict[str, str]:
    """The titles that a period shows, by code."""
    items = commissions(unit=board, period=period, today=TODAY).all_items()
    return {item.key.removeprefix("commissions."): item.title for item in items}


# Adding


def test_a_commission_is_added_with_the_decision_that_gave_it(bodies, period, login, planner):
    answer = login(planner).post(ADD, typed(bodies))
    assert (answer.status_code, answer.url) == (302, LIST)
    one, decision = Commission.objects.get(code="u15"), Decision.objects.get(commission__code="u15")
    assert (one.amount, one.amount_unit, one.organisation) == (250_000_000, "mnkr", one.board.organisation)
    assert [body.code for body in one.receivers.order_by("code")] == ["fm", "pn"]
    assert [target.text for target in one.sub_targets.all()] == ["Första målet", "Andra målet"]
    assert [(row.date.isoformat(), row.month_only) for row in one.report_dates.all()] == [
        ("2025-03-18", False),
        ("2025-06-30", True),
    ]
    assert (decision.kind, decision.date.isoformat(), decision.reference) == ("given", "2024-11-26", "RS 5-2024 § 160")
    assert (decision.body.code, decision.recorded_by) == ("fm", planner)
    assert PlanChange.objects.get().subject == "commissions.u15"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "register"),
        ("title", ""),
        ("receivers", []),
        ("report_dates", "2025-13"),
        ("report_dates", "i mars"),
        ("sub_targets", "x" * 401),
        ("amount", "mycket"),
        ("end", "igår"),
    ],
)
def test_what_is_not_valid_is_answered_422_with_everything_typed(field, value, bodies, period, login, planner):
    answer = login(planner).post(ADD, typed(bodies) | {field: value})
    assert (answer.status_code, "Andra målet" in answer.text or field == "sub_targets") == (422, True)
    assert list(answer.context["form"].errors) == [field]
    assert Commission.objects.count() == 1


def test_a_code_that_the_region_has_already_is_refused_in_words(bodies, period, login, planner, in_english):
    answer = login(planner).post(ADD, typed(bodies, code="u00"))
    assert (answer.status_code, "There is already a commission with this code." in answer.text) == (422, True)


def test_a_commission_that_ends_before_it_starts_is_refused_in_words(bodies, period, login, planner, in_english):
    answer = login(planner).post(ADD, typed(bodies, start="2025-06-01", end="2025-05-31"))
    assert (answer.status_code, "The commission must start before it ends." in answer.text) == (422, True)


# Changing


def test_a_change_is_logged_with_before_and_after(give, period, login, planner):
    give("u01")
    client = login(planner)
    assert client.post(CHANGE, shown(client, CHANGE) | {"title": "Omdöpt"}).status_code == 302
    change = PlanChange.objects.get()
    assert (change.before, change.after, change.by) == ({"title": "Uppdraget u01"}, {"title": "Omdöpt"}, planner)


def test_saved_as_it_stood_nothing_is_changed(give, period, login, planner):
    one = give("u01", amount=250_000_000)
    one.sub_targets.create(text="Målet", order=1)
    one.report_dates.create(date=date(2025, 3, 31), month_only=True)
    client = login(planner)
    client.post(CHANGE, shown(client, CHANGE))
    assert PlanChange.objects.count() == 0


def test_the_giver_stays_and_so_does_the_code(give, period, login, planner):
    give("u01")
    form = login(planner).get(CHANGE).context["form"]
    assert {"giver", "code", "decided_on"} & set(form.fields) == set()


def test_somebody_who_comes_second_is_told_and_keeps_what_was_typed(give, period, login, planner):
    give("u01")
    client = login(planner)
    first = shown(client, CHANGE)
    client.post(CHANGE, first | {"title": "Först"})
    answer = client.post(CHANGE, first | {"title": "Sedan"})
    assert (answer.status_code, "Sedan" in answer.text, Commission.objects.get().title) == (409, True, "Först")


def test_a_commission_moves_to_another_year_and_what_was_approved_stays(
    give, told_of, previous_period, period, board, login, planner, manager
):
    approve(board, previous_period, planner, manager)
    client = login(planner)
    client.post(CHANGE, shown(client, CHANGE) | {"year": "2026", "title": "Omdöpt"})
    assert PlanChange.objects.get().after["year"] == 2026
    assert told(board, previous_period) == {"u01": "Uppdraget u01", "u01.part.a1": "Säkra avropen"}
    assert told(board, period) == {}


def test_a_commission_that_is_added_later_is_not_in_what_was_approved(
    bodies, previous_period, period, board, login, planner, manager
):
    approve(board, previous_period, planner, manager)
    login(planner).post(ADD, typed(bodies))
    assert [list(told(board, one)) for one in (previous_period, period)] == [["u00"], ["u00", "u15"]]


@pytest.fixture
def told_of(give):
    """A commission with an activity."""
    one = give("u01")
    return Part.objects.create(commission=one, code="a1", title="Säkra avropen", order=1)


# Parts


def formset(client, **more) -> dict[str, str]:
    found = client.get(PARTS).context
    data = {"seen": found["seen"]}
    for form in [found["form"].management_form, *found["form"].forms]:
        for name in form.fields:
            value = form[name].value()
            if value not in (None, "", False):
                data[form.add_prefix(name)] = getattr(value, "isoformat", lambda kept=value: kept)()
    return data | more


def test_a_part_is_added_and_gets_a_code(told_of, period, login, planner):
    client = login(planner)
    answer = client.post(PARTS, formset(client, **{"parts-1-title": "Nytt", "parts-1-kind": "sub_project"}))
    assert answer.status_code == 302
    assert list(Part.objects.values_list("code", "title", "kind")) == [
        ("a1", "Säkra avropen", "activity"),
        ("p1", "Nytt", "sub_project"),
    ]
    assert [one["code"] for one in PlanChange.objects.get().after["parts"]] == ["a1", "p1"]


def test_what_was_approved_shows_the_parts_that_there_were(
    told_of, previous_period, period, board, login, planner, manager
):
    approve(board, previous_period, planner, manager)
    client = login(planner)
    client.post(
        PARTS, formset(client, **{"parts-0-title": "Omdöpt", "parts-1-title": "Ny", "parts-1-kind": "activity"})
    )
    assert list(told(board, previous_period).values()) == ["Uppdraget u01", "Säkra avropen"]
    assert list(told(board, period).values()) == ["Uppdraget u01", "Omdöpt", "Ny"]


def test_a_part_that_has_been_reported_stays(told_of, period, board, login, planner, in_english):
    row = PartReport(unit=board, period=period, part=told_of)
    actions.write(row=row, version=0, changes={"status": "handled"}, by=planner)
    client = login(planner)
    answer = client.post(PARTS, formset(client, **{"parts-0-DELETE": "on"}))
    assert (answer.status_code, Part.objects.count()) == (422, 1)
    assert "It has been reported and stays." in answer.text


def test_a_part_that_nobody_has_reported_can_be_removed(told_of, period, login, planner):
    client = login(planner)
    assert client.post(PARTS, formset(client, **{"parts-0-DELETE": "on"})).status_code == 302
    assert Part.objects.count() == 0


# Headings and grants


def test_a_heading_is_added_and_changed(give, period, login, planner):
    client = login(planner)
    client.post(f"{LIST}plan/groups/add/", {"code": "till-stab", "title": "Till staben"})
    url = f"{LIST}plan/groups/till-stab/"
    client.post(url, shown(client, url) | {"title": "Till ledningen"})
    assert CommissionGroup.objects.get().title == "Till ledningen"
    assert [one.subject for one in PlanChange.objects.all()] == ["commissions.groups.till-stab"] * 2


def test_what_was_approved_keeps_its_heading(give, previous_period, period, board, login, planner, manager):
    give("u01")
    approve(board, previous_period, planner, manager)
    client, url = login(planner), f"{LIST}plan/groups/fm/"
    client.post(url, shown(client, url) | {"title": "Omdöpt"})
    titles = [
        next(one.title for one in commissions(unit=board, period=when, today=TODAY).walk() if one.level == 2)
        for when in (previous_period, period)
    ]
    assert titles == ["Från fullmäktige", "Omdöpt"]


def test_a_grant_is_added_and_its_amount_changed(give, period, login, planner):
    client = login(planner)
    add = {"code": "g", "name": "Bidraget", "giver": "Staten", "amount": "52"}
    client.post(f"{LIST}plan/grants/add/", add)
    url = f"{LIST}plan/grants/g/"
    client.post(url, shown(client, url) | {"amount": "500 tkr"})
    grant = Grant.objects.get()
    assert (grant.amount, grant.amount_unit, grant.amount_decimals) == (500_000, "tkr", 0)


# Who, and when


def test_the_list_leads_planners_to_the_forms(give, period, login, planner):
    give("u01")
    html = login(planner).get(LIST).text
    assert [f'href="{url}"' in html for url in (ADD, CHANGE, PARTS, f"{LIST}plan/groups/fm/")] == [True] * 4


def test_the_list_has_no_such_links_for_others(give, period, login, manager):
    give("u01")
    html = login(manager).get(LIST).text
    assert [f'href="{url}"' in html for url in (ADD, CHANGE, PARTS)] == [False] * 3


@pytest.mark.parametrize("url", [ADD, CHANGE, PARTS])
def test_managers_do_not_plan_and_outsiders_find_nothing(url, give, period, login, manager, outsider):
    give("u01")
    assert [login(one).get(url).status_code for one in (manager, outsider)] == [403, 404]


def test_when_the_period_is_approved_what_was_typed_is_answered_409(give, period, board, login, planner, manager):
    give("u01")
    client = login(planner)
    posted = shown(client, CHANGE) | {"title": "Försent"}
    approve(board, period, planner, manager)
    answer = client.post(CHANGE, posted)
    assert (answer.status_code, "Försent" in answer.text) == (409, True)
    assert Commission.objects.get().title == "Uppdraget u01"


def test_what_another_board_has_given_is_changed_in_its_own_ledger(give, period, login, planner, other_board):
    one = give("u01")
    Commission.objects.filter(pk=one.pk).update(board=other_board)
    assert login(planner).get(CHANGE).status_code == 404


def test_what_was_approved_keeps_its_grants(give, previous_period, period, board, login, planner, manager):
    Grant.objects.create(board=board, code="stod", name="Bidraget", giver="Staten", purpose="Fler platser")
    give("u01")
    approve(board, previous_period, planner, manager)
    client, url = login(planner), f"{LIST}plan/grants/stod/"
    answer = client.post(url, shown(client, url) | {"name": "Omdöpt", "valid_from": "2025-09-01"})
    assert answer.status_code == 302
    client.post(f"{LIST}plan/grants/add/", {"code": "nytt", "name": "Nytt", "giver": "Staten", "amount": "3 mnkr"})
    read = {when: read_grants(unit=board, period=when) for when in (previous_period, period)}
    assert {when.slug: [one.grant.name for one in lines] for when, lines in read.items()} == {
        previous_period.slug: ["Bidraget"],
        period.slug: ["Omdöpt", "Nytt"],
    }
