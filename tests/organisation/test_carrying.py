"""«Unchanged»: what may stand from last time, and what may not."""

import pytest

from commissions.forms import MeetingForm, ReportForm
from commissions.models import CommissionReport
from economy.forms import CommentaryForm, DeviationForm, ForecastForm, OutcomeForm
from economy.models import DeviationAnalysis, ForecastAssessment, FrameCommentary, FrameOutcome
from goals.forms import AssessmentForm, ValueForm, WordsForm
from goals.models import GoalAssessment, IndicatorValue
from organisation.carrying import carried_changes
from reports.forms import ChapterTextForm
from reports.models import ChapterText
from savings.forms import StatusForm, TargetForm
from savings.models import MeasureStatus, TargetOutcome
from staffing.forms import HeadcountForm, HiredShareForm, SickLeaveForm, StaffingTextForm
from staffing.models import Headcount, HiredShare, SickLeave, StaffingText

SAID = {"status": "met", "forecast": "partly", "analysis": "Därför.", "measures_text": "Vi gör mer."}


@pytest.mark.parametrize(
    ("form", "model", "before", "carried"),
    [
        (AssessmentForm, GoalAssessment, SAID, SAID),
        (AssessmentForm, GoalAssessment, {"status": "unassessed", "analysis": " "}, {}),
        (
            ValueForm,
            IndicatorValue,
            {"value": 5, "missing_reason": "closed", "approximate": "about", "comment": "Om talet."},
            {},
        ),
        (WordsForm, IndicatorValue, {"value_text": "Bättre", "comment": ""}, {}),
        (
            ReportForm,
            CommissionReport,
            {"status": "done", "forecast_text": "Klart", "analysis": "A", "last_month": "M"},
            {"status": "done", "forecast_text": "Klart", "analysis": "A"},
        ),
        (MeetingForm, CommissionReport, {"last_month": "M", "analysis": "A"}, {"last_month": "M"}),
        (
            StatusForm,
            MeasureStatus,
            {"status": "decided", "realised": 5, "status_text": "x"},
            {"status": "decided"},
        ),
        (TargetForm, TargetOutcome, {"realised": 0, "comment": "Text"}, {}),
        (OutcomeForm, FrameOutcome, {"deviation": -5, "actual": 7, "growth_pct": 1}, {}),
        (CommentaryForm, FrameCommentary, {"text": "En [[goals.i05.ratio|1 700]] text"}, None),
        (
            ForecastForm,
            ForecastAssessment,
            {"deviation": -5, "frame_kept": "no", "comment": "Läget"},
            {"comment": "Läget"},
        ),
        (DeviationForm, DeviationAnalysis, {"cause": "C", "action": "A"}, None),
        (SickLeaveForm, SickLeave, {"value": 5, "note": "N", "before_label": "B"}, {}),
        (HeadcountForm, Headcount, {"change": 5, "note": "N"}, {}),
        (HiredShareForm, HiredShare, {"share_r12": 3, "months": "2409–2508", "target": 3, "forecast_text": "F"}, {}),
        (StaffingTextForm, StaffingText, {"text": "T"}, None),
        (ChapterTextForm, ChapterText, {"text": "T"}, None),
    ],
    ids=lambda one: one.__name__ if isinstance(one, type) else "",
)
def test_statuses_and_free_texts_are_carried_and_no_number_is(form, model, before, carried):
    numberless = {name: text for name, text in before.items() if name in {"text", "cause", "action"}}
    assert carried_changes(form, model(), model(**before)) == (numberless if carried is None else carried)


@pytest.mark.parametrize(
    ("now", "carried"),
    [
        ({}, SAID),
        ({"analysis": "  "}, SAID),
        ({"status": "met"}, SAID),
        (SAID, {}),
        ({"status": "not_met"}, {}),
        ({"analysis": "Något nytt."}, {}),
        (SAID | {"analysis": "Något nytt."}, {}),
    ],
)
def test_what_has_been_said_anew_is_never_overwritten(now, carried):
    assert carried_changes(AssessmentForm, GoalAssessment(**now), GoalAssessment(**SAID)) == carried


def test_without_a_period_before_there_is_nothing_to_carry():
    assert carried_changes(AssessmentForm, GoalAssessment(), None) == {}
