"""The seal in the browser: the form, what stands in its way, corrections, and who reads what meanwhile."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisation import actions
from organisation.models import State, Submission
from reports.models import SealedReport
from tests.html import by_id, page, words

POSTED = {"diary_number": "PN 2026/17", "paragraph": "§ 45", "decided_on": "2026-02-26"}


@pytest.fixture
def url(board, period, report_template):
    def of(name, **kwargs):
        return reverse(f"reports:{name}", kwargs={"unit": board.slug, "period": period.slug, **kwargs})

    return of


@pytest.fixture
def reading(login, in_english):
    """Logs somebody in who has chosen English."""
    return login


@pytest.fixture
def posted(board, period):
    """What the form posts when nothing is changed in it."""

    def data(**changes):
        return {**POSTED, "seen": str(actions.seen_of(board, period)), **changes}

    return data


def notices(response):
    return [words(one) for one in by_id(response, "main").find_class("notice")]


def test_a_controller_seals_and_is_shown_what_was_sealed(approved, reading, controller, url, posted):
    client = reading(controller)
    response = client.post(url("seal"), posted())
    assert (response.status_code, response.headers["Location"]) == (302, url("sealed", number=0))
    sealed = SealedReport.objects.get()
    shown = client.get(response.headers["Location"])
    facts = {words(one.find("dt")): words(one.find("dd")) for one in page(shown).xpath("//article[1]//dl/div")}
    assert facts == {
        "Diary number": "PN 2026/17",
        "Decision": "§ 45, 26 February 2026",
        "Sealed by": f"controller, {shown_moment(sealed.sealed_at)}",
        "SHA-256 of the PDF": sealed.pdf_sha256,
        "SHA-256 of the data": sealed.payload_sha256,
    }


def shown_moment(at):
    from django.utils import translation

    from followup.templatetags.followup import moment

    with translation.override("en"):
        return moment(at)


def test_the_form_says_what_was_seen(approved, reading, controller, url, board, period):
    response = reading(controller).get(url("seal"))
    assert page(response).xpath("//input[@name='seen']/@value") == [str(actions.seen_of(board, period))]
    assert page(response).xpath("//textarea[@name='reason']") == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"diary_number": ""}, "diary_number"),
        ({"diary_number": "x" * 61}, "diary_number"),
        ({"paragraph": "fyrtiofem"}, "paragraph"),
        ({"paragraph": ""}, "paragraph"),
        ({"decided_on": "i går"}, "decided_on"),
        ({"decided_on": "2025-12-30"}, "decided_on"),
        ({"decided_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "decided_on"),
    ],
)
def test_bad_input_is_422_and_keeps_everything_typed(changes, place, approved, reading, controller, url, posted):
    typed = posted(**changes)
    response = reading(controller).post(url("seal"), typed)
    assert response.status_code == 422
    assert {name: page(response).xpath(f"//input[@name='{name}']/@value") for name in typed} == {
        name: [value] if value else [] for name, value in typed.items()
    }
    assert page(response).xpath("//*[@aria-invalid='true']/@name") == [place]
    assert not SealedReport.objects.exists()


@pytest.mark.parametrize(
    ("state", "said"), [("open", "The report is open."), ("submitted", "The report is submitted")]
)
def test_what_stands_in_the_way_is_said_on_get_and_refused_on_post(
    state, said, reading, controller, url, posted, board, period, planner
):
    if state == "submitted":
        actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    client = reading(controller)
    shown, refused = client.get(url("seal")), client.post(url("seal"), posted())
    assert (shown.status_code, refused.status_code) == (200, 409)
    assert [one.startswith(f"The report cannot be sealed now. {said}") for one in notices(shown)] == [True]
    assert page(shown).xpath("//main//form[.//*[@name='diary_number']]") == []
    assert not SealedReport.objects.exists()


def test_the_units_are_listed_with_what_locking_means_for_them(unit, approved, reading, controller, url):
    rows = by_id(reading(controller).get(url("seal")), "main").xpath(".//tbody/tr")
    assert [[words(cell) for cell in row] for row in rows] == [
        ["Norra området", "Open", "Has handed in nothing. It is locked as it stands, on your responsibility."]
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [("planner", 403), ("manager", 403), ("board_member", 403), ("administrator", 403), ("outsider", 404)],
)
@pytest.mark.parametrize("name", ["seal", "correct"])
def test_the_wrong_role_neither_seals_nor_corrects(name, who, status, approved, login, url, posted, request):
    client = login(request.getfixturevalue(who))
    assert client.get(url(name)).status_code == status
    assert client.post(url(name), posted(reason="x")).status_code == status
    assert not SealedReport.objects.exists()
    assert Submission.objects.get().state == State.APPROVED


@pytest.mark.parametrize("seen", ["0", ""])
def test_what_moved_on_since_it_was_seen_stays_open(seen, approved, reading, controller, url, posted, board, period):
    response = reading(controller).post(url("seal"), posted(seen=seen))
    assert response.status_code == (409 if seen else 422)
    assert not SealedReport.objects.exists()
    assert page(response).xpath("//input[@name='diary_number']/@value") == ["PN 2026/17"]
    if seen:
        assert page(response).xpath("//input[@name='seen']/@value") == [str(actions.seen_of(board, period))]
        assert notices(response)[0].startswith("Not sealed. Something has changed since you opened the page.")


def test_the_second_controller_is_told_who_was_first(approved, reading, controller, url, posted, board):
    client, typed = reading(controller), posted()
    client.post(url("seal"), typed)
    response = client.post(url("seal"), typed)
    assert response.status_code == 409
    assert "Sealed by controller on" in notices(response)[-1]
    assert SealedReport.objects.count() == 1


def test_a_correction_is_opened_with_a_reason(sealed, reading, controller, url, board, period):
    client = reading(controller)
    assert client.get(url("correct")).status_code == 200
    empty = client.post(url("correct"), {"reason": " "})
    assert (empty.status_code, Submission.objects.of(board, period).state) == (422, State.SEALED)
    response = client.post(url("correct"), {"reason": "Fel siffra"})
    assert (response.status_code, response.headers["Location"]) == (302, url("report"))
    submission = Submission.objects.of(board, period)
    assert (submission.state, submission.return_reason) == (State.OPEN, "Fel siffra")


def test_what_is_not_sealed_is_not_corrected(approved, reading, controller, url):
    client = reading(controller)
    assert (client.get(url("correct")).status_code, client.post(url("correct"), {"reason": "x"}).status_code) == (
        200,
        409,
    )
    assert Submission.objects.get().state == State.APPROVED


def test_the_form_of_a_correction_brings_its_reason_and_the_diary_number(
    under_correction, approve, reading, controller, url
):
    approve()
    shown = page(reading(controller).get(url("seal")))
    assert shown.xpath("string(//textarea[@name='reason'])").strip() == "Fel siffra"
    assert shown.xpath("//input[@name='diary_number']/@value") == ["PN 2026/17"]
    assert words(shown.xpath("//h1")[0]) == "Seal correction 1"


def test_a_correction_is_sealed_with_the_reason_as_it_was_edited(
    under_correction, approve, reading, controller, url, posted
):
    approve()
    client = reading(controller)
    assert client.post(url("seal"), posted(reason="")).status_code == 422
    client.post(url("seal"), posted(reason="Fel siffra i kapitel 1"))
    assert list(SealedReport.objects.values_list("number", "reason")) == [(0, ""), (1, "Fel siffra i kapitel 1")]


def test_a_division_leads_to_the_boards_seal(unit, approved, login, controller, period, url):
    response = login(controller).get(reverse("reports:seal", args=[unit.slug, period.slug]))
    assert (response.status_code, response.headers["Location"]) == (302, url("seal"))


@pytest.mark.parametrize("form", ["pdf", "json"])
def test_a_sealed_file_is_byte_equal_and_its_name_says_which(form, corrected, login, planner, url):
    client = login(planner)
    for one in SealedReport.objects.all():
        response = client.get(url(f"sealed_{form}", number=one.number))
        assert response.content == {"pdf": bytes(one.pdf), "json": one.payload.encode()}[form]
        suffix = "-rattelse-1" if one.number else ""
        wanted = f'attachment; filename="arsrapport-provnamnden-2025{suffix}.{form}"'
        assert response.headers["Content-Disposition"] == wanted


@pytest.mark.parametrize("form", ["pdf", "json"])
def test_the_reports_own_files_are_the_latest_sealed_ones(form, corrected, login, planner, url):
    wanted = {"pdf": bytes(corrected.pdf), "json": corrected.payload.encode()}
    assert login(planner).get(url(form)).content == wanted[form]


def test_the_web_page_of_each_is_rendered_from_its_payload(corrected, login, planner, url):
    client = login(planner)
    pages = [client.get(url("sealed_html", number=n)).content.decode() for n in (0, 1)]
    assert [("gick bra" in one, "gick sämre" in one) for one in pages] == [(True, False), (False, True)]


@pytest.mark.parametrize("name", ["sealed", "sealed_pdf", "sealed_html", "sealed_json"])
def test_a_number_that_is_not_sealed_does_not_exist(name, sealed, login, planner, outsider, url):
    assert login(planner).get(url(name, number=1)).status_code == 404
    assert login(outsider).get(url(name, number=0)).status_code == 404


def test_a_correction_is_listed_with_its_reason_and_the_first_says_that_it_is_superseded(
    corrected, reading, planner, url
):
    client = reading(planner)
    headings = [words(one) for one in page(client.get(url("report"))).xpath("//article[@class='seal']/h3")]
    assert headings == ["The report", "Correction 1"]
    assert "Fel siffra" in words(page(client.get(url("report"))).xpath("//article[@class='seal'][2]/dl")[0])
    first = client.get(url("sealed", number=0))
    assert notices(first) == ["A correction has been sealed since. Read the latest"]
    assert ("gick bra" in first.content.decode(), "gick sämre" in first.content.decode()) == (True, False)


def _body(response):
    return words(page(response).find_class("report-body")[0])


@pytest.mark.parametrize("state", ["open", "submitted", "approved"])
def test_a_board_member_reads_the_sealed_report_while_a_correction_is_under_way(
    state, under_correction, write_summary, reading, board_member, planner, board, period, url, approve
):
    write_summary("Ännu inte beslutat.")
    if state == "submitted":
        actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    if state == "approved":
        approve()
    client = reading(board_member)
    for name in ("report", "html", "json", "sealed_html"):
        response = client.get(url(name, **({"number": 0} if name.startswith("sealed") else {})))
        assert response.status_code == 200
        text = response.content.decode()
        assert ("gick bra" in text, "Ännu inte" in text) == (True, False)
    shown = client.get(url("report"))
    assert notices(shown) == [
        "A correction is under way. You see the report as it was sealed: it holds until the correction is sealed."
    ]
    assert client.get(url("pdf")).content == bytes(SealedReport.objects.get().pdf)


def test_who_sees_drafts_sees_the_correction_and_the_way_to_what_is_sealed(
    under_correction, write_summary, reading, planner, url
):
    write_summary("Ännu inte beslutat.")
    client = reading(planner)
    shown = client.get(url("report"))
    assert _body(shown).endswith("Ännu inte beslutat.")
    assert notices(shown) == [
        "A correction is under way. You see it as it stands now, not what was sealed. Read the sealed report"
    ]
    assert by_id(shown, "seals").getparent().xpath(".//a/@href")[0] == url("sealed", number=0)
    assert "Ännu inte" in client.get(url("json")).content.decode()


def test_what_is_not_sealed_stays_hidden_from_a_board_member(write_summary, login, board_member, url):
    write_summary("Utkast.")
    assert [login(board_member).get(url(name)).status_code for name in ("report", "pdf", "json")] == [403] * 3


def test_an_outsider_finds_nothing_sealed(sealed, login, outsider, url):
    assert [login(outsider).get(url(name)).status_code for name in ("report", "pdf", "seal", "correct")] == [404] * 4


def test_a_sealed_report_is_read_in_the_boards_language(sealed, reading, planner, url):
    shown = page(reading(planner).get(url("report")))
    assert shown.xpath("//div[@lang='sv']//h2[@id='contents']/text()") == ["Innehåll"]
    assert shown.xpath("//h2[@id='seals']/text()") == ["What is sealed"]


def test_reading_what_is_sealed_costs_the_same_for_one_and_three(
    corrected, board, period, controller, approve, seal, login, planner, url, django_assert_num_queries
):
    client = login(planner)
    with django_assert_num_queries(8):
        client.get(url("report"))
    actions.correct(submission=Submission.objects.of(board, period), reason="Igen", by=controller)
    approve()
    seal(reason="Igen")
    with django_assert_num_queries(8):
        client.get(url("report"))


def test_the_tables_of_each_sealed_report_are_those_that_were_sealed(login, planner, corrected):
    client = login(planner)
    urls = [
        reverse("reports:sealed_xlsx", args=[corrected.unit.slug, corrected.period.slug, number]) for number in (0, 1)
    ]
    files = [client.get(url) for url in urls]
    assert [file["Content-Disposition"] for file in files] == [
        'attachment; filename="arsrapport-provnamnden-2025.xlsx"',
        'attachment; filename="arsrapport-provnamnden-2025-rattelse-1.xlsx"',
    ]
    assert files[0].content != files[1].content
    assert client.get(urls[0]).content == files[0].content
