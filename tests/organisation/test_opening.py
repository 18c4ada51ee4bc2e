"""How long the reporting takes: from the first form that is opened, as an aggregate over five units or more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organisation.models import FirstOpened, State, Submission, Unit
from organisation.opening import duration_text, note, times_taken
from organisation.places import Place

pytestmark = pytest.mark.usefixtures("in_english")

URL = "/provnamnden-norra/2025/presence/"
PROGRESS = "/provnamnden/2025/progress/"
NOW = timezone.now()


@pytest.fixture
def make_units(board):
    def make(count):
        return [
            Unit.objects.create(
                organisation=board.organisation,
                parent=board,
                board=board,
                slug=f"enhet-{number}",
                name=f"Enhet {number}",
                short_name=f"E{number}",
            )
            for number in range(count)
        ]

    return make


@pytest.fixture
def hand_in(period, manager):
    """A unit that had its first form open so many minutes before it handed in."""

    def hand_in(unit, minutes):
        FirstOpened.objects.create(unit=unit, period=period, at=NOW - timedelta(minutes=minutes))
        Submission.objects.create(
            unit=unit, period=period, state=State.SUBMITTED, submitted_at=NOW, submitted_by=manager
        )

    return hand_in


def test_the_first_form_that_is_opened_is_remembered_and_no_name(login, unit_planner, manager, unit, period):
    for user, tab in ((unit_planner, "aaaaaaaa"), (manager, "bbbbbbbb")):
        assert login(user).post(URL, {"key": "goals.m1", "tab": tab}).status_code == 200
    found = FirstOpened.objects.get()
    assert (found.unit, found.period) == (unit, period)
    assert {field.name for field in FirstOpened._meta.fields} == {"id", "unit", "period", "at"}


def test_reading_the_page_remembers_nothing(login, unit_planner, unit, period):
    login(unit_planner).get("/provnamnden-norra/2025/goals/")
    assert not FirstOpened.objects.exists()


def test_closing_remembers_nothing(login, unit_planner, unit, period):
    login(unit_planner).post(URL, {"key": "goals.m1", "tab": "aaaaaaaa", "leave": "1"})
    assert not FirstOpened.objects.exists()


def test_what_is_handed_in_is_not_begun(unit_planner, unit, period, manager):
    Submission.objects.create(unit=unit, period=period, state="submitted", submitted_at=NOW, submitted_by=manager)
    note(Place(user=unit_planner, unit=unit, period=period, periods=[period]))
    assert not FirstOpened.objects.exists()


def test_the_quartiles_are_those_of_the_units(board, period, make_units, hand_in):
    for unit, minutes in zip(make_units(5), (10, 20, 30, 40, 50), strict=True):
        hand_in(unit, minutes)
    (found,) = times_taken(board, [period])
    quartiles = [one.total_seconds() / 60 for one in (found.first_quartile, found.median, found.third_quartile)]
    assert (found.count, quartiles) == (5, [20, 30, 40])


def test_of_fewer_than_five_units_nothing_is_shown(board, period, make_units, hand_in):
    for unit in make_units(4):
        hand_in(unit, 10)
    (found,) = times_taken(board, [period])
    assert (found.count, found.median, found.words) == (4, None, ())


def test_the_board_and_what_was_never_opened_are_not_counted(board, unit, period, manager, hand_in):
    hand_in(board, 10)
    Submission.objects.create(unit=unit, period=period, state="submitted", submitted_at=NOW, submitted_by=manager)
    assert times_taken(board, [period]) == []


@pytest.mark.parametrize("count", [1, 5])
def test_two_queries_however_many_units(board, period, make_units, hand_in, count, django_assert_num_queries):
    for unit in make_units(count):
        hand_in(unit, 10)
    with django_assert_num_queries(2):
        times_taken(board, [period])


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_a_time_is_told_in_whole_ones(english, time, words):
    assert duration_text(time) == words


def test_the_administrator_sees_the_quartiles_and_others_do_not(
    login, administrator, planner, period, make_units, hand_in
):
    for unit in make_units(5):
        hand_in(unit, 30)
    assert [one.words for one in login(administrator).get(PROGRESS).context["times"]] == [("30 minutes",) * 3]
    assert login(planner).get(PROGRESS).context["times"] == []
