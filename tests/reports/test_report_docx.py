"""The report as a Word file: real headings, tables with heads, native charts with their figures in words."""

import posixpath
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from itertools import pairwise

import pypdf
import pytest
from django.utils import translation
from docx import Document
from lxml import etree
from python_calamine import CalamineWorkbook

from followup.charts import chart_table
from reports.report_docx import docx
from reports.slide_drawing import is_native
from tests.reports import samples
from tests.reports.sample_charts import charts

ALL = [samples.rich, samples.empty, samples.long_tables, samples.gaps, samples.letters, samples.sealed]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(payload):
    return Document(BytesIO(docx(payload)))


def drawn():
    """A report of every chart that the file can hold as one."""
    native = [one for one in charts() if is_native(one)]
    assert {one.kind for one in native} == {"bars", "stacked", "line"}
    return samples.payload(samples.chapter("1", "Diagram", *native)), native


@pytest.mark.parametrize("sample", ALL)
def test_each_chapter_is_a_heading_of_its_rank_and_none_skips(sample):
    payload = sample()
    ranks = [
        (int(one.style.name[-1]), one.text) for one in opened(payload).paragraphs if one.style.name.startswith("Head")
    ]
    titles = [(one.level, f"{one.number} {one.title}") for one in payload.chapters]
    assert [one for one in ranks if one in titles] == titles
    numbers = [rank for rank, _text in ranks]
    assert [pair for pair in pairwise(numbers) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("sample", ALL)
def test_each_table_has_a_head_that_is_repeated_and_says_what_it_holds(sample):
    for table in opened(sample()).tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert table._tbl.tblPr.xpath("./w:tblCaption/@w:val")


@pytest.mark.parametrize("sample", ALL)
def test_the_contents_lead_to_every_chapter(sample):
    payload = sample()
    body = opened(payload).element.body
    anchors = body.xpath(".//w:hyperlink/@w:anchor")
    assert anchors == [one.anchor for one in payload.chapters]
    assert body.xpath(".//w:bookmarkStart/@w:name") == anchors


def test_a_chart_is_native_with_its_figures_in_a_workbook_and_in_words():
    payload, native = drawn()
    written = docx(payload)
    pictures = Document(BytesIO(written)).element.body.xpath(".//wp:docPr")
    assert [one.get("title") for one in pictures] == [one.title for one in native]
    with zipfile.ZipFile(BytesIO(written)) as parts:
        for number, chart in enumerate(native, start=1):
            book = CalamineWorkbook.from_filelike(BytesIO(parts.read(f"word/embeddings/chart{number}.xlsx")))
            rows = book.get_sheet_by_index(0).to_python()
            assert [row[0] for row in rows[1:]] == [row.cells[0].text for row in chart_table(chart).rows]
            relations = parts.read(f"word/charts/_rels/chart{number}.xml.rels").decode()
            named = re.search(rb'externalData[^>]*r:id="(\w+)"', parts.read(f"word/charts/chart{number}.xml"))
            assert f'Id="{named[1].decode()}"' in relations
    with translation.override("sv"):
        for picture, chart in zip(pictures, native, strict=True):
            figures = [cell.text for row in chart_table(chart).rows for cell in row.cells[1:] if cell.text != "–"]
            assert [one for one in figures if one.split("\u00a0")[0] not in picture.get("descr")] == []


def test_every_relation_of_the_file_leads_to_a_part():
    with zipfile.ZipFile(BytesIO(docx(drawn()[0]))) as parts:
        names = set(parts.namelist())
        for name in [one for one in names if one.startswith("word/") and one.endswith(".rels")]:
            folder = posixpath.dirname(posixpath.dirname(name))
            relations = list(etree.fromstring(parts.read(name)))
            assert [one for one in relations if one.get("TargetMode") == "External"] == []
            targets = {posixpath.normpath(posixpath.join("/", folder, one.get("Target"))) for one in relations}
            assert {target.removeprefix("/") for target in targets} <= names


def test_it_says_what_the_pdf_says():
    payload = samples.rich()
    document = opened(payload)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(one.text for one in document.paragraphs), *cells])
    for section in payload.sections():
        for block in section.blocks:
            if block.type == "table":
                for row in block.rows:
                    assert [cell.text for cell in row.cells if cell.text not in said] == []


def test_a_sealed_report_carries_its_decision_and_a_draft_its_mark():
    sealed = [one.text for one in opened(samples.sealed()).paragraphs]
    assert [one for one in sealed if "§" in one] != []
    assert "UTKAST" in [one.text for one in opened(samples.empty()).paragraphs]


def test_it_is_the_same_each_time_and_names_nobody():
    payload = drawn()[0]
    written = docx(payload)
    assert written == docx(payload)
    core = Document(BytesIO(written)).core_properties
    assert (core.author, core.last_modified_by, core.comments, core.language) == ("", "", "", "sv-SE")
    assert core.created.date().isoformat() == payload.end


def test_odd_text_is_written_as_it_is():
    document = opened(samples.hostile("=1+1 <w:p>&amp;\x00"))
    assert "=1+1 <w:p>&amp;" in [one.text for one in document.paragraphs]
    assert document.element.body.xpath(".//w:fldSimple | .//w:instrText") == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_its_charts(tmp_path):
    file = tmp_path / "report.docx"
    file.write_bytes(docx(drawn()[0]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages)
    assert "1 Diagram" in text
