"""The slides as HTML and as PDF in 16:9."""

from io import BytesIO

import pypdf
import pytest
from lxml import html as lxml_html

from reports import slide_pages
from tests.reports import meetings, pdf_checks, samples
from tests.reports.test_pdf import check_with_vera

SAMPLES = [samples.gaps, samples.letters, samples.sealed, meetings.commissions, meetings.matter]


def parsed(payload):
    return lxml_html.document_fromstring(slide_pages.print_html(payload))


@pytest.mark.vera
@pytest.mark.parametrize("sample", [*SAMPLES, samples.rich])
def test_both_standards_are_kept(sample):
    assert check_with_vera(slide_pages.pdf(sample())) == {}


@pytest.mark.parametrize("sample", SAMPLES)
def test_structure_is_complete(sample):
    assert pdf_checks.faults(slide_pages.pdf(sample())) == []


def test_each_slide_is_one_page_in_16_to_9():
    pages = pypdf.PdfReader(BytesIO(slide_pages.pdf(meetings.commissions()))).pages
    assert len(pages) == 14
    assert {tuple(float(side) for side in page.mediabox[2:]) for page in pages} == {(960.0, 540.0)}
    assert "V12 Uppdrag" in pages[13].extract_text()


def test_long_text_keeps_to_its_pages():
    payload = samples.payload(samples.chapter("1", "Text", samples.Prose(text="Ett stycke med ord. " * 300)))
    shown = slide_pages.pages(payload, theme="print")
    assert len(pypdf.PdfReader(BytesIO(slide_pages.pdf(payload))).pages) == len(shown)


def test_the_same_payload_gives_the_same_bytes():
    assert slide_pages.pdf(samples.gaps()) == slide_pages.pdf(samples.gaps())


def test_headings_never_skip_a_rank():
    page = parsed(meetings.commissions(2))
    ranks = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3")]
    assert ranks[:6] == [1, 2, 2, 3, 3, 3]
    assert ranks.count(1) == 1


def test_a_status_is_told_in_words():
    page = parsed(meetings.commissions(1))
    (status,) = page.find_class("slide-status")
    assert status.text_content().split() == ["▶", "Pågående"]
    assert [one.text_content().split() for one in page.find_class("activity-status")] == [["✓", "Hanterat"]] * 2


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "' onload='alert(1)", "{{ payload }}", "\x00\uf0b7"])
def test_text_is_shown_as_text_wherever_it_stands(text):
    page = parsed(samples.hostile(text))
    assert page.xpath("//script | //img | //base | //link") == []
    assert [name for node in page.iter("*") for name in node.attrib if name.startswith("on")] == []


def test_the_drawing_is_as_large_as_its_text_needs():
    (picture,) = [page.picture for page in slide_pages.pages(samples.gaps(), theme="print") if page.number == 3]
    assert picture.startswith("<svg")
