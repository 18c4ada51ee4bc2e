"""What a file's rows are about: frames, accounts, sums, signs and precision, and what is refused in a sentence."""

from decimal import Decimal

import pytest

from economy.imports import OUTCOMES
from economy.models import FrameOutcome
from followup.numbers import parse_amount
from organisation.actions import write
from organisation.imports.target import Record
from organisation.models import Frame
from organisation.places import place_or_404

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def frames(board, frame):
    found = {"primarvard": frame}
    for order, (code, name) in enumerate([("sjukhus", "Sjukhusvård"), ("tandvard", "Tandvård")], start=2):
        found[code] = Frame.objects.create(board=board, code=code, name=name, order=order)
    return found


@pytest.fixture
def place(board, period, frames, controller):
    return place_or_404(controller, board.slug, period.slug)


def record(row, frame, account=None, **values):
    read = {
        name: None if text is None else Decimal(text) if name == "growth" else parse_amount(text)
        for name, text in values.items()
    }
    return Record(sheet="Resultat", row=row, values={"frame": frame, "account": account, **read})


def lines(place, *records):
    return OUTCOMES.lines(place, list(records))


def told(line):
    """What a line is about, or why it is not about anything."""
    if line.errors or line.left_out:
        return (*line.errors, line.left_out)
    return (line.row.frame_code, line.row.account)


@pytest.mark.parametrize(
    ("name", "account", "expected"),
    [
        ("Primärvård", None, ("primarvard", "net")),
        ("  PRIMÄRVÅRD ", "", ("primarvard", "net")),
        ("primarvard", "Netto", ("primarvard", "net")),
        ("12 Primärvård", "Personalkostnader", ("primarvard", "staff")),
        ("Primärvård", "41 Intäkter", ("primarvard", "income")),
        ("Primärvård", "Summa kostnader", ("primarvard", "costs")),
        ("Summa Primärvård", None, ("primarvard", "net")),
        ("Summa:", None, ("total", "net")),
        ("Totalt", "Läkemedel", ("total", "medicines")),
        ("Personalkostnader", None, ("total", "staff")),
        ("Verksamhetens nettokostnad", None, ("total", "net")),
    ],
)
def test_a_row_is_about_a_frame_and_an_account(name, account, expected, place):
    (line,) = lines(place, record(5, name, account, actual="10 mnkr"))
    assert told(line) == expected


@pytest.mark.parametrize(
    ("name", "account", "said"),
    [
        (
            "Ambulans",
            None,
            "There is no frame that is called “Ambulans”. Check the spelling, or let an administrator add it: frames "
            "are added under Administration, Frames.",
        ),
        ("Summa Norr", None, "A sum row: there is no frame that is called “Norr”."),
        ("", None, "The row names no frame."),
    ],
)
def test_what_is_about_nothing_is_said(name, account, said, place):
    (line,) = lines(place, record(5, name, account, actual="10"))
    assert ([*line.errors, line.left_out][0], line.row) == (said, None)


def test_an_unknown_account_is_refused_with_those_that_are_known(place):
    (line,) = lines(place, record(5, "Primärvård", "Resor", actual="10"))
    assert line.errors[0].startswith("“Resor” is no account that the portal knows. Write one of these: Net cost, ")


def test_two_frames_of_one_name_are_told_apart_by_their_code(board, place):
    Frame.objects.create(board=board, code="norr", name="Gemensamt", order=8)
    Frame.objects.create(board=board, code="soder", name="Gemensamt", order=9)
    named, coded = lines(place, record(5, "Gemensamt", actual="1"), record(6, "soder", actual="1"))
    assert named.errors == ["More than one frame is called “Gemensamt”. Write the code instead: norr, soder."]
    assert told(coded) == ("soder", "net")


def test_of_several_bare_sums_the_last_is_the_total(place):
    first, last = lines(place, record(5, "Summa", actual="1"), record(9, "Totalt", actual="3"))
    assert (first.left_out, told(last)) == ("A sum row that does not say what it sums.", ("total", "net"))


def test_two_rows_about_the_same_are_refused(place):
    first, second = lines(place, record(5, "Primärvård", actual="1"), record(6, "primarvard", actual="2"))
    assert (first.errors, second.errors) == (
        [],
        ["The same is said in sheet Resultat, row 5. Keep one of them in the file."],
    )


def test_amounts_keep_their_precision_and_empty_cells_change_nothing(place):
    said = {"actual": "10,5 mnkr", "budget": "10 mnkr", "forecast": None, "growth": "5.1234"}
    (line,) = lines(place, record(5, "Primärvård", **said))
    assert line.changes == {
        "actual": Decimal("10500000.00"),
        "budget": Decimal("10000000.00"),
        "amount_unit": "mnkr",
        "amount_decimals": 1,
        "growth_pct": Decimal("5.123"),
        "growth_decimals": 1,
    }


def test_what_a_spreadsheet_computes_beyond_the_ore_is_no_precision(place):
    (line,) = lines(place, record(5, "Primärvård", actual="10,123456789012 mnkr"))
    assert (line.changes["actual"], line.changes["amount_decimals"]) == (Decimal("10123456.79"), 8)


def test_a_row_without_figures_is_left_out(place):
    (line,) = lines(place, record(5, "Primärvård", actual=None))
    assert line.left_out == "The row holds no figures."


def test_a_row_that_is_stored_is_changed_where_it_stands(place, frames, outcome):
    stored = outcome(place.unit, place.period, frames["primarvard"], "-1000000", approximate="about")
    (line,) = lines(place, record(5, "Primärvård", deviation="−2 mnkr"))
    assert (line.row.pk, line.row.version) == (stored.pk, 1)
    assert (line.changes["deviation"], line.changes["approximate"]) == (Decimal("-2000000.00"), "")


def test_a_deviation_takes_the_place_of_a_reason(place, frames, outcome):
    outcome(place.unit, place.period, frames["primarvard"], None, missing_reason="not_reported")
    (line,) = lines(place, record(5, "Primärvård", deviation="−2 mnkr"))
    assert line.changes["missing_reason"] == ""


@pytest.mark.parametrize(("amounts", "expected"), [(("-5", "-7", "1"), (5, 7, -1)), (("5", "7", "-1"), (5, 7, -1))])
def test_income_has_the_sign_that_most_of_it_has(amounts, expected, place):
    said = zip(("Primärvård", "Tandvård", "Sjukhusvård"), amounts, strict=True)
    found = lines(place, *(record(5, name, "Intäkter", actual=amount) for name, amount in said))
    assert tuple(int(line.changes["actual"]) // 1_000_000 for line in found) == expected


def test_writing_what_a_file_says_twice_changes_nothing(place, controller):
    rows = [record(5, "Primärvård", actual="10,5", deviation="-0,5"), record(6, "Totalt", actual="10,5")]
    for line in lines(place, *rows):
        write(row=line.row, version=line.row.version, changes=line.changes, by=controller)
    assert [
        {name for name, value in line.changes.items() if getattr(line.row, name) != value}
        for line in lines(place, *rows)
    ] == [set(), set()]
    assert list(FrameOutcome.objects.values_list("version", flat=True)) == [1, 1]


@pytest.mark.parametrize("count", [1, 200])
def test_the_lines_take_as_many_queries_however_many(count, place, django_assert_num_queries):
    records = [record(n, "Primärvård", actual="1") for n in range(count)]
    with django_assert_num_queries(2):
        lines(place, *records)


def test_the_columns_are_named_as_systems_name_them(place):
    columns = {column.code: column for column in OUTCOMES.columns(place)}
    assert [code for code, column in columns.items() if column.kind == "cost"] == [
        "actual",
        "budget",
        "prior_actual",
        "forecast",
        "prior_forecast",
        "budget_year",
        "prior_year_final",
    ]
    names = [name for column in columns.values() for name in column.names]
    assert len(names) == len(set(names))
    assert {name == name.lower() for name in names} == {True}


def test_some_records_are_read_by_all_of_the_file(place):
    turned = [record(row, name, "Intäkter", actual="-5") for row, name in ((5, "Primärvård"), (6, "Sjukhusvård"))]
    alone, early = record(7, "Tandvård", "Intäkter", actual="2"), record(8, "Summa", actual="1")
    whole = [*turned, alone, early, record(9, "Summa", actual="3")]
    found, total = OUTCOMES.lines(place, [alone, early], whole=whole)
    assert (int(found.changes["actual"]), total.left_out) == (-2_000_000, "A sum row that does not say what it sums.")


COSTS_TURNED = (
    "Outcome and budget make the deviation −10\u00a0mnkr, but the file says +10\u00a0mnkr: the sign is the other. "
    "Check under “What the columns mean” how the file states costs, and that a deficit has a minus."
)
INCOME_TURNED = (
    "Outcome and budget make the deviation −10\u00a0mnkr, but the file says +10\u00a0mnkr: the sign is the other. "
    "Check that the file writes all income with the same sign, and that a deficit has a minus."
)
OPPOSED = (
    "Outcome and budget have different signs and make the deviation −190\u00a0mnkr, but the file says −10\u00a0mnkr. "
    "Write both with the same sign in the file, and import it anew."
)
APART = (
    "Outcome and budget make the deviation −10\u00a0mnkr, but the file says −12\u00a0mnkr. Check the three amounts in "
    "the file. They are written as they stand there."
)


@pytest.mark.parametrize(
    ("account", "actual", "budget", "deviation", "said"),
    [
        ("Netto", "100", "90", "-10", []),
        ("Netto", "100", "90", "10", [COSTS_TURNED]),
        ("Personalkostnader", "-90", "-100", "10", [COSTS_TURNED]),
        ("Intäkter", "90", "100", "-10", []),
        ("Intäkter", "90", "100", "10", [INCOME_TURNED]),
        ("Netto", "100", "-90", "-10", [OPPOSED]),
        ("Netto", "100", "90", "-12", [APART]),
        # Rounded to whole millions each: one and a half of them may be rounding.
        ("Netto", "100", "90", "-11", []),
        ("Netto", "0", "0", "0", []),
        ("Netto", "0", "0", "1", []),
        ("Netto", "0,0", "0,0", "0,1", []),
        ("Netto", "100", "90", None, []),
        ("Netto", None, "90", "-10", []),
    ],
)
def test_outcome_budget_and_deviation_that_contradict_each_other_are_remarked_on(
    account, actual, budget, deviation, said, place
):
    given = {"actual": actual, "budget": budget, "deviation": deviation}
    amounts = {name: text and f"{text} mnkr" for name, text in given.items()}
    (line,) = lines(place, record(5, "Primärvård", account, **amounts))
    assert (line.remarks, line.errors) == (said, [])


def test_where_income_of_both_signs_is_as_common_the_contradiction_is_seen(place):
    minus = record(5, "Primärvård", "Intäkter", actual="-100 mnkr", budget="-110 mnkr", deviation="-10 mnkr")
    plus = record(6, "Tandvård", "Intäkter", actual="50 mnkr", budget="60 mnkr", deviation="-10 mnkr")
    assert [len(line.remarks) for line in lines(place, minus, plus)] == [1, 0]
