"""Sealing: what is kept, byte for byte, under which number and hashes, and what is refused."""

import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from organisation import actions
from organisation.models import State, Submission
from reports import exports
from reports.models import ChapterText, ReportTemplate, SealedReport
from reports.sealed import SealBroken, file_of, payload_of
from reports.sealing import date_fault, paragraph_number, reason_given, seal_report
from tests.reports.conftest import DECISION, TODAY

pytestmark = pytest.mark.usefixtures("english")

READ_AGAIN = """
import hashlib
import django
django.setup()
from reports.models import SealedReport
from reports.sealed import file_of
sealed = SealedReport.objects.get()
print(hashlib.sha256(file_of(sealed, "json").encode()).hexdigest(), hashlib.sha256(file_of(sealed, "pdf")).hexdigest())
"""


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split()).replace("\u00a0", " ")


def kept(row):
    """What is kept, read anew from the database."""
    again = SealedReport.objects.get(pk=row.pk)
    return again.payload, again.payload_sha256, bytes(again.pdf), again.pdf_sha256


def test_the_hashes_are_those_of_the_bytes(sealed):
    payload, payload_sha256, pdf, pdf_sha256 = kept(sealed)
    assert hashlib.sha256(payload.encode("utf-8")).hexdigest() == payload_sha256
    assert hashlib.sha256(pdf).hexdigest() == pdf_sha256
    assert (pdf, payload) == (sealed.pdf, sealed.payload)


@pytest.mark.parametrize(("column", "form"), [("pdf", "pdf"), ("payload", "json"), ("payload", "html")])
def test_what_was_altered_in_the_database_is_not_given_out_as_sealed(sealed, column, form):
    altered = {"pdf": b"%PDF-1.7", "payload": sealed.payload.replace("2026/17", "2026/18")}
    SealedReport.objects.update(**{column: altered[column]})
    with pytest.raises(SealBroken):
        file_of(SealedReport.objects.get(), form)


def test_the_payload_is_the_canonical_text_and_carries_the_decision(sealed):
    payload = payload_of(sealed)
    assert exports.json_text(payload) == sealed.payload
    data = json.loads(sealed.payload)
    wanted = ("diary_number", "paragraph", "decided_on", "sealed_on", "correction", "correction_reason")
    assert [data[name] for name in wanted] == ["PN 2026/17", "45", "2026-02-26", "2026-03-02", 0, ""]
    assert (payload.state, payload.is_draft, payload.title) == ("Förseglad", False, "Årsrapport")


def test_the_pdf_is_written_from_the_payload_and_the_same_each_time(sealed):
    assert exports.pdf(payload_of(sealed)) == bytes(sealed.pdf)


def test_the_paper_says_number_paragraph_and_day_on_cover_and_in_the_colophon(sealed):
    text = text_of(sealed.pdf)
    for line in ("Förseglad 2 mars 2026", "Dnr PN 2026/17", "Beslutad § 45 den 26 februari 2026"):
        assert text.count(line) == 2
    assert ("UTKAST" in text, "Rättelse 1" in text) == (False, False)


def test_every_submission_of_the_board_is_locked_with_it(sealed, board, unit, period, controller):
    states = {one.unit: (one.state, one.sealed_by) for one in Submission.objects.filter(period=period)}
    assert states == {board: (State.SEALED, controller)}


def test_a_unit_that_handed_in_nothing_is_locked_too(unit, approved, seal, board, period, controller):
    seal()
    states = {one.unit: (one.state, one.sealed_by) for one in Submission.objects.filter(period=period)}
    assert states == {board: (State.SEALED, controller), unit: (State.SEALED, controller)}


def test_what_is_sealed_stays_when_everything_around_it_gets_another_name(sealed, board, period):
    before = kept(sealed)
    ReportTemplate.objects.update(title="Annan", year_title="Annan", chapters=[])
    type(board).objects.filter(pk=board.pk).update(name="Andra nämnden")
    ChapterText.objects.update(text="Omskriven bakom ryggen")
    assert kept(sealed) == before
    assert exports.pdf(payload_of(SealedReport.objects.get())) == before[2]


def test_a_correction_has_the_next_number_and_its_reason_and_the_first_stays(corrected):
    first = SealedReport.objects.get(number=0)
    found = [(one.number, one.reason) for one in SealedReport.objects.all()]
    assert found == [(0, ""), (1, "Fel siffra")]
    assert ("Året gick bra." in first.payload, "Året gick sämre." in first.payload) == (True, False)
    assert hashlib.sha256(bytes(first.pdf)).hexdigest() == first.pdf_sha256
    text = text_of(bytes(corrected.pdf))
    assert ("Rättelse 1" in text, "Skäl: Fel siffra" in text, "Året gick sämre." in text) == (True, True, True)


def test_the_first_is_byte_equal_after_its_correction(sealed, board, period, controller, write_summary, approve, seal):
    before = kept(sealed)
    actions.correct(submission=Submission.objects.of(board, period), reason="Fel siffra", by=controller)
    write_summary("Ny text.")
    approve()
    seal(reason="Fel siffra")
    assert kept(sealed) == before


def test_the_second_correction_is_number_two(corrected, board, period, controller, approve, seal):
    actions.correct(submission=Submission.objects.of(board, period), reason="Fel bilaga", by=controller)
    approve()
    assert seal(reason="Fel bilaga").number == 2


def test_the_reason_of_a_correction_is_in_the_log_though_it_was_returned_since(
    under_correction, board, period, planner, manager
):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    actions.send_back(submission=Submission.objects.of(board, period), reason="Stavfel", by=manager)
    assert reason_given(Submission.objects.of(board, period)) == "Fel siffra"


def test_nothing_was_corrected_where_nothing_was_sealed(approved):
    assert reason_given(approved) == ""


@pytest.mark.parametrize("who", ["planner", "manager", "board_member", "administrator", "outsider", "unit_planner"])
def test_only_a_controller_seals(who, approved, seal, request):
    with pytest.raises(actions.Refused) as caught:
        seal(by=request.getfixturevalue(who))
    assert str(caught.value) == "Only a controller can seal, and only what has been approved."
    assert not SealedReport.objects.exists()


@pytest.mark.parametrize("state", ["open", "submitted"])
def test_only_what_is_approved_is_sealed(state, write_summary, board, period, planner, seal):
    write_summary("Text.")
    if state == "submitted":
        actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    with pytest.raises(actions.Refused):
        seal()
    assert not SealedReport.objects.exists()


def test_what_is_sealed_is_not_sealed_again(sealed, seal):
    with pytest.raises(actions.Refused, match=r"^Sealed by controller on "):
        seal()
    assert SealedReport.objects.count() == 1


def test_what_has_changed_since_it_was_seen_is_not_sealed(approved, seal):
    with pytest.raises(actions.MovedOn):
        seal(seen=0)
    assert not SealedReport.objects.exists()
    assert Submission.objects.get().state == State.APPROVED


@pytest.mark.parametrize(
    "changes",
    [
        {"diary_number": " "},
        {"paragraph": "§ "},
        {"reason": "Inget att rätta"},
        {"decided_on": date(2026, 3, 3)},
        {"decided_on": date(2025, 12, 30)},
    ],
)
def test_half_a_decision_is_refused(changes, approved, seal):
    with pytest.raises(actions.Refused):
        seal(**changes)
    assert not SealedReport.objects.exists()


def test_a_correction_without_a_reason_is_refused(under_correction, approve, seal):
    approve()
    with pytest.raises(actions.Refused):
        seal()
    assert SealedReport.objects.count() == 1


def test_a_unit_below_the_board_has_no_seal_of_its_own(unit, approved, seal, period, controller):
    Submission.objects.create(
        unit=unit,
        period=period,
        state=State.APPROVED,
        submitted_at=approved.submitted_at,
        submitted_by=controller,
        approved_at=approved.approved_at,
        approved_by=controller,
    )
    with pytest.raises(actions.Refused, match="board's report"):
        seal_report(board=unit, period=period, by=controller, seen=0, today=TODAY, **DECISION)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 12, 30), "The day of the decision is before the end of the period."),
        (date(2025, 12, 31), ""),
        (date(2026, 3, 2), ""),
        (date(2026, 3, 3), "The day of the decision has not come yet."),
    ],
)
def test_a_decision_is_made_between_the_end_of_the_period_and_today(day, said, period):
    assert date_fault(day, period=period, today=date(2026, 3, 2)) == said


@pytest.mark.parametrize(("typed", "number"), [("45", "45"), ("§ 45", "45"), ("§45 a", "45 a"), (" § ", "")])
def test_a_paragraph_is_kept_without_its_sign(typed, number):
    assert paragraph_number(typed) == number


def test_the_web_page_of_what_is_sealed_is_rendered_from_its_payload(sealed):
    page = file_of(sealed, "html")
    assert ("Dnr PN 2026/17" in page, "Året gick bra." in page) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_what_is_sealed_is_byte_equal_to_another_process(sealed, tmp_path):
    """A process of its own reads the same bytes from the database: a copy of it in a file where it is in memory."""
    run = subprocess.run(
        [sys.executable, "-c", READ_AGAIN],
        cwd=settings.BASE_DIR,
        env=os.environ | _database(tmp_path) | {"DJANGO_SETTINGS_MODULE": "boardportal.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [sealed.payload_sha256, sealed.pdf_sha256]


def _database(folder):
    """The environment in which another process finds the tests' database."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "copy.sqlite3")])
        return {"BOARDPORTAL_SQLITE": str(folder / "copy.sqlite3")}
    own = connection.settings_dict
    name = f"postgresql://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
    return {"BOARDPORTAL_DATABASE": name}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_held_while_the_pdf_is_written(approved, seal):
    """Every query of the assembly runs outside the transaction of the seal, which takes a few short ones."""
    inside = []

    def note(execute, sql, params, many, context):
        if connection.in_atomic_block:
            inside.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        seal()
    tables = {name for sql in inside for name in re.findall(r'(?:FROM|INTO|UPDATE|JOIN) "(\w+)"', sql)}
    # Who the people are, and in which roles, may have been read before.
    assert tables - {"organisation_membership", "organisation_user"} == {
        "organisation_answer",
        "organisation_planchange",
        "organisation_question",
        "organisation_reportingperiod",
        "organisation_revision",
        "organisation_submission",
        "organisation_unit",
        "reports_sealedreport",
    }


@pytest.mark.parametrize(("number", "reason"), [(0, "Fel siffra"), (1, "")])
def test_the_database_holds_number_and_reason_together(number, reason, sealed, previous_period):
    row = SealedReport.objects.get()
    row.pk, row.period, row.number, row.reason = None, previous_period, number, reason
    with pytest.raises(IntegrityError, match="reason"), transaction.atomic():
        row.save(force_insert=True)


def test_a_number_is_used_once(sealed):
    again = SealedReport.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError, match=r"unit_id|once"), transaction.atomic():
        again.save(force_insert=True)


def test_no_code_alters_or_removes_what_is_sealed():
    """The model is named in the reports app alone, and nothing there updates or deletes anything."""
    root = Path(settings.BASE_DIR)
    packages = ["boardportal", "organisation", "followup", "reports", "goals", "savings", "staffing", "economy"]
    sources = {
        path: path.read_text("utf-8")
        for package in [*packages, "commissions"]
        for path in (root / package).rglob("*.py")
        if "migrations" not in path.parts
    }
    naming = {path for path, text in sources.items() if re.search(r"SealedReport\b|sealed_reports?\b", text)}
    assert len(naming) >= 3
    altering = re.compile(r"\.(update|delete|bulk_update|update_or_create|_raw_delete|save)\(([^)]*)\)")
    allowed = {("save", "force_insert=True")}
    found = {
        (path.name, match.groups())
        for path in naming
        for match in altering.finditer(sources[path])
        if match.groups() not in allowed
    }
    assert found == set()
