"""The real board's organisation, as the fixture holds it."""

from organisation.models import Frame, Revision, State, Submission, Unit


def test_hsn_has_six_units_below_the_board(hsn):
    assert [unit.name for unit in Unit.objects.filter(board=hsn)] == [
        "Närsjukvårdsområde Skellefteå",
        "Närsjukvårdsområde Umeå",
        "Närsjukvårdsområde Södra Lappland",
        "Länssjukvårdsområde 1",
        "Länssjukvårdsområde 2",
        "Folktandvården",
    ]


def test_hsn_has_the_frames_of_its_report(hsn):
    assert [frame.code for frame in Frame.objects.filter(board=hsn, parent=None)] == [
        "primarvard",
        "tandvard",
        "sjukhusvard",
        "anslag-administration",
    ]


def test_t2_is_approved_and_the_year_is_open(hsn, hsn_t2, hsn_year):
    assert Submission.objects.of(hsn, hsn_t2).state == State.APPROVED
    assert Submission.objects.of(hsn, hsn_year).state == State.OPEN


def test_loading_again_changes_nothing(hsn):
    from boardportal.demo import load_board

    before = Revision.objects.count()
    assert load_board("vasterbotten-hsn") == hsn
    assert Revision.objects.count() == before
