"""One test for both renderers: what the SVG says, Plotly says, and the table says."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from followup import sections
from followup.chart_canvas import COLOURS
from followup.chart_line import shown_periods, ticks
from followup.chart_typeset import text_width, wrap
from followup.charts import NARROW, Chart, Level, Point, Series, chart_table, plotly, svg
from followup.numbers import NBSP

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def points(*pairs):
    return tuple(Point(label=label, value=value) for label, value in pairs)


def deviation(**changes):
    frames = (("Primärvård", "-112"), ("Tandvård", "-33"), ("Sjukhusvård", "-334"), ("Anslag", "144"))
    own = {"title": "Sjukhusvården står för underskottet", "unit": "mnkr", "label_heading": "Ram"}
    series = (Series(label="Avvikelse", points=points(*frames)),)
    return Chart(**{"key": "economy.deviation", "kind": "bars", "series": series, **own, **changes})


def goals(*bars):
    """Sub-goals by status, a bar for each (label, met, partly, not met, not assessable)."""
    parts = (("Met", "good"), ("Partly met", "fair"), ("Not met", "bad"), ("Not assessable", "none"))
    series = tuple(
        Series(label=label, tone=tone, points=points(*((bar[0], bar[1 + number]) for bar in bars)))
        for number, (label, tone) in enumerate(parts)
    )
    return Chart(key="goals.status", kind="stacked", title="2 of 14 are met", unit="count", series=series)


def hired(*pairs, target="3.7", target_label="Under 3,7 %"):
    series = (Series(label="Hired staff", points=points(*pairs)),)
    own = {"unit": "%", "decimals": 2, "target": target, "target_label": target_label}
    return Chart(key="staffing.hired", kind="line", title="Hired staff", series=series, **own)


def forecast():
    span = Point(label="Helår", value="-502.5", high="-550")
    series = (Series(label="Prognos", points=(span, Point(label="Utfall", value="-335"))),)
    return Chart(key="forecast", kind="span", title="Prognos", unit="mnkr", decimals=1, series=series)


MONTHS = (("apr", "4.4"), ("maj", None), ("jun", "4.1"), ("jul", "3.9"), ("aug", "3.81"))
STATUS = ("31 August", "2", "7", "4", "1")
KINDS = {
    "bars": (deviation(), ["−112", "−33", "−334", "+144"]),
    "stacked": (goals(STATUS), ["2", "7", "4", "1"]),
    "line": (hired(*MONTHS), ["4,40", "4,10", "3,90", "3,81"]),
    "dot": (hired(("2409–2508", "3.81")), ["3,81"]),
    "span": (forecast(), ["−502,5", "−550,0", "−335,0"]),
}


def parsed(chart, **how):
    return ElementTree.fromstring(svg(chart, **how))


def described(chart):
    return parsed(chart).find(f"{SVG}desc").text


def texts(chart, **how):
    return [element.text for element in parsed(chart, **how).iter(f"{SVG}text")]


def numbers_in(words):
    return re.findall(r"[−+]?\d+(?:,\d+)?", words)


def series_traces(figure):
    return [trace for trace in figure["data"] if trace.get("customdata")]


def cells(chart):
    return [cell.text for row in chart_table(chart).rows for cell in row.cells[1:]]


def in_order(wanted, found):
    rest = iter(found)
    return all(one in rest for one in wanted)


@pytest.mark.parametrize(("chart", "values"), KINDS.values(), ids=KINDS)
def test_every_value_is_in_the_svg_in_plotly_and_in_the_table_in_order(chart, values):
    told = [one for trace in series_traces(plotly(chart)) for one in trace["customdata"]]
    assert in_order(values, numbers_in(described(chart)))
    assert in_order(values, numbers_in(" ".join(told)))
    assert in_order(values, numbers_in(" ".join(cells(chart))))


@pytest.mark.parametrize("width", [640, NARROW])
@pytest.mark.parametrize("kind", ["bars", "stacked", "dot", "span"])
def test_every_value_stands_at_its_bar(kind, width):
    chart, values = KINDS[kind]
    assert in_order(values, numbers_in(" ".join(texts(chart, width=width))))


@pytest.mark.parametrize(
    ("kind", "lengths", "starts"),
    [
        ("bars", [-112.0, -33.0, -334.0, 144.0], None),
        ("span", [-47.5, 0.0], [-502.5, -335.0]),
    ],
)
def test_plotly_draws_the_values_themselves(kind, lengths, starts):
    trace = plotly(KINDS[kind][0])["data"][0]
    assert (trace["x"], trace.get("base")) == (lengths, starts)


def test_plotly_stands_where_the_svg_stands():
    chart = deviation()
    figure, drawn = plotly(chart), parsed(chart)
    meta, (left, right) = figure["layout"]["meta"], figure["layout"]["xaxis"]["domain"]
    assert f"0 0 {meta['width']} {meta['height']}" == drawn.get("viewBox")
    low, high = figure["layout"]["xaxis"]["range"]
    longest = max(float(bar.get("width")) for bar in drawn.iter(f"{SVG}rect"))
    assert longest == pytest.approx(334 / (high - low) * (right - left) * meta["width"], abs=0.1)


@pytest.mark.parametrize(
    ("chart", "name"),
    [
        (hired(*MONTHS), f"Under 3,7{NBSP}%"),
        (hired(*MONTHS, target_label="Aim"), f"Aim 3,7{NBSP}%"),
        (hired(*MONTHS, target_label=""), f"Target 3,7{NBSP}%"),
        (hired(("aug", "3.81")), f"Under 3,7{NBSP}%"),
        (deviation(target="-150", target_label="Budget"), "Budget −150"),
    ],
)
def test_the_target_is_a_line_with_its_name_in_svg_plotly_and_table(chart, name):
    chart = Chart(**{**vars(chart), "target_label": chart.target_label.replace("3,7 %", f"3,7{NBSP}%")})
    lines = [trace for trace in plotly(chart)["data"] if trace.get("name") == name]
    assert name.replace(NBSP, " ") in " ".join(texts(chart)).replace(NBSP, " ")
    assert [line["mode"] for line in lines] == ["lines"]
    assert float(chart.target) in lines[0]["x"] + lines[0]["y"]
    assert chart_table(chart).note == name


def test_a_line_without_target_has_none():
    chart = hired(*MONTHS, target=None, target_label="")
    assert [trace["name"] for trace in plotly(chart)["data"]] == ["Hired staff"]
    assert chart_table(chart).note == ""


def test_a_gap_ends_the_line_and_is_no_value():
    chart = hired(*MONTHS)
    drawn = [line.get("points").split() for line in parsed(chart).iter(f"{SVG}polyline")]
    trace = series_traces(plotly(chart))[0]
    # April stands alone before the gap: a dot, no line.
    assert [len(line) for line in drawn] == [3]
    assert (trace["y"], trace["connectgaps"]) == ([4.4, None, 4.1, 3.9, 3.81], False)
    assert cells(chart)[1] == "–"
    assert "maj: no value" in described(chart)


def test_a_gap_says_why_in_words():
    known, unknown = Point(label="Män", value="3.6"), Point(label="Kvinnor", value=None, note="inte mätt")
    chart = deviation(series=(Series(label="Sjukfrånvaro", points=(unknown, known)),), unit="%", decimals=1)
    assert texts(chart) == ["Kvinnor", "inte mätt", "Män", f"3,6{NBSP}%"]
    assert cells(chart) == ["inte mätt", "3,6"]
    assert series_traces(plotly(chart))[0]["x"] == [None, 3.6]


def test_one_period_is_a_dot_and_never_a_line():
    chart = hired(("2409–2508", "3.81"))
    assert len(list(parsed(chart).iter(f"{SVG}polyline"))) == 0
    assert len(list(parsed(chart).iter(f"{SVG}circle"))) == 1
    assert {trace.get("mode") for trace in plotly(chart)["data"]} == {None, "markers", "lines"}


@pytest.mark.parametrize("theme", ["screen", "print"])
def test_labels_are_escaped(theme):
    label = 'A < B & "C"'
    chart = deviation(series=(Series(label=label, points=points((label, "-1"))),), title=label)
    trace, shown = series_traces(plotly(chart))[0], plotly(chart)["layout"]["annotations"]
    assert texts(chart, theme=theme)[0] == label
    assert parsed(chart, theme=theme).find(f"{SVG}title").text == label
    assert trace["customdata"] == [f'A &lt; B &amp; "C": −1{NBSP}mnkr']
    assert shown[0]["text"] == 'A &lt; B &amp; "C"'
    assert chart_table(chart).rows[0].cells[0].text == label


@pytest.mark.parametrize(("chart", "values"), KINDS.values(), ids=KINDS)
def test_the_svg_is_an_image_with_name_and_description_and_without_inline_style(chart, values):
    for width in (640, NARROW):
        drawn = parsed(chart, width=width)
        title, desc = list(drawn)[:2]
        assert (drawn.get("role"), drawn.get("aria-labelledby")) == ("img", title.get("id"))
        assert (title.tag, title.text, title.get("lang")) == (f"{SVG}title", chart.title, "sv")
        assert (desc.tag, drawn.get("aria-describedby")) == (f"{SVG}desc", desc.get("id"))
        assert [element for element in drawn.iter() if element.get("style")] == []


def test_ids_differ_between_charts_and_widths():
    drawn = [parsed(chart, width=width) for chart in (deviation(), forecast()) for width in (640, NARROW)]
    assert len({one.get("aria-labelledby") for one in drawn}) == 4


@pytest.mark.parametrize(("chart", "values"), KINDS.values(), ids=KINDS)
def test_print_has_solid_colours_its_own_font_and_no_classes(chart, values):
    drawn = parsed(chart, theme="print")
    paints = {element.get(how) for element in drawn.iter() for how in ("fill", "stroke")} - {None, "none"}
    assert drawn.get("font-family") == "Inter"
    assert paints <= set(COLOURS.values())
    assert [e for e in drawn.iter() if e.get("class") or e.get("opacity") or e.get("color")] == []


@pytest.mark.parametrize("width", [640, NARROW])
@pytest.mark.parametrize(("chart", "values"), KINDS.values(), ids=KINDS)
def test_text_is_large_enough_and_within_the_drawing(chart, values, width):
    for element in parsed(chart, width=width).iter(f"{SVG}text"):
        size, x = float(element.get("font-size")), float(element.get("x"))
        room = text_width(element.text, size=size, bold=element.get("font-weight") == "600")
        left = x - {None: 0, "middle": room / 2, "end": room}[element.get("text-anchor")]
        assert size >= 13
        assert left >= -0.5
        assert left + room <= width + 0.5


def test_bars_begin_at_zero_and_negative_ones_go_left():
    drawn = list(parsed(deviation()).iter(f"{SVG}rect"))
    ends = [(float(bar.get("x")), float(bar.get("x")) + float(bar.get("width"))) for bar in drawn]
    zero = ends[3][0]
    assert [right for _left, right in ends[:3]] == pytest.approx([zero] * 3, abs=0.2)
    assert ends[3][1] > zero


def test_tones_are_told_apart_without_colour():
    drawn = parsed(goals(STATUS), theme="print")
    marks = [path.get("stroke-linecap") for path in drawn.iter(f"{SVG}path")]
    bars = list(drawn.iter(f"{SVG}rect"))
    # Dots for partly, hatching for not met, an empty frame for what is not judged.
    assert marks == ["round", "butt"]
    assert [bar.get("fill") for bar in bars[3:]] == ["none"]
    assert texts(goals(STATUS))[1:7] == ["2", "Met", "7", "Partly met", "4", "Not met"]


@pytest.mark.parametrize(
    ("chart", "keyed"),
    [
        (goals(STATUS), False),
        (goals(STATUS, ("Forecast", "3", "0", "1", "10")), False),
        (goals(*((f"Goal {n}", "1", "2", "0", "1") for n in range(7))), True),
    ],
)
def test_many_bars_have_a_key_instead_of_names_below_each(chart, keyed):
    squares = [bar for bar in parsed(chart).iter(f"{SVG}rect") if bar.get("width") == bar.get("height")]
    assert (len(squares) > 0) is keyed
    assert ("xaxis2" in plotly(chart)["layout"]) is keyed


def test_zeros_and_gaps_take_no_room_in_a_stack_but_are_told():
    chart = goals(("", "2", "0", None, "1"))
    assert "Met: 2. Partly met: 0. Not met: no value. Not assessable: 1" in described(chart)
    assert cells(chart) == ["2", "0", "–", "1"]
    assert [text for text in texts(chart) if text in {"0", "–"}] == []


@pytest.mark.parametrize("render", [svg, plotly])
def test_a_stack_refuses_negative_parts(render):
    with pytest.raises(ValueError, match=r"goals\.status"):
        render(goals(("", "2", "-1", "0", "0")))


EMPTY = [
    deviation(series=()),
    deviation(series=(Series(label="A", points=()),)),
    deviation(series=(Series(label="A", points=points(("x", None), ("y", None))),)),
    deviation(series=(Series(label="A", points=points(("x", "0"))),)),
    hired(("a", None), ("b", None), target=None),
    hired(("a", "2"), ("b", "2"), ("c", "2"), target=None),
    hired(("a", None)),
    goals(("", None, None, None, None)),
    goals(),
    Chart(key="k", kind="span", title="t", unit="kr", series=(Series(label="", points=points(("a", None))),)),
]


@pytest.mark.parametrize("chart", EMPTY)
def test_nothing_to_show_is_drawn_without_error(chart):
    for width in (640, NARROW):
        assert parsed(chart, width=width).get("role") == "img"
    assert json.loads(json.dumps(plotly(chart))) == plotly(chart)
    assert len(chart_table(chart).columns) == 1 + len(chart.series)


def test_several_series_have_a_head_for_each_label_and_a_name_at_each_bar():
    cost = Series(label="Cost", points=points(("North", "5"), ("South", "3")))
    budget = Series(label="Budget", points=points(("North", "4")), tone="muted")
    chart = deviation(series=(cost, budget), unit="count")
    assert texts(chart) == ["North", "Cost", "5", "Budget", "4", "South", "Cost", "3", "Budget", "–"]
    assert [column.label for column in chart_table(chart).columns] == ["Ram", "Cost", "Budget"]
    assert cells(chart) == ["5", "4", "3", "–"]


def test_the_target_leaves_room_for_a_text_that_stands_in_its_way():
    chart = deviation(
        series=(Series(label="A", points=points(("x", "6.3"), ("y", "5.5"), ("z", "3"))),),
        unit="%",
        decimals=1,
        target="5.8",
        target_label="All",
    )
    dashed = [one for one in parsed(chart).iter(f"{SVG}line") if one.get("stroke-dasharray")]
    y = plotly(chart)["data"][-1]["y"]
    assert len(dashed) == 2
    assert [place is None for place in y] == [False, False, True] * 2


def test_the_zero_line_of_spans_leaves_room_for_a_text_that_stands_in_its_way():
    """A span that begins near zero has its text on the other side of it."""
    points = Point(label="Near", value="40", high="900"), Point(label="Far", value="500", high="900")
    chart = replace(forecast(), series=(Series(label="Prognos", points=points),))
    drawing = parsed(chart)
    zero = [one for one in drawing.iter(f"{SVG}line") if one.get("x1") == one.get("x2")]
    (text,) = [one for one in drawing.iter(f"{SVG}text") if one.text == "40,0"]
    left, right = float(text.get("x")) - text_width(text.text, bold=True), float(text.get("x"))
    assert left < float(zero[0].get("x1")) < right
    assert [float(one.get("y1")) < float(text.get("y")) - 5 < float(one.get("y2")) for one in zero] == [False] * 2


def test_lines_that_end_together_do_not_write_over_each_other():
    series = tuple(
        Series(label=name, points=points(("a", "5"), ("b", value))) for name, value in (("Q", "5"), ("R", "5.01"))
    )
    chart = Chart(key="k", kind="line", title="t", unit="%", decimals=1, series=series)
    ys = sorted(float(e.get("y")) for e in parsed(chart).iter(f"{SVG}text") if e.text in {f"5,0{NBSP}%", "Q", "R"})
    assert all(after - before >= 17 for before, after in zip(ys[-4:], ys[-3:], strict=False))


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        ("0", "100", ["0", "25", "50", "75", "100"]),
        ("3.7", "4.4", ["3.6", "3.8", "4.0", "4.2", "4.4"]),
        ("5", "5", ["5", "6"]),
        ("-40", "10", ["-40", "-20", "0", "20"]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(low, high, shown):
    found = ticks(Decimal(low), Decimal(high))
    assert found == [Decimal(one) for one in shown]


@pytest.mark.parametrize(
    ("count", "fitting", "shown"),
    [
        (1, 5, [0]),
        (4, 5, [0, 1, 2, 3]),
        (36, 6, [0, 7, 14, 21, 28, 35]),
        (24, 5, [0, 5, 10, 15, 23]),
        (24, 0, [0, 23]),
    ],
)
def test_periods_are_named_from_the_first_to_the_last_with_room_between(count, fitting, shown):
    assert shown_periods(count, fitting) == shown


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Anslag och administration", 200, ["Anslag och administration"]),
        ("Anslag och administration", 120, ["Anslag och", "administration"]),
        ("Patient- och tandvårdsintäkter", 140, ["Patient- och", "tandvårdsintäkter"]),
        ("En rubrik som är mycket längre än två rader", 90, ["En rubrik", "som är…"]),
        ("Sjuksköterskeutbildningskostnader", 100, ["Sjuksköters…"]),
    ],
)
def test_long_labels_break_between_words_and_are_cut_after_two_lines(text, width, lines):
    assert wrap(text, width) == lines


def test_plotly_is_plain_json_with_tokens_for_colours_and_swedish_separators():
    figure = plotly(goals(STATUS))
    written = json.dumps(figure)
    assert json.loads(written) == figure
    assert figure["layout"]["separators"] == f",{NBSP}"
    assert figure["config"] == {"displayModeBar": False, "responsive": True}
    assert "template" not in figure["layout"]
    assert re.findall(r'"#[0-9a-fA-F]{3,8}"', written) == []
    assert set(re.findall(r"var\(--tone-(\w+)\)", written)) == {"good", "fair", "bad", "none"}


def test_colours_on_paper_are_those_of_the_light_theme():
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css.split("@media")[0]))
    names = {"chart-quiet": "ink-soft", "chart-axis": "line-strong", "chart-grid": "line", "chart-mark": "surface"}
    for role, colour in COLOURS.items():
        name = role if role.startswith("tone-") else names.get(role, "ink")
        assert (role, tokens[name]) == (role, colour)


def test_a_section_with_a_chart_survives_storage():
    section = sections.Section(key="s", title="S", blocks=(forecast(),))
    assert sections.from_data(json.loads(json.dumps(sections.to_data(section)))) == section


def test_the_figure_holds_both_pictures_the_data_and_the_closed_table():
    chart = deviation(note="Januari till augusti")
    context = {
        "chart": chart,
        "wide": svg(chart),
        "narrow": svg(chart, width=NARROW),
        "table": chart_table(chart),
        "figure": plotly(chart),
        "figure_json_id": "chart-data-economy.deviation",
    }
    html = render_to_string("followup/chart.html", context)
    data = re.search(r'<script id="chart-data-economy.deviation" type="application/json">(.*?)</script>', html)
    assert json.loads(data[1]) == plotly(chart)
    assert html.count("<svg ") == 2
    assert '<figcaption lang="sv">Sjukhusvården står för underskottet</figcaption>' in html
    assert f'<div class="chart-live" role="img" aria-label="{chart.title}" hidden></div>' in html
    assert '<p class="chart-note">Januari till augusti</p>' in html
    assert "<details" in html
    assert html.count("−334") == 5


def waterfall(*steps):
    """(label, value, whether it is a total) of each bar."""
    some = tuple(
        Point(label=label, value=value, total=total, note="" if value else "Not reported")
        for label, value, total in steps
    )
    series = (Series(label="Effect", points=some),)
    return Chart(key="savings", kind="waterfall", title="To be saved", unit="tkr", series=series)


FALL = (
    ("Listed", "219000", True),
    ("Not decided", "-76000", False),
    ("Added", "5000", False),
    ("Decided", "148000", True),
    ("Below zero", "-150000", False),
    ("Left", "-2000", True),
)
UNKNOWN = (
    ("Listed", "219", True),
    ("Not decided", None, False),
    ("Decided", None, True),
    ("Not realised", "-5", False),
    ("Realised", "10", True),
    ("Not verified", "-10", False),
    ("Verified", "0", True),
)


def bars_in(figure):
    """(start, end) of each bar of a waterfall in Plotly, from the top down; None where there is none."""
    rows = [
        (y, None if x is None else (base, base + x))
        for trace in series_traces(figure)
        for y, x, base in zip(trace["y"], trace["x"], trace["base"], strict=True)
    ]
    return [span for _y, span in sorted(rows, key=lambda row: row[0])]


def test_a_waterfall_says_every_value_in_words_in_the_picture_and_in_the_table():
    chart = waterfall(*FALL)
    told = ["219 000", "−76 000", "+5 000", "148 000", "−150 000", "−2 000"]
    plain = [text.replace(NBSP, " ") for text in texts(chart)]
    assert [text for text in plain if text in told] == told
    assert [text.replace(NBSP, " ") for text in cells(chart)] == told
    assert [row.total for row in chart_table(chart).rows] == [True, False, False, True, False, True]
    assert in_order(
        [f"{text} tkr" for text in told], re.findall(r"[−+]?\d[\d ]* tkr", described(chart).replace(NBSP, " "))
    )


def test_the_steps_of_a_waterfall_begin_where_the_last_bar_ended():
    assert bars_in(plotly(waterfall(*FALL))) == [
        (0, 219000),
        (143000, 219000),
        (143000, 148000),
        (0, 148000),
        (-2000, 148000),
        (-2000, 0),
    ]


def test_a_waterfall_has_no_trace_that_the_small_bundle_lacks():
    figure = plotly(waterfall(*FALL))
    assert {trace["type"] for trace in figure["data"]} == {"bar"}
    assert [trace["marker"]["color"] for trace in series_traces(figure)] == [
        "var(--tone-accent)",
        "rgba(0,0,0,0)",
        "var(--tone-active)",
    ]
    json.dumps(figure)


def test_after_a_gap_a_step_has_its_figure_and_no_bar_up_to_the_next_total():
    chart = waterfall(*UNKNOWN)
    assert bars_in(plotly(chart)) == [(0, 219), None, None, None, (0, 10), (0, 10), (0, 0)]
    shown = texts(chart)
    assert shown.count("Not reported") == 2
    assert [text for text in shown if text in {"219", "−5", "10", "−10", "0"}] == ["219", "−5", "10", "−10", "0"]
    assert len(list(parsed(chart).iter(f"{SVG}rect"))) == 4


@pytest.mark.parametrize("width", [640, NARROW])
@pytest.mark.parametrize("steps", [FALL, UNKNOWN, (("Listed", None, True),), (("Step", "-3", False),)])
def test_a_waterfall_stays_within_its_picture(width, steps):
    drawing = parsed(waterfall(*steps), width=width)
    for bar in drawing.iter(f"{SVG}rect"):
        assert 0 <= float(bar.get("x")) <= float(bar.get("x")) + float(bar.get("width")) <= width
    for text in drawing.iter(f"{SVG}text"):
        x, wide = float(text.get("x")), text_width(text.text)
        left = x - wide if text.get("text-anchor") == "end" else x
        assert -2 <= left <= left + wide <= width + 2


def test_a_waterfall_has_one_series():
    chart = waterfall(*FALL)
    with pytest.raises(ValueError, match="has not one series"):
        svg(Chart(key="x", kind="waterfall", title="x", unit="tkr", series=chart.series * 2))


# ---- Lines with limits, and radars ----

LEVELS = (
    Level(label="Upper limit", value="16.32", is_limit=True),
    Level(label="Mean", value="11"),
    Level(label="Lower limit", value="5.68", is_limit=True),
)


def behaviour(*marks):
    """Twelve months with a mean and limits; `marks` are (index, mark)."""
    told = dict(marks)
    found = tuple(
        Point(label=f"m{number}", value=str(10 + 2 * (number % 2)), mark=told.get(number, "")) for number in range(12)
    )
    series = (Series(label="Waiting", points=found),)
    return Chart(key="goals.i01.series", kind="line", title="Waiting", unit="days", series=series, levels=LEVELS)


def star(*rays):
    """Up to three stars of four perspectives, as (label, rings)."""
    rings = ("Not met", "Partly met", "Met")
    series = tuple(
        Series(
            label=label,
            points=tuple(
                Point(label=f"Perspective {at}", value=value, note=rings[int(value) - 1] if value else "No data")
                for at, value in enumerate(values)
            ),
        )
        for label, values in rays
    )
    return Chart(key="star", kind="radar", title="The star", unit="", series=series, rings=rings)


@pytest.mark.parametrize("width", [640, NARROW])
def test_the_mean_and_the_limits_are_named_in_the_picture_and_in_the_table(width):
    named = ["Upper limit 16,3", "Mean 11,0", "Lower limit 5,7"]
    shown = " ".join(texts(behaviour(), width=width))
    assert [one for one in named if one not in shown] == []
    assert chart_table(behaviour()).note == "; ".join(named)
    assert in_order(numbers_in(" ".join(named)), numbers_in(described(behaviour())))


def test_limits_are_dashed_and_the_mean_is_not():
    dashed = [line.get("stroke-dasharray") for line in parsed(behaviour()).iter(f"{SVG}line") if line.get("class")]
    assert dashed.count("6 4") == 2


def test_a_point_beyond_chance_has_a_shape_and_a_word_of_its_own():
    chart = behaviour((3, "better"), (7, "worse"), (9, "change"))
    plain = len(list(parsed(behaviour()).iter(f"{SVG}polygon")))
    assert len(list(parsed(chart).iter(f"{SVG}polygon"))) - plain == 6
    assert [cells(chart)[at] for at in (3, 7, 9)] == ["12 ▲", "12 ▼", "12 ◆"]
    assert chart_table(chart).note.endswith("▲ an improvement; ▼ a deterioration; ◆ a change")
    symbols = plotly(chart)["data"][0]["marker"]["symbol"]
    assert [symbols[at] for at in (0, 3, 7, 9)] == ["circle", "triangle-up", "triangle-down", "diamond"]


def test_a_radar_says_every_step_in_words_in_the_picture_the_pointer_and_the_table():
    chart = star(("T2", ["1", "2", "3", None]), ("T1", ["3", "3", "1", "2"]))
    assert cells(chart) == ["Not met", "Met", "Partly met", "Met", "Met", "Not met", "No data", "Partly met"]
    assert described(chart).startswith("Perspective 0, T2: Not met. Perspective 1, T2: Partly met.")
    rings = "From the centre: not met, partly met, met"
    assert [one for one in (rings, "T1", "T2") if one not in texts(chart)] == []
    told = [one for trace in series_traces(plotly(chart)) for one in trace["customdata"]]
    assert told[:4] == [
        "Perspective 0, T2: Not met",
        "Perspective 1, T2: Partly met",
        "Perspective 2, T2: Met",
        "Perspective 3, T2: No data",
    ]


def test_no_line_of_a_radar_crosses_a_gap_and_a_whole_round_is_closed():
    def lines(*values):
        drawn = parsed(star(("T2", list(values)))).iter(f"{SVG}polyline")
        return [len(line.get("points").split()) for line in drawn]

    assert lines("1", "2", "3", "2") == [5]
    assert lines("1", None, "3", "2") == [3]
    assert lines("1", None, "3", None) == []
    assert lines(None, None, None, None) == []


def test_marks_of_a_radar_that_meet_enclose_each_other():
    """All three stand on the same step: the later ones are hollow, so that the first is seen through them."""
    drawing = parsed(star(*[(name, ["2", "2", "2"]) for name in "ABC"]), theme="print")
    hollow = [one for one in drawing.iter(f"{SVG}polygon") if one.get("fill") == "none"]
    assert len(hollow) == len(list(drawing.iter(f"{SVG}polygon"))) == 2 * (3 + 1)
    assert len(list(drawing.iter(f"{SVG}circle"))) == 3 + 1


def test_the_lines_of_a_radar_are_told_apart_without_colour():
    chart = star(("A", ["1", "2", "3"]), ("B", ["2", "2", "2"]), ("C", ["3", "1", "1"]))
    traces = series_traces(plotly(chart))
    assert len({(trace["line"]["dash"], trace["marker"]["symbol"]) for trace in traces}) == 3
    marks = [trace["marker"] for trace in traces]
    assert [mark["symbol"] for mark in marks] == ["circle", "square-open", "diamond-open"]
    assert sorted(mark["size"] for mark in marks) == [mark["size"] for mark in marks]
    with pytest.raises(ValueError, match="more than three"):
        svg(star(*[(name, ["1", "2", "3"]) for name in "ABCD"]))


@pytest.mark.parametrize("width", [640, NARROW])
@pytest.mark.parametrize("chart", [behaviour((3, "worse")), star(("T2", ["1", "2", "3", "2", "1"]))])
def test_lines_with_limits_and_radars_stay_within_their_picture_and_survive_storage(chart, width):
    for text in parsed(chart, width=width).iter(f"{SVG}text"):
        wide, x = text_width(text.text, size=float(text.get("font-size"))), float(text.get("x"))
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.get("text-anchor", "start")]
        assert (left > -2, left + wide < width + 2) == (True, True), text.text
    section = sections.Section(key="s", title="S", blocks=(chart,))
    assert sections.from_data(json.loads(json.dumps(sections.to_data(section)))) == section
