"""«Min rapportering»: everything to report on one page, its rows, its head, and «Unchanged»."""

import pytest
from django.urls import reverse
from django.utils import timezone

from boardportal.reporting import duties_of
from followup.duties import DutyState
from goals.models import GoalAssessment, IndicatorValue
from organisation import actions
from organisation.entry import dom_id
from organisation.models import Membership, Revision, Role, Submission, User
from tests.html import by_id, outer, page, words

URL = "/vasterbotten-hsn/2025/reporting/"
ROW = f"{URL}goals.m1a/"
CARRY = f"{ROW}unchanged/"
HERE = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{URL}"}


@pytest.fixture
def asked(hsn_planner, hsn, hsn_year, english):
    """The duties of the real board for the open year, by key."""

    def read():
        found = duties_of(user=hsn_planner, unit=hsn, period=hsn_year, today=timezone.localdate())
        return {duty.key: duty for duty in found}

    return read


@pytest.fixture
def planning(reading, hsn_planner, hsn_year):
    return reading(hsn_planner)


def rows(response):
    return page(response).xpath("//li[contains(concat(' ', @class, ' '), ' report-row ')]")


def test_the_page_has_a_row_for_everything_from_every_wing(planning, asked):
    response = planning.get(URL)
    assert [one.get("id") for one in rows(response)] == [dom_id(key) for key in asked()]
    assert [words(one) for one in page(response).xpath("//section[@class='group']//h2")] == [
        "Goals",
        "Commissions",
        "Savings",
        "Staffing",
        "Economy",
        "Chapter texts",
    ]


def test_a_duty_and_its_row_have_the_same_key(asked):
    assert {key: duty.row.key for key, duty in asked().items()} == {key: key for key in asked()}


def test_each_wing_leads_to_its_own_list(planning):
    links = page(planning.get(URL)).xpath("//section[@class='group']/div//a/@href")
    assert links == [
        f"/vasterbotten-hsn/2025/{path}/"
        for path in ("goals", "commissions", "savings", "staffing", "economy", "report/chapters")
    ]


def test_a_row_says_how_far_it_is_what_is_missing_and_what_was_said_last_time(planning):
    row = by_id(planning.get(URL), "row-goals-m1a")
    assert words(row.xpath(".//p[@class='report-state']")[0]) == "○ Missing"
    assert words(row.xpath(".//span[@class='report-to-do']")[0]) == (
        "Missing: choose status, choose forecast, write an analysis"
    )
    assert words(row.xpath(".//summary")[0]).startswith("Tertial 2 2025: Not met · No data · Delmålet är inte uppnått")


def test_a_row_that_is_written_shows_it(planning, hsn_planner, asked):
    actions.write(
        row=asked()["goals.m1a"].row,
        version=0,
        changes={"status": "met", "analysis": "Tre små ord."},
        by=hsn_planner,
    )
    row = by_id(planning.get(URL), "row-goals-m1a")
    assert [words(one) for one in row.xpath(".//dl[@class='report-shown']/div")] == [
        "Status now✓ Met",
        "Analysis3 words",
    ]
    assert words(row.xpath(".//p[@class='report-state']")[0]) == "◐ Started"


def test_what_is_missing_leads_to_the_very_field(planning):
    head = by_id(planning.get(URL), "reporting-head")
    (link,) = head.xpath(".//a[@data-row='row-goals-m1a' and @data-field='analysis']")
    assert link.get("href") == "/vasterbotten-hsn/2025/goals/m1a/#row-goals-m1a-analysis"
    assert words(link) == "write an analysis"


def test_every_field_that_is_missing_stands_in_the_form(planning, asked):
    for duty in asked().values():
        form = page(planning.get(duty.form_url))
        names = set(form.xpath("//form[@data-guard]//@name"))
        ids = set(form.xpath("//form[@data-guard]//@id"))
        for sentence in duty.missing:
            assert (sentence.field in names, f"{dom_id(duty.key)}-{sentence.field}" in ids) == (True, True), sentence


def test_every_duty_names_the_form_that_its_page_shows(planning, asked):
    for duty in asked().values():
        names = set(page(planning.get(duty.form_url)).xpath("//form[@data-guard]//@name"))
        assert set(duty.form._meta.fields) - names == set(), duty.key


def test_only_what_is_missing_can_be_shown(planning, hsn_planner, asked):
    written = {"text": "Klart."}
    actions.write(row=asked()["economy.text.result"].row, version=0, changes=written, by=hsn_planner)
    shown = {one.get("id") for one in rows(planning.get(f"{URL}?show=missing"))}
    assert {dom_id(key) for key in asked()} - shown == {"row-economy-text-result"}


def test_the_head_says_how_much_is_done(planning, hsn_planner, asked):
    actions.write(row=asked()["economy.text.result"].row, version=0, changes={"text": "Klart."}, by=hsn_planner)
    total = len(asked())
    bar = by_id(planning.get(f"{URL}head/", headers=HERE), "reporting-head").xpath(".//progress")[0]
    assert (bar.get("value"), bar.get("max")) == ("1", str(total))


def test_the_head_is_that_of_the_whole_page(planning):
    whole = outer(by_id(planning.get(URL), "reporting-head"))
    assert outer(by_id(planning.get(f"{URL}head/", headers=HERE), "reporting-head")) == whole


@pytest.mark.parametrize("key", ["goals.m1a", "commissions.u03", "savings.s07", "staffing.headcount", "economy.total"])
def test_a_row_is_that_of_the_whole_page(planning, key):
    whole = outer(by_id(planning.get(URL), dom_id(key)))
    assert _without_token(outer(by_id(planning.get(f"{URL}{key}/", headers=HERE), dom_id(key)))) == _without_token(
        whole
    )


def _without_token(html):
    head, _name, rest = html.partition('name="csrfmiddlewaretoken" value="')
    return head + rest[64:]


def test_a_row_just_saved_tells_the_page(planning):
    assert planning.get(f"{ROW}?saved", headers=HERE).headers["HX-Trigger"] == "saved"
    assert "HX-Trigger" not in planning.get(ROW, headers=HERE).headers


def test_a_row_and_a_head_alone_lead_to_the_page(planning):
    assert planning.get(ROW).headers["Location"] == f"{URL}#row-goals-m1a"
    assert planning.get(f"{URL}head/").headers["Location"] == URL


@pytest.mark.parametrize("key", ["goals.nothing", "nonsense", "nonsense.m1a", "goals"])
def test_an_unknown_row_does_not_exist(planning, key):
    assert planning.get(f"{URL}{key}/", headers=HERE).status_code == 404


def test_a_form_saved_from_the_page_answers_with_the_row_of_the_page(planning):
    answer = planning.post(
        "/vasterbotten-hsn/2025/goals/m1a/",
        {"version": 0, "status": "met", "forecast": "met", "analysis": "Därför.", "measures_text": ""},
        headers=HERE,
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{ROW}?saved")


def test_the_page_costs_the_same_whatever_is_written(planning, hsn_planner, asked, django_assert_num_queries):
    with django_assert_num_queries(63):
        planning.get(URL)
    for duty in list(asked().values())[:3]:
        changes = {"analysis": "A"} if isinstance(duty.row, GoalAssessment) else {"comment": "A"}
        actions.write(row=duty.row, version=0, changes=changes, by=hsn_planner)
    with django_assert_num_queries(63):
        planning.get(URL)


def test_a_row_costs_the_queries_of_its_wing(planning, django_assert_num_queries):
    with django_assert_num_queries(13):
        planning.get(ROW, headers=HERE)


def test_a_refused_submission_is_the_page_with_what_is_missing_on_top(planning, asked):
    response = planning.post(reverse("submit", args=["vasterbotten-hsn", "2025"]))
    assert response.status_code == 422
    count = sum(len(duty.missing) for duty in asked().values())
    assert words(page(response).xpath("//div[@role='alert']")[0]) == (
        f"Not submitted: something is missing {count} things are missing. Nothing has been changed."
    )
    assert by_id(response, "report-missing").get("open") is not None
    assert len(page(response).xpath("//details[@id='report-missing']//a[@data-field]")) == count


def test_who_may_not_write_reads_the_page_without_buttons(reading, hsn, hsn_year, planning):
    administrator = User.objects.create_user("administratör")
    Membership.objects.create(user=administrator, unit=hsn, role=Role.ADMINISTRATOR)
    found = page(reading(administrator).get(URL))
    assert found.xpath("//*[@id='report-rows']//*[self::button or contains(@class, 'button')]") == []
    assert found.xpath("//form[@class='report-submit']") == []
    assert [words(one) for one in found.xpath("//nav[@class='site-nav']//a")][:2] == ["Overview", "Goals"]


def test_what_is_missing_leads_who_may_not_write_to_the_row(reading, hsn, hsn_year):
    administrator = User.objects.create_user("administratör")
    Membership.objects.create(user=administrator, unit=hsn, role=Role.ADMINISTRATOR)
    (link,) = page(reading(administrator).get(URL)).xpath("//a[@id='step-row-goals-m1a-status']")
    assert link.get("href") == "#row-goals-m1a"


def test_what_is_approved_has_rows_to_read_and_nothing_to_do(planning):
    response = planning.get("/vasterbotten-hsn/2025-t2/reporting/")
    found = page(response)
    assert found.xpath("//*[@id='report-missing' or @id='submit' or @data-carry]") == []
    assert len(rows(response)) == 106
    assert found.xpath("//li[@data-state='done']//a[contains(@class, 'button')]") == []


def test_my_reporting_stands_in_the_navigation_of_who_reports(planning):
    links = page(planning.get(URL)).xpath("//nav[@class='site-nav']//a")
    assert [words(one) for one in links][:2] == ["Overview", "My reporting"]
    assert links[1].get("aria-current") == "page"


# ---- «Unchanged» ----


def carry(client, url=CARRY, version=0, headers=HERE):
    return client.post(url, {"version": version}, headers=headers)


def test_what_was_said_last_time_is_said_again_and_marked(planning, hsn, hsn_t2, hsn_year):
    before = GoalAssessment.objects.get(unit=hsn, period=hsn_t2, goal__code="m1a")
    answer = carry(planning)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "saved")
    row = GoalAssessment.objects.get(unit=hsn, period=hsn_year, goal__code="m1a")
    assert (row.status, row.forecast, row.analysis) == (before.status, before.forecast, before.analysis)
    assert (row.carried_from, row.version) == (hsn_t2, 1)
    assert words(by_id(answer, "row-goals-m1a").xpath(".//span[@class='carried']")[0]) == (
        "= Unchanged since Tertial 2 2025"
    )
    assert Revision.objects.get(row_id=row.pk, kind="goals.goalassessment").reason == "Oförändrat sedan Tertial 2 2025"


def test_references_to_figures_stay_as_they_are(planning, hsn, hsn_t2, hsn_year):
    text = "Det är [[goals.i05.ratio|1 700]] i dag."
    GoalAssessment.objects.filter(unit=hsn, period=hsn_t2, goal__code="m1a").update(analysis=text)
    carry(planning)
    assert GoalAssessment.objects.get(unit=hsn, period=hsn_year, goal__code="m1a").analysis == text


def test_the_next_save_by_hand_takes_the_mark_away(planning, hsn, hsn_year, hsn_planner):
    carry(planning)
    row = GoalAssessment.objects.get(unit=hsn, period=hsn_year, goal__code="m1a")
    actions.write(row=row, version=1, changes={"analysis": "Något nytt."}, by=hsn_planner)
    found = by_id(planning.get(ROW, headers=HERE), "row-goals-m1a")
    assert found.xpath(".//span[@class='carried']") == []


def test_a_stale_page_is_told_so_in_the_row_and_nothing_is_changed(planning, hsn, hsn_year, hsn_planner, asked):
    actions.write(row=asked()["goals.m1a"].row, version=0, changes={"measures_text": ""}, by=hsn_planner)
    answer = carry(planning, version=0)
    assert answer.status_code == 409
    alert = words(by_id(answer, "row-goals-m1a").xpath(".//div[@role='alert']")[0])
    assert alert.startswith("Not changed: Planerare saved this on ")
    assert GoalAssessment.objects.get(unit=hsn, period=hsn_year, goal__code="m1a").analysis == ""


def test_what_is_written_anew_is_not_overwritten(planning, hsn, hsn_year, hsn_planner, asked):
    actions.write(row=asked()["goals.m1a"].row, version=0, changes={"analysis": "Nytt."}, by=hsn_planner)
    assert by_id(planning.get(URL), "row-goals-m1a").xpath(".//button[@data-carry]") == []
    assert carry(planning, version=1).status_code == 409
    assert GoalAssessment.objects.get(unit=hsn, period=hsn_year, goal__code="m1a").analysis == "Nytt."


def test_a_number_is_never_carried(planning, hsn, hsn_year):
    assert carry(planning, f"{URL}goals.i05/unchanged/").status_code == 409
    assert IndicatorValue.objects.filter(unit=hsn, period=hsn_year).count() == 0


def test_the_button_stands_where_it_does_something_of_what_is_missing(planning, asked):
    offered = page(planning.get(URL)).xpath("//form[@class='carry']/@action")
    assert {url.split("/")[4].split(".")[0] for url in offered} == {
        "goals",
        "commissions",
        "savings",
        "staffing",
        "economy",
        "reports",
    }
    kinds = {asked()[url.split("/")[4]].kind for url in offered}
    assert kinds & {"indicator", "sick_leave", "headcount", "hired_cost", "savings_target", "economy.outcome"} == set()


def test_a_locked_period_is_403_with_the_reason(planning, hsn, hsn_planner):
    answer = planning.post("/vasterbotten-hsn/2025-t2/reporting/goals.m1a/unchanged/", {"version": 1}, headers=HERE)
    assert answer.status_code == 403
    assert "A controller can unlock it with a reason." in answer.content.decode()


def test_a_period_locked_after_the_page_was_opened_is_403_too(planning, hsn, hsn_year, hsn_planner):
    actions.submit(submission=Submission.objects.of(hsn, hsn_year), missing=list, by=hsn_planner)
    answer = carry(planning)
    assert (answer.status_code, GoalAssessment.objects.filter(unit=hsn, period=hsn_year).count()) == (403, 0)


def test_a_division_planner_does_not_carry_for_the_board(reading, hsn_year):
    user = User.objects.create_user("umeå")
    Membership.objects.create(user=user, unit=_division(), role=Role.PLANNER)
    assert carry(reading(user)).status_code == 403


def _division():
    from organisation.models import Unit

    return Unit.objects.get(slug="vasterbotten-hsn-umea")


def test_outside_my_reach_there_is_nothing(reading, outsider, hsn_year):
    client = reading(outsider)
    answers = [client.get(URL), client.get(ROW, headers=HERE), client.get(f"{URL}head/", headers=HERE), carry(client)]
    assert [one.status_code for one in answers] == [404] * 4


@pytest.mark.parametrize(
    ("headers", "status", "there"),
    [
        (None, 302, f"{URL}#row-goals-m1a"),
        (
            {"HX-Request": "true", "HX-Current-URL": "http://testserver/vasterbotten-hsn/2025/goals/"},
            303,
            "/vasterbotten-hsn/2025/goals/m1a/?row&saved",
        ),
    ],
    ids=["without htmx", "from the wing's list"],
)
def test_the_answer_is_the_row_where_it_was_pressed(planning, headers, status, there):
    answer = carry(planning, headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (status, there)


def test_from_the_forms_own_page_it_leads_to_the_row(planning):
    own = {"HX-Request": "true", "HX-Current-URL": "http://testserver/vasterbotten-hsn/2025/goals/m1a/"}
    assert carry(planning, headers=own).headers["HX-Redirect"] == f"{URL}#row-goals-m1a"


def test_without_htmx_a_refusal_is_the_page_with_the_reason_in_the_row(planning):
    answer = carry(planning, f"{URL}goals.i05/unchanged/", headers=None)
    assert answer.status_code == 409
    assert len(by_id(answer, "row-goals-i05").xpath(".//div[@role='alert']")) == 1


def test_everything_carried_over_is_done_where_words_are_all_that_is_missing(planning, asked):
    carry(planning)
    assert asked()["goals.m1a"].state == DutyState.DONE
    assert asked()["goals.m1a"].carried_from == "Tertial 2 2025"
