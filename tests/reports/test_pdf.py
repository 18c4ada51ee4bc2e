"""The PDF: both standards, its structure, and that files with a fault are found; the same bytes each time."""

import os
import subprocess
import sys
from io import BytesIO

import pikepdf
import pypdf
import pytest
import weasyprint
from django.conf import settings

from reports import exports
from reports.pdf import NothingFetched
from tests.reports import pdf_checks, samples
from tests.reports.written import SAMPLES, real_report, written


def check_with_vera(data: bytes) -> dict[str, dict[str, int]]:
    pytest.importorskip("jpype")
    from tests.reports import vera

    return vera.all_faults(data)


@pytest.fixture
def real(hsn, hsn_t2):
    return real_report(hsn, hsn_t2)


@pytest.mark.vera
@pytest.mark.parametrize("name", SAMPLES)
def test_both_standards_are_kept(name):
    assert check_with_vera(written(name)) == {}


@pytest.mark.vera
def test_real_report_keeps_both_standards(real):
    assert check_with_vera(real[1]) == {}


@pytest.mark.parametrize("name", SAMPLES)
def test_structure_is_complete(name):
    assert pdf_checks.faults(written(name)) == []


def test_structure_of_the_real_report_is_complete(real):
    assert pdf_checks.faults(real[1]) == []


# Files with one thing spoilt: what checks the good ones must refuse them.


def without_tags(pdf):
    del pdf.Root.StructTreeRoot
    del pdf.Root.MarkInfo


def without_scope(pdf):
    for one in pdf_checks.Tagged(pdf).tagged("TH", "TD"):
        del one.A


def with_skipped_heading(pdf):
    for one in pdf_checks.Tagged(pdf).tagged("H2"):
        one.S = pikepdf.Name.H3


def without_link_text(pdf):
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            del link.Contents


def without_picture_text(pdf):
    for one in pdf_checks.Tagged(pdf).tagged("Figure"):
        del one.Alt


def without_language(pdf):
    del pdf.Root.Lang


SPOILT = [
    (without_tags, "no tags"),
    (without_scope, "a table's head without scope"),
    (with_skipped_heading, "heading 1 is followed by 3"),
    (without_link_text, "page 2: a link without a readable text"),
    (without_picture_text, "a picture without text"),
    (without_language, "no language"),
]


def spoilt(change) -> bytes:
    with pikepdf.open(BytesIO(written("gaps"))) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("change", "fault"), SPOILT)
def test_spoilt_file_is_found_by_our_own_checks(change, fault):
    assert fault in pdf_checks.faults(spoilt(change))


@pytest.mark.vera
@pytest.mark.parametrize("change", [change for change, _fault in SPOILT])
def test_spoilt_file_is_found_by_vera(change):
    assert "ua1" in check_with_vera(spoilt(change))


@pytest.mark.vera
def test_file_of_another_kind_is_found_by_vera():
    plain = weasyprint.HTML(string="<title>x</title><p>text", url_fetcher=NothingFetched()).write_pdf()
    assert set(check_with_vera(plain)) == {"ua1", "2a"}


def test_bookmarks_follow_the_headings():
    assert pdf_checks.bookmarks(written("letters")) == [
        (1, "Delårsrapport"),
        (2, "Innehåll"),
        (2, "1 Åäö & <tecken>"),
    ]


def test_contents_link_says_where_it_leads():
    with pikepdf.open(BytesIO(written("empty"))) as pdf:
        links = [str(link.Contents) for link in pdf.pages[1].Annots]
    assert links[:3] == ["1 Sammanfattning", "2 Förvaltningsberättelse", "2.1 Perioden som gått"]


def test_dates_are_those_of_the_period():
    assert pypdf.PdfReader(BytesIO(written("empty"))).metadata.creation_date.date().isoformat() == "2025-08-31"


def test_same_payload_gives_the_same_bytes():
    assert exports.pdf(samples.gaps()) == written("gaps")


def test_bytes_do_not_hang_on_the_hash_seed():
    program = (
        "import django, hashlib; django.setup(); from tests.reports import samples; from reports import exports; "
        "print(hashlib.sha256(exports.pdf(samples.letters())).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "boardportal.settings"},
            cwd=settings.BASE_DIR,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1


@pytest.mark.parametrize(
    "text", ["ord" * 400, "\x00\x0b\ud800\uf0b7\ue000", "\u202ebakvänt", "a\u0301" * 50, "[[f|1]] [[|", "1" * 500]
)
def test_odd_text_gives_a_sound_file(text):
    clean = text.encode("utf-8", "replace").decode()
    for payload in (samples.prose(clean), samples.hostile(clean)):
        assert pdf_checks.faults(exports.pdf(payload)) == []
