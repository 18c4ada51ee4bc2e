"""A second board, of another kind, is set up, filled, reported and exported in the portal, without a line of code."""

import json
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from organisation import actions
from organisation.models import Frame, Submission, Unit
from tests.boardportal.made_up import DATA, FOLDER, MONEY, PERIOD, SLUG, Portal, at, excel, stated

N, M = "\u00a0", "\u2212"
PAGES = (
    "board",
    "reporting",
    "progress",
    "goals:list",
    "commissions:list",
    "savings:list",
    "staffing:list",
    "economy:list",
    "reports:report",
    "reports:review",
    "reports:changes",
    "reports:chapters",
    "reports:html",
    "reports:json",
    "reports:docx",
    "reports:xlsx",
    "organisation:submission",
)
MANAGED = ("people", "units", "settings", "periods", "add_period", "frames", "areas", "bodies", "log", "add_board")


@pytest.fixture
def portal(login):
    """portal(user) is that person at the portal."""
    return lambda user: Portal(login(user))


@pytest.fixture
def made_up(portal, administrator, planner, manager, controller, board_member):
    """The board, set up by an administrator of another, who gives the others their roles."""
    at_desk = portal(administrator)
    at_desk.set_up("provnamnden")
    for who, role in ((planner, "planner"), (manager, "manager"), (controller, "controller")):
        at_desk.give(who.email, role)
    at_desk.give(board_member.email, "board_member")
    return Unit.objects.get(slug=SLUG)


@pytest.fixture
def imported(made_up, portal, controller):
    """The made-up file, imported by the controller."""
    portal(controller).import_file("resultat.xlsx", excel())
    return made_up


def _facts(client):
    """The facts of the report's data by key."""
    data = json.loads(client.get(at("reports:json")).content)
    facts = {}

    def walk(section):
        facts.update({one["key"]: one for one in section["facts"]})
        for block in section["blocks"]:
            if block["type"] == "section":
                walk(block)

    for section in [*data["other"], *(one for chapter in data["chapters"] for one in chapter["sections"])]:
        walk(section)
    return facts


def _findings(portal, user):
    return [one for _label, found in portal(user).get(at("reports:review")).context["groups"] for one in found]


def test_what_is_made_up_says_so_in_its_files():
    assert "påhittade" in DATA["board"]["name"]
    assert DATA["board"]["is_made_up"] is True
    # Each in the encoding of the system that it says it is from.
    heads = [file.read_bytes().splitlines()[0] for file in FOLDER.glob("*.csv")]
    assert all(any("PÅHITTADE SIFFROR".encode(one) in head for one in ("utf-8", "cp1252")) for head in heads)
    assert DATA["note"].startswith("Påhittade siffror")


def test_the_board_is_as_it_was_set_up(made_up):
    assert (made_up.amount_unit, made_up.cost_sign, made_up.frame_word) == ("mnkr", "negative", "Verksamhet")
    assert [one.slug for one in made_up.periods.order_by("end")] == ["2026-k1", "2026-k2", "2026-k3", "2026-k4"]
    leaves = Frame.objects.filter(board=made_up, children=None)
    assert (leaves.count(), Frame.objects.filter(board=made_up, parent=None).count()) == (12, 4)


@pytest.mark.parametrize("role", ["planner", "controller", "manager"])
def test_every_page_of_an_empty_board_answers(role, request, made_up, portal):
    at_desk = portal(request.getfixturevalue(role))
    for url in ["/", *map(at, PAGES), *(at("tables", wing=one) for one in ("economy", "savings", "goals"))]:
        at_desk.get(url)


def test_every_page_of_administration_answers(made_up, portal, administrator):
    at_desk = portal(administrator)
    pages = [at_desk.get(reverse(f"manage:{name}", args=[SLUG])) for name in MANAGED]
    assert all("Verksamhet" in page.content.decode() for page in pages)


def test_an_empty_board_has_a_report_on_paper(made_up, portal, controller):
    assert portal(controller).get(at("reports:pdf")).content.startswith(b"%PDF-1.7")


def test_a_board_without_goals_is_not_told_that_none_of_them_is_met(made_up, portal, planner):
    panels = {panel.key: panel for panel in portal(planner).get(at("board")).context["page"].panels}
    assert panels["goals"].figures == ()


def test_every_amount_of_the_file_is_a_figure_of_the_report(imported, login, controller):
    facts, codes = _facts(login(controller)), dict(Frame.objects.filter(board=imported).values_list("name", "code"))
    codes["Totalt"] = "total"
    for name, amounts in stated().items():
        for column in MONEY:
            found = facts[f"economy.{codes[name]}.{column}"]
            given = (float(found["value"]), found["unit"], found["decimals"])
            assert given == (float(amounts[column]), "mnkr", 1), (name, column)
            assert "resultat.xlsx" in found["source"]


def test_a_rounding_difference_of_two_in_the_last_place_over_twelve_rows_is_no_finding(imported, portal, controller):
    amounts = stated()
    leaves = [one.name for one in Frame.objects.filter(board=imported, children=None)]
    difference = round(float(amounts["Totalt"]["actual"]) - sum(float(amounts[one]["actual"]) for one in leaves), 1)
    assert (abs(difference), len(leaves)) == (0.2, 12)
    assert _findings(portal, controller) == []


def test_two_errors_in_rows_that_cancel_in_the_total_are_both_seen(imported, portal, controller):
    codes = dict(Frame.objects.filter(board=imported).values_list("name", "code"))
    portal(controller).import_file("rattat.xlsx", excel({("Vuxna", 3): 1.7, ("Barn och unga", 3): -3.1}))
    found = {one.place: one for one in _findings(portal, controller) if one.severity.value == "error"}
    assert set(found) == {f"economy.{codes[name]}.deviation" for name in ("Vuxna", "Barn och unga")}
    adults = found[f"economy.{codes['Vuxna']}.deviation"]
    assert (adults.rule, adults.found) == ("R2", f"+1,7{N}mnkr")
    assert f"+0,7{N}" in adults.sentence


def test_costs_are_printed_with_a_minus_and_services_by_the_boards_word(imported, portal, planner):
    page = portal(planner).get(at("economy:list")).content.decode()
    assert "Verksamhet" in page
    assert f"{M}460,0" in portal(planner).get(at("reports:report")).content.decode()


def test_the_report_is_exported_with_its_tables_and_says_that_it_is_made_up(imported, portal, controller):
    at_desk = portal(controller)
    assert "Påhittade siffror" in at_desk.get(at("reports:report")).content.decode()
    assert at_desk.get(at("reports:pdf")).content.startswith(b"%PDF-1.7")
    book = CalamineWorkbook.from_filelike(BytesIO(at_desk.get(at("reports:xlsx")).content))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert all(str(rows[1][0]).startswith("Påhittade siffror") for rows in sheets.values())
    results = [row for rows in sheets.values() for row in rows if row and row[0] == "Totalt"]
    assert any(row[1] == -460.0 for row in results)


def test_the_tables_of_one_wing_hold_the_same_figures(imported, portal, controller):
    book = CalamineWorkbook.from_filelike(BytesIO(portal(controller).get(at("tables", wing="economy")).content))
    adults = next(
        row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() if row[0] == "Vuxna"
    )
    assert adults[1:4] == [-37.3, -38.0, 0.7]


def test_a_board_member_downloads_only_what_is_decided(imported, portal, login, board_member, planner, manager):
    urls = [at("reports:xlsx"), at("tables", wing="economy")]
    assert [login(board_member).get(url).status_code for url in urls] == [403, 403]
    period = imported.periods.get(slug=PERIOD)
    actions.submit(submission=Submission.objects.of(imported, period), missing=list, by=planner)
    seen = actions.seen_of(imported, period)
    actions.approve(submission=Submission.objects.of(imported, period), by=manager, seen=seen)
    assert [login(board_member).get(url).status_code for url in urls] == [200, 200]


def test_tables_of_what_is_no_wing_do_not_exist(made_up, login, planner):
    answers = [login(planner).get(at("tables", wing=wing)).status_code for wing in ("reports", "okand", "g")]
    assert answers == [404, 404, 404]
