"""A case document as a letter: PDF and Word, from a payload."""

import shutil
import subprocess
from io import BytesIO

import pypdf
import pytest
from django.utils import translation
from docx import Document

from followup.sections import Prose
from reports import letters
from reports.docx_blocks import Writer, new_document
from tests.reports import meetings, pdf_checks, samples
from tests.reports.test_pdf import check_with_vera


def letter(**changes):
    return letters.letter_of(meetings.matter(**changes), "status")


def opened(content: bytes):
    return Document(BytesIO(content))


@pytest.mark.vera
def test_both_standards_are_kept():
    assert check_with_vera(letters.pdf(letter())) == {}


def test_structure_is_complete():
    assert pdf_checks.faults(letters.pdf(letter())) == []


def test_the_page_says_what_to_whom_when_and_by_which_role():
    text = pypdf.PdfReader(BytesIO(letters.pdf(letter()))).pages[0].extract_text()
    for said in ("Region Prov", "Provnämnden", "19 juni 2024", "HSN 2025/112", "Statusrapport mars 2026"):
        assert said in text
    assert text.count("HSN 2025/112") == 1
    assert "Regiondirektören" in text


def test_a_payload_lists_its_matters():
    assert letters.listed(meetings.matter()) == [("status", "Statusrapport mars 2026")]
    assert letters.listed(meetings.commissions()) == []
    assert letters.letter_of(meetings.matter(), "annat") is None


def test_word_has_real_headings_and_lists():
    document = opened(letters.docx(letter()))
    styled = [(one.style.name, one.text) for one in document.paragraphs if one.style.name != "Normal"]
    assert styled == [
        ("Heading 1", "Statusrapport mars 2026"),
        ("Heading 2", "Ärendebeskrivning"),
        ("List Bullet", "ett"),
        ("List Bullet", "två"),
        ("Heading 2", "Förslag till beslut"),
    ]
    assert "=1+1 är ingen formel." in [one.text for one in document.paragraphs]


def test_word_names_nobody_says_its_language_and_is_the_same_each_time():
    written = letters.docx(letter())
    assert written == letters.docx(letter())
    core = opened(written).core_properties
    assert (core.author, core.last_modified_by, core.language) == ("", "", "sv-SE")
    assert (core.title, core.created.date().isoformat()) == ("Statusrapport mars 2026", "2024-06-19")
    styles = opened(written).styles.element
    assert styles.xpath("./w:docDefaults//w:lang/@w:val") == ["sv-SE"]


def test_a_draft_says_so():
    text = "\n".join(one.text for one in opened(letters.docx(letter(is_draft=True))).paragraphs)
    with translation.override("sv"):
        assert letter(is_draft=True).marks[0] in text


@pytest.mark.parametrize("sample", [samples.rich, samples.gaps, samples.letters, samples.long_tables])
def test_every_kind_of_block_is_written(sample):
    payload = sample()
    with translation.override("sv"):
        document = new_document("sv")
        writer = Writer(document, payload.facts())
        for chapter in payload.chapters:
            writer.heading(chapter.title, 1)
            for section in chapter.sections:
                writer.section(section, 2)
    for table in document.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [chapter.title for chapter in payload.chapters]


def test_odd_text_gives_a_sound_file():
    payload = samples.hostile("\x00\x0b\uf0b7 <b>&amp;")
    document = new_document("sv")
    writer = Writer(document, payload.facts())
    writer.section(payload.chapters[0].sections[0], 1)
    writer.block(Prose(text="\x07rad"), 2)
    written = BytesIO()
    document.save(written)
    assert opened(written.getvalue()).paragraphs[-1].text == "rad"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_word_file(tmp_path):
    file = tmp_path / "case.docx"
    file.write_bytes(letters.docx(letter()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = pypdf.PdfReader(tmp_path / "case.pdf").pages[0].extract_text()
    assert "Förslag till beslut" in text
