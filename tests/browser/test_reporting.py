"""A planner reports, by mouse, and finds it in the report: with htmx, and without JavaScript."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.browser.pages import BOARD, Row, download, log_in, plain, written_file

pytestmark = pytest.mark.browser


@dataclass
class Task:
    """One row to report: where, what is entered, and what then stands in the row and in the report."""

    path: str
    dom_id: str
    values: dict[str, str]
    texts: list[str]
    choices: list[str] = field(default_factory=list)


TASKS = [
    Task(
        path="goals/",
        dom_id="row-goals-m1a",
        values={"status": "partly", "forecast": "met", "analysis": "Köerna är kortare i alla tre områdena."},
        texts=["Köerna är kortare i alla tre områdena."],
        choices=["status", "forecast"],
    ),
    Task(
        path="goals/",
        dom_id="row-goals-i05",
        values={"value": "9 876", "comment": "Räknat vid årets slut."},
        texts=["9 876", "Räknat vid årets slut."],
    ),
    Task(
        path="commissions/",
        dom_id="row-commissions-u03",
        values={"status": "deviating", "analysis": "Avtalen är omförhandlade men rekryteringen släpar."},
        texts=["Avtalen är omförhandlade men rekryteringen släpar."],
        choices=["status"],
    ),
    Task(
        path="savings/",
        dom_id="row-savings-s07",
        values={"status": "implementing", "realised": "1 234", "comment": "Rutinen följs sedan mars."},
        texts=["1 234 tkr", "Rutinen följs sedan mars."],
        choices=["status"],
    ),
]


def _report(visitor, task: Task, *, in_place: bool) -> list[str]:
    """Enters the row and saves it; gives all that a reader is to find of it."""
    page = visitor.page
    visitor.go(BOARD + task.path)
    if in_place:
        page.evaluate("window.isTheSamePage = true")
    row = Row(page, task.dom_id).open().fill(**task.values)
    found = task.texts + [row.chosen(name) for name in task.choices]
    row.save()
    expect(page).to_have_url(f"{visitor.portal.url}{BOARD}{task.path}" + ("" if in_place else f"#{task.dom_id}"))
    if in_place:
        assert page.evaluate("window.isTheSamePage") is True
    assert [text for text in found if text not in row.words] == []
    page.reload()
    assert [text for text in found if text not in row.words] == []
    return found


def _reported_and_exported(visitor, folder, *, in_place: bool) -> tuple[list[str], str, str]:
    """All that was entered, and the words of the draft as a web page and as a PDF."""
    visitor.go(BOARD)
    log_in(visitor.page, "planerare")
    entered = [text for task in TASKS for text in _report(visitor, task, in_place=in_place)]
    visitor.go(BOARD + "report/")
    page = html.fromstring(download(visitor.page, "html", folder).read_bytes())
    paper = subprocess.run(
        ["pdftotext", "-layout", written_file(visitor, folder), "-"],
        check=True,
        capture_output=True,
        text=True,
    )
    return entered, plain(page.text_content()), plain(paper.stdout)


def test_what_is_entered_with_htmx_is_saved_in_place_and_stands_in_the_report(visit, tmp_path):
    entered, page, paper = _reported_and_exported(visit(), tmp_path, in_place=True)
    assert [text for text in ["UTKAST", *entered] if text not in page] == []
    assert [text for text in ["UTKAST", *entered] if text not in paper] == []


def test_what_is_entered_without_javascript_is_saved_and_stands_in_the_report(visit, tmp_path):
    entered, page, paper = _reported_and_exported(visit(javascript=False), tmp_path, in_place=False)
    assert [text for text in ["UTKAST", *entered] if text not in page] == []
    assert [text for text in ["UTKAST", *entered] if text not in paper] == []
