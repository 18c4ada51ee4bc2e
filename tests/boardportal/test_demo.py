"""The demo command: creates what is missing and never overwrites."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from boardportal.demo import PASSWORD
from organisation import actions
from organisation.models import Revision, Unit, User
from reports.assembly import assemble
from reports.models import ChapterText


@pytest.fixture
def demo(db, settings, capsys):
    settings.DEBUG = True

    def run(**kwargs):
        call_command("demo", **kwargs)
        return capsys.readouterr().out

    return run


def test_it_loads_the_board_and_prints_the_accounts(demo):
    printed = demo()
    assert [word in printed for word in ("vasterbotten", "planerare", "ledamot", PASSWORD)][1:] == [True] * 3
    boards = Unit.objects.boards().order_by("pk").values_list("slug", "is_made_up")
    assert list(boards) == [("vasterbotten-hsn", False), ("jamtland-harjedalen-hsn", False), ("exempelnamnden", True)]


def test_run_again_it_leaves_what_somebody_typed(demo):
    demo()
    board = Unit.objects.get(slug="vasterbotten-hsn")
    row = ChapterText(unit=board, period=board.periods.get(slug="2025"), code="summary")
    planner = User.objects.get(username="planerare")
    actions.write(row=row, version=0, changes={"text": "Min text"}, by=planner)
    before = Revision.objects.count()
    demo()
    assert ChapterText.objects.get(period__slug="2025").text == "Min text"
    assert Revision.objects.count() == before


def test_the_made_up_board_stands_alone_with_figures_that_hold(demo):
    demo()
    board = Unit.objects.get(slug="exempelnamnden")
    assert "påhittad" in board.organisation.name
    real = set(User.objects.filter(memberships__unit__slug="vasterbotten-hsn").values_list("username", flat=True))
    assert real.isdisjoint(User.objects.filter(memberships__unit=board).values_list("username", flat=True))
    payload = assemble(unit=board, period=board.periods.get(slug="2026-k1"), today=date(2026, 4, 20))
    assert payload.facts()["economy.total.actual"].value in {"-460", "-460.0"}
    assert payload.findings() == []


def test_it_refuses_where_debug_is_off(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError):
        call_command("demo")


def test_the_source_of_facts_cannot_log_in(demo, client):
    demo()
    source = User.objects.get(username="kalldokument")
    assert (source.is_active, source.has_usable_password()) == (False, False)
