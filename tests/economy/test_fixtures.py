from economy.models import (
    DeviationAnalysis,
    DeviationPart,
    ForecastAssessment,
    FrameCommentary,
    FrameOutcome,
    KeyFigure,
)
from organisation.models import Frame, Revision

MODELS = (FrameOutcome, DeviationPart, KeyFigure, FrameCommentary, ForecastAssessment, DeviationAnalysis)


def _counts(period):
    return {model.__name__: model.objects.filter(period=period).count() for model in MODELS}


def test_the_report_per_august_is_loaded(hsn_t2):
    assert _counts(hsn_t2) == {
        "FrameOutcome": 17,
        "DeviationPart": 3,
        "KeyFigure": 7,
        "FrameCommentary": 6,
        "ForecastAssessment": 1,
        "DeviationAnalysis": 6,
    }


def test_the_full_year_is_empty(hsn_year):
    assert set(_counts(hsn_year).values()) == {0}


def test_every_row_says_which_source_it_comes_from(hsn):
    rows = [row for model in MODELS for row in model.objects.all()]
    assert {row.source.rpartition(",")[0] for row in rows} == {"Delårsrapport augusti 2025"}
    assert {row.saved_by.username for row in rows} == {"kalldokument"}


def test_a_frames_row_knows_its_frame(hsn):
    rows = FrameOutcome.objects.exclude(frame_code="total").select_related("frame")
    assert {row.frame.code == row.frame_code for row in rows} == {True}
    assert set(FrameOutcome.objects.filter(frame_code="total").values_list("frame", flat=True)) == {None}


def test_amounts_keep_the_precision_that_they_were_given_in(hsn):
    row = FrameOutcome.objects.get(frame_code="primarvard", account="net")
    assert (row.deviation, row.amount_unit, row.amount_decimals) == (-112_000_000, "mnkr", 0)
    initiative = KeyFigure.objects.get(frame_code="primarvard", code="initiative")
    assert (initiative.value, initiative.value_unit, initiative.decimals) == (12_400_000, "mnkr", 1)


def test_loading_again_changes_nothing(hsn):
    from boardportal.demo import load_board

    before = Revision.objects.count()
    load_board("vasterbotten-hsn")
    assert Revision.objects.count() == before


def test_every_frame_of_the_board_is_reported(hsn, hsn_t2):
    codes = FrameOutcome.objects.filter(period=hsn_t2, account="net").values_list("frame_code", flat=True)
    assert set(codes) == {*Frame.objects.filter(board=hsn, parent=None).values_list("code", flat=True), "total"}
