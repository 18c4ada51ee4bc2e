"""The template tags that every page has: what they write, and what they leave out."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from followup.charts import Chart, Point, Series
from followup.findings import Finding, Severity
from followup.sections import (
    Cell,
    Column,
    Fact,
    Figures,
    Prose,
    Row,
    Section,
    Status,
    StatusEntry,
    StatusList,
    Table,
)
from followup.status import SCALES, shown
from followup.templatetags import followup as tags

RESULT = Fact(key="economy.result", label="Resultat", value="-335", unit="mnkr", url="/figures/economy.result/")
PLAIN = Fact(key="staff.sick", label="Sjukfrånvaro", value="5.8", unit="%", decimals=1)
NOT_MEASURED = Fact(key="staff.hired", label="Hyrberoende", value=None, missing="not_measured")
FACTS = {fact.key: fact for fact in (RESULT, PLAIN, NOT_MEASURED)}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def render(source: str, **context) -> str:
    """What the template writes, with each run of white space as one space."""
    written = engines["django"].from_string(source).render(context)
    return re.sub("[ \n]+", " ", written).strip().replace("> <", "><")


def badge(tone: str, symbol: str, word: str) -> str:
    return (
        f'<span class="status status-{tone}"><span class="status-symbol" aria-hidden="true">{symbol}</span>'
        f'<span class="status-word">{word}</span></span>'
    )


@pytest.mark.parametrize(("scale", "code"), [(scale, code) for scale, steps in SCALES.items() for code in steps])
def test_a_status_is_shown_with_its_symbol_and_its_word(scale, code):
    step = SCALES[scale][code]
    expected = badge(step.tone, step.symbol, str(step.label))
    assert render("{% status s %}", s=shown(scale, code)) == expected
    assert render("{% status_of scale code %}", scale=scale, code=code) == expected


def test_a_status_is_shown_in_the_boards_own_word_escaped():
    own = Status(scale="goal_status", code="met", label="<Klart>")
    assert render("{% status s %}", s=own) == badge("good", "✓", "&lt;Klart&gt;")


def test_no_status_writes_nothing():
    assert render("{% status s %}", s=None) == ""


def test_an_unknown_status_is_a_fault():
    with pytest.raises(KeyError):
        tags.status(Status(scale="goal_status", code="splendid", label="Splendid"))


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (RESULT, '<a class="fact" href="/figures/economy.result/">\u2212335\u00a0mnkr</a>'),
        (PLAIN, '<span class="fact">5,8\u00a0%</span>'),
        (NOT_MEASURED, '<span class="fact missing">Not measured</span>'),
        (None, ""),
    ],
)
def test_a_fact_is_shown_with_its_unit_and_its_page_or_why_it_is_missing(fact, expected):
    assert render("{% fact f %}", f=fact) == expected


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ v|number }}", "1234.5", "1\u00a0234,5"),
        ("{{ v|number:0 }}", "-1234.5", "\u22121\u00a0235"),
        ("{{ v|number:1 }}", 0, "0,0"),
        ("{{ v|number }}", None, ""),
        ("{{ v|number }}", "", ""),
        ("{{ v|day }}", date(2025, 8, 31), "31 August 2025"),
        ("{{ v|day }}", "2025-08-31", "31 August 2025"),
        ("{{ v|day }}", "2025-08-31T22:30:00+00:00", "1 September 2025"),
        ("{{ v|day }}", "year end", "year end"),
        ("{{ v|day }}", None, ""),
        ("{{ v|moment }}", datetime(2025, 9, 12, 12, 3, tzinfo=UTC), "12 September 2025 14:03"),
        ("{{ v|moment }}", "2025-09-12T12:03:00+00:00", "12 September 2025 14:03"),
        ("{{ v|moment }}", date(2025, 9, 12), "12 September 2025"),
        ("{{ v|moment }}", None, ""),
        ("{{ v|prose }}", "**Mer** <b>än</b>", "<p><strong>Mer</strong> &lt;b&gt;än&lt;/b&gt;</p>"),
        ("{{ v|prose }}", "", ""),
        ("{{ v|prose }}", None, ""),
    ],
)
def test_a_filter_writes_what_a_reader_expects(source, value, expected):
    assert render(source, v=value) == expected


def test_a_day_is_written_in_the_active_language():
    with translation.override("sv"):
        assert tags.day(date(2025, 8, 31)) == "31 augusti 2025"


def finding(severity: Severity, proposal: str = "") -> Finding:
    return Finding(rule="R1", severity=severity, place="x", expected="1", found="2", sentence="A.", proposal=proposal)


@pytest.mark.parametrize(
    ("severity", "sign"),
    [
        (Severity.ERROR, badge("bad", "✕", "Error")),
        (Severity.WARNING, badge("fair", "!", "Warning")),
        (Severity.NOTICE, badge("none", "i", "Notice")),
    ],
)
def test_a_finding_is_shown_with_its_severity_in_words(severity, sign):
    expected = f'<ul class="findings"><li>{sign}<div><p>A.</p></div></li></ul>'
    assert render("{% findings f %}", f=[finding(severity)]) == expected


def test_a_findings_proposal_stands_below_its_sentence():
    html = render("{% findings f %}", f=[finding(Severity.ERROR, "Do this.")])
    assert html.endswith('<p>A.</p><p class="finding-proposal">Do this.</p></div></li></ul>')


@pytest.mark.parametrize("nothing", [[], (), None])
def test_no_findings_write_nothing(nothing):
    assert render("{% findings f %}", f=nothing) == ""


TABLE = Table(
    key="frames",
    caption="Resultat per ram",
    columns=(Column(label="Ram"), Column(label="Resultat", kind="number", unit="mnkr")),
    rows=(
        Row(cells=(Cell(text="Primärvård", lang="sv"), Cell(text="\u2212335", fact="economy.result"))),
        Row(cells=(Cell(text="varav"), Cell(text="inte mätt", fact="staff.hired")), level=1),
        Row(cells=(Cell(text="Summa", url="/sum/"), Cell(text="1")), total=True),
    ),
    note="En anmärkning.",
)


def test_a_tables_cells_carry_their_fact_its_page_and_what_is_missing():
    rows = tags.table_rows({"facts": FACTS}, TABLE)
    assert [(row.css, str(row.head.content), [str(cell.content) for cell in row.cells]) for row in rows] == [
        ("", "Primärvård", ['<a class="fact" href="/figures/economy.result/">\u2212335</a>']),
        ("level-1", "varav", ['<span class="fact missing">inte mätt</span>']),
        ("total", '<a href="/sum/">Summa</a>', ["1"]),
    ]
    assert [cell.label for cell in rows[0].cells] == ["Resultat, mnkr"]


def test_a_table_of_figures_is_scrolled_under_its_captions_name():
    html = render("{% render_block b facts %}", b=TABLE, facts=FACTS)
    assert html.startswith(
        '<div class="table-scroll" role="region" tabindex="0" aria-labelledby="table-frames"><table class="table">'
        '<caption id="table-frames">Resultat per ram</caption><thead><tr><th scope="col">Ram</th>'
        '<th scope="col" class="num">Resultat <span class="unit">mnkr</span></th></tr></thead>'
    )
    assert html.endswith('</table></div><p class="table-note">En anmärkning.</p>')
    assert html.count('<th scope="row"') == 3


def test_a_table_with_columns_of_words_becomes_stacked_rows():
    table = Table(
        key="decisions",
        caption="Beslut",
        columns=(Column(label="Åtgärd"), Column(label="Av"), Column(label="Status", kind="status")),
        rows=(Row(cells=(Cell(text="A"), Cell(text="B"), Cell(status=shown("measure", "decided")))),),
    )
    html = render("{% render_block b %}", b=table)
    assert html.startswith('<table class="table table-stack"><caption id="table-decisions">Beslut</caption>')
    assert f'<td data-label="Status">{badge("fair", "◐", "Decided")}</td>' in html


def test_a_row_with_too_few_cells_is_a_fault():
    short = Table(key="t", caption="T", columns=TABLE.columns, rows=(Row(cells=(Cell(text="A"),)),))
    with pytest.raises(ValueError, match="zip"):
        tags.table_rows({}, short)


def test_key_figures_stand_in_the_order_given_with_their_source():
    sourced = Fact(key="a", label="A", value="1", source="Ekonomisystem")
    block = Figures(facts=("staff.sick", "a", "unknown"), title="I korthet")
    assert render("{% render_block b facts 1 3 %}", b=block, facts={**FACTS, "a": sourced}) == (
        '<h3 class="figures-title">I korthet</h3><dl class="figures">'
        '<div><dt class="figure-label">Sjukfrånvaro</dt>'
        '<dd class="figure-number"><span class="fact">5,8\u00a0%</span></dd></div>'
        '<div><dt class="figure-label">A</dt><dd class="figure-number"><span class="fact">1</span></dd>'
        '<dd class="figure-source">Ekonomisystem</dd></div></dl>'
    )


def test_prose_says_its_language_its_origin_and_links_its_figures():
    block = Prose(text="Det är [[economy.result|−335 mnkr]].", heading="Läget", origin="Närsjukvård", lang="sv")
    html = render("{% render_block b facts 1 3 %}", b=block, facts=FACTS)
    assert html.startswith('<div class="prose" lang="sv" hx-disable><h3>Läget</h3><p>Det är <a href="/figures/economy')
    assert html.endswith('</p><p class="prose-origin">Närsjukvård</p></div>')


def status_list(forecast: Status | None) -> StatusList:
    entry = StatusEntry(
        key="m1a",
        title="Delmål",
        now=shown("goal_status", "met"),
        forecast=forecast,
        group="Mål 1",
        text="Mer.",
        url="/m/",
    )
    return StatusList(key="list", caption="Delmål", entries=(entry,), now_label="Nu")


@pytest.mark.parametrize(
    ("forecast", "heads"),
    [(None, ["What", "Nu"]), (shown("goal_forecast", "partly"), ["What", "Nu", "Forecast"])],
)
def test_a_status_list_has_a_column_for_forecasts_where_there_are_any(forecast, heads):
    html = render("{% render_block b %}", b=status_list(forecast))
    assert [part.split("</th>")[0] for part in html.split('<th scope="col">')[1:]] == heads
    assert f'<th scope="rowgroup" colspan="{len(heads)}">Mål 1</th>' in html
    assert '<th scope="row" lang="sv"><a href="/m/">Delmål</a><div class="status-text" hx-disable><p>Mer.</p>' in html


@pytest.mark.parametrize(
    ("level", "own", "expected"),
    [(1, 1, ["h2", "h3", "h3", "h4"]), (2, 1, ["h3", "h4", "h4", "h5"]), (5, 3, ["h6", "h6", "h6", "h6"])],
)
def test_headings_follow_the_level_of_the_chapter_and_stop_at_six(level, own, expected):
    nested = Section(key="b", title="B", level=own + 1, blocks=(Prose(text="T", heading="P2"),))
    outer = Section(key="a", title="A", level=own, blocks=(Prose(text="T", heading="P1"), nested))
    html = render("{% render_section s level %}", s=outer, level=level)
    assert [part[:2] for part in html.split("<") if part[:1] == "h"] == expected


def test_a_section_without_a_title_gives_its_level_to_what_it_holds():
    section = Section(
        key="a", title="", facts=(PLAIN,), blocks=(Prose(text="T", heading="P"), Figures(facts=(PLAIN.key,)))
    )
    html = render("{% render_section s %}", s=section)
    assert html.startswith('<section class="section" id="a"><div class="prose" lang="sv" hx-disable><h2>P</h2>')
    assert '<span class="fact">5,8\u00a0%</span>' in html


def test_a_chart_comes_with_both_pictures_and_its_table():
    chart = Chart(
        key="dev",
        kind="bars",
        title="Sjukhusvården väger tyngst",
        unit="mnkr",
        series=(Series(label="Avvikelse", points=(Point(label="Sjukhusvård", value="-334"),)),),
    )
    html = render("{% render_block b %}", b=chart)
    assert html.startswith('<figure class="chart"')
    assert html.count("<svg") == 2
    assert html.count("<table") == 1


class Question(forms.Form):
    answer = forms.CharField(help_text="In words.")


@pytest.mark.parametrize(
    ("data", "previous", "described_by"),
    [
        (None, "", "id_answer_helptext"),
        (None, "before", "id_answer_helptext before"),
        ({"answer": ""}, "before", "id_answer_helptext id_answer_error before"),
    ],
)
def test_a_control_is_described_by_its_help_its_error_and_what_was_said_before(data, previous, described_by):
    html = render("{% form_input field previous %}", field=Question(data)["answer"], previous=previous)
    assert f'aria-describedby="{described_by}"' in html


def test_a_field_shows_what_was_said_last_time_in_words():
    html = render(
        '{% include "followup/form_field.html" with previous_status=s previous_label="April" previous_id="p" %}',
        field=Question()["answer"],
        s=shown("goal_status", "met"),
    )
    assert html.endswith(
        f'<div class="field-previous" id="p"><p>April:</p><p>{badge("good", "✓", "Met")}</p></div></div>'
    )


def test_errors_are_summed_up_with_links_to_their_fields():
    html = render('{% include "followup/form_errors.html" %}', form=Question({"answer": ""}))
    assert html == (
        '<div class="form-errors" role="alert" tabindex="-1"><p>'
        "<strong>One thing must be put right before it can be saved</strong></p>"
        '<ul><li><a href="#id_answer">Answer: This field is required.</a></li></ul></div>'
    )


def test_a_form_without_errors_has_no_summary():
    assert render('{% include "followup/form_errors.html" %}', form=Question()) == ""
