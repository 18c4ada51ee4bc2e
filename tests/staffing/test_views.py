"""The pages of staffing: who sees and changes what, and what a save answers with and without htmx."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertInHTML, assertRedirects

from organisation.models import Revision, State, Submission
from staffing.models import (
    Headcount,
    HiredFrame,
    HiredShare,
    HiredStaff,
    ManagerSpan,
    SickLeave,
    SpanBand,
    StaffingText,
)

LIST = reverse("staffing:list", kwargs={"unit": "provnamnden", "period": "2025"})
FORMS = {
    "sick": (f"{LIST}sick/alla/total/", {"value": "5,9"}),
    "sick of a profession": (f"{LIST}sick/nurse/women/", {"value": "6,1"}),
    "headcount": (f"{LIST}headcount/", {"change": "+12"}),
    "share": (f"{LIST}hired/", {"share_r12": "3,9", "target": "3,7", "target_operator": "lt"}),
    "hired": (f"{LIST}hired/primarvard/", {"cost": "81", "change": "-4"}),
    "total": (f"{LIST}hired/total/", {"change": "-26"}),
    "guideline": (f"{LIST}span/", {"low": "20", "high": "35", "valid_from": "2025-07-01"}),
    "band": (f"{LIST}span/20/", {"managers": "14"}),
    "text": (f"{LIST}texts/sick_leave/", {"text": "Den är lägre."}),
}
CONFLICT_UNITS = {
    "sick": "\u00a0%",
    "sick of a profession": "\u00a0%",
    "headcount": "\u00a0personer",
    "share": "\u00a0%",
    "hired": "\u00a0mnkr",
    "total": "\u00a0mnkr",
    "guideline": "",
    "band": "\u00a0personer",
    "text": "",
}
ROWS = {
    "sick": "row-staffing-sick-total",
    "sick of a profession": "row-staffing-sick-nurse-women",
    "headcount": "row-staffing-headcount",
    "share": "row-staffing-hired-share",
    "hired": "row-staffing-hired-cost-primarvard",
    "total": "row-staffing-hired-cost-total",
    "guideline": "row-staffing-span",
    "band": "row-staffing-span-band-20",
    "text": "row-staffing-text-sick_leave",
}
MODELS = (Headcount, HiredShare, HiredStaff, ManagerSpan, SickLeave, SpanBand, StaffingText)
every_form = pytest.mark.parametrize("name", FORMS)


@pytest.fixture(autouse=True)
def a_board_to_report_in(period, nurses, primary):
    """The open period, a profession and a frame."""


def _lock(board, period, who):
    now = timezone.now()
    return Submission.objects.create(
        unit=board,
        period=period,
        state=State.APPROVED,
        submitted_at=now,
        submitted_by=who,
        approved_at=now,
        approved_by=who,
    )


def _post(client, name, version=0, **headers):
    url, typed = FORMS[name]
    return client.post(url, {"version": version, **typed}, **headers)


def _row_of(response):
    """The row in an answer, without what comes along out of band."""
    text = response.content.decode()
    return (
        text[: text.index("</li>") + len("</li>")] if "staffing-lead" not in text else text.split('<p class="lead"')[0]
    )


def test_the_list_shows_every_key_figure(login, planner):
    page = login(planner).get(LIST).context["page"]
    assert [(group.code, len(group.rows)) for group in page.groups] == [
        ("sick", 9),
        ("sick-nurse", 0),
        ("share", 1),
        ("hired", 2),
        ("headcount", 1),
        ("span", 1),
        ("availability-first_visits", 0),
        ("availability-treatments", 0),
        ("availability-beds", 0),
        ("texts", 5),
    ]


def test_the_list_says_what_is_not_reported(login, planner):
    page = login(planner).get(LIST).context["page"]
    assert (page.figures, page.findings) == (None, ())


def test_a_profession_offers_the_figures_that_nobody_has_given(login, planner):
    group = login(planner).get(LIST).context["page"].groups[1]
    assert [link.url for link in group.more][:2] == [f"{LIST}sick/nurse/total/", f"{LIST}sick/nurse/women/"]


def test_the_value_of_last_time_stands_in_the_row(login, planner, previous_period, sick):
    sick(previous_period, "total", "5.8")
    row = login(planner).get(LIST).context["page"].row("staffing.sick.total")
    assert row.previous == "Tertial 2 2025: 5,8\u00a0%"


def test_the_value_of_last_time_is_gone_when_one_is_entered(login, planner, previous_period, period, sick):
    sick(previous_period, "total", "5.8")
    sick(period, "total", "5.9")
    row = login(planner).get(LIST).context["page"].row("staffing.sick.total")
    assert (row.previous, row.columns[1].fact.value) == ("", "5.9")


def test_one_source_stands_above_the_rows(login, planner, period, sick):
    sick(period, "total", "5.8", source="Delårsrapport")
    sick(period, "men", "3.6", source="Delårsrapport")
    group = login(planner).get(LIST).context["page"].groups[0]
    assert (group.source, {row.source for row in group.rows}) == ("Delårsrapport", {""})


@every_form
def test_a_form_opens_in_place_and_as_a_page(name, login, planner, htmx):
    client = login(planner)
    url = FORMS[name][0]
    page, fragment = client.get(url), client.get(url, headers=htmx)
    assert [one.status_code for one in (page, fragment)] == [200, 200]
    assert fragment.content.decode().lstrip().startswith(f'<li class="row row-open" id="{ROWS[name]}">')


@every_form
def test_a_save_without_htmx_leads_back_to_the_row(name, login, planner):
    response = _post(login(planner), name)
    assertRedirects(response, f"{LIST}#{ROWS[name]}", fetch_redirect_response=False)


@every_form
def test_a_save_writes_once_with_its_history(name, login, planner):
    _post(login(planner), name)
    rows = [(row.version, row.saved_by) for model in MODELS for row in model.objects.all()]
    assert rows == [(1, planner)]
    assert Revision.objects.count() == 1


@every_form
def test_the_swapped_row_equals_the_one_of_a_full_reload(name, login, planner, htmx):
    client = login(planner)
    answer = _post(client, name, headers=htmx)
    assert answer.status_code == 200
    assertInHTML(_row_of(answer), client.get(LIST).content.decode(), count=1)


def test_cancel_gives_the_row_back(login, planner, htmx):
    client = login(planner)
    row = client.get(FORMS["share"][0] + "?row", headers=htmx).content.decode()
    assertInHTML(row, client.get(LIST).content.decode(), count=1)


def test_what_changes_with_a_row_comes_along_out_of_band(login, planner, htmx):
    client = login(planner)
    answer = _post(client, "hired", headers=htmx).content.decode()
    page = client.get(LIST).content.decode()
    fragments = answer.split("</li>", 1)[1].replace(' hx-swap-oob="true"', "")
    assert fragments.count('id="row-staffing-hired-cost-total-facts"') == 1
    lead, rest = fragments.split('<div id="staffing-summary">')
    assertInHTML(lead, page, count=1)
    total = rest[rest.index('<dl class="row-facts"') :]
    assertInHTML(total, page, count=1)


def test_what_is_typed_is_stored_as_it_was_given(login, planner):
    _post(login(planner), "hired")
    row = HiredStaff.objects.get()
    assert (row.cost, row.change, row.amount_unit, row.amount_decimals, row.frame.code) == (
        Decimal(81_000_000),
        Decimal(-4_000_000),
        "mnkr",
        0,
        "primarvard",
    )


def test_a_figure_of_a_profession_knows_its_group(login, planner, nurses):
    _post(login(planner), "sick of a profession")
    assert SickLeave.objects.get().group == nurses


def test_a_new_share_begins_with_the_target_of_last_time(login, planner, previous_period, enter):
    enter(HiredShare, previous_period, share_r12="4.1", target="3.7", target_operator="le")
    form = login(planner).get(FORMS["share"][0]).context["entry"].form
    assert (form["target"].value(), form["target_operator"].value(), form["months"].value()) == (
        "3,7",
        "le",
        "2501–2512",
    )


PREVIOUS = [
    ("sick", "value", "5,0\u00a0%"),
    ("headcount", "change", "+3\u00a0personer"),
    ("share", "share_r12", "4,0\u00a0%"),
    ("hired", "cost", "81\u00a0mnkr"),
    ("text", "text", "Som väntat."),
]


@pytest.mark.parametrize(("name", "field", "shown"), PREVIOUS)
def test_what_was_said_last_time_stands_beside_the_field(name, field, shown, login, planner, complete):
    entry = login(planner).get(FORMS[name][0]).context["entry"]
    said = {one.field.name: one.previous for one in entry.fields}
    assert said[field].replace("people", "personer") == shown


BAD = [
    ("sick", {"value": "1.234"}, "value"),
    ("headcount", {"change": "en halv"}, "change"),
    ("share", {"share_r12": "1,2,3", "target_operator": "lt"}, "share_r12"),
    ("hired", {"cost": "81 euro"}, "cost"),
]


@pytest.mark.parametrize(("name", "typed", "field"), BAD)
@pytest.mark.parametrize("in_place", [True, False])
def test_bad_input_is_answered_with_422_and_keeps_what_was_typed(name, typed, field, in_place, login, planner, htmx):
    headers = {"headers": htmx} if in_place else {}
    response = login(planner).post(FORMS[name][0], {"version": 0, **typed}, **headers)
    form = response.context["entry"].form
    assert (response.status_code, form[field].value(), list(form.errors)) == (422, typed[field], [field])
    assert Revision.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "typed"),
    [("sick", {"value": "5,9", "missing_reason": "closed"}), ("hired", {"cost": "9", "missing_reason": "closed"})],
)
def test_a_value_with_a_reason_why_it_is_missing_is_refused(name, typed, login, planner):
    response = login(planner).post(FORMS[name][0], {"version": 0, **typed})
    assert (response.status_code, len(response.context["entry"].form.non_field_errors())) == (422, 1)


@every_form
def test_who_saves_second_sees_both_texts(name, login, planner, manager, htmx):
    _post(login(planner), name)
    url, typed = FORMS[name]
    field = next(iter(typed))
    other = {
        **typed,
        field: {"text": "Den är högre.", "headcount": "7", "guideline": "7", "band": "7"}.get(name, "7,5"),
    }
    response = login(manager).post(url, {"version": 0, **other}, headers=htmx)
    conflict = response.context["entry"].conflict
    assert (response.status_code, conflict.saved_by_name) == (409, "planner")
    unit = CONFLICT_UNITS[name]
    assert [(row.mine, row.theirs, row.before) for row in conflict.rows] == [
        (other[field] + unit, typed[field].replace("-", "−").replace("+", "") + unit, "")
    ]
    assert response.context["entry"].form[field].value() == other[field]


@every_form
def test_a_period_that_was_locked_meanwhile_keeps_what_was_typed(name, login, planner, board, period, htmx):
    _lock(board, period, planner)
    url, typed = FORMS[name]
    response = login(planner).post(url, {"version": 0, **typed}, headers=htmx)
    field = next(iter(typed))
    entry = response.context["entry"]
    assert (response.status_code, entry.form[field].value(), bool(entry.locked_reason)) == (409, typed[field], True)
    assert Revision.objects.count() == 0


@every_form
def test_a_locked_period_opens_no_form(name, login, planner, board, period):
    _lock(board, period, planner)
    assert login(planner).get(FORMS[name][0]).status_code == 403


@every_form
def test_an_outsider_finds_nothing(name, login, outsider):
    client = login(outsider)
    answers = [client.get(LIST), client.get(FORMS[name][0]), _post(client, name)]
    assert [one.status_code for one in answers] == [404, 404, 404]


@every_form
def test_a_board_member_may_not_change_anything(name, login, board_member, planner, board, period):
    client = login(board_member)
    before = [client.get(LIST).status_code, client.get(FORMS[name][0]).status_code, _post(client, name).status_code]
    _lock(board, period, planner)
    after = [client.get(LIST).status_code, client.get(FORMS[name][0]).status_code]
    assert (before, after) == ([403, 403, 403], [200, 403])
    assert Revision.objects.count() == 0


def test_a_controller_may_write_and_an_administrator_may_read(login, controller, administrator):
    may = login(administrator)
    answers = [may.get(LIST).status_code, may.get(FORMS["sick"][0]).status_code, _post(may, "sick").status_code]
    assert (answers, _post(login(controller), "sick").status_code) == ([200, 403, 403], 302)


def test_who_may_not_write_sees_no_buttons(login, administrator):
    page = login(administrator).get(LIST).context["page"]
    rows = [row for group in page.groups for row in group.rows]
    assert ({row.edit_url for row in rows}, [group.more for group in page.groups if group.more]) == ({""}, [])


@pytest.mark.parametrize(
    "path",
    [
        "sick/nobody/total/",
        "sick/alla/shoe_size/",
        "sick/alla/long_180/",
        "sick/nurse/none/",
        "hired/nowhere/",
        "texts/weather/",
    ],
)
def test_what_does_not_exist_is_not_found(path, login, planner):
    assert login(planner).get(f"{LIST}{path}").status_code == 404


@every_form
def test_opening_writes_nothing(name, login, planner):
    client = login(planner)
    client.get(LIST)
    client.get(FORMS[name][0])
    assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_list_is_only_read(method, login, planner):
    assert getattr(login(planner), method)(LIST).status_code == 405


def test_the_list_is_read_in_nineteen_queries(
    login, planner, period, previous_period, nurses, hospital, sick, cost, django_assert_num_queries
):
    client = login(planner)
    sick(period, "total", "5.8")
    with django_assert_num_queries(19):
        client.get(LIST)
    for measure in ("women", "men"):
        sick(period, measure, "6.1", group=nurses)
        sick(previous_period, measure, "6.1", group=nurses)
    cost(period, hospital, cost="84000000")
    cost(previous_period, hospital, cost="85000000")
    with django_assert_num_queries(19):
        client.get(LIST)


def test_an_amount_is_read_in_the_unit_that_the_form_was_shown_with(login, planner, controller, cost, period, primary):
    cost(period, primary, cost="80000000", amount_unit="mnkr")
    url, _typed = FORMS["hired"]
    shown = login(planner).get(url).context["entry"].form["unit_shown"].value()
    assert shown == "mnkr"
    login(controller).post(url, {"version": 1, "unit_shown": "mnkr", "cost": "82 000 tkr"})
    mine = {"version": 1, "unit_shown": shown, "cost": "81"}
    response = login(planner).post(url, mine)
    form = response.context["entry"].form
    assert (response.status_code, form["unit_shown"].value(), form.fields["cost"].unit) == (409, "mnkr", "mnkr")
    assert HiredStaff.objects.get().cost == Decimal(82_000_000)
    login(planner).post(url, {**mine, "version": form["version"].value()})
    row = HiredStaff.objects.get()
    assert (row.cost, row.amount_unit, row.amount_decimals) == (Decimal(81_000_000), "mnkr", 0)


def test_hired_staff_is_not_entered_where_it_is_not_followed(login, planner, primary, hospital):
    HiredFrame.objects.create(frame=hospital)
    assert login(planner).get(FORMS["hired"][0]).status_code == 404
