"""The board's page and the figure's page of a sealed period: they show what was sealed, whatever happens since."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from boardportal.board_page import board_page
from economy.models import FrameOutcome
from followup.templatetags.followup import day
from goals.models import Goal, GoalAssessment
from organisation import actions
from organisation.models import Membership, Role, Submission, Unit, User
from organisation.places import place_or_404
from reports.assembly import build_sections
from reports.models import SealedReport
from reports.sealing import seal_report
from tests.conftest import load_hsn
from tests.html import by_id, page, words
from tests.reports.conftest import DECISION


@pytest.fixture(scope="module")
def _sealed(django_db_setup, django_db_blocker):
    """The real board with its Tertial 2 2025 sealed, once for a module of tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        board = load_hsn()
        for role in (Role.PLANNER, Role.MANAGER, Role.CONTROLLER, Role.BOARD_MEMBER):
            Membership.objects.create(user=User.objects.create(username=role.value), unit=board, role=role)
        period = board.periods.get(slug="2025-t2")
        by, seen = User.objects.get(username=Role.CONTROLLER), actions.seen_of(board, period)
        seal_report(board=board, period=period, by=by, seen=seen, exceptions=True, today=date(2026, 3, 2), **DECISION)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def hsn(_sealed, db):
    return Unit.objects.get(slug="vasterbotten-hsn")


@pytest.fixture
def member(hsn):
    return User.objects.get(username=Role.BOARD_MEMBER)


@pytest.fixture
def planner(hsn):
    return User.objects.get(username=Role.PLANNER)


@pytest.fixture
def get(reading, hsn, hsn_t2):
    def open_page(user, key=""):
        at = {"unit": hsn.slug, "period": hsn_t2.slug}
        url = reverse("figure", kwargs={**at, "key": key}) if key else reverse("board", kwargs=at)
        return reading(user).get(url)

    return open_page


@pytest.fixture
def corrected_text(hsn, hsn_t2, planner):
    """The period is open for a correction, and a status is another than what was sealed."""
    controller = User.objects.get(username=Role.CONTROLLER)
    actions.correct(submission=Submission.objects.of(hsn, hsn_t2), reason="Fel status", by=controller)
    row = GoalAssessment.objects.filter(unit=hsn, period=hsn_t2, status="met").first()
    return actions.write(row=row, version=row.version, changes={"status": "not_met"}, by=planner)


def _body(response):
    return words(by_id(response, "main"))


def test_renaming_a_goal_changes_neither_the_page_nor_the_report(get, member, hsn, hsn_t2, reading):
    report = reverse("reports:report", args=[hsn.slug, hsn_t2.slug])
    before = _body(get(member)), _body(reading(member).get(report)), bytes(SealedReport.objects.get().pdf)
    goal = Goal.objects.get(board=hsn, code="m1a")
    assert goal.title in before[1]
    Goal.objects.filter(pk=goal.pk).update(title="Ett annat mål")
    after = _body(get(member)), _body(reading(member).get(report)), bytes(SealedReport.objects.get().pdf)
    assert after == before


def test_the_page_says_the_same_figures_as_before_it_was_sealed(get, member):
    place = place_or_404(member, "vasterbotten-hsn", "2025-t2")
    shown = board_page(place, today=date(2026, 3, 2))
    live = build_sections(unit=place.unit, period=place.period, today=date(2026, 3, 2))
    assert shown.sealed == SealedReport.objects.get()
    facts = {key: fact for section in live for key, fact in section.all_facts().items()}
    assert {key: fact.value for key, fact in shown.facts.items()} == {key: fact.value for key, fact in facts.items()}
    assert [len(one.figures) for one in shown.panels] == [2, 3, 3, 4, 3]
    assert [len(one.blocks) for one in shown.panels] == [1, 2, 1, 2, 1]
    assert [one.listed is not None and len(one.listed.entries) for one in shown.panels if one.listed] == [14, 14]


def test_it_is_read_in_the_boards_language_and_says_that_it_is_sealed(get, member):
    shown = get(member)
    assert page(shown).xpath("//div[@lang='sv']//h2[@id='attention']/text()")[0].startswith("Kräver")
    assert words(page(shown).find_class("seal-mark")[0]) == (
        "Sealed on 2 March 2026. Diary number PN 2026/17, § 45, 26 February 2026. What is sealed The public page"
    ).replace("2 March 2026", _sealed_day())


def _sealed_day():
    with translation.override("en"):
        return day(SealedReport.objects.get().sealed_at)


@pytest.mark.usefixtures("corrected_text")
def test_a_member_sees_what_was_sealed_while_a_correction_is_under_way(get, member):
    shown = get(member)
    assert (shown.status_code, "correction is under way" in _body(shown)) == (200, True)
    assert "2 av 14 delmål uppfylls" in _body(shown)
    assert words(page(get(member, "goals.status.met")).find_class("figure-large")[0]) == "2"


@pytest.mark.usefixtures("corrected_text")
def test_why_and_how_far_a_correction_is_stays_with_those_who_see_drafts(get, member, planner):
    blocks = [words(page(get(one)).find_class("submission")[0]) for one in (member, planner)]
    assert blocks[0] == "You can read this, but not change it."
    assert (blocks[1].startswith("Open"), blocks[1].endswith(": Fel status")) == (True, True)
    assert "Fel status" not in _body(get(member))


def test_a_member_is_told_that_what_is_sealed_is_sealed(get, member):
    assert words(page(get(member)).find_class("submission")[0]).startswith("Sealed Sealed by ")


@pytest.mark.usefixtures("corrected_text")
def test_who_sees_drafts_sees_the_correction(get, planner):
    shown = get(planner)
    assert "1 of 14 sub-goals are met" in _body(shown)
    assert words(by_id(shown, "main").find_class("notice")[0]) == (
        "A correction is under way. You see it as it stands now, not what was sealed. Read the sealed report"
    )


@pytest.mark.usefixtures("corrected_text")
def test_the_history_of_a_sealed_figure_keeps_a_correction_under_way_to_itself(get, member, planner, hsn, hsn_t2):
    row = FrameOutcome.objects.get(unit=hsn, period=hsn_t2, frame=None, account="net")
    actions.write(row=row, version=row.version, changes={"deviation": -336_000_000}, by=planner)
    draft, sealed = get(planner, "economy.total.deviation"), get(member, "economy.total.deviation")
    history = [words(by_id(one, "history").getparent()) for one in (draft, sealed)]
    assert ["−336 000 000" in one.replace("\u00a0", " ") for one in history] == [True, False]
    assert ("planner" in history[0], "planner" in history[1]) == (True, False)
    assert [words(page(one).find_class("figure-large")[0]) for one in (draft, sealed)] == ["−336 mnkr", "−335 mnkr"]


@pytest.mark.usefixtures("corrected_text")
def test_the_wings_stay_closed_to_a_member_while_a_correction_is_under_way(
    corrected_text, reading, member, hsn, hsn_t2
):
    response = reading(member).get(reverse("goals:list", args=[hsn.slug, hsn_t2.slug]))
    assert response.status_code == 403


@pytest.mark.usefixtures("corrected_text")
def test_the_menu_leads_a_member_to_the_sealed_period(get, member):
    links = page(get(member)).xpath("//div[@class='menu-body']//a[contains(@href, '2025-t2')]")
    assert [words(one) for one in links] == ["Tertial 2 2025"]
