"""How far each unit of a board has come: states at once, counts one unit at a time."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisation import actions
from organisation.models import Membership, Role, State, Submission, Unit, User
from tests.html import page, words

URL = "/vasterbotten-hsn/2025/progress/"
ROWS = "//table[contains(@class, 'progress-table')]/tbody/tr"


@pytest.fixture
def year(hsn):
    return hsn.periods.get(slug="2025")


def _rows(response):
    return {row.get("id"): [words(cell) for cell in row] for row in page(response).xpath(ROWS)}


def test_each_unit_of_the_tree_has_a_row_with_its_state_in_words(reading, hsn_planner, hsn):
    rows = _rows(reading(hsn_planner).get(URL))
    assert next(iter(rows)) == "progress-vasterbotten-hsn"
    assert set(rows) == {f"progress-{unit.slug}" for unit in Unit.objects.of_board(hsn)}
    assert {cells[1].split()[0] for cells in rows.values()} == {"Open"}


def test_a_submitted_and_a_returned_unit_say_who_when_and_why(reading, hsn_planner, hsn, year):
    umea = Unit.objects.get(slug="vasterbotten-hsn-umea")
    chief = User.objects.create(username="chef", title="Chef")
    Membership.objects.create(user=chief, unit=hsn, role=Role.MANAGER)
    submission = actions.submit(submission=Submission.objects.of(umea, year), missing=list, by=hsn_planner)
    row = _rows(reading(hsn_planner).get(URL))["progress-vasterbotten-hsn-umea"]
    assert (row[1], row[3].split(",")[0]) == ("Submitted", "Planerare")
    actions.send_back(submission=submission, reason="Analysen saknar orsak", by=chief)
    row = _rows(reading(hsn_planner).get(URL))["progress-vasterbotten-hsn-umea"]
    assert (row[1].split()[0], row[3].split(",")[0]) == ("Open", "Chef")
    assert row[3].endswith("Returned: Analysen saknar orsak")


@pytest.mark.parametrize(("days", "state"), [(-1, "Open Overdue"), (0, "Open"), (1, "Open")])
def test_what_is_late_says_so(days, state, reading, hsn_planner, year):
    year.due = timezone.localdate() + timedelta(days=days)
    year.save()
    assert _rows(reading(hsn_planner).get(URL))["progress-vasterbotten-hsn"][1] == state


def test_what_is_handed_in_is_not_late(reading, hsn_planner, hsn, year):
    year.due = date(2025, 1, 1)
    year.save()
    actions.submit(submission=Submission.objects.of(hsn, year), missing=list, by=hsn_planner)
    assert _rows(reading(hsn_planner).get(URL))["progress-vasterbotten-hsn"][1] == State.SUBMITTED.label


def test_the_counts_come_one_unit_at_a_time_and_without_javascript(reading, hsn_planner):
    client = reading(hsn_planner)
    [link] = page(client.get(URL)).xpath("//tr[@id='progress-vasterbotten-hsn']/td//a")
    assert link.get("hx-get") == f"{URL}?unit=vasterbotten-hsn"
    whole = _rows(client.get(link.get("href").split("#")[0]))["progress-vasterbotten-hsn"][2]
    part = client.get(link.get("hx-get"), headers={"HX-Request": "true"})
    assert words(page(part)) == whole
    assert whole.split()[1:2] == ["of"]
    assert "Goals: " in whole


def test_a_unit_outside_the_tree_has_no_counts(reading, hsn_planner, other_board):
    client = reading(hsn_planner)
    for slug in (other_board.slug, "nonsense"):
        assert client.get(f"{URL}?unit={slug}", headers={"HX-Request": "true"}).status_code == 404


def test_a_division_sees_its_own_part_of_the_tree(reading, hsn_planner):
    rows = _rows(reading(hsn_planner).get("/vasterbotten-hsn-umea/2025/progress/"))
    assert list(rows) == ["progress-vasterbotten-hsn-umea"]


@pytest.mark.parametrize("period", ["2025", "2025-t2"])
def test_board_members_do_not_follow_drafts(period, reading, member):
    url = reverse("progress", args=["vasterbotten-hsn", period])
    assert reading(member).get(url).status_code == 403


def test_another_board_does_not_exist(reading, outsider):
    assert reading(outsider).get(URL).status_code == 404


def test_the_states_of_all_units_cost_a_constant_number_of_queries(
    reading, hsn_planner, hsn, django_assert_num_queries
):
    client = reading(hsn_planner)
    client.get(URL)
    for number in range(2):
        with django_assert_num_queries(8):
            client.get(URL)
        Unit.objects.create(organisation=hsn.organisation, parent=hsn, board=hsn, slug=f"u{number}", name=f"U{number}")
