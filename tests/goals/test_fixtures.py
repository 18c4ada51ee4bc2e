"""The real board's goals as the fixture holds them, and loading them again."""

from goals.fixtures import load
from goals.models import Goal, GoalAssessment, GoalLevel, Indicator, IndicatorValue, Target
from organisation.fixtures import source_user
from organisation.models import Revision


def test_the_real_board_has_its_goals_and_indicators(hsn):
    assert Goal.objects.filter(board=hsn, level=1).count() == 7
    assert [one.children.count() for one in Goal.objects.filter(board=hsn, level=1)] == [2, 4, 1, 2, 2, 1, 2]
    assert Indicator.objects.filter(board=hsn).count() == 14
    assert [level.name for level in GoalLevel.objects.filter(board=hsn)] == ["Mål", "Delmål"]


def test_only_one_indicator_has_a_target_in_the_source(hsn):
    assert [(one.indicator.code, one.years, one.value) for one in Target.objects.all()] == [("i05", "2023–2026", 9500)]


def test_the_period_that_is_decided_is_filled_and_the_open_one_is_empty(hsn, hsn_t2, hsn_year):
    assert GoalAssessment.objects.at(hsn, hsn_t2).count() == 14
    assert IndicatorValue.objects.at(hsn, hsn_t2).count() == 14
    assert GoalAssessment.objects.filter(period=hsn_t2).exclude(unit=hsn).count() == 6
    assert not GoalAssessment.objects.filter(period=hsn_year).exists()


def test_each_row_says_where_it_was_read(hsn):
    rows = [*GoalAssessment.objects.all(), *IndicatorValue.objects.all()]
    assert {(row.source, row.version) for row in rows} == {("Delårsrapport augusti 2025, avsnitt 2.3", 1)}


def test_loading_again_changes_nothing(hsn, settings):
    before = Revision.objects.count()
    load(board=hsn, folder=settings.BASE_DIR / "fixtures" / "vasterbotten-hsn", source=source_user())
    assert Revision.objects.count() == before


def test_loading_never_overwrites_what_somebody_has_written(hsn, settings):
    Goal.objects.filter(code="m1a").update(title="Omskrivet")
    load(board=hsn, folder=settings.BASE_DIR / "fixtures" / "vasterbotten-hsn", source=source_user())
    assert Goal.objects.get(code="m1a").title == "Omskrivet"


def test_a_folder_without_goals_loads_none(board, tmp_path):
    load(board=board, folder=tmp_path, source=source_user())
    assert not Goal.objects.exists()
