"""The pages of a plan: the template, the year's plan as a file, the preview and the writing."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goals.models import Indicator
from goals.plan.book import book
from goals.plan.reading import read_plan
from organisation.models import Unit
from tests.goals.plan.conftest import MADE_UP, TODAY


def at(name, board, period, **more):
    return reverse(f"goals:{name}", kwargs={"unit": board.slug, "period": period.slug, **more})


def upload(plan, name="plan.xlsx"):
    content = plan if isinstance(plan, bytes) else book(plan, created=TODAY)
    return {"year": "2025", "file": SimpleUploadedFile(name, content)}


@pytest.fixture
def changed(board, plan, period):
    """The plan of 2025 with one more indicator."""
    found = read_plan(board, 2025)
    more = replace(found.indicators[0], code="x9", title="Ett mått till")
    return replace(found, indicators=(*found.indicators, more))


def test_a_file_is_shown_row_by_row_and_then_written(in_english, login, planner, board, period, changed):
    client = login(planner)
    shown = client.post(at("plan", board, period), upload(changed))
    assert shown.status_code == 200
    found = shown.context["found"]
    assert [(line.title, line.kind) for line in found.lines if line.kind != "unchanged"] == [
        (board.name, "left_out"),
        ("Ett mått till", "new"),
    ]
    assert not Indicator.objects.filter(code="x9").exists()
    answer = client.post(at("plan_write", board, period), {"seen": shown.context["seen"]})
    assert (answer.status_code, answer.url) == (302, at("plan", board, period))
    assert Indicator.objects.get(board=board, code="x9").title == "Ett mått till"
    again = client.post(at("plan", board, period), upload(changed))
    assert again.context["found"].is_empty


def test_what_was_shown_is_what_is_written_or_nothing(in_english, login, planner, board, period, changed):
    client = login(planner)
    seen = client.post(at("plan", board, period), upload(changed)).context["seen"]
    Indicator.objects.filter(board=board, code="x1").update(definition="En annan")
    assert client.post(at("plan_write", board, period), {"seen": seen}).status_code == 409
    assert client.post(at("plan_write", board, period), {"seen": seen[:-3] + "abc"}).status_code == 422
    assert not Indicator.objects.filter(code="x9").exists()


def test_a_row_that_is_refused_says_where_and_why_and_nothing_can_be_written(
    in_english, login, planner, board, period, changed
):
    wrong = replace(changed, indicators=(*changed.indicators, replace(changed.indicators[0], code="y1", goal="nix")))
    page = login(planner).post(at("plan", board, period), upload(wrong))
    refused = [line for line in page.context["found"].lines if line.kind == "refused"]
    assert [(line.row, line.sentences) for line in refused] == [(6, ("There is no “nix” in the file.",))]
    assert b'name="seen"' not in page.content


@pytest.mark.parametrize(("name", "content"), [("plan.xlsx", b"no workbook"), ("plan.exe", b"MZ"), ("plan.xlsx", b"")])
def test_a_file_that_is_no_workbook_is_refused(in_english, login, planner, board, period, plan, name, content):
    given = {"year": "2025", "file": SimpleUploadedFile(name, content)}
    page = login(planner).post(at("plan", board, period), given)
    assert page.status_code == 422
    assert page.context["form"].errors["file"]
    assert page.context["form"]["year"].value() == "2025"


@pytest.mark.parametrize("name", ["plan", "plan_template"])
def test_a_manager_does_not_change_plans(login, manager, board, period, name):
    assert login(manager).get(at(name, board, period)).status_code == 403


def test_the_template_and_the_plan_are_files(login, planner, board, period, plan):
    client = login(planner)
    for url in (at("plan_template", board, period), at("plan_filled", board, period, year=2025)):
        assert client.get(url).content[:2] == b"PK"


def test_an_administrator_builds_a_board(in_english, login, administrator, board, made_up):
    client = login(administrator)
    given = upload(made_up) | {"year": "2026"}
    shown = client.post(reverse("plan_board", kwargs={"board": board.slug}), given)
    assert shown.status_code == 200
    url = reverse("plan_board_build", kwargs={"board": board.slug})
    answer = client.post(url, {"seen": shown.context["seen"]})
    made = Unit.objects.get(name=MADE_UP)
    assert answer.url == reverse("manage:periods", kwargs={"board": made.slug})
    assert client.post(url, {"seen": shown.context["seen"]}).status_code == 422
