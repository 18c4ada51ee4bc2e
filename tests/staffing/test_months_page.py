"""The page by month: what it shows, hides and says, and that its number of queries does not grow."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import product

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from organisation.models import Unit
from organisation.places import place_or_404
from staffing.duties import duties
from staffing.models import MonthFigure
from staffing.months.counting import course, months_to, over, rolled_up
from staffing.months.following import follow, known
from staffing.months.page import months_page
from staffing.months.reading import table
from staffing.section import people
from tests.html import page, words
from tests.staffing.test_months import PARENTS, row

URL = "/provnamnden/2025/staffing/months/"
LAST = date(2025, 12, 1)


@pytest.fixture
def units(board):
    return [
        Unit.objects.create(
            organisation=board.organisation, parent=board, board=board, slug=f"del-{n}", name=f"Del {n}",
            short_name=f"D{n}", kind="division", order=n,
        )
        for n in (1, 2)
    ]  # fmt: skip


@pytest.fixture
def hours(board, period, units):
    """Total, women and men of two units over three years; sick hours grow by the month and the unit."""
    return _hours(board, period, units)


def _hours(board, period, units, *, n=40):
    rows = []
    for (number, unit), (place, month) in product(enumerate(units, 1), enumerate(months_to(LAST, 36))):
        for measure, part in (("total", 3), ("women", 2), ("men", 1)):
            rows.append(
                MonthFigure(
                    unit=board, period=period, of_unit=unit, month=month, measure=measure, version=1,
                    numerator=Decimal(part * (40 + number * 10 + place)), denominator=Decimal(part * 1000),
                    n_employees=n, source="personal.csv, rad 2",
                )
            )  # fmt: skip
    MonthFigure.objects.bulk_create(rows)
    return rows


def shown(user, query=""):
    return months_page(place_or_404(user, "provnamnden", "2025"), QueryDict(query))


def test_rolling_sums_are_the_sums_of_each_twelve_months():
    months = months_to(LAST, 30)
    rows = [
        row(unit, "total", 40 + place * unit, 1000 - place, month=month)
        for unit in (2, 3)
        for place, month in enumerate(months)
        if (unit, place) != (3, 20)
    ]
    rows.append(row(3, "total", month=months[20], value=Decimal("5.1")))
    frame = rolled_up(table(rows), PARENTS)
    for window in (1, 12):
        found = course(frame, months[12:], window)
        for place, month in enumerate(months[12:]):
            wanted = {one.unit_id: one for one in over(frame, months_to(month, window)).itertuples()}
            for unit, one in wanted.items():
                got = found[unit, "", "total"][place]
                assert (got.value, got.why) == (one.value, one.why), (window, month, unit)
    assert course(frame.iloc[:0], months) == {}


def test_the_page_shows_rolling_twelve_months_of_every_unit(hours, planner, english):
    found = shown(planner)
    assert [line.name for line in found.lines] == ["Provnämnden", "Del 1", "Del 2"]
    # Of 2025, unit 1: 50 + 24 … 50 + 35 of 1000, so 79,5 of 1000; unit 2 ten more; the board lies between.
    assert [line.cells[-1].text for line in found.lines] == ["8,5", "8,0", "9,0"]
    assert (found.heads[0], found.heads[-1]) == ("2402–2501", "2501–2512")
    assert [chart.key for chart in found.charts] == [
        "staffing.months.rolling_chart",
        "staffing.months.chart",
        "staffing.months.change_chart",
    ]
    assert len(found.charts[1].series[0].points) == 36
    assert found.sources == "personal.csv"


def test_the_same_month_the_year_before_stands_beside_it(hours, planner, english):
    [_rolling, by_month, by_change] = shown(planner, "unit=del-1").charts
    now, before = by_month.series
    assert (now.points[-1].label, now.points[-1].value, before.points[-1].value) == ("dec 2025", "8.5", "7.3")
    assert before.points[0].value is None
    assert by_month.title.endswith("8,5\xa0% in dec 2025, 7,3\xa0% the year before")
    # Sick leave follows the seasons: the limits are those of the changes. Twelve a thousand each year: 1,2 points.
    assert by_month.levels == ()
    assert [(one.label, one.value) for one in by_change.levels if one.label == "Mean"] == [("Mean", "1.200000")]


def test_what_does_not_follow_the_seasons_has_limits_of_its_own(board, period, units, planner, english):
    MonthFigure.objects.bulk_create(
        MonthFigure(
            unit=board, period=period, of_unit=board, month=month, measure="beds", version=1, value=300 + place % 5
        )
        for place, month in enumerate(months_to(LAST, 36))
    )  # fmt: skip
    found = shown(planner)
    rolling, by_month = found.charts
    assert {one.label for one in by_month.levels} == {"Upper limit", "Mean", "Lower limit"}
    # Of 2025, the places 24 … 35 with 4 0 1 2 3 4 0 1 2 3 4 0 above 300, each by the days of its month:
    # (4·31 + 0 + 31 + 2·30 + 3·31 + 4·30 + 0 + 31 + 2·30 + 3·31 + 4·30 + 0) / 365 = 732 / 365 = 2,005…
    assert (rolling.series[0].points[-1].label, rolling.series[0].points[-1].value) == ("2501–2512", "302.0")
    assert found.form["covers"].value() == "month"


@pytest.mark.parametrize(
    ("query", "last"),
    [
        # December alone: 50 + 35 of 1000.
        ("covers=month", "8,5"),
        ("covers=month&measure=women&unit=del-2", "8,5"),
        # What cannot be read is as if it were not asked.
        ("measure=ingenting&covers=r12", "8,0"),
    ],
)
def test_figure_and_cover_are_chosen_by_the_address(query, last, hours, planner, english):
    lines = list(shown(planner, query).lines)
    assert (lines[1].cells[-1].text, len(lines[1].cells)) == (last, 12)
    assert len(shown(planner, f"{query}&span=36").heads) == 36


def test_a_small_group_is_hidden_the_same_on_every_page(board, period, units, planner, english):
    _hours(board, period, units)
    MonthFigure.objects.filter(of_unit=units[0], measure="men", month=LAST).update(n_employees=9)
    where = {"board": board, "period": period, "group": "", "months": 36}
    hidden = {}
    for unit in (board, units[0]):
        for measure in ("total", "women", "men"):
            found = follow(known(unit=unit, period=period), measure=measure, **where)
            for covers, one in found.items():
                hidden[unit.slug, measure, covers] = one.of(units[0])[-1].is_hidden
    assert hidden["provnamnden", "men", "month"]
    assert hidden["provnamnden", "men", "r12"]
    # What would give it away is hidden too, and so on the unit's own page.
    assert hidden["provnamnden", "women", "month"] or hidden["provnamnden", "total", "month"]
    for (slug, measure, covers), is_hidden in hidden.items():
        assert is_hidden == hidden["provnamnden", measure, covers], slug


def test_twelve_months_that_were_given_of_a_small_group_are_neither_shown_nor_in_the_file(
    board, period, units, login, planner, in_english
):
    at = {"unit": board, "period": period, "measure": "men", "month": LAST, "covers": "r12", "version": 1}
    MonthFigure.objects.create(**at, of_unit=units[0], value=Decimal("12.3"), n_employees=9)
    MonthFigure.objects.create(**at, of_unit=units[1], value=Decimal("4.5"), n_employees=40)
    client = login(planner)
    assert [line.cells[-1].text for line in client.get(f"{URL}?measure=men").context["page"].lines][1:] == [
        "Too few to be shown",
        "4,5",
    ]
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{URL[:-1]}.xlsx?measure=men").content))
    told = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert ("4.5" in told, "12.3" in told) == (True, False)


def test_words_and_reasons_stand_where_they_were_given(board, period, units, planner, english):
    _hours(board, period, units)
    MonthFigure.objects.filter(of_unit=units[0], month=LAST).update(numerator=None, denominator=None, text="ca 20–30")
    MonthFigure.objects.filter(of_unit=units[1], month=LAST).update(
        numerator=None, denominator=None, missing_reason="system_failure"
    )
    texts = [line.cells[-1].text for line in shown(planner, "covers=month").lines]
    assert texts[1:] == ["ca 20–30", "Data cannot be taken from the system"]


def test_the_file_has_the_months_and_what_they_are_counted_from(hours, units, login, planner, in_english):
    MonthFigure.objects.filter(of_unit=units[0], measure="men", month=LAST).update(n_employees=9)
    answer = login(planner).get("/provnamnden/2025/staffing/months.xlsx?measure=men&covers=month")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.sheet_names == ["Sick leave, men", "As given"]
    [_title, marks, heads, *rows] = book.get_sheet_by_name("Sick leave, men").to_python()
    assert heads[-1] == "dec 2025 (%)"
    assert rows[1][-1] == "Too few to be shown"
    assert "The month" in marks[0]
    given = book.get_sheet_by_name("As given").to_python()
    assert given[2][:5] == ["Unit", "Month", "Covers", "Counted", "Counted among"]
    assert not [one for one in given if one[:2] == ["Del 1", "dec 2025"]]
    assert [one[3] for one in given if one[:2] == ["Del 1", "nov 2025"]] == [84.0]


def test_nothing_by_month_says_so(period, login, planner, in_english):
    answer = login(planner).get(URL)
    assert "Nothing by month yet" in words(page(answer))
    book = CalamineWorkbook.from_filelike(BytesIO(login(planner).get(f"{URL[:-1]}.xlsx").content))
    assert book.get_sheet_by_name("Staffing by month").to_python()[-1][0] == "Nothing by month yet"


def test_what_cannot_be_read_is_said(hours, login, planner, in_english):
    answer = login(planner).get(f"{URL}?measure=ingenting")
    assert (answer.status_code, "could not be read" in answer.text) == (422, True)


def test_figures_of_a_unit_are_its_own_and_those_below(hours, units, planner, english):
    place = place_or_404(planner, "del-1", "2025")
    assert [line.name for line in months_page(place, QueryDict("")).lines] == ["Del 1"]


def test_what_a_later_period_says_is_not_known_yet(hours, board, previous_period, planner, english):
    assert known(unit=board, period=previous_period).measures == []


def test_the_number_of_queries_does_not_grow(board, period, units, login, planner):
    client = login(planner)
    _hours(board, period, units)
    counts = []
    for more in (0, 38):
        new = [
            Unit.objects.create(
                organisation=board.organisation, parent=board, board=board, slug=f"ny-{n}", name=f"Ny {n}",
                short_name=f"N{n}", kind="division", order=n + 10,
            )
            for n in range(more)
        ]  # fmt: skip
        _hours(board, period, new)
        with CaptureQueriesContext(connection) as found:
            assert client.get(URL).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_report_counts_from_hours_what_nobody_has_written(hours, board, period, sick, english):
    facts = people(unit=board, period=period, today=LAST).all_facts()
    # 2025 has 24 … 35 in both units: (50 + 60 + 2 · 29,5) of 2000 a month, and 12 less the year before.
    total = facts["staffing.sick.total"]
    assert (total.value, facts["staffing.sick.total.before"].value) == ("8.5", "7.3")
    assert total.source == "personal.csv"
    assert total.rule.endswith("Counted from the hours of jan 2025–dec 2025.")
    # Of the ages there are no hours.
    assert facts["staffing.sick.age_30_49"].missing == "not_reported"
    sick(period, "total", "8.1")
    assert people(unit=board, period=period, today=LAST).all_facts()["staffing.sick.total"].value == "8.1"


def test_a_month_without_hours_is_not_counted_around(hours, board, period, units, english):
    MonthFigure.objects.filter(of_unit=units[0], month=LAST).delete()
    assert people(unit=board, period=period, today=LAST).all_facts()["staffing.sick.total"].value is None


def test_a_small_group_of_one_month_hides_the_whole_period(hours, board, period, units, english):
    MonthFigure.objects.filter(of_unit=units[0], measure="men", month=LAST).update(n_employees=9)
    facts = people(unit=units[0], period=period, today=LAST).all_facts()
    assert facts["staffing.sick.men"].missing == "confidential"
    assert "staffing.sick.men.before" not in facts


def test_what_is_counted_needs_no_entering_and_can_be_typed_over(hours, board, period, planner, login, in_english):
    asked = {one.key: one for one in duties(user=planner, unit=board, period=period, today=LAST)}
    assert not asked["staffing.sick.total"].missing
    assert asked["staffing.sick.age_30_49"].missing
    client = login(planner)
    client.post("/provnamnden/2025/staffing/sick/alla/total/", {"version": 0, "value": "8,1"})
    assert people(unit=board, period=period, today=LAST).all_facts()["staffing.sick.total"].value == "8.1"


def test_what_holds_for_every_key_figure_is_said_once(hours, board, period, english):
    section = people(unit=board, period=period, today=LAST)
    blocks = {getattr(one, "key", ""): one for part in section.walk() for one in part.blocks}
    note = blocks["staffing.sick_table"].note
    assert note == "The earlier values are from jan 2024–dec 2024. Counted from the hours of jan 2025–dec 2025."
