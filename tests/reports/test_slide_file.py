"""The slides as a PowerPoint file: native, tagged with a language, without names, and opened by LibreOffice."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from django.utils import translation
from pptx import Presentation
from pptx.util import Pt

from followup.charts import Chart, Point, Series
from followup.sections import Prose
from reports import slide_fit
from reports.slide_file import pptx
from reports.slide_kinds import SlideTable
from reports.slides import slides
from tests.reports import meetings, samples

SAMPLES = [samples.gaps, samples.letters, samples.sealed, samples.empty, meetings.commissions, meetings.matter]


def opened(payload):
    return Presentation(BytesIO(pptx(payload)))


def in_swedish(payload):
    with translation.override("sv"):
        return slides(payload)


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_slide_has_its_title_in_the_placeholder_for_titles(sample):
    book = opened(sample())
    assert [slide.shapes.title.text_frame.text for slide in book.slides] == [one.name for one in in_swedish(sample())]


def test_texts_stand_in_placeholders_so_that_the_outline_shows_them():
    slide = opened(meetings.commissions(1)).slides[2]
    texts = [shape.text_frame.text for shape in slide.placeholders if shape.placeholder_format.idx in range(1, 5)]
    assert [text.splitlines()[0] for text in texts] == list(meetings.HEADINGS)


def test_no_placeholder_is_left_empty():
    for sample in SAMPLES:
        for slide in opened(sample()).slides:
            assert [shape.name for shape in slide.placeholders if not shape.text_frame.text] == []


def test_slides_are_numbered():
    for slide in opened(meetings.commissions(2)).slides:
        assert slide._element.xpath(".//a:fld/@type") == ["slidenum"]
        assert slide._element.xpath(".//a:fld/a:rPr/@lang") == ["sv-SE"]


def test_tables_are_native_with_a_row_of_heads():
    book = opened(samples.long_tables())
    tables = [shape for slide in book.slides for shape in slide.shapes if shape.has_table]
    expected = [one for one in in_swedish(samples.long_tables()) if isinstance(one.body, SlideTable)]
    assert len(tables) == len(expected)
    assert all(one.table.first_row and one.table.first_col for one in tables)
    assert [cell.text for cell in tables[0].table.rows[0].cells] == list(expected[0].body.heads)


def test_charts_are_native_where_they_are_simple_and_tables_where_not():
    shapes = [
        [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        for slide in opened(samples.gaps()).slides
    ]
    kinds = [["chart" if one.has_chart else "table" for one in some] for some in shapes]
    assert kinds == [[], [], ["chart"], ["chart"], ["chart"], ["table"]]
    (bars,) = shapes[2]
    assert list(bars.chart.plots[0].series[0].values) == [-112.0, -33.0, -334.0, 144.0]
    assert "Sjukhusvård: −334\u00a0mnkr" in bars._element.nvGraphicFramePr.cNvPr.get("descr")


def many(kind: str, count: int = 40, **told) -> Chart:
    """A chart of more rows than a slide has room for, of a kind that becomes a table."""
    points = tuple(Point(label=f"Rad {n}", value=str(n), note=f"{n} av {count}", **told) for n in range(1, count + 1))
    return Chart(key="c.many", kind=kind, title="Många rader", unit="mnkr", series=(Series(label="S", points=points),))


@pytest.mark.parametrize(
    "chart",
    [many("span", high="99"), many("radar"), many("waterfall"), many("bars", approximate="about"), many("bars")],
    ids=["span", "radar", "waterfall", "hedged", "bars"],
)
def test_no_row_of_a_chart_that_becomes_a_table_is_cut(chart):
    book = opened(samples.payload(samples.chapter("1", "Kapitel", replace(chart, note="En not."))))
    shown = list(book.slides)[2:]
    grids = [shape for slide in shown for shape in slide.shapes if shape.has_table]
    rows = [row.cells[0].text for grid in grids for row in list(grid.table.rows)[1:]]
    assert rows == [f"Rad {n}" for n in range(1, 41)]
    count = len(shown)
    assert [slide.shapes.title.text_frame.text for slide in shown] == [
        f"Många rader ({number} av {count})" for number in range(1, count + 1)
    ]
    assert [any(shape.has_text_frame and "En not." in shape.text_frame.text for shape in s.shapes) for s in shown] == [
        True
    ] * count
    assert max(grid.top + grid.height for grid in grids) <= Pt(slide_fit.BOTTOM - slide_fit.LEADING)


def test_bars_start_at_zero():
    charts = [shape.chart for slide in opened(samples.gaps()).slides for shape in slide.shapes if shape.has_chart]
    bars, stacked, _line = charts
    assert bars.value_axis.minimum_scale < 0 < bars.value_axis.maximum_scale
    assert (stacked.value_axis.minimum_scale, stacked.value_axis.maximum_scale) == (0.0, 14.0)


def test_every_table_and_chart_has_a_text_in_its_place():
    for slide in opened(samples.rich()).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def runs(payload):
    return [run for slide in opened(payload).slides for run in slide._element.iter("{*}r")]


def test_every_run_has_a_language_and_none_is_too_small():
    properties = [run.find("{*}rPr") for run in runs(samples.rich())]
    assert {one.get("lang") for one in properties} == {"sv-SE"}
    assert {int(one.get("sz")) for one in properties if int(one.get("sz")) < 1800} == {1400}
    small = [run for run in runs(samples.rich()) if run.find("{*}rPr").get("sz") == "1400"]
    assert {run.findtext("{*}t") for run in small} == {
        "Hälso- och sjukvårdsnämnden · Tertial 2 2025 · UTKAST"
    }  # the foot of the slide


def test_what_looks_like_a_formula_stays_text():
    payload = samples.payload(samples.chapter("1", "=1+1", Prose(text="=SUM(A1)\n\n@cmd\n\n+46")))
    texts = [shape.text_frame.text for shape in opened(payload).slides[2].placeholders]
    assert texts[:2] == ["=1+1", "=SUM(A1)\n@cmd\n+46"]


@pytest.mark.parametrize("text", ["\x00\x0b\ud800\uf0b7\ue000", "a" * 3000, "<b>&amp;</b>", "]]>", "_x0041_"])
def test_odd_text_gives_a_sound_file(text):
    clean = text.encode("utf-8", "replace").decode()
    for payload in (samples.hostile(clean), samples.prose(clean)):
        assert len(opened(payload).slides) > 2


def test_the_file_names_nobody_and_is_the_same_each_time():
    written = pptx(samples.gaps())
    assert written == pptx(samples.gaps())
    core = Presentation(BytesIO(written)).core_properties
    assert (core.author, core.last_modified_by, core.language) == ("", "", "sv-SE")
    assert core.title == "Delårsrapport · Provnämnden · Tertial 2 2025"
    assert (core.created.date().isoformat(), core.modified.date().isoformat()) == ("2025-08-31", "2025-08-31")
    with zipfile.ZipFile(BytesIO(written)) as packed:
        assert {info.date_time[0] for info in packed.infolist()} == {1980}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_every_slide_and_its_text(tmp_path):
    file = tmp_path / "slides.pptx"
    file.write_bytes(pptx(meetings.commissions()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pages = pypdf.PdfReader(tmp_path / "slides.pdf").pages
    assert len(pages) == 14
    last = " ".join(pages[13].extract_text().split())
    assert all(heading in last for heading in (*meetings.HEADINGS, "V12 Uppdrag", "Aktivitet 1", "Pågående"))
