"""The report as a web page in a file of its own, as JSON, and its file name."""

import json
from itertools import pairwise

import pytest
from lxml import html as lxml_html

from reports import exports
from reports.assembly import assemble, payload_from_data
from tests.reports import samples

ALL = [samples.rich, samples.empty, samples.long_tables, samples.gaps, samples.letters, samples.sealed]


def parsed(payload):
    return lxml_html.document_fromstring(exports.html(payload))


def texts(nodes) -> list[str]:
    """The words of each, less the sign of a heading's link to itself."""
    return [" ".join(node.text_content().split()).removesuffix("#").strip() for node in nodes]


@pytest.mark.parametrize("sample", ALL)
def test_page_is_complete_and_fetches_nothing(sample):
    page = parsed(sample())
    assert page.get("lang") == "sv"
    assert len(page.findall("head/title")) == 1
    assert page.xpath("//script | //link | //img | //iframe | //object | //embed | //base | //form") == []
    assert page.xpath("//@style | //@src | //@onload | //@onclick") == []
    assert [href for href in page.xpath("//@href") if not href.startswith("#")] == (
        ["https://example.org/a?b=1&c=2"] if sample is samples.letters else []
    )
    style = page.findtext(".//style")
    assert ("url(" in style, "@import" in style, "@font-face" in style) == (False, False, False)


@pytest.mark.parametrize("sample", ALL)
def test_ids_are_unique_and_links_lead_somewhere(sample):
    page = parsed(sample())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//@href") if href.startswith("#")} <= set(ids)
    assert {one for ref in page.xpath("//@aria-labelledby | //@aria-describedby") for one in ref.split()} <= set(ids)


@pytest.mark.parametrize("sample", ALL)
def test_headings_begin_with_one_and_skip_none(sample):
    ranks = [int(one.tag[1]) for one in parsed(sample()).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert (ranks[0], ranks.count(1)) == (1, 1)
    assert [pair for pair in pairwise(ranks) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("sample", ALL)
def test_tables_have_captions_heads_with_scope_and_columns_of_known_width(sample):
    page = parsed(sample())
    rules = page.findtext(".//style")
    for table in page.iter("table"):
        assert table[0].tag == "caption"
        assert table.xpath(".//th[not(@scope)]") == []
        assert table.xpath(".//tbody/tr[not(th)]") == []
        assert [width for width in table.xpath(".//col/@class") if f".{width} {{" not in rules] == []


def test_every_status_has_its_word_beside_the_sign():
    badges = parsed(samples.rich()).find_class("status")
    assert len(badges) > 100
    assert [one for one in badges if not one.find_class("status-word")[0].text] == []


def test_chart_is_a_named_picture_with_its_figures_below():
    page = parsed(samples.gaps())
    figures = page.findall(".//figure")
    assert [one.findtext("figcaption") for one in figures] == [one.title for one in samples.charts()]
    assert [one.find("svg").get("role") for one in figures] == ["img"] * 4
    assert [len(one.getnext().findall("table")) for one in figures] == [1, 1, 3, 1]


def test_cover_says_what_the_report_is():
    page = parsed(samples.rich())
    assert texts(page.find_class("cover")[0].iter("p", "h1")) == [
        "Region Västerbotten",
        "Delårsrapport",
        "januari–augusti 2025",
        "Hälso- och sjukvårdsnämnden",
        "UTKAST Inte godkänt än: texter och siffror kan ändras.",
        "Påhittade siffror Nämnden och dess siffror är ett exempel och beskriver ingen verklig organisation.",
        "Tertial 2 2025",
        "Per 31 augusti 2025",
        "Godkänd",
    ]
    assert page.findtext(".//title") == "Delårsrapport januari–augusti 2025 · Hälso- och sjukvårdsnämnden · UTKAST"


def test_decided_report_of_a_real_board_bears_no_mark():
    page = parsed(samples.letters())
    assert page.find_class("cover-mark") == []
    assert page.find_class("cover")[0].get("data-mark") == ""


def test_cover_and_colophon_of_a_sealed_correction_say_the_decision():
    page = parsed(samples.sealed())
    decision = ["Förseglad 1 oktober 2025", "Dnr PN 2026/17", "Beslutad §\u00a045 den 25 september 2025"]
    shown = [one.replace("\u00a0", " ") for one in decision]
    assert texts(page.find_class("cover-foot")[0].iter("p")) == [
        "Tertial 2 2025",
        "Per 31 augusti 2025",
        "Rättelse 2",
        *shown,
    ]
    assert [one.text for one in page.find_class("cover-decision")] == decision
    assert texts(page.find_class("colophon")[0].iter("h2", "p")) == [
        "Om rapporten",
        "Region Prov, Provnämnden. Delårsrapport januari–augusti 2025.",
        *(f"{one}." for one in shown),
        "Rättelse 2. Skäl: Fel siffra & ett <fel> tecken",
        "Den ersätter det som förseglats tidigare. Rapporten och dess tidigare rättelser finns kvar som de var.",
        "Det som är förseglat ändras inte. Ett fel rättas genom en numrerad rättelse med skäl.",
    ]
    assert page.find_class("cover")[0].get("data-mark") == "Rättelse 2"
    assert page.findtext(".//title") == "Delårsrapport januari–augusti 2025 · Provnämnden · Rättelse 2"


def test_draft_has_no_colophon():
    assert parsed(samples.rich()).find_class("colophon") == []


def test_payload_from_before_there_were_seals_is_still_read():
    data = json.loads(exports.json_text(samples.letters()))
    for name in ("diary_number", "paragraph", "decided_on", "sealed_on", "correction", "correction_reason"):
        del data[name]
    assert payload_from_data(data) == samples.letters()


def test_contents_name_each_chapter_in_order():
    page = parsed(samples.empty())
    assert texts(page.xpath("//nav//li/a"))[:3] == [
        "1 Sammanfattning",
        "2 Förvaltningsberättelse",
        "2.1 Perioden som gått",
    ]
    assert texts(page.xpath("//nav//li/a")) == texts(page.find_class("chapter-title"))


def test_report_without_template_says_so():
    assert texts(parsed(samples.payload()).iter("main")) == ["Nämnden har ingen rapportmall än."]


def test_page_is_in_the_payloads_language():
    page = parsed(samples.payload(language="en", is_draft=True))
    assert page.get("lang") == "en"
    assert texts(page.find_class("cover-span")) == ["January–August 2025"]
    assert texts(page.find_class("cover-mark")) == ["DRAFT Not approved yet: texts and figures can change."]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><script>alert(1)</script>",
        "' onload='alert(1)",
        "</title><base href=http://127.0.0.1/>",
        "{{ payload }} {% debug %}",
        "<svg><style>@import 'http://127.0.0.1/'</style></svg>",
        "[länk](javascript:alert(1))",
    ],
)
def test_text_is_shown_as_text_wherever_it_stands(text):
    page = parsed(samples.hostile(text))
    assert page.xpath("//script | //img | //base | //svg//style | //link") == []
    assert [name for node in page.iter("*") for name in node.attrib if name.startswith("on")] == []
    assert page.xpath("//@href[not(starts-with(., '#'))]") == []
    assert len(page.findall(".//style")) == 1
    assert page.findtext(".//h1") == text


@pytest.mark.parametrize("sample", ALL)
def test_json_holds_the_whole_payload(sample):
    written = exports.json_text(sample())
    assert payload_from_data(json.loads(written)) == sample()
    assert written == exports.json_text(sample())
    assert (written.endswith("\n"), "å" in written) == (True, True)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"unit_slug": "vasterbotten-hsn"}, "delarsrapport-vasterbotten-hsn-2025-t2.pdf"),
        ({"is_draft": True}, "delarsrapport-provnamnden-2025-t2-utkast.pdf"),
        ({"is_draft": True, "language": "en"}, "delarsrapport-provnamnden-2025-t2-draft.pdf"),
        ({"correction": 1}, "delarsrapport-provnamnden-2025-t2-rattelse-1.pdf"),
        ({"correction": 1, "language": "en"}, "delarsrapport-provnamnden-2025-t2-correction-1.pdf"),
        ({"title": "Årsrapport / bokslut"}, "arsrapport-bokslut-provnamnden-2025-t2.pdf"),
        ({"title": '../"\r\nX: y'}, "x-y-provnamnden-2025-t2.pdf"),
        ({"title": "…"}, "provnamnden-2025-t2.pdf"),
    ],
)
def test_file_name_says_which_report_and_that_it_is_a_draft(changes, expected):
    assert exports.file_name(samples.payload(**changes), "pdf") == expected


def test_real_report_has_every_chapter_of_its_template(hsn, hsn_t2):
    payload = assemble(unit=hsn, period=hsn_t2, today=hsn_t2.end)
    page = parsed(payload)
    assert texts(page.find_class("chapter-title")) == [f"{one.number} {one.title}" for one in payload.chapters]
    assert page.xpath("//*[contains(@class, 'chapter')]/p[@class='missing']") == []
