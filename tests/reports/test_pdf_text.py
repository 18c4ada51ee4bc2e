"""What the PDF says: every text that was written, the mark of a draft, header and footer."""

from io import BytesIO

import pypdf
import pytest

from followup import prose
from followup.sections import Prose, Table
from reports.assembly import Payload
from tests.reports import samples
from tests.reports.written import SAMPLES, real_report, written


def squeezed(text: str) -> str:
    return "".join(text.split())


def body(data: bytes) -> str:
    """The text without spaces, and without what stands in the margins."""
    found: list[str] = []

    def keep(text, outer, inner, _font, _size):
        height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        if 60 < height < 780:
            found.append(text)

    for page in pypdf.PdfReader(BytesIO(data)).pages:
        page.extract_text(visitor_text=keep)
    return squeezed("".join(found))


def shown_texts(payload: Payload) -> list[str]:
    """Every line that the payload's chapters show."""
    found = [f"{one.number} {one.title}" for one in payload.chapters]
    for chapter in payload.chapters:
        for section in [one for top in chapter.sections for one in top.walk()]:
            found.append(section.title)
            for block in section.blocks:
                if isinstance(block, Prose):
                    found += [block.heading, block.origin, *prose.plain(block.text).split("\n")]
                if isinstance(block, Table):
                    found += [block.caption, block.note]
                    found += [
                        cell.status.label if cell.status else cell.text for row in block.rows for cell in row.cells
                    ]
    return [squeezed(text) for text in found if text]


@pytest.mark.parametrize(
    ("name", "mark"), [("rich", "UTKAST · Påhittade siffror"), ("empty", "UTKAST"), ("letters", "")]
)
def test_every_page_of_a_draft_says_so(name, mark):
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(written(name))).pages]
    assert [("UTKAST" in text, "Påhittade siffror" in text) for text in pages] == (
        [("UTKAST" in mark, "Påhittade" in mark)] * len(pages)
    )


def test_pages_after_the_cover_carry_header_and_footer():
    pages = pypdf.PdfReader(BytesIO(written("letters"))).pages
    found = [squeezed(page.extract_text()) for page in pages]
    assert [squeezed("Provnämnden · Delårsrapport · Tertial 2 2025") in text for text in found] == [False, True, True]
    assert [squeezed(f"Sidan {n} av 3") in text for n, text in enumerate(found, 1)] == [False, True, True]


@pytest.mark.parametrize("name", SAMPLES)
def test_text_of_the_file_is_the_text_that_was_written(name):
    text = body(written(name))
    assert [one for one in shown_texts(getattr(samples, name)()) if one not in text] == []


def test_text_of_the_real_report_is_the_text_that_was_approved(hsn, hsn_t2):
    payload, data = real_report(hsn, hsn_t2)
    text = body(data)
    assert len(shown_texts(payload)) > 300
    assert [one for one in shown_texts(payload) if one not in text] == []
