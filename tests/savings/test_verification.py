"""What a controller verifies: with evidence, never more than is realised, and by nobody else, whatever the way in."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from lxml import html

from organisation import actions
from organisation.history import history_of, restore
from organisation.models import Submission
from organisation.places import place_or_404
from savings.forms import StatusForm, VerifyForm
from savings.models import MeasureStatus

LIST = "/provnamnden/2025/savings/"
VERIFY = f"{LIST}s1/verify/"
TYPED = {"version": "1", "verified": "1 200", "evidence": "Konto 5000, januari till augusti."}
M = Decimal(1_000_000)


@pytest.fixture
def realised(board, period, planner, measure, report):
    """1 500 tkr is realised, to the tkr, as a source says."""
    return report(
        measure,
        board,
        period,
        by=planner,
        status="implemented",
        realised=Decimal("1.5") * M,
        amount_decimals=-2,
        source="Bildspel",
    )


@pytest.fixture
def verified(realised, controller):
    return actions.write(row=realised, version=1, changes={"verified": M, "evidence": "Konto 5000."}, by=controller)


def words(content: bytes) -> str:
    return " ".join(html.fromstring(content.decode()).text_content().split())


def test_a_controller_verifies_in_the_row_and_the_amount_keeps_its_source(
    in_english, login, controller, realised, htmx
):
    client = login(controller)
    assert f'href="{VERIFY}"' in client.get(LIST).content.decode()
    assert "Realised this year: 1 500 tkr." in words(client.get(VERIFY, headers=htmx).content)
    answer = client.post(VERIFY, TYPED, headers=htmx)
    assert answer.status_code == 200
    assert "verified by a controller: 1 200 tkr" in words(answer.content)
    row = MeasureStatus.objects.get()
    assert (row.verified, row.verified_unit, row.verified_decimals) == (Decimal("1.2") * M, "tkr", 0)
    assert (row.realised, row.amount_decimals, row.source, row.evidence) == (
        Decimal("1.5") * M,
        -2,
        "Bildspel",
        "Konto 5000, januari till augusti.",
    )


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"verified": "1 501"}, "verified", "No more can be verified than the 1 500 tkr that is realised."),
        ({"verified": "−1"}, "verified", "What has been verified cannot be less than nothing."),
        ({"evidence": "  "}, "evidence", "Say what shows that the amount has been saved."),
    ],
)
def test_what_cannot_be_verified_is_refused_in_words_and_kept(
    in_english, login, controller, realised, typed, field, sentence
):
    response = login(controller).post(VERIFY, TYPED | typed)
    assert response.status_code == 422
    form = response.context["entry"].form
    assert [error.replace("\u00a0", " ") for error in form.errors[field]] == [sentence]
    assert [form[name].value() for name in typed] == list(typed.values())
    assert MeasureStatus.objects.get().verified is None


def test_nothing_is_verified_of_what_is_not_reported(board, period, measure, english):
    row = MeasureStatus(unit=board, period=period, measure=measure)
    form = VerifyForm({"version": "0", "verified": "1", "evidence": "Konto."}, instance=row)
    assert form.errors["verified"] == ["Nothing is reported as realised yet: there is nothing to verify."]


@pytest.mark.parametrize("who", ["planner", "manager"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_others_see_what_is_verified_and_cannot_change_it(request, login, verified, who, verb):
    client = login(request.getfixturevalue(who))
    assert b"1\xc2\xa0000" in client.get(LIST).content
    assert getattr(client, verb)(VERIFY, TYPED | {"version": "2"}).status_code == 403
    assert VERIFY not in client.get(LIST).content.decode()
    assert MeasureStatus.objects.get().verified == M


def test_the_write_refuses_a_planner_whatever_the_page(verified, planner):
    for changes in ({"verified": None}, {"evidence": "Annat."}, {"verified": M / 2}):
        with pytest.raises(actions.Refused):
            actions.write(row=verified, version=2, changes=changes, by=planner)


@pytest.mark.parametrize("typed", ["999", ""])
def test_what_is_realised_is_not_lowered_below_what_is_verified(in_english, login, planner, verified, typed):
    posted = {"version": "2", "status": "implemented", "realised": typed, "comment": ""}
    response = login(planner).post(f"{LIST}s1/", posted)
    assert response.status_code == 422
    [error] = response.context["entry"].form.errors["realised"]
    assert error.replace("\u00a0", " ") == (
        "A controller has verified 1 000 tkr of this measure, and what is realised cannot be less. "
        "Ask a controller to change what is verified first."
    )
    assert MeasureStatus.objects.get().realised == Decimal("1.5") * M


@pytest.mark.parametrize("typed", ["1 000", "1 600"])
def test_what_is_realised_may_be_lowered_to_what_is_verified_or_raised(verified, typed):
    posted = {"version": "2", "status": "implemented", "realised": typed, "comment": ""}
    assert StatusForm(posted, instance=verified, words={}).is_valid()


BAD = [
    {"realised": M, "verified": M + 1, "evidence": "Konto."},
    {"realised": None, "verified": M, "evidence": "Konto."},
    {"realised": M, "verified": M, "evidence": ""},
]


@pytest.mark.parametrize("values", BAD)
def test_the_database_refuses_it_in_bulk_too(board, period, measure, verified, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureStatus.objects.filter(pk=verified.pk).update(**values)
    MeasureStatus.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureStatus.objects.bulk_create([MeasureStatus(unit=board, period=period, measure=measure, **values)])


def test_restoring_an_earlier_version_cannot_undo_it_for_a_planner(board, period, planner, controller, verified):
    place = place_or_404(planner, board.slug, period.slug)
    history = history_of(place, verified.key)
    with pytest.raises(actions.Refused):
        restore(history, 1, seen=2, by=planner)
    restored = restore(history, 1, seen=2, by=controller)
    assert (restored.verified, restored.realised) == (None, Decimal("1.5") * M)


def test_what_is_typed_of_a_locked_period_is_kept(in_english, login, controller, planner, realised, board, period):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    response = login(controller).post(VERIFY, TYPED)
    assert response.status_code == 409
    assert "Konto 5000, januari till augusti." in words(response.content)
    assert MeasureStatus.objects.get().verified is None


def test_a_planner_and_a_controller_in_the_same_moment_meet_as_a_conflict(login, planner, realised, controller):
    actions.write(row=realised, version=1, changes={"verified": M, "evidence": "Konto."}, by=controller)
    posted = {"version": "1", "status": "decided", "realised": "2 000", "comment": ""}
    assert login(planner).post(f"{LIST}s1/", posted).status_code == 409
    assert MeasureStatus.objects.get().realised == Decimal("1.5") * M
