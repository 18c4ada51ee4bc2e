"""The register: what stands out, who sees what, and how its page is narrowed and sorted."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.http import QueryDict
from python_calamine import CalamineWorkbook

from commissions import deciding
from commissions.models import ReportDate
from commissions.register_page import register_of, register_page
from commissions.register_reading import boards_of, read_register, readable_reports
from commissions.register_section import register as annex
from commissions.register_words import age, due_text, marks, summary
from followup.rules import review
from organisation import actions
from organisation.models import Body, Membership, Submission, Unit
from organisation.places import place_or_404
from tests.html import page, words

TODAY = date(2025, 9, 30)
URL = "/provnamnden/2025/commissions/register/"


def read(user, board, today=TODAY):
    boards = boards_of(user, board.organisation_id)
    return read_register(boards=boards, reports=readable_reports(user, boards), today=today)


def said(entry):
    return [(mark.code, mark.text) for mark in marks(entry)]


@pytest.fixture
def other(region, planner):
    """A second board of the region, where the planner has a role too."""
    found = Unit.objects.create(
        organisation=region, slug="skolnamnden", name="Skolnämnden", short_name="SN", kind=Unit.Kind.BOARD, order=1
    )
    Membership.objects.create(user=planner, unit=found, role="planner")
    return found


@pytest.fixture
def told_other(give, board, other, region):
    """One in the board's ledger that is directed to the other board."""
    row = give("u01")
    row.receivers.set([Body.objects.create(organisation=region, code="sn", name="Skolnämnden", unit=other)])
    return row


# What stands out


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 8, 31), []),
        # The day of a period without one is its last.
        (
            date(2025, 9, 1),
            [("overdue", "Was to be reported by 31 August 2025 (Tertial 2 2025), and nothing has been.")],
        ),
    ],
)
def test_a_day_that_has_passed_without_a_report_is_overdue(
    today, expected, give, previous_period, period, planner, board, english
):
    give("u01")
    [entry] = read(planner, board, today)
    assert said(entry) == expected


def test_a_board_that_has_reported_is_waited_for_next_time(
    give, told, previous_period, period, planner, board, english
):
    told(give("u01"), board, previous_period, status="ongoing")
    [entry] = read(planner, board)
    assert (said(entry), due_text(entry.next_due)) == ([], "31 December 2025 (Helår 2025)")


def test_days_of_its_own_go_before_the_boards_periods(give, previous_period, period, planner, board, english):
    row = give("u01")
    ReportDate.objects.create(commission=row, date=date(2025, 12, 31), month_only=True)
    [entry] = read(planner, board)
    assert (said(entry), due_text(entry.next_due)) == ([], "December 2025")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 9, 30), []),
        (
            date(2025, 12, 1),
            [("silent", "PN has reported nothing since 31 August 2025; it is to be reported: Varje sammanträde.")],
        ),
    ],
)
def test_it_is_silent_where_no_day_is_known_and_nothing_has_been_said_for_long(
    today, expected, give, told, previous_period, planner, board, english
):
    row = give("u01", periodicity="every_meeting", periodicity_text="Varje sammanträde")
    told(row, board, previous_period, status="ongoing")
    [entry] = read(planner, board, today)
    assert said(entry) == expected


def test_a_row_without_a_status_is_no_report(give, told, previous_period, period, planner, board):
    told(give("u01"), board, previous_period, analysis="Bara börjat.")
    [entry] = read(planner, board)
    assert (entry.last_report, [code for code, _text in said(entry)]) == (None, ["overdue"])


def test_each_receiving_board_is_waited_for_by_itself(
    told_other, told, board, other, region, previous_period, planner, english
):
    told_other.receivers.add(Body.objects.create(organisation=region, code="pn", name="Provnämnden", unit=board))
    other.periods.create(
        slug="2025-t2",
        label="T2",
        kind="tertial",
        start=date(2025, 1, 1),
        end=date(2025, 8, 31),
        due=date(2025, 9, 20),
    )
    told(told_other, board, previous_period, status="ongoing")
    [entry] = read(planner, board)
    assert said(entry) == [("overdue", "SN was to report it by 20 September 2025 (T2), and has not.")]


@pytest.mark.parametrize(
    ("given", "today", "shown"),
    [
        (None, TODAY, "Unknown"),
        (date(2025, 9, 10), TODAY, "Under a month"),
        (date(2025, 8, 30), TODAY, "1 month"),
        (date(2023, 11, 1), TODAY, "22 months"),
        (date(2022, 9, 30), TODAY, "3 years"),
    ],
)
def test_age_is_counted_from_the_day_it_was_given(given, today, shown, give, planner, board, english):
    row = give("u01")
    row.decisions.filter(kind="given").update(date=given)
    [entry] = read(planner, board, today)
    assert age(entry) == shown


# Who sees what


def test_a_board_member_sees_what_was_reported_in_decided_periods(
    give, told, previous_period, period, planner, manager, board_member, board
):
    row = give("u01")
    told(row, board, previous_period, status="ongoing")
    told(row, board, period, status="done")
    submission = actions.submit(submission=Submission.objects.of(board, previous_period), missing=list, by=planner)
    seen = actions.seen_of(submission.unit, submission.period)
    actions.approve(submission=submission, by=manager, seen=seen)
    last = [read(user, board)[0].last_report.status for user in (planner, board_member)]
    assert last == ["done", "ongoing"]


def test_a_board_member_is_not_told_that_nothing_has_been_written(
    give, told, previous_period, period, planner, board_member, board, english
):
    told(give("u01"), board, previous_period, status="ongoing")
    submission = actions.submit(submission=Submission.objects.of(board, previous_period), missing=list, by=planner)
    assert submission.is_decided is False
    place = place_or_404(planner, "provnamnden", "2025")
    said_to = {}
    for user in (planner, board_member):
        place.user = user
        said_to[user] = [said(entry) for entry in register_of(place, today=TODAY)]
    assert said_to[planner] == [[]]
    assert said_to[board_member] == [
        [("overdue", "PN was to report it by 31 August 2025 (Tertial 2 2025): no report has been approved.")]
    ]


def test_boards_without_a_role_are_not_there(give, region, board, other, planner, controller):
    group = other.commission_groups.create(code="egna", title="Egna")
    first = give("u01")
    values = {"title": "Eget", "short_title": "Eget", "kind": "board", "year": 2025, "periodicity": "year"}
    deciding.give(
        type(first)(board=other, group=group, code="s01", giver=first.giver, **values), by=planner
    ).receivers.add(first.giver)
    codes = [[entry.commission.code for entry in read(user, board)] for user in (planner, controller)]
    assert codes == [["u01", "s01"], ["u01"]]


def test_what_another_board_is_told_is_in_both_registers_and_not_judged_out_of_reach(
    told_other, told, other, previous_period, period, controller, planner, board
):
    outside = Membership.objects.get(user=planner, unit=board)
    outside.delete()
    planner = type(planner).objects.get(pk=planner.pk)
    found = [
        [(entry.commission.code, entry.reporters) for entry in read(user, board)] for user in (controller, planner)
    ]
    assert found[0] == [("u01", [])]
    assert [code for code, _reporters in found[1]] == ["u01"]


def test_an_outsider_finds_no_register(give, period, login, outsider):
    assert login(outsider).get(URL).status_code == 404


# The page


@pytest.fixture
def many(give, told, board, previous_period, period, planner, region):
    """Three: one reported and due next, one overdue, one closed."""
    first, second, third = give("u01", "u02", "u03", origin_year=2025)
    told(first, board, previous_period, status="ongoing")
    executive = Body.objects.create(organisation=region, code="rs", name="Regionstyrelsen", kind="executive")
    type(second).objects.filter(pk=second.pk).update(giver=executive, origin_year=2023)
    values = {"on": date(2025, 6, 1), "paragraph": "§ 3", "dnr": "R 1"}
    deciding.decide(third, kind="closed", body=third.giver, by=planner, **values)


def shown(user, query=""):
    place = place_or_404(user, "provnamnden", "2025")
    found = register_page(place, QueryDict(query), today=TODAY)
    return [row.number for row in found.rows]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", ["U01", "U02"]),
        ("state=all", ["U01", "U02", "U03"]),
        ("state=ended", ["U03"]),
        ("giver=rs", ["U02"]),
        ("state=all&receiver=fm", ["U01", "U02", "U03"]),
        ("board=provnamnden&out=on", ["U02"]),
        ("before=2025-09-30", ["U02"]),
        ("before=2026-01-01", ["U01", "U02"]),
        ("sort=title", ["U01", "U02"]),
        ("sort=-title", ["U02", "U01"]),
        ("sort=giver", ["U01", "U02"]),
        ("sort=origin", ["U02", "U01"]),
        ("sort=out", ["U02", "U01"]),
        # What is not known comes last, either way.
        ("sort=report", ["U01", "U02"]),
        ("sort=-report", ["U01", "U02"]),
        ("sort=due", ["U01", "U02"]),
        ("state=all&sort=age", ["U01", "U02", "U03"]),
        ("sort=receivers", ["U01", "U02"]),
        ("sort=board", ["U01", "U02"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_by_the_address(query, rows, many, planner):
    assert shown(planner, query) == rows


@pytest.mark.parametrize("query", ["before=snart", "giver=ingen", "sort=namn", "state=kanske"])
def test_what_cannot_be_read_is_said_and_kept(query, many, login, planner, in_english):
    answer = login(planner).get(f"{URL}?{query}")
    assert (answer.status_code, "The list is not narrowed" in answer.text) == (422, True)


def test_a_day_that_cannot_be_read_stays_in_its_field(many, login, planner):
    assert page(login(planner).get(f"{URL}?before=snart")).xpath("//input[@name='before']/@value") == ["snart"]


def test_each_column_sorts_and_says_so(many, login, planner):
    tree = page(login(planner).get(f"{URL}?state=all&sort=giver"))
    heads = tree.xpath("//table[contains(@class, 'register')]//thead//th")
    assert [head.get("aria-sort") for head in heads].count("ascending") == 1
    links = [head.xpath("a/@href")[0] for head in heads]
    assert (links[0], links[2]) == (f"{URL}?state=all&sort=title", f"{URL}?state=all&sort=-giver")


def test_a_row_says_everything_in_words(many, login, planner, in_english):
    tree = page(login(planner).get(f"{URL}?state=ended"))
    [row] = tree.xpath("//table[contains(@class, 'register')]/tbody/tr")
    assert [words(cell) for cell in row] == [
        "U03 Uppdraget u03",
        "✓ Closed: Fullmäktige, 1 June 2025, R 1 § 3.",
        "Fullmäktige",
        "Fullmäktige",
        "PN",
        "2025",
        "–",
        "Unknown",
        "Nothing reported",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    count, give, told, board, period, previous_period, login, planner, django_assert_num_queries
):
    rows = [give("u01")] if count == 1 else give("u01", "u02", "u03")
    for row in rows:
        told(row, board, previous_period, status="ongoing")
        ReportDate.objects.create(commission=row, date=date(2025, 12, 31))
    give(*[f"w{row.code}" for row in rows], year=2026, end=None)
    for row in rows:
        type(row).objects.filter(code=f"w{row.code}").update(predecessor=row)
    client = login(planner)
    with django_assert_num_queries(15):
        assert client.get(f"{URL}?state=all").status_code == 200


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2025, 8, 1), "2 of 3 commissions are open, and nothing stands out."),
        (TODAY, "2 of 3 commissions are open, and 1 of them stands out."),
    ],
)
def test_one_sentence_sums_it_up(today, sentence, many, planner, board, english):
    assert summary(read(planner, board, today)) == sentence


def test_an_empty_register_says_so(period, login, planner, in_english):
    html = login(planner).get(URL).text
    assert ("The register is empty" in html, "No commission to show" in html) == (True, True)


# The annex of the report


def test_the_annex_shows_the_register_as_it_was_on_the_last_day_of_the_period(
    many, board, previous_period, planner, english
):
    section = annex(unit=board, period=previous_period, today=date(2026, 11, 23))
    [table] = [block for block in section.blocks if block.type == "table"]
    facts = {key.rpartition(".")[2]: fact.value for key, fact in section.all_facts().items()}
    assert facts == {"total": "3", "open": "2", "closed": "1", "cancelled": "0", "out": "0"}
    assert [row.cells[0].text for row in table.rows] == ["U01 Uppdraget u01", "U02 Uppdraget u02", "U03 Uppdraget u03"]
    assert table.rows[1].cells[4].text.startswith("Known since 2023") is True
    assert review([section]) == []


def test_the_annex_knows_nothing_that_came_later(give, told, board, previous_period, period, english):
    row = give("u01")
    give("u02", year=2026, predecessor=row, end=None)
    told(row, board, period, status="done")
    [entry] = annex(unit=board, period=previous_period, today=date(2026, 11, 23)).all_items()
    assert (entry.key, entry.attributes.get("status"), entry.attributes.get("marks")) == (
        "commissions.register.u01",
        None,
        None,
    )


def test_a_unit_below_the_board_has_no_annex(give, unit, period):
    give("u01")
    assert annex(unit=unit, period=period, today=TODAY).title == ""


def test_the_real_register_follows_2024_into_2025(hsn, hsn_t2, english):
    section = annex(unit=hsn, period=hsn_t2, today=TODAY)
    items = {one.key.rpartition(".")[2]: one.attributes.get("marks", "") for one in section.all_items()}
    left = sorted(code for code, said in items.items() if "left_behind" in said)
    continued = sorted(code for code, said in items.items() if "continued" in said)
    assert left == ["v04", "v07", "v08", "v09"]
    assert continued == ["v01", "v02", "v03", "v05", "v06", "v10", "v11", "v12"]
    assert section.all_facts()["commissions.register.total"].value == "26"


def test_the_register_is_a_sheet_of_the_boards_tables(many, login, planner):
    answer = login(planner).get("/provnamnden/2025/tables/commissions.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    [name] = [one for one in book.sheet_names if one.startswith(("Uppdragsregister", "Register"))]
    rows = [row[0] for row in book.get_sheet_by_name(name).to_python() if row]
    assert [row for row in rows if str(row).startswith("U0")] == [
        "U01 Uppdraget u01",
        "U02 Uppdraget u02",
        "U03 Uppdraget u03",
    ]


def test_the_rows_that_are_shown_are_a_file_in_their_order(many, login, planner, in_english):
    client = login(planner)
    page = client.get(f"{URL}?state=all&sort=-title&receiver=fm").text
    assert 'href="/provnamnden/2025/commissions/register.xlsx?state=all&amp;sort=-title&amp;receiver=fm"' in page
    answer = client.get(f"{URL[:-1]}.xlsx?state=all&sort=-title&receiver=fm")
    name = r'attachment; filename="register-of-commissions-[\d-]{10}\.xlsx"'
    assert re.fullmatch(name, answer["Content-Disposition"])
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    # No figure, so no sheet of sources.
    assert book.sheet_names == ["Register of commissions"]
    [title, marks, heads, *rows] = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    assert (title[0], heads[:3]) == ("Register of commissions", ["Number", "Commission", "What stands out"])
    assert "Directed to: Fullmäktige · State: All · Order: Commission, backwards" in marks[0]
    assert [row[0] for row in rows] == ["U03", "U02", "U01"]
    assert rows[0][2].startswith("Closed: ")


def test_a_file_is_asked_for_as_the_page_is(many, login, planner):
    answer = login(planner).get(f"{URL[:-1]}.xlsx?before=snart")
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}?before=snart")
