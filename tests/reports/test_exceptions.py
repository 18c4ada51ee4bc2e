"""A report with goals that cannot be judged is sealed with them as exceptions, said by who seals, and printed."""

import pytest
from django.urls import reverse
from django.utils import translation

from organisation import actions
from organisation.models import Membership, Role, User
from reports.assembly import assemble
from reports.exceptions import not_judged, with_exceptions
from reports.models import SealedReport
from reports.sealing import seal_report
from tests.reports import samples
from tests.reports.conftest import DECISION, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved_hsn(hsn, hsn_t2):
    """The real board's controller; its report is approved as it was loaded."""
    user = User.objects.create_user("controller_hsn")
    Membership.objects.create(user=user, unit=hsn, role=Role.CONTROLLER)
    return user


def test_each_goal_that_cannot_be_judged_is_printed_with_what_it_lacks(hsn, hsn_t2):
    payload = with_exceptions(assemble(unit=hsn, period=hsn_t2, today=TODAY))
    chapter = payload.chapters[-1]
    [section] = chapter.sections
    said, table = section.blocks
    assert (chapter.number, chapter.title) == ("5", "Det som inte går att bedöma")
    assert said.text.startswith("1 av 14 mål går att bedöma. ")
    assert len(table.rows) == 13
    with translation.override("sv"):
        assert [row.cells[0].text for row in table.rows] == [one.title for one in not_judged(payload)]
    assert all(row.cells[1].text for row in table.rows)


def test_a_report_where_all_can_be_judged_has_no_such_chapter():
    payload = samples.prose("Året gick bra.")
    assert with_exceptions(payload) is payload


def test_who_seals_must_know_of_them(hsn, hsn_t2, approved_hsn):
    asked = {"board": hsn, "period": hsn_t2, "by": approved_hsn, "seen": actions.seen_of(hsn, hsn_t2), **DECISION}
    with pytest.raises(actions.Refused, match="går inte att bedöma"):
        seal_report(**asked, today=TODAY)
    sealed = seal_report(**asked, today=TODAY, exceptions=True)
    assert "Det som inte går att bedöma" in sealed.payload


def test_the_page_lists_them_and_asks(login, hsn, hsn_t2, approved_hsn):
    url = reverse("reports:seal", args=[hsn.slug, hsn_t2.slug])
    client = login(approved_hsn)
    page = client.get(url).content.decode()
    assert "13 mål går inte att bedöma" in page
    posted = {**DECISION, "seen": actions.seen_of(hsn, hsn_t2), "decided_on": "2025-10-16"}
    refused = client.post(url, posted)
    assert refused.status_code == 422
    assert "ange att de är undantag" in refused.content.decode()
    assert client.post(url, posted | {"exceptions": "on"}).status_code == 302
    assert SealedReport.objects.filter(unit=hsn, period=hsn_t2).count() == 1


def test_a_board_without_exceptions_is_not_asked(approved, login, controller, board, period, report_template):
    page = login(controller).get(reverse("reports:seal", args=[board.slug, period.slug]))
    assert "exceptions" not in page.context["form"].fields


def test_the_papers_of_a_meeting_have_no_exceptions(hsn):
    payload = assemble(unit=hsn, period=hsn.periods.get(slug="2024-06-19"), today=TODAY)
    assert [one for one in payload.other if one.key == "goals"]
    assert not_judged(payload) == []
