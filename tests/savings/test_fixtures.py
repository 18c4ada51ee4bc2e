"""The real board's savings, as the fixture holds them."""

from boardportal.demo import load_board
from organisation.models import Revision
from savings.models import Measure, MeasureStatus, SavingsTarget


def test_seventeen_measures_are_loaded_with_their_links(hsn):
    assert Measure.objects.count() == 17
    assert [one.code for one in Measure.objects.exclude(area=None)] == ["s01", "s02", "s05", "s08"]
    assert [one.code for one in Measure.objects.filter(commission__code="u03")] == ["s02", "s05", "s17"]
    assert sorted(one.code for one in Measure.objects.get(code="s17").overlaps.all()) == ["s02", "s05"]
    assert [one.code for one in Measure.objects.filter(decided_date="2025-06-18")] == ["s02", "s04", "s07"]
    assert Measure.objects.get(code="s06").deciding_body.code == "rs"
    assert {one.commission.code for one in SavingsTarget.objects.exclude(basis="plans")} == {"u02"}


def test_every_measure_stands_in_the_decided_period_with_its_source(hsn, hsn_t2):
    rows = MeasureStatus.objects.at(hsn, hsn_t2)
    assert rows.count() == 17
    assert not rows.filter(source="").exists()


def test_the_year_is_empty(hsn, hsn_year):
    assert MeasureStatus.objects.at(hsn, hsn_year).count() == 0


def test_loading_again_changes_nothing(hsn):
    Measure.objects.filter(code="s01").update(title="Ändrad")
    before = Revision.objects.count()
    load_board("vasterbotten-hsn")
    assert Revision.objects.count() == before
    assert Measure.objects.get(code="s01").title == "Ändrad"
