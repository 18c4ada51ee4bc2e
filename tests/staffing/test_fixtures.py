"""What the fixture holds, and that loading it again changes nothing."""

from django.conf import settings

from organisation.fixtures import source_user
from organisation.models import Revision
from staffing.fixtures import load
from staffing.models import (
    Availability,
    Headcount,
    HiredShare,
    HiredStaff,
    ManagerSpan,
    SickLeave,
    StaffGroup,
    StaffingText,
)

COUNTS = {StaffGroup: 3, Headcount: 1, SickLeave: 18, HiredStaff: 3, HiredShare: 1, ManagerSpan: 1, StaffingText: 6}
COUNTS |= {Availability: 28}


def test_the_fixture_holds_what_the_interim_report_says(hsn):
    assert {model: model.objects.count() for model in COUNTS} == COUNTS


def test_every_row_says_where_it_is_from(hsn):
    sources = {row.source.split(",")[0] for model in COUNTS if model is not StaffGroup for row in model.objects.all()}
    assert sources == {"Delårsrapport augusti 2025", "Återrapportering av uppdrag 2024"}


def test_the_full_year_is_empty(hsn, hsn_year):
    rows = [row for model in COUNTS if model is not StaffGroup for row in model.objects.filter(period=hsn_year)]
    assert rows == []


def test_loading_again_changes_nothing(hsn):
    before = Revision.objects.count()
    load(board=hsn, folder=settings.BASE_DIR / "fixtures" / "vasterbotten-hsn", source=source_user())
    assert Revision.objects.count() == before
    assert {model: model.objects.count() for model in COUNTS} == COUNTS
