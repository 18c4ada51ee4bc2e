"""The command that writes a report to a file."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reports.models import ReportTemplate, SealedReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(board):
    chapters = [{"number": "1", "title": "Sammanfattning", "text": "summary"}]
    return ReportTemplate.objects.create(board=board, title="Delårsrapport", chapters=chapters)


def test_each_format_is_written_whatever_the_case_of_the_period(template, period, tmp_path, capsys):
    for form, begins in (("pdf", b"%PDF-1.7"), ("html", b"<!doctype html>"), ("json", b"{\n")):
        file = tmp_path / f"report.{form}"
        call_command("export_report", "provnamnden", "2025", format=form, output=file)
        assert file.read_bytes().startswith(begins)
        assert capsys.readouterr().out == f"{file}\n"


def test_case_of_slugs_does_not_matter(template, previous_period, tmp_path):
    file = tmp_path / "report.json"
    call_command("export_report", "Provnamnden", "2025-T2", format="json", output=file)
    assert json.loads(file.read_text("utf-8"))["period_slug"] == "2025-t2"


def test_file_gets_the_reports_own_name_without_output(template, previous_period, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call_command("export_report", "provnamnden", "2025-t2", format="json")
    assert [file.name for file in tmp_path.iterdir()] == ["delarsrapport-provnamnden-2025-t2-utkast.json"]


def test_unit_below_the_board_has_a_report_too(template, unit, previous_period, tmp_path):
    file = tmp_path / "report.json"
    call_command("export_report", "provnamnden-norra", "2025-t2", format="json", output=file)
    assert json.loads(file.read_text("utf-8"))["unit"] == "Norra området"


@pytest.mark.parametrize(
    ("unit_slug", "period_slug", "said"),
    [
        ("finns-inte", "2025-t2", "provnamnden"),
        ("provnamnden", "2019", "2025, 2025-t2"),
    ],
)
def test_unknown_slug_is_refused_with_those_there_are(template, period, unit_slug, period_slug, said):
    with pytest.raises(CommandError, match=rf": {said}\.$"):
        call_command("export_report", unit_slug, period_slug)


def test_file_that_cannot_be_written_is_said_in_words(template, period, tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("export_report", "provnamnden", "2025", format="json", output=tmp_path / "nowhere" / "r.json")


def test_what_is_sealed_is_written_byte_for_byte(corrected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for form in ("pdf", "json"):
        call_command("export_report", "provnamnden", "2025", format=form)
        call_command("export_report", "provnamnden", "2025", format=form, number=0)
    first = SealedReport.objects.get(number=0)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "arsrapport-provnamnden-2025.pdf": bytes(first.pdf),
        "arsrapport-provnamnden-2025.json": first.payload.encode(),
        "arsrapport-provnamnden-2025-rattelse-1.pdf": bytes(corrected.pdf),
        "arsrapport-provnamnden-2025-rattelse-1.json": corrected.payload.encode(),
    }


def test_a_correction_under_way_is_written_only_as_a_draft(under_correction, write_summary, tmp_path):
    write_summary("Under arbete.")
    sealed, draft = tmp_path / "sealed.json", tmp_path / "draft.json"
    call_command("export_report", "provnamnden", "2025", format="json", output=sealed)
    call_command("export_report", "provnamnden", "2025", format="json", output=draft, draft=True)
    assert ["Under arbete." in file.read_text("utf-8") for file in (sealed, draft)] == [False, True]


@pytest.mark.parametrize(
    ("options", "said"),
    [({"number": 7}, "7.*: 0\\.$"), ({"number": 0, "draft": True}, "--number.*--draft")],
)
def test_a_number_that_is_not_there_is_refused_with_those_there_are(options, said, sealed):
    with pytest.raises(CommandError, match=said):
        call_command("export_report", "provnamnden", "2025", **options)
