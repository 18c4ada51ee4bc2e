"""The forecasts of the year beside its outcome."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from economy.models import ForecastAssessment
from economy.section import forecast
from followup.numbers import format_fact
from followup.sections import Prose, Table
from organisation import actions
from organisation.models import Submission

MILLION = 1_000_000
ONLY = "This is the only forecast of the year that is entered. How well it hits can be said when the year is over."


@pytest.fixture
def assess(board, enter):
    def save(period, amount):
        return enter(ForecastAssessment(unit=board, period=period), deviation=Decimal(amount) * MILLION, comment="Så.")

    return save


@pytest.fixture
def decide(board, planner, manager):
    def done(period):
        submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
        actions.approve(submission=submission, by=manager, seen=actions.seen_of(board, period))

    return done


def _section(board, period):
    with translation.override("en"):
        return forecast(unit=board, period=period, today=date(2026, 1, 20))


def _said(section):
    return [block.text.replace("\u00a0", " ") for block in section.blocks if isinstance(block, Prose)][-1]


def _figures(section, start):
    with translation.override("en"):
        return {
            key: format_fact(fact).replace("\u00a0", " ")
            for key, fact in section.all_facts().items()
            if key.startswith(start)
        }


def test_the_only_forecast_cannot_be_judged(board, previous_period, assess):
    assess(previous_period, -550)
    assert _said(_section(board, previous_period)) == ONLY


def test_without_a_forecast_nothing_is_said_of_it(board, previous_period):
    assert _said(_section(board, previous_period)) == "No text has been written yet."


def test_a_forecast_is_held_against_the_outcome_of_the_year(board, previous_period, period, assess, decide, outcome):
    assess(previous_period, -550)
    decide(previous_period)
    outcome(board, period, None, "-520000000", budget_year=Decimal(10_000 * MILLION))
    section = _section(board, period)
    assert (
        _said(section)
        == "The forecast of Tertial 2 2025 was 30 mnkr from the outcome: 0,3 % of the budget of the year."
    )
    assert {key.rpartition(".")[0]: value for key, value in _figures(section, "economy.forecast.").items()} == {
        "economy.forecast": "Not reported",
        "economy.forecast.made": "−550 mnkr",
        "economy.forecast.gap": "30 mnkr",
        "economy.forecast.hit": "0,3 %",
    }
    table = next(block for block in section.blocks if isinstance(block, Table) and "history" in block.key)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Tertial 2 2025", "−550", "30", "0,3"],
        ["Helår 2025", "Not reported", "", ""],
    ]


def test_without_a_budget_the_share_is_unknown(board, previous_period, period, assess, decide, outcome):
    assess(previous_period, -550)
    decide(previous_period)
    outcome(board, period, None, "-520000000")
    assert _said(_section(board, period)) == "The forecast of Tertial 2 2025 was 30 mnkr from the outcome."


def test_a_forecast_that_is_not_decided_is_not_told(board, previous_period, period, assess):
    assess(previous_period, -550)
    assess(period, -540)
    section = _section(board, period)
    assert _figures(section, "economy.forecast.made") == {}
    assert _said(section) == ONLY


def test_before_the_year_is_over_nothing_is_held_against_it(board, previous_period, period, assess, decide):
    assess(previous_period, -550)
    decide(previous_period)
    assess(period, -540)
    assert (
        _said(_section(board, period)) == "How well the forecasts of the year hit can be said when the year is over."
    )


def test_a_year_without_an_earlier_forecast_says_so(board, period, outcome):
    outcome(board, period, None, "-520000000")
    assert (
        _said(_section(board, period)) == "No earlier forecast of the year is entered: how well it hit cannot be said."
    )


def test_who_was_notified_when_and_with_what_is_said(board, previous_period, enter):
    row = ForecastAssessment(unit=board, period=previous_period)
    told = {"notified_to": "Fullmäktige", "notified_with": "delårsrapport", "notified_date": date(2025, 6, 18)}
    enter(row, frame_kept="exceeded", **told)
    assert _said(_section(board, previous_period)) == (
        "The frame cannot be kept. Fullmäktige was notified of this on 2025-06-18 with: delårsrapport."
    )
