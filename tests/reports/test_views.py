"""The chapters' texts in the browser: the entry that all wings share, seen through its simplest form."""

import pytest
from django.urls import reverse

from organisation import actions
from organisation.models import Revision, State, Submission
from reports.models import ChapterText, ReportTemplate
from tests.html import by_id, outer, words


@pytest.fixture
def template(board):
    chapters = [
        {"number": "1", "title": "Sammanfattning", "text": "summary"},
        {"number": "2", "title": "Utveckling", "text": "outlook"},
    ]
    return ReportTemplate.objects.create(board=board, title="Delårsrapport", chapters=chapters)


@pytest.fixture
def url(board, period, template):
    return reverse("reports:chapter", args=[board.slug, period.slug, "summary"])


@pytest.fixture
def list_url(board, period, template):
    return reverse("reports:chapters", args=[board.slug, period.slug])


def _row(response, dom_id="row-reports-summary"):
    return by_id(response, dom_id)


def test_the_form_opens_in_place_with_the_last_text_beside_it(login, planner, url, htmx, board, previous_period):
    actions.write(
        row=ChapterText(unit=board, period=previous_period, code="summary"),
        version=0,
        changes={"text": "Så var det i augusti."},
        by=planner,
    )
    response = login(planner).get(url, headers=htmx)
    assert response.status_code == 200
    assert _row(response).find(".//textarea").name == "text"
    assert "Så var det i augusti." in response.content.decode()
    assert b"<html" not in response.content


def test_a_saved_row_is_the_row_of_a_full_reload(login, planner, url, list_url, htmx):
    client = login(planner)
    response = client.post(url, {"version": "0", "text": "Ny **text**"}, headers=htmx)
    assert (response.status_code, response.headers["HX-Trigger"]) == (200, "saved")
    assert outer(_row(response)) == outer(_row(client.get(list_url)))
    assert ChapterText.objects.get().text == "Ny **text**"


def test_without_htmx_it_saves_and_goes_back_to_the_row(login, planner, url, list_url):
    response = login(planner).post(url, {"version": "0", "text": "Utan skript"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{list_url}#row-reports-summary")
    assert ChapterText.objects.get().text == "Utan skript"


def test_a_conflict_shows_both_texts_and_keeps_mine(login, planner, manager, url, htmx):
    client = login(planner)
    client.post(url, {"version": "0", "text": "Grund"}, headers=htmx)
    login(manager).post(url, {"version": "1", "text": "Deras"}, headers=htmx)
    response = login(planner).post(url, {"version": "1", "text": "Min"}, headers=htmx)
    assert response.status_code == 409
    page = _row(response)
    assert page.find(".//textarea").text.strip() == "Min"
    assert page.xpath(".//input[@name='version']/@value") == ["2"]
    shown = words(page.find_class("conflict")[0])
    assert [word in shown for word in ("Min", "Deras", "Grund", "manager")] == [True] * 4
    assert ChapterText.objects.get().text == "Deras"


def test_the_second_save_after_a_conflict_is_a_choice_and_is_stored(login, planner, manager, url, htmx):
    login(planner).post(url, {"version": "0", "text": "Grund"}, headers=htmx)
    login(manager).post(url, {"version": "1", "text": "Deras"}, headers=htmx)
    response = login(planner).post(url, {"version": "2", "text": "Min"}, headers=htmx)
    assert response.status_code == 200
    assert [revision.after["text"] for revision in Revision.objects.order_by("pk")] == ["Grund", "Deras", "Min"]


def test_a_period_locked_after_the_form_was_opened_is_409_and_keeps_the_text(login, planner, url, htmx, board, period):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    response = login(planner).post(url, {"version": "0", "text": "För sent men kvar"}, headers=htmx)
    assert response.status_code == 409
    assert "För sent men kvar" in response.content.decode()
    assert not ChapterText.objects.exists()


def test_an_invalid_version_is_422_and_keeps_the_text(login, planner, url, htmx):
    response = login(planner).post(url, {"version": "ett", "text": "Kvar"}, headers=htmx)
    assert response.status_code == 422
    assert _row(response).find(".//textarea").text.strip() == "Kvar"


def test_an_ended_session_answers_401_to_htmx_and_the_login_page_to_others(client, url, htmx):
    assert client.post(url, {"version": "0", "text": "x"}, headers=htmx).status_code == 401
    assert client.post(url, {"version": "0", "text": "x"}).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("board_member", 403), ("administrator", 403), ("outsider", 404)])
def test_who_may_not_write_is_told_so(who, status, login, url, htmx, request, board, period, planner):
    client = login(request.getfixturevalue(who))
    assert client.get(url, headers=htmx).status_code == status
    assert client.post(url, {"version": "0", "text": "x"}, headers=htmx).status_code == status
    assert not ChapterText.objects.exists()


def test_prose_is_never_live_markup(login, planner, url, list_url, htmx):
    client = login(planner)
    client.post(url, {"version": "0", "text": "<img src=x onerror=alert(1)> <b hx-get=/x>fet</b>"}, headers=htmx)
    text = _row(client.get(list_url)).find_class("row-text")[0]
    assert text.xpath(".//img | .//*[@hx-get]") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(
    rows, login, planner, board, period, template, django_assert_num_queries
):
    template.chapters = [{"number": str(n), "title": "K", "text": f"k{n}"} for n in range(rows)]
    template.save()
    for n in range(rows):
        actions.write(
            row=ChapterText(unit=board, period=period, code=f"k{n}"), version=0, changes={"text": "t"}, by=planner
        )
    client = login(planner)
    with django_assert_num_queries(8):
        client.get(reverse("reports:chapters", args=[board.slug, period.slug]))


def test_a_submission_with_gaps_is_refused_with_the_list(login, planner, board, period, template):
    response = login(planner).post(reverse("submit", args=[board.slug, period.slug]))
    assert response.status_code == 422
    assert "1 Sammanfattning" in response.content.decode()
    assert Submission.objects.of(board, period).state == State.OPEN
