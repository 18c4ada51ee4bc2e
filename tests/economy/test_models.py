from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from economy.models import (
    DeviationAnalysis,
    DeviationPart,
    ForecastAssessment,
    FrameCommentary,
    FrameOutcome,
    KeyFigure,
)


@pytest.fixture
def at(board, period):
    return {"unit": board, "period": period}


def _refused(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_an_account_of_a_frame_is_reported_once(at, frame):
    FrameOutcome.objects.create(**at, **FrameOutcome.about(frame), account="net")
    _refused(FrameOutcome(**at, **FrameOutcome.about(frame), account="net"))


def test_the_total_is_reported_once(at):
    FrameOutcome.objects.create(**at, **FrameOutcome.about(None), account="net")
    _refused(FrameOutcome(**at, **FrameOutcome.about(None), account="net"))


@pytest.mark.parametrize("model", [FrameOutcome, DeviationPart, KeyFigure])
def test_the_total_has_no_frame_and_a_frame_is_not_the_total(model, at, frame):
    _refused(model(**at, frame=frame, frame_code="total"))
    _refused(model(**at, frame=None, frame_code="primarvard"))


def test_a_deviation_has_a_value_or_a_reason(at, frame):
    _refused(
        FrameOutcome(
            **at, **FrameOutcome.about(frame), account="net", deviation=Decimal(0), missing_reason="not_reported"
        )
    )


def test_a_missing_deviation_is_not_nought(at, frame):
    row = FrameOutcome.objects.create(
        **at, **FrameOutcome.about(frame), account="net", missing_reason="not_applicable"
    )
    row.refresh_from_db()
    assert (row.deviation, row.missing_reason) == (None, "not_applicable")


def test_a_named_part_is_reported_once(at, frame):
    DeviationPart.objects.create(**at, **DeviationPart.about(frame), code="statsbidrag")
    _refused(DeviationPart(**at, **DeviationPart.about(frame), code="statsbidrag"))


def test_a_key_figure_is_reported_once(at):
    KeyFigure.objects.create(**at, **KeyFigure.about(None), code="payroll_rate")
    _refused(KeyFigure(**at, **KeyFigure.about(None), code="payroll_rate"))


def test_a_text_is_written_once(at):
    FrameCommentary.objects.create(**at, frame_code="result")
    _refused(FrameCommentary(**at, frame_code="result"))


def test_a_forecast_is_made_once(at):
    ForecastAssessment.objects.create(**at)
    _refused(ForecastAssessment(**at))


@pytest.mark.parametrize("said", [{"notified_with": "Delårsrapport april"}, {"notified_date": "2025-06-18"}])
def test_a_notification_has_a_receiver(at, said):
    _refused(ForecastAssessment(**at, **said))


def test_an_area_is_analysed_once(at, area):
    DeviationAnalysis.objects.create(**at, area=area)
    _refused(DeviationAnalysis(**at, area=area))


def test_keys_are_stable_codes(at, frame, area):
    about = FrameOutcome.about(frame)
    assert [
        FrameOutcome(**at, **about, account="net").key,
        FrameOutcome(**at, **about, account="staff").key,
        FrameOutcome(**at, **FrameOutcome.about(None), account="income").key,
        DeviationPart(**at, **about, code="statsbidrag").key,
        KeyFigure(**at, **about, code="visits").key,
        FrameCommentary(**at, frame_code="result").key,
        ForecastAssessment(**at).key,
        DeviationAnalysis(**at, area=area).key,
    ] == [
        "economy.primarvard",
        "economy.primarvard.staff",
        "economy.total.income",
        "economy.primarvard.part.statsbidrag",
        "economy.primarvard.visits",
        "economy.text.result",
        "economy.forecast",
        "economy.area.lakemedel",
    ]
