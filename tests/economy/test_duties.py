from datetime import date
from decimal import Decimal

import pytest

from economy.duties import duties
from economy.models import DeviationAnalysis, ForecastAssessment, FrameCommentary
from followup.duties import DutyState
from organisation.models import DeviationArea, Frame

TODAY = date(2026, 1, 15)


@pytest.fixture
def of(planner, english):
    def made(unit, period):
        return {duty.key: duty for duty in duties(user=planner, unit=unit, period=period, today=TODAY)}

    return made


def test_a_board_answers_for_each_frame_its_forecast_and_each_area(of, hsn, hsn_year):
    assert list(of(hsn, hsn_year)) == [
        "economy.total",
        "economy.text.result",
        "economy.primarvard",
        "economy.text.primarvard",
        "economy.tandvard",
        "economy.text.tandvard",
        "economy.sjukhusvard",
        "economy.text.sjukhusvard",
        "economy.anslag-administration",
        "economy.text.anslag-administration",
        "economy.forecast",
        "economy.area.personalkostnader",
        "economy.area.lakemedel",
        "economy.area.medicinskt-material",
        "economy.area.hjalpmedel",
        "economy.area.intakter-primarvard",
        "economy.area.patient-och-tandvardsintakter",
    ]


def test_a_division_answers_for_its_own_total_and_forecast(of, unit, period, frame, area):
    assert list(of(unit, period)) == ["economy.total", "economy.text.result", "economy.forecast"]


def test_what_the_report_per_august_holds_is_done(of, hsn, hsn_t2):
    assert {duty.state for duty in of(hsn, hsn_t2).values()} == {DutyState.DONE}


def test_what_is_missing_is_said_in_sentences(of, board, period, frame, area):
    assert [sentence for duty in of(board, period).values() for sentence in duty.missing] == [
        "Total: enter the deviation from budget, or say why it is missing",
        "Total: write what explains the deviation",
        "Primärvård: enter the deviation from budget, or say why it is missing",
        "Primärvård: write what explains the deviation",
        "Forecast: enter the deviation that you expect for the year",
        "Forecast: write why it is what it is",
        "Läkemedel: write what causes the deviation",
        "Läkemedel: write what is done about it",
    ]


@pytest.mark.parametrize(
    ("deviation", "more", "state"),
    [
        ("-1000000", {}, DutyState.DONE),
        ("0", {}, DutyState.DONE),
        (None, {"missing_reason": "not_applicable"}, DutyState.DONE),
        (None, {"note": "Bokslutet dröjer."}, DutyState.STARTED),
    ],
)
def test_a_deviation_or_a_reason_is_enough(of, board, period, frame, outcome, deviation, more, state):
    outcome(board, period, frame, deviation, **more)
    assert of(board, period)["economy.primarvard"].state == state


def test_half_an_analysis_is_started(of, board, period, area, enter):
    enter(DeviationAnalysis(unit=board, period=period, area=area), cause="Dyrare.")
    found = of(board, period)["economy.area.lakemedel"]
    assert (found.state, found.missing) == (DutyState.STARTED, ("Läkemedel: write what is done about it",))


def test_text_of_spaces_is_no_text(of, board, period, enter):
    enter(FrameCommentary(unit=board, period=period, frame_code="result"), text="  \n")
    assert of(board, period)["economy.text.result"].state == DutyState.STARTED


def test_a_forecast_needs_an_amount_and_a_reason(of, board, period, enter):
    enter(ForecastAssessment(unit=board, period=period), deviation=Decimal(-5), comment="Så ser det ut.")
    assert of(board, period)["economy.forecast"].state == DutyState.DONE


def test_what_was_said_last_time_stands_beside(of, hsn, hsn_year):
    found = of(hsn, hsn_year)
    assert found["economy.primarvard"].previous.period == "Tertial 2 2025"
    assert found["economy.primarvard"].previous.values == (
        ("Primärvård: deviation from budget", "−112\u00a0mnkr"),
        ("Primärvård: growth from last year", "+6,7\u00a0%"),
    )
    assert found["economy.forecast"].previous.values[0] == ("Assessed for the year", "−550\u00a0mnkr")
    assert found["economy.area.hjalpmedel"].previous.values[0] == ("Cause", "Behoven ökar.")
    assert "[[" not in found["economy.text.result"].previous.values[0][1]


def test_each_duty_leads_to_its_form(of, board, period, frame, area, login, planner):
    client = login(planner)
    for duty in of(board, period).values():
        assert client.get(duty.form_url).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_whatever_there_is(
    rows, board, period, planner, outcome, django_assert_num_queries
):
    for number in range(rows):
        one = Frame.objects.create(board=board, code=f"ram-{number}", name=f"Ram {number}", order=number)
        DeviationArea.objects.create(board=board, code=f"omrade-{number}", name=f"Område {number}", order=number)
        outcome(board, period, one, "-1000000")
    with django_assert_num_queries(12):
        duties(user=planner, unit=board, period=period, today=TODAY)


def test_what_follows_from_other_amounts_is_done(of, board, period, frame, outcome):
    child = Frame.objects.create(board=board, parent=frame, code="norra", name="Norra", order=2)
    outcome(board, period, child, None, budget=Decimal(10_000_000), actual=Decimal(12_000_000))
    duty = of(board, period)["economy.primarvard"]
    assert (duty.state, duty.missing, duty.shown) == (
        DutyState.DONE,
        (),
        (("Primärvård: deviation from budget", "−2\u00a0mnkr"),),
    )
