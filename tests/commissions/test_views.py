"""The list and its forms: who may, what is answered, and that a swap equals a reload."""

import re
from datetime import date

import pytest

from commissions.models import CommissionFigure, CommissionReport
from organisation import actions
from organisation.models import Membership, ReportingPeriod, Revision, Submission

LIST = "/provnamnden/2025/commissions/"
REPORT = f"{LIST}u01/"
FIGURE = f"{LIST}figures/u01/places/"
TYPED = {"version": "0", "status": "ongoing", "forecast_text": "Nås.", "analysis": "Pågår som planerat."}
TYPED_FIGURE = {
    "version": "0",
    "value": "8,5",
    "approximate": "about",
    "missing_reason": "",
    "source": "Egen",
    "note": "",
}


def element(html: str, dom_id: str) -> str:
    """The <li> with this id, as it stands on the page."""
    start = html.index(f'<li class="row" id="{dom_id}">')
    depth, end = 0, start
    for tag in re.finditer(r"<(/?)li\b", html[start:]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            end = start + tag.end() + 1
            break
    return html[start:end]


def one_element(html: str, tag: str, dom_id: str) -> str:
    """The element with this id, without what says that it is swapped out of band."""
    found = re.search(rf'<{tag}[^>]*id="{dom_id}".*?</{tag}>', html, re.DOTALL)[0]
    return found.replace(' hx-swap-oob="true"', "")


@pytest.fixture
def reported(give, told, stated, board, previous_period, period):
    """One commission, reported with a figure for the period before."""
    row = give("u01")
    told(row, board, previous_period, status="delayed", analysis="Sent ute, [[commissions.u01.places|6]] platser.")
    stated(row, board, previous_period)
    return row


def approve_now(board, period, planner, manager):
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    return actions.approve(submission=submission, by=manager, seen=actions.seen_of(submission.unit, submission.period))


# The list


def test_the_list_shows_the_commission_with_status_and_text(reported, login, planner, in_english):
    html = login(planner).get("/provnamnden/2025-t2/commissions/").text
    row = element(html, "row-commissions-u01")
    assert ("Uppdraget u01" in row, "Delayed" in row, "Sent ute, 6 platser." in row) == (True, True, True)
    assert "Of 1 commission, 1 is “delayed”." in html


def test_the_last_periods_value_is_seen_while_nothing_is_entered(reported, login, planner, in_english):
    row = element(login(planner).get(LIST).text, "row-commissions-u01")
    assert ("Tertial 2 2025:" in row, "Delayed" in row, "No analysis yet." in row) == (True, True, True)


def test_the_list_of_a_board_without_commissions_says_why(login, planner, period, in_english):
    assert "No commissions for this year" in login(planner).get(LIST).text


def test_a_commission_that_is_not_reported_in_the_period_says_so(
    give, previous_period, period, login, planner, in_english
):
    give("u14", periodicity="year")
    html = login(planner).get("/provnamnden/2025-t2/commissions/").text
    assert "Is not to be reported in this period." in html


def test_the_list_links_to_the_form_for_those_who_may_write(reported, login, planner):
    assert f'href="{REPORT}"' in login(planner).get(LIST).text


def test_the_list_has_no_form_for_those_who_only_read(reported, login, administrator):
    response = login(administrator).get(LIST)
    assert (response.status_code, f'href="{REPORT}"' in response.text) == (200, False)


@pytest.mark.parametrize("url", [LIST, REPORT, FIGURE])
def test_an_outsider_finds_nothing(url, reported, login, outsider):
    assert login(outsider).get(url).status_code == 404


@pytest.mark.parametrize("url", [LIST, REPORT, FIGURE])
def test_a_board_member_does_not_see_what_is_not_approved(url, reported, login, board_member):
    assert login(board_member).get(url).status_code == 403


def test_a_board_member_sees_what_is_approved_and_edits_nothing(
    reported, login, board, period, planner, manager, board_member
):
    approve_now(board, period, planner, manager)
    client = login(board_member)
    statuses = [client.get(LIST).status_code, client.get(REPORT).status_code, client.post(REPORT, TYPED).status_code]
    assert statuses == [200, 403, 403]
    assert CommissionReport.objects.filter(period=period).count() == 0


@pytest.mark.parametrize("url", [f"{LIST}u99/", f"{LIST}figures/u01/unknown/", f"{LIST}figures/u99/places/"])
def test_what_does_not_exist_is_not_found(url, reported, login, planner):
    assert login(planner).get(url).status_code == 404


def test_the_list_takes_no_post(reported, login, planner):
    assert login(planner).post(LIST).status_code == 405


def test_reading_writes_nothing(reported, login, planner):
    before = (Revision.objects.count(), CommissionReport.objects.count(), CommissionFigure.objects.count())
    client = login(planner)
    assert [client.get(url).status_code for url in (LIST, REPORT, FIGURE)] == [200, 200, 200]
    assert (Revision.objects.count(), CommissionReport.objects.count(), CommissionFigure.objects.count()) == before


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(
    count, give, told, stated, board, period, previous_period, login, planner, django_assert_num_queries
):
    for one in [give("u01")] if count == 1 else give("u01", "u02", "u03"):
        for when in (previous_period, period):
            told(one, board, when, status="ongoing")
            stated(one, board, when)
    client = login(planner)
    with django_assert_num_queries(16):
        client.get(LIST)


# The report


def test_a_report_is_saved_without_javascript(reported, login, planner, board, period):
    response = login(planner).post(REPORT, TYPED)
    assert (response.status_code, response.headers["Location"]) == (302, f"{LIST}#row-commissions-u01")
    row = CommissionReport.objects.get(unit=board, period=period)
    assert (row.status, row.forecast_text, row.analysis, row.version, row.saved_by) == (
        "ongoing",
        "Nås.",
        "Pågår som planerat.",
        1,
        planner,
    )
    (revision,) = Revision.objects.of_fact(board, period, "commissions.u01")
    assert (revision.before["status"], revision.after["status"]) == ("unassessed", "ongoing")


def test_the_swapped_row_equals_the_reloaded_one(reported, login, planner, htmx):
    client = login(planner)
    answer = client.post(REPORT, TYPED, headers=htmx)
    page = client.get(LIST).text
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "saved")
    assert element(answer.text, "row-commissions-u01") == element(page, "row-commissions-u01")


def test_the_head_of_the_list_follows_the_save(reported, login, planner, htmx):
    client = login(planner)
    answer, page = client.post(REPORT, TYPED, headers=htmx).text, client.get(LIST).text
    assert answer.count('hx-swap-oob="true"') == 2
    assert one_element(answer, "p", "commissions-lead") == one_element(page, "p", "commissions-lead")
    assert (
        one_element(answer, "ul", "commissions-tally").split() == one_element(page, "ul", "commissions-tally").split()
    )


def test_cancelling_gives_the_row_back(reported, login, planner, htmx):
    client = login(planner)
    answer = client.get(f"{REPORT}?row", headers=htmx).text
    assert answer.strip() == element(client.get(LIST).text, "row-commissions-u01")


def test_the_form_shows_what_was_said_last_time(reported, login, planner, htmx, in_english):
    html = login(planner).get(REPORT, headers=htmx).text
    assert ('id="row-commissions-u01"' in html, "Delayed" in html, "Sent ute, 6 platser." in html) == (
        True,
        True,
        True,
    )


def test_bad_input_keeps_what_was_typed(reported, login, planner, htmx, period):
    answer = login(planner).post(REPORT, TYPED | {"status": "nearly"}, headers=htmx)
    assert (answer.status_code, "Pågår som planerat." in answer.text) == (422, True)
    assert CommissionReport.objects.filter(period=period).count() == 0


def test_a_second_first_saver_meets_the_other_text(reported, login, planner, controller, htmx, board, period):
    actions.write(
        row=CommissionReport(unit=board, period=period, commission=reported),
        version=0,
        changes={"status": "done", "analysis": "Klart nu."},
        by=controller,
    )
    answer = login(planner).post(REPORT, TYPED, headers=htmx)
    assert (answer.status_code, "Klart nu." in answer.text, "Pågår som planerat." in answer.text) == (409, True, True)
    assert CommissionReport.objects.get(unit=board, period=period).analysis == "Klart nu."


def test_a_locked_period_keeps_the_text_and_stores_nothing(reported, login, planner, manager, htmx, board, period):
    approve_now(board, period, planner, manager)
    answer = login(planner).post(REPORT, TYPED, headers=htmx)
    assert (answer.status_code, "Pågår som planerat." in answer.text) == (409, True)
    assert login(planner).get(REPORT).status_code == 403
    assert CommissionReport.objects.filter(period=period).count() == 0


def test_a_division_reports_for_itself(reported, login, unit, unit_planner, period):
    client = login(unit_planner)
    url = "/provnamnden-norra/2025/commissions/u01/"
    assert [client.post(url, TYPED).status_code, client.get(REPORT).status_code] == [302, 403]
    assert CommissionReport.objects.get(period=period).unit == unit


def test_a_meeting_has_a_form_of_its_own(reported, login, planner, board):
    ReportingPeriod.objects.create(
        board=board, slug="mote-1", label="Möte", kind="meeting", start=date(2025, 5, 1), end=date(2025, 6, 18)
    )
    url = "/provnamnden/mote-1/commissions/u01/"
    data = {"version": "0", "status": "ongoing", "last_month": "Tre möten."}
    client = login(planner)
    assert client.post(url, data).status_code == 302
    assert "Tre möten." in element(client.get("/provnamnden/mote-1/commissions/").text, "row-commissions-u01")


# The figures


def test_a_figure_of_the_period_before_is_there_to_fill_in(reported, login, planner, in_english):
    row = element(login(planner).get(LIST).text, "row-commissions-u01-places")
    assert ("Tertial 2 2025: 6" in row, 'class="fact missing"' in row, f'href="{FIGURE}"' in row) == (True, True, True)


def test_a_figure_is_saved_as_it_was_typed(reported, login, planner, board, period):
    response = login(planner).post(FIGURE, TYPED_FIGURE)
    assert (response.status_code, response.headers["Location"]) == (302, f"{LIST}#row-commissions-u01-places")
    row = CommissionFigure.objects.get(unit=board, period=period)
    assert (row.shown_value, row.decimals, row.approximate, row.label, row.source) == (
        "8.5",
        1,
        "about",
        "Vårdplatser",
        "Egen",
    )
    (revision,) = Revision.objects.of_fact(board, period, "commissions.u01.places")
    assert revision.after["approximate"] == "about"


def test_the_swapped_figure_equals_the_reloaded_one(reported, login, planner, htmx):
    client = login(planner)
    answer = client.post(FIGURE, TYPED_FIGURE, headers=htmx).text
    assert answer.strip() == element(client.get(LIST).text, "row-commissions-u01-places")


def test_a_bad_figure_keeps_what_was_typed(reported, login, planner, htmx, period):
    answer = login(planner).post(FIGURE, TYPED_FIGURE | {"value": "1.234"}, headers=htmx)
    assert (answer.status_code, 'value="1.234"' in answer.text) == (422, True)
    assert CommissionFigure.objects.filter(period=period).count() == 0


def test_a_figure_that_somebody_else_saved_first_is_a_conflict(
    reported, login, planner, controller, htmx, board, period
):
    actions.write(
        row=CommissionFigure(unit=board, period=period, commission=reported, code="places"),
        version=0,
        changes={"value": 7, "label": "Vårdplatser"},
        by=controller,
    )
    answer = login(planner).post(FIGURE, TYPED_FIGURE, headers=htmx)
    assert (answer.status_code, "8,5" in answer.text) == (409, True)
    assert CommissionFigure.objects.get(unit=board, period=period).shown_value == "7"


def test_the_real_board_shows_its_contradictions(hsn, hsn_t2, client, administrator, in_english):
    Membership.objects.create(user=administrator, unit=hsn, role="administrator")
    client.force_login(administrator)
    html = client.get("/vasterbotten-hsn/2025-t2/commissions/").text
    assert ("Of 14 commissions, 12 are “ongoing”" in html, html.count('class="finding-proposal"')) == (True, 8)
