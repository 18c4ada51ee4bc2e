"""The list of savings and its forms: what each of the cast meets."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from lxml import html

from organisation import actions
from organisation.models import Submission
from savings.models import MeasureStatus, TargetOutcome

LIST = "/provnamnden/2025/savings/"
STATUS = f"{LIST}s1/"
TARGET = f"{LIST}targets/plans/"
# What opens or saves something, the filters aside.
EDITS = "//*[@hx-post or (@hx-get and not(@role='search'))]"
TYPED = {"version": "0", "status": "decided", "realised": "1 500", "comment": "Beslutat i juni."}


@pytest.fixture(autouse=True)
def _open_period(period):
    """Every page here is about the open period."""


def parse(content: bytes):
    return html.fromstring(content.decode())


def seen(element) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def by_id(page, name):
    [element] = page.xpath(f"//*[@id='{name}']")
    return element


def test_the_list_shows_measures_sums_and_targets(in_english, login, planner, measure, target, report, board, period):
    report(measure, board, period, by=planner, status="decided", realised=Decimal(500_000))
    response = login(planner).get(LIST)
    page = parse(response.content)
    assert response.status_code == 200
    assert seen(by_id(page, "savings-lead")) == (
        "1 measure is listed. Those with an amount, 1, come to 1 000 tkr a year together. "
        "Of that, 1 000 tkr is decided or carried out."
    )
    row = by_id(page, "row-savings-s1")
    assert [seen(one) for one in row.xpath(".//dd")][1:] == ["1 000 tkr", "500 tkr"]
    assert [seen(one) for one in row.xpath(".//dd//option[@selected]")] == ["Decided"]
    assert seen(row.xpath(".//dd//*[@class='status-symbol']")[0]) == "◐"
    assert [seen(one) for one in by_id(page, "sum-political").xpath(".//dd")][1:] == [
        "1 000 tkr",
        "500 tkr",
    ]
    assert [seen(one) for one in by_id(page, "row-savings-plans").xpath(".//dd")] == [
        "593 mnkr",
        "Not reported",
        "Not reported",
    ]


def test_the_real_list_shows_what_does_not_add_up(in_english, login, hsn, hsn_t2, planner_of_hsn):
    page = parse(login(planner_of_hsn).get("/vasterbotten-hsn/2025-t2/savings/").content)
    labels = [seen(one) for one in page.xpath("//ul[@class='findings']/li/*[1]")]
    assert labels == ["✕ Error", "✕ Error", *["i Notice"] * 6]
    assert len(page.xpath("//li[starts-with(@id, 'row-savings-')]")) == 20


def test_the_list_shows_what_was_said_last_time_where_nothing_is_entered(
    in_english, login, planner, measure, report, board, previous_period
):
    report(measure, board, previous_period, by=planner, status="prepared", realised=Decimal(250_000))
    page = parse(login(planner).get(LIST).content)
    meta = seen(by_id(page, "row-savings-s1").xpath(".//p[@class='row-meta']")[0])
    assert meta == "Tertial 2 2025: Being prepared, 250 tkr"


def test_what_a_unit_has_reported_of_a_measure_is_there_when_it_is_approved_or_for_who_sees_drafts(
    in_english, login, planner, manager, board_member, unit, unit_planner, make_measure, report, board, period
):
    measure = make_measure(area=unit)
    report(measure, unit, period, by=unit_planner, status="dropped")
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    actions.approve(submission=submission, by=manager, seen=actions.seen_of(board, period))

    def said(who):
        row = by_id(parse(login(who).get(LIST).content), "row-savings-s1")
        return "Norra: Not taken further" in seen(row)

    assert [said(planner), said(board_member)] == [True, False]
    by_and_at = {"submitted_by": planner, "approved_by": manager, "submitted_at": timezone.now()}
    Submission.objects.filter(unit=unit).update(state="approved", approved_at=timezone.now(), **by_and_at)
    assert said(board_member) is True


def test_a_unit_without_measures_meets_a_page_that_says_so(in_english, login, unit_planner, unit, measure):
    page = parse(login(unit_planner).get("/provnamnden-norra/2025/savings/").content)
    assert [seen(one) for one in page.xpath("//div[@class='empty']/p[1]")] == ["No savings measures here"]


@pytest.mark.parametrize("url", [LIST, STATUS, TARGET])
def test_nothing_exists_for_an_outsider(login, outsider, measure, target, url):
    assert login(outsider).get(url).status_code == 404


@pytest.mark.parametrize("url", [f"{LIST}s9/", f"{LIST}targets/s1/", "/provnamnden-norra/2025/savings/s1/"])
def test_a_measure_that_the_unit_does_not_have_is_404(login, planner, unit, measure, target, url):
    assert login(planner).get(url).status_code == 404


@pytest.mark.parametrize("url", [STATUS, TARGET])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_board_member_cannot_edit(login, board_member, measure, target, url, verb, board, period, planner, manager):
    submission = Submission.objects.of(board, period)
    submission = actions.submit(submission=submission, missing=list, by=planner)
    actions.approve(submission=submission, by=manager, seen=actions.seen_of(submission.unit, submission.period))
    client = login(board_member)
    assert client.get(LIST).status_code == 200
    assert getattr(client, verb)(url, {**TYPED}).status_code == 403
    assert MeasureStatus.objects.count() == TargetOutcome.objects.count() == 0


def test_a_unit_planner_reads_the_boards_list_without_edit_links(login, unit_planner, measure):
    client = login(unit_planner)
    page = parse(client.get(LIST).content)
    assert page.xpath(EDITS) == []
    assert client.get(STATUS).status_code == 403
    assert client.post(STATUS, TYPED).status_code == 403
    assert MeasureStatus.objects.count() == 0


def test_a_save_without_htmx_leads_back_to_the_row(login, planner, measure):
    response = login(planner).post(STATUS, TYPED)
    assert (response.status_code, response.url) == (302, f"{LIST}#row-savings-s1")
    row = MeasureStatus.objects.get()
    assert (row.status, row.realised, row.amount_unit, row.comment, row.version, row.saved_by) == (
        "decided",
        Decimal(1_500_000),
        "tkr",
        "Beslutat i juni.",
        1,
        planner,
    )


def test_a_target_is_saved(login, planner, target):
    response = login(planner).post(TARGET, {"version": "0", "realised": "137", "missing_reason": "", "comment": ""})
    assert (response.status_code, response.url) == (302, f"{LIST}#row-savings-plans")
    assert TargetOutcome.objects.get().realised == Decimal(137_000_000)


@pytest.mark.parametrize(
    ("url", "typed"), [(STATUS, TYPED), (TARGET, {"version": "0", "realised": "137", "comment": "Så långt."})]
)
def test_the_page_after_a_swap_is_the_page_after_a_reload(login, planner, make_measure, target, htmx, url, typed):
    make_measure(1)
    make_measure(2, listed_under="officials")
    client = login(planner)
    page = parse(client.get(LIST).content)
    answer = client.post(url, typed, headers=htmx)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "saved")
    swapped = apply(page, answer, "row-savings-s1" if url == STATUS else "row-savings-plans")
    assert swapped == main_of(parse(client.get(LIST).content))


def apply(page, answer, target):
    """The page as htmx leaves it: the row in its place, the rest by id."""
    fragments = html.fragments_fromstring(answer.content.decode())
    assert [fragment.get("id") for fragment in fragments if fragment.get("hx-swap-oob") is None] == [target]
    for fragment in fragments:
        fragment.attrib.pop("hx-swap-oob", None)
        old = by_id(page, fragment.get("id"))
        fragment.tail = old.tail
        old.getparent().replace(old, fragment)
    return main_of(page)


def main_of(page):
    """What stands in the page's main part, without the blanks between tags."""
    for token in page.xpath("//input[@name='csrfmiddlewaretoken']"):
        token.set("value", "")
    text = html.tostring(by_id(page, "main"), encoding="unicode")
    return re.sub(r"\s+", " ", re.sub(r">\s+|\s+<", lambda match: match[0].strip(), text))


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_bad_input_is_refused_with_everything_that_was_typed(in_english, login, planner, measure, headers):
    response = login(planner).post(STATUS, {**TYPED, "realised": "tre"}, headers=headers)
    page = parse(response.content)
    assert response.status_code == 422
    assert page.xpath("//input[@name='realised']/@value") == ["tre"]
    assert seen(page.xpath("//textarea[@name='comment']")[0]) == "Beslutat i juni."
    assert page.xpath("//select[@name='status']/option[@selected]/@value") == ["decided"]
    assert MeasureStatus.objects.count() == 0


def test_two_savers_see_both_texts_and_what_stood_before(
    in_english, login, planner, controller, measure, report, board, period, htmx
):
    report(measure, board, period, by=planner, comment="Först.", realised=Decimal(1_000_000))
    report(measure, board, period, by=controller, comment="Deras.", realised=Decimal(2_000_000))
    response = login(planner).post(STATUS, {**TYPED, "version": "1", "comment": "Min."}, headers=htmx)
    page = parse(response.content)
    assert response.status_code == 409
    rows = {
        seen(row.xpath("./th")[0]): [seen(cell) for cell in row.xpath("./td")] for row in page.xpath("//tbody/tr[th]")
    }
    assert rows["Comment"] == ["Min.", "Deras.", "Först."]
    assert rows["Realised this year"] == ["1 500 tkr", "2 000 tkr", "1 000 tkr"]
    assert page.xpath("//input[@name='version']/@value") == ["2"]
    assert MeasureStatus.objects.get().comment == "Deras."


def test_what_is_typed_after_the_period_was_handed_in_is_kept(
    in_english, login, planner, measure, board, period, htmx
):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    client = login(planner)
    response = client.post(STATUS, TYPED, headers=htmx)
    assert response.status_code == 409
    assert seen(parse(response.content).xpath("//textarea")[0]) == "Beslutat i juni."
    assert MeasureStatus.objects.count() == 0
    assert parse(client.get(LIST).content).xpath(EDITS) == []


def test_the_form_shows_what_was_said_last_time(
    in_english, login, planner, measure, report, board, previous_period, htmx
):
    report(measure, board, previous_period, by=planner, status="prepared", realised=Decimal(250_000), comment="Förr.")
    page = parse(login(planner).get(STATUS, headers=htmx).content)
    assert [seen(one) for one in page.xpath("//*[@class='field-previous']")] == [
        "Tertial 2 2025: ▶ Being prepared",
        "Tertial 2 2025: 250 tkr",
        "Tertial 2 2025: Förr.",
    ]


def test_cancel_gives_the_row_as_the_list_has_it(login, planner, measure, htmx):
    client = login(planner)
    row = parse(client.get(f"{STATUS}?row", headers=htmx).content)
    assert seen(row) == seen(by_id(parse(client.get(LIST).content), "row-savings-s1"))


def test_reading_writes_nothing(login, planner, measure, target, htmx):
    client = login(planner)
    for url in (LIST, STATUS, TARGET, f"{STATUS}?row"):
        client.get(url, headers=htmx)
    assert MeasureStatus.objects.count() == TargetOutcome.objects.count() == Submission.objects.count() == 0


@pytest.mark.parametrize("url", [LIST])
def test_the_list_is_only_read(login, planner, url):
    assert login(planner).post(url).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries_whatever_the_rows(
    login, planner, board, period, make_measure, report, number, django_assert_num_queries
):
    for one in range(1, number + 1):
        report(make_measure(one), board, period, by=planner, status="decided")
    client = login(planner)
    with django_assert_num_queries(13):
        client.get(LIST)
