"""Case documents in the browser: added, written, locked, sealed; and the papers of a meeting."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from docx import Document

from organisation import actions
from organisation.models import ReportingPeriod, Revision, Submission
from reports.assembly import assemble, template_of
from reports.duties import duties
from reports.fixtures import case_changes
from reports.letters import letter_of, listed
from reports.models import CaseDocument
from reports.sealing import date_fault
from reports.section import chapters as chapter_section
from tests.reports.conftest import DECISION, TODAY

pytestmark = pytest.mark.django_db
URL = "/provnamnden/2025/report/cases/"


@pytest.fixture
def meeting(board):
    """A meeting that is reported to."""
    return ReportingPeriod.objects.create(
        board=board,
        slug="2026-03",
        label="Sammanträde mars 2026",
        start=date(2026, 2, 1),
        end=date(2026, 3, 31),
        kind=ReportingPeriod.Kind.MEETING,
    )


@pytest.fixture
def write_case(board, planner):
    """Writes a matter the way everybody writes."""

    def write(period, code="status", **changes):
        row = CaseDocument.objects.at(board, period).filter(code=code).first()
        row = row or CaseDocument(unit=board, period=period, code=code)
        return actions.write(row=row, version=row.version, changes={"title": "Status", **changes}, by=planner)

    return write


def posted(row: CaseDocument, **changes) -> dict:
    names = ("title", "dnr", "background", "assessment", "proposal", "extracts_to", "written_by_role", "version")
    return {name: getattr(row, name) for name in names} | changes


def test_a_matter_is_added_and_then_written(login, planner, period):
    client = login(planner)
    answer = client.post(URL + "add/", {"title": "Status i mars", "dnr": "PN 2026/1"})
    assert (answer.status_code, answer.url) == (302, URL + "status-i-mars/")
    row = CaseDocument.objects.get()
    assert (row.title, row.dnr, row.version) == ("Status i mars", "PN 2026/1", 1)
    answer = client.post(URL + "status-i-mars/", posted(row, proposal="Nämnden noterar."))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.proposal, row.version) == ("Nämnden noterar.", 2)
    assert [one.key for one in Revision.objects.all()] == ["reports.case.status-i-mars"] * 2


def test_two_with_one_name_get_codes_of_their_own(login, planner, period):
    client = login(planner)
    for title in ("Add", "Status", "Status", "…"):
        client.post(URL + "add/", {"title": title})
    assert list(CaseDocument.objects.values_list("code", flat=True)) == ["add-2", "status", "status-2", "case"]


def test_one_without_a_title_is_refused_and_keeps_what_was_typed(login, planner, period):
    answer = login(planner).post(URL + "add/", {"title": " ", "dnr": "PN 2026/1"})
    assert answer.status_code == 422
    assert b'value="PN 2026/1"' in answer.content
    assert CaseDocument.objects.count() == 0


def test_who_saves_second_is_shown_both(login, planner, period, write_case):
    row = write_case(period)
    write_case(period, proposal="Först.")
    answer = login(planner).post(URL + "status/", posted(row, proposal="Sist."))
    assert answer.status_code == 409
    assert "Först." in answer.content.decode()
    assert "Sist." in answer.content.decode()


def test_what_is_submitted_is_locked_and_what_was_typed_stays(login, planner, manager, board, period, write_case):
    row = write_case(period, proposal="Nämnden noterar.")
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    answer = login(planner).post(URL + "status/", posted(row, proposal="Något annat."))
    assert (answer.status_code, "Något annat." in answer.content.decode()) == (409, True)
    answer = login(planner).post(URL + "add/", {"title": "För sent"})
    assert (answer.status_code, "För sent" in answer.content.decode()) == (409, True)


def test_somebody_else_sees_no_matter(login, outsider, unit_planner, board_member, period, write_case):
    write_case(period)
    assert [login(one).get(URL + "status/file.pdf").status_code for one in (outsider, board_member)] == [404, 403]
    assert login(unit_planner).post(URL + "add/", {"title": "X"}).status_code == 403


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    login, planner, period, write_case, django_assert_num_queries
):
    client = login(planner)
    write_case(period, code="a")
    client.get(URL)
    with django_assert_num_queries(7):
        client.get(URL)
    for code in ("b", "c"):
        write_case(period, code=code)
    with django_assert_num_queries(7):
        assert client.get(URL).content.decode().count('<li class="row"') == 3


def test_a_matter_lacks_its_proposal_until_one_is_written(planner, board, period, write_case, english):
    def lacking():
        found = duties(user=planner, unit=board, period=period, today=TODAY)
        return [str(missing) for duty in found if duty.kind == "case" for missing in duty.missing]

    write_case(period)
    assert lacking() == ["Status: write the proposal for a decision."]
    write_case(period, proposal="Nämnden noterar.")
    assert lacking() == []


def test_one_whose_title_is_emptied_is_left_out_of_the_papers(board, meeting, write_case):
    write_case(meeting, background="Text.")
    assert listed(assemble(unit=board, period=meeting, today=TODAY)) == [("status", "Status")]
    write_case(meeting, title="")
    assert listed(assemble(unit=board, period=meeting, today=TODAY)) == []


def test_a_meeting_has_papers_of_its_own_also_where_the_board_has_a_template(board, meeting, report_template):
    template = template_of(board, meeting)
    parts = [one["parts"] for one in template.chapters]
    assert parts == [["commissions"], ["reports.cases"], ["questions"], ["staffing.availability"]]
    assert template.texts() == []
    assert chapter_section(unit=board, period=meeting, today=TODAY).blocks == ()


def test_matters_stand_in_the_papers_chapter_for_matters(board, meeting, write_case):
    write_case(meeting, dnr="PN 2026/1", written_by_role="Direktören", background="Bakgrund.", extracts_to="A\n* B\n")
    (section,) = assemble(unit=board, period=meeting, today=TODAY).chapters[1].sections
    (nested,) = section.blocks
    assert [(one.text, one.lang) for one in nested.blocks] == [("Bakgrund.", "sv"), ("- A\n- B", "sv")]
    assert nested.blocks[0].origin.endswith("PN 2026/1 · Direktören")
    assert nested.items[0].attributes == {"code": "status", "dnr": "PN 2026/1", "written_by_role": "Direktören"}


def test_the_papers_of_a_meeting_are_decided_on_at_the_meeting(meeting):
    assert date_fault(meeting.end, period=meeting, today=date(2026, 4, 1)) == ""


def test_what_is_sealed_keeps_its_letter_and_its_slides(
    login, planner, controller, period, write_case, approved, seal, board_member
):
    row = CaseDocument.objects.first()
    assert row is None
    sealed = seal()
    client = login(board_member)
    base = f"/provnamnden/2025/report/sealed/{sealed.number}/"
    answers = [client.get(base + name) for name in ("slides/", "slides/file.pdf", "slides/file.pptx")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert client.get(base + "cases/status/file.pdf").status_code == 404


def test_a_sealed_matter_is_what_it_was(
    login, board_member, planner, period, report_template, write_case, approve, seal
):
    write_case(period, background="Som det var.", proposal="Nämnden noterar.")
    approve()
    seal(**DECISION)
    CaseDocument.objects.update(background="Ändrat i databasen.")
    client = login(board_member)
    for url in (URL + "status/file.docx", "/provnamnden/2025/report/sealed/0/cases/status/file.docx"):
        texts = [one.text for one in Document(BytesIO(client.get(url).content)).paragraphs]
        assert ("Som det var." in texts, "Ändrat i databasen." in texts) == (True, False)
    page = client.get("/provnamnden/2025/report/").content.decode()
    assert "sealed/0/cases/status/file.pdf" in page


def test_slides_in_the_browser_are_one_page_with_headings(login, planner, period, report_template, write_summary):
    write_summary("Året gick bra.")
    page = login(planner).get("/provnamnden/2025/report/slides/").content.decode()
    assert page.count('<div class="slide ') == 3
    assert (page.count("<h1"), page.count("<h2")) == (1, 3)
    assert "Året gick bra." in page
    assert "style=" not in page.split("</head>")[1].replace("<svg", "")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("slides/file.pdf", "application/pdf"), ("slides/file.pptx", "application/vnd.openxmlformats-officedocument.")],
)
def test_slides_are_files_to_keep(login, planner, period, report_template, write_summary, name, kind):
    write_summary("Året gick bra.")
    answer = login(planner).get(f"/provnamnden/2025/report/{name}")
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="arsrapport-provnamnden-2025-')


def test_the_status_report_of_march_2026_is_entered_and_comes_out_as_a_letter(login, planner, board, meeting):
    """The matter of Region Jämtland Härjedalen, typed into the form word by word."""
    folder = settings.BASE_DIR / "fixtures" / "jamtland-harjedalen-hsn"
    (data,) = json.loads((folder / "reports.json").read_text("utf-8"))["cases"]["2026-03"]
    typed = case_changes(data)
    client, url = login(planner), "/provnamnden/2026-03/report/cases/"
    there = client.post(url + "add/", {"title": typed["title"]}).url
    row = CaseDocument.objects.get()
    assert client.post(there, posted(row, **typed)).status_code == 302
    letter = letter_of(assemble(unit=board, period=meeting, today=TODAY), row.code)
    answer = client.get(there + "file.docx")
    texts = [one.text for one in Document(BytesIO(answer.content)).paragraphs]
    for said in ("58 miljoner", "52 miljoner", "13 delprojekt", "Sju hälsocentraler", "Berg, Bräcke och Krokom"):
        assert any(said in text for text in texts)
    assert texts[-6:-1] == data["extracts_to"]
    assert texts[-1] == "Regiondirektören och hälso- och sjukvårdsdirektören"
    assert letter.item.title == data["title"]
    assert client.get(there + "file.pdf").content.startswith(b"%PDF-1.7")
