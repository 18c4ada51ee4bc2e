"""The economy's page and its forms: who may, what is answered, and that a swap equals a reload."""

from decimal import Decimal

import pytest

from economy.models import DeviationPart, FrameCommentary, FrameOutcome, KeyFigure
from organisation import actions
from organisation.models import Frame, Revision, Submission
from tests.html import by_id, outer, page, words

pytestmark = pytest.mark.usefixtures("in_english")

LIST = "/provnamnden/2025/economy/"
OUTCOME = f"{LIST}frames/primarvard/net/"
FORMS = {
    OUTCOME: {"deviation": "−112", "growth_pct": "6,7"},
    f"{LIST}frames/total/staff/": {"deviation": "−311 mnkr"},
    f"{LIST}parts/primarvard/statsbidrag/": {"label": "Statsbidrag", "amount": "50"},
    f"{LIST}figures/primarvard/visits/": {"change": "−4 528", "growth_pct": "−3,3"},
    f"{LIST}texts/primarvard/": {"text": "Personalen kostar mer."},
    f"{LIST}texts/result/": {"text": "Underskott."},
    f"{LIST}forecast/": {"deviation": "−550", "comment": "Sommaravtalen.", "frame_kept": "exceeded"},
    f"{LIST}areas/lakemedel/": {"cause": "Nya läkemedel.", "action": "Generika."},
}


@pytest.fixture
def place(board, period, frame, area):
    """A board with one frame and one area, and an open period."""
    return board


def lock(board, period, planner, manager):
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    actions.approve(submission=submission, by=manager, seen=actions.seen_of(submission.unit, submission.period))


# The page


def test_the_page_says_how_it_stands(hsn, hsn_t2, login, django_user_model):
    from organisation.models import Membership

    reader = django_user_model.objects.create_user("reader", "reader@example.org", "x")
    Membership.objects.create(user=reader, unit=hsn, role="board_member")
    response = login(reader).get(f"/{hsn.slug}/2025-t2/economy/")
    assert words(by_id(response, "economy-lead")) == (
        "The deficit is 335 mnkr and is expected to be 550 mnkr at the end of the year."
    )
    assert [words(item) for item in page(response).xpath("//*[@id='main']//h2")] == [
        "Assumptions beside what has been observed",
        "Total",
        "Primärvård",
        "Tandvård",
        "Sjukhusvård",
        "Anslag och administration",
        "Forecast",
        "Causes and actions",
        "Assumptions",
    ]
    assert len(page(response).xpath("//*[@class='findings']/li")) == 4
    assert page(response).xpath("//*[@class='row-actions']/a") == []


def test_last_periods_values_stand_in_the_row_until_something_is_entered(
    place, previous_period, period, frame, outcome, login, planner
):
    outcome(place, previous_period, frame, "-112000000", growth_pct=Decimal("6.7"))
    row = by_id(login(planner).get(LIST), "row-economy-primarvard")
    assert words(row.xpath(".//*[@class='row-meta']")[0]) == "Tertial 2 2025: −112 mnkr, +6,7 %"
    outcome(place, period, frame, "-150000000")
    row = by_id(login(planner).get(LIST), "row-economy-primarvard")
    assert words(row.xpath(".//*[@class='row-meta']")[0]).startswith("saved by controller on ")


def test_what_was_reported_last_time_is_asked_for_again(place, previous_period, frame, outcome, enter, login, planner):
    outcome(place, previous_period, frame, "-79000000", account="staff")
    at = {"unit": place, "period": previous_period, **FrameOutcome.about(frame)}
    enter(DeviationPart(**at, code="statsbidrag"), label="Statsbidrag", amount=Decimal(50_000_000))
    enter(KeyFigure(**at, code="visits"), change=Decimal(-4528))
    response = login(planner).get(LIST)
    keys = ("staff", "part-statsbidrag", "visits")
    assert [words(by_id(response, f"row-economy-primarvard-{key}").xpath(".//h3")[0]) for key in keys] == [
        "Staff costs",
        "Statsbidrag",
        "Visits",
    ]


def test_other_accounts_can_be_opened(place, login, planner):
    links = page(login(planner).get(LIST)).xpath("//section[@aria-labelledby='group-primarvard']//details//a")
    assert len(links) == 11 + 6 + 1
    assert login(planner).get(links[0].get("href")).status_code == 200


def test_a_board_without_frames_still_has_its_total(board, period, login, planner):
    titles = [words(item) for item in page(login(planner).get(LIST)).xpath("//*[@id='main']//h2")]
    assert titles == ["Total", "Forecast", "Assumptions"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_whatever_there_is(
    rows, board, previous_period, period, outcome, login, planner, django_assert_num_queries
):
    for number in range(rows):
        one = Frame.objects.create(board=board, code=f"ram-{number}", name=f"Ram {number}", order=number)
        outcome(board, period, one, "-1000000")
        outcome(board, previous_period, one, "-1000000")
    client = login(planner)
    client.get(LIST)
    with django_assert_num_queries(21):
        client.get(LIST)


# Who may


def test_an_outsider_finds_nothing(place, login, outsider):
    client = login(outsider)
    assert {client.get(url).status_code for url in (LIST, *FORMS)} == {404}
    assert {client.post(url, {"version": "0", **typed}).status_code for url, typed in FORMS.items()} == {404}


@pytest.mark.parametrize("role", ["administrator", "board_member"])
def test_who_may_not_write_is_refused_with_the_reason(role, place, login, request):
    client = login(request.getfixturevalue(role))
    assert {client.get(url).status_code for url in FORMS} == {403}
    assert {client.post(url, {"version": "0", **typed}).status_code for url, typed in FORMS.items()} == {403}
    assert Revision.objects.count() == 0


@pytest.mark.parametrize(
    "url",
    ["frames/finns-inte/net/", "frames/primarvard/annat/", "figures/total/annat/", "texts/annat/", "areas/annat/"],
)
def test_what_the_board_does_not_have_is_not_found(url, place, login, planner):
    assert login(planner).get(LIST + url).status_code == 404


def test_the_frame_of_another_board_is_not_found(place, other_board, login, planner):
    Frame.objects.create(board=other_board, code="deras", name="Deras")
    assert login(planner).get(f"{LIST}frames/deras/net/").status_code == 404


# Saving


@pytest.mark.parametrize("url", FORMS)
def test_a_form_opens_saves_and_shows_what_was_saved(url, place, login, planner):
    client = login(planner)
    assert client.get(url).status_code == 200
    response = client.post(url, {"version": "0", **FORMS[url]})
    assert response.status_code == 302
    target, _, anchor = response.url.partition("#")
    assert target == LIST
    row = by_id(client.get(LIST), anchor)
    assert "saved by planner on" in words(row)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("url", FORMS)
def test_the_row_that_is_swapped_in_equals_the_one_of_a_full_reload(url, place, login, planner, htmx):
    client = login(planner)
    saved = client.post(url, {"version": "0", **FORMS[url]}, headers=htmx)
    assert (saved.status_code, saved.headers["HX-Trigger"]) == (200, "saved")
    dom_id = page(saved).xpath("//li[@class='row']")[0].get("id")
    reloaded = client.get(LIST)
    assert outer(by_id(saved, dom_id)) == outer(by_id(reloaded, dom_id))
    for part in ("economy-lead", "economy-overview"):
        swapped = outer(by_id(saved, part)).replace(' hx-swap-oob="true"', "")
        assert swapped == outer(by_id(reloaded, part))
    cancelled = client.get(f"{url}?row", headers=htmx)
    assert outer(by_id(cancelled, dom_id)) == outer(by_id(reloaded, dom_id))
    assert len(page(cancelled).xpath("//*[@id='economy-overview']")) == 0


def test_the_form_opens_in_place(place, login, planner, htmx):
    response = login(planner).get(OUTCOME, headers=htmx)
    assert by_id(response, "row-economy-primarvard").tag == "li"
    assert len(page(response).xpath("//form[@data-guard]")) == 1


def test_the_value_of_last_time_stands_beside_the_field(place, previous_period, frame, outcome, login, planner, htmx):
    outcome(place, previous_period, frame, "-112000000")
    response = login(planner).get(OUTCOME, headers=htmx)
    beside = page(response).xpath("//*[@class='field-previous']")
    assert [words(one) for one in beside] == ["Tertial 2 2025: −112 mnkr"]


@pytest.mark.parametrize(
    ("url", "typed", "kept"),
    [
        (OUTCOME, {"deviation": "1.234", "note": "Kvar."}, "1.234"),
        (f"{LIST}forecast/", {"deviation": "femhundra", "comment": "Kvar."}, "femhundra"),
        (f"{LIST}parts/primarvard/ny/", {"label": "", "amount": "50 öre"}, "50 öre"),
        (f"{LIST}figures/primarvard/visits/", {"change": "färre", "note": "Kvar."}, "färre"),
    ],
)
def test_what_cannot_be_read_is_answered_with_all_that_was_typed(url, typed, kept, place, login, planner, htmx):
    response = login(planner).post(url, {"version": "0", **typed}, headers=htmx)
    assert response.status_code == 422
    values = [field.get("value") for field in page(response).xpath("//input[@type='text']")]
    assert kept in values
    if "Kvar." in typed.values():
        assert [words(area) for area in page(response).xpath("//textarea")] == ["Kvar."]
    assert Revision.objects.count() == 0


def test_two_who_save_first_meet_as_a_conflict_with_both_texts(place, login, planner, controller, htmx):
    url = f"{LIST}texts/primarvard/"
    login(controller).post(url, {"version": "0", "text": "Deras text."})
    response = login(planner).post(url, {"version": "0", "text": "Min text."}, headers=htmx)
    assert response.status_code == 409
    row = page(response).xpath("//*[contains(@class, 'conflict')]//tbody/tr[th]")[0]
    assert [words(cell) for cell in row.xpath("th|td")] == ["Text", "Min text.", "Deras text.", "–"]
    assert words(page(response).xpath("//textarea")[0]) == "Min text."
    again = {"version": page(response).xpath("//input[@name='version']")[0].get("value"), "text": "Min text."}
    assert login(planner).post(url, again).status_code == 302
    assert FrameCommentary.objects.get().text == "Min text."


def test_a_conflict_shows_only_the_amounts_that_differ(place, login, planner, controller):
    login(controller).post(OUTCOME, {"version": "0", "deviation": "−112,5", "growth_pct": "6,7"})
    response = login(planner).post(OUTCOME, {"version": "0", "deviation": "−110 000 tkr", "growth_pct": "6,70"})
    rows = [
        [words(cell) for cell in row.xpath("th|td")]
        for row in page(response).xpath("//*[contains(@class, 'conflict')]//tbody/tr[th]")
    ]
    assert rows == [["Deviation from budget", "−110,0 mnkr", "−112,5 mnkr", "–"]]


def test_what_is_locked_meanwhile_is_refused_with_the_text_still_there(place, period, login, planner, manager, htmx):
    lock(place, period, planner, manager)
    response = login(planner).post(f"{LIST}texts/result/", {"version": "0", "text": "Min text."}, headers=htmx)
    assert response.status_code == 409
    assert words(page(response).xpath("//textarea")[0]) == "Min text."
    assert login(planner).get(OUTCOME).status_code == 403


def test_reading_writes_nothing(place, frame, login, planner, htmx):
    client = login(planner)
    for url in (LIST, *FORMS):
        client.get(url)
        client.get(url, headers=htmx)
    assert (FrameOutcome.objects.count(), Revision.objects.count(), Submission.objects.count()) == (0, 0, 0)


def test_a_child_of_a_frame_can_be_reported(place, frame, login, planner):
    Frame.objects.create(board=place, parent=frame, code="norra", name="Norra", order=2)
    client = login(planner)
    client.post(f"{LIST}frames/norra/net/", {"version": "0", "deviation": "−12"})
    table = page(client.get(LIST)).xpath("//*[@id='economy-overview']//table")[0]
    assert [words(head) for head in table.xpath(".//tbody//th")] == ["Primärvård", "Norra", "Total"]


@pytest.mark.parametrize(("length", "status"), [(40, 200), (41, 404)])
def test_the_code_of_a_part_has_an_end(place, login, planner, length, status):
    assert login(planner).get(f"{LIST}parts/primarvard/{'a' * length}/").status_code == status


def test_a_conflict_does_not_list_a_text_that_nobody_changed(place, login, planner, controller):
    url = f"{LIST}forecast/"
    text = "Först.\r\n\r\nSedan."
    login(planner).post(url, {"version": "0", "deviation": "−1", "comment": text})
    login(controller).post(url, {"version": "1", "deviation": "−2", "comment": text})
    response = login(planner).post(url, {"version": "1", "deviation": "−3", "comment": text})
    heads = page(response).xpath("//*[contains(@class, 'conflict')]//tbody//th")
    assert [words(head) for head in heads] == ["Expected deviation for the year"]
    assert Revision.objects.earliest("pk").after["comment"] == "Först.\n\nSedan."


def test_the_years_amounts_are_folded_away_until_there_are_some(place, period, frame, outcome, login, planner, htmx):
    fold = page(login(planner).get(OUTCOME, headers=htmx)).xpath("//form//details")[0]
    assert fold.get("open") is None
    assert [one.get("name") for one in fold.xpath(".//input")] == [
        "forecast",
        "prior_forecast",
        "budget_year",
        "prior_year_final",
    ]
    outcome(place, period, frame, "-12000000", forecast=Decimal(400_000_000))
    fold = page(login(planner).get(OUTCOME, headers=htmx)).xpath("//form//details")[0]
    assert fold.get("open") is not None


def test_an_error_in_the_fold_is_seen(place, login, planner, htmx):
    response = login(planner).post(OUTCOME, {"version": "0", "forecast": "mycket"}, headers=htmx)
    assert (response.status_code, page(response).xpath("//form//details")[0].get("open")) == (422, "")


def test_one_below_a_frame_has_a_group_where_something_is_reported(place, period, frame, outcome, login, planner):
    child = Frame.objects.create(board=place, parent=frame, code="norra", name="Norra", order=2)
    links = page(login(planner).get(LIST)).xpath("//section[@aria-labelledby='group-primarvard']//details//a")
    assert words(links[-1]) == "Norra"
    outcome(place, period, child, "-12000000")
    response = login(planner).get(LIST)
    titles = [words(item) for item in page(response).xpath("//*[@id='main']//section[contains(@class, 'group')]/h2")]
    assert titles[:3] == ["Total", "Primärvård", "Norra"]
    assert by_id(response, "row-economy-norra").getparent().getparent().get("class") == "group group-level-1"


def test_a_wide_table_scrolls_in_a_region_of_its_own(place, period, frame, outcome, login, planner):
    amounts = {name: Decimal(10_000_000) for name in ("actual", "budget", "prior_actual", "forecast", "budget_year")}
    outcome(place, period, frame, None, **amounts)
    regions = page(login(planner).get(LIST)).xpath("//*[@id='economy-overview']/*[@role='region']")
    assert [(one.get("tabindex"), one.get("aria-labelledby")) for one in regions] == [
        ("0", "table-economy.frames"),
        ("0", "table-economy.frames_year"),
    ]
