"""The ledger of a whole region, made up: given and closed by the portal's own functions and forms, read in words."""

from datetime import date

import pytest

from commissions import deciding
from commissions.models import Commission, CommissionGroup, Decision
from commissions.register_reading import boards_of, read_register, readable_reports
from commissions.register_section import register as annex
from commissions.register_words import age, marks, summary
from organisation.models import Body, Membership, Organisation, PlanChange, ReportingPeriod, Role, Unit, User

TODAY = date(2026, 6, 1)
# number, board of the ledger, receivers, budget year, closed by the council on the annual report
LEDGER = [
    ("1", "rs", ["rs"], 2022, True),
    ("2", "rs", ["rs", "hsn"], 2022, True),
    ("3", "rs", ["tn"], 2023, True),
    ("4", "rs", ["hsn"], 2023, False),
    ("5", "hsn", ["hsn"], 2023, True),
    ("6", "hsn", ["hsn", "tn"], 2024, False),
    ("7", "hsn", ["hsn"], 2024, True),
    ("8", "tn", ["tn"], 2024, True),
    ("9", "tn", ["tn"], 2024, False),
    ("10", "tn", ["tn", "rs"], 2025, True),
    ("11", "rs", ["rs"], 2025, False),
    ("12", "rs", ["hsn", "tn"], 2025, False),
    ("13", "hsn", ["hsn"], 2025, True),
    ("14", "tn", ["tn"], 2026, False),
]
NAMES = {"rs": "Styrelsen", "hsn": "Hälsonämnden", "tn": "Trafiknämnden"}


@pytest.fixture
def ledger_region(db):
    return Organisation.objects.create(name="Region Påhittad", kind="region")


@pytest.fixture
def boards(ledger_region):
    found = {}
    for order, (code, name) in enumerate(NAMES.items()):
        board = Unit.objects.create(
            organisation=ledger_region, slug=f"pahittad-{code}", name=name, short_name=name, kind="board", order=order
        )
        ReportingPeriod.objects.create(
            board=board, slug="2025", label="2025", kind="year", start=date(2025, 1, 1), end=date(2025, 12, 31)
        )
        Body.objects.create(organisation=ledger_region, code=code, name=name, kind="board", unit=board)
        CommissionGroup.objects.create(board=board, code="fm", title="Från fullmäktige")
        found[code] = board
    return found


@pytest.fixture
def keeper(boards):
    """Keeps the ledgers of all boards."""
    person = User.objects.create_user("keeper")
    for board in boards.values():
        Membership.objects.create(user=person, unit=board, role=Role.CONTROLLER)
    return person


@pytest.fixture
def ledger(boards, keeper, ledger_region, client):
    """The fourteen, each given by the council, eight closed in the form for decisions."""
    council = Body.objects.create(organisation=ledger_region, code="fm", name="Fullmäktige", kind="council")
    bodies = {body.code: body for body in Body.objects.filter(organisation=ledger_region)}
    client.force_login(keeper)
    for order, (number, code, receivers, year, _closed) in enumerate(LEDGER):
        board = boards[code]
        commission = Commission(
            board=board,
            group=board.commission_groups.get(),
            code=f"lk{number}",
            number=number,
            title=f"Uppdrag {number}",
            short_title=f"Uppdrag {number}",
            kind="council",
            giver=council,
            year=2026,
            origin_year=year,
            periodicity="year",
            order=order,
        )
        on = date(year - 1, 11, 25)
        given = deciding.give(commission, by=keeper, on=on, paragraph=f"§ {number}", dnr=f"RS {year}-1")
        given.receivers.set(bodies[one] for one in receivers)
    for number, code, _receivers, _year, closed in LEDGER:
        if closed:
            answer = client.post(
                f"/pahittad-{code}/2025/commissions/ledger/lk{number}/decide/",
                {"kind": "closed", "body": council.pk, "on": "2026-05-20", "paragraph": "§ 61", "dnr": "RS 2026-77"},
            )
            assert answer.status_code == 302
    return council


def entries_of(user, region):
    found = boards_of(user, region.pk)
    return read_register(boards=found, reports=readable_reports(user, found), today=TODAY)


def test_fourteen_stand_in_the_register_and_eight_are_closed(ledger, keeper, ledger_region, english):
    entries = entries_of(keeper, ledger_region)
    assert summary(entries).startswith("6 of 14 commissions are open") is True
    closed = [entry.commission.number for entry in entries if not entry.is_open]
    assert sorted(closed, key=int) == [number for number, *_rest, ended in LEDGER if ended]


def test_each_closed_one_says_by_whom_when_and_where(ledger, keeper, ledger_region, english):
    said = {
        mark.text
        for one in entries_of(keeper, ledger_region)
        if not one.is_open
        for mark in marks(one)
        if mark.code == "closed"
    }
    assert said == {"Closed: Fullmäktige, 20 May 2026, RS 2026-77 § 61."}


def test_each_keeps_its_budget_year_and_its_age(ledger, keeper, ledger_region, english):
    found = {
        one.commission.number: (one.commission.origin_year, age(one)) for one in entries_of(keeper, ledger_region)
    }
    assert [found[number] for number in ("1", "4", "14")] == [(2022, "4 years"), (2023, "3 years"), (2026, "6 months")]


def test_the_annex_of_a_board_holds_its_ledger_and_what_it_is_told(ledger, boards, english):
    period = boards["hsn"].periods.get()
    section = annex(unit=boards["hsn"], period=period, today=TODAY)
    numbers = {item.key.rpartition(".")[2] for item in section.all_items()}
    wanted = {f"lk{n}" for n, board, told, year, _closed in LEDGER if "hsn" in {board, *told} and year <= 2025}
    # The council closed them after the year that the report is about.
    facts = section.all_facts()
    assert numbers == wanted
    assert (facts["commissions.register.open"].value, facts["commissions.register.closed"].value) == ("7", "0")


def test_each_decision_is_in_the_log_of_plans(ledger, boards):
    logged = PlanChange.objects.filter(kind="commissions.decision")
    assert (logged.count(), Decision.objects.filter(kind="closed").count()) == (8, 8)
    one = logged.get(subject="commissions.lk1")
    assert (one.board, one.before, one.after["paragraph"], one.after["date"]) == (
        boards["rs"],
        {},
        "§ 61",
        "2026-05-20",
    )
