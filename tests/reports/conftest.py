"""A small board whose report is approved, sealed, and opened for a correction."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from organisation import actions
from organisation.models import Submission
from reports.models import ChapterText, ReportTemplate
from reports.sealing import seal_report

TODAY = date(2026, 3, 2)
DECISION = {"diary_number": "PN 2026/17", "paragraph": "45", "decided_on": date(2026, 2, 26)}


@pytest.fixture
def report_template(board):
    chapters = [{"number": "1", "title": "Sammanfattning", "text": "summary"}]
    return ReportTemplate.objects.create(
        board=board, title="Delårsrapport", year_title="Årsrapport", chapters=chapters
    )


@pytest.fixture
def write_summary(board, period, planner, report_template):
    """Writes the summary the way everybody writes."""

    def write(text):
        found = ChapterText.objects.at(board, period).filter(code="summary").first()
        row = found or ChapterText(unit=board, period=period, code="summary")
        return actions.write(row=row, version=row.version, changes={"text": text}, by=planner)

    return write


@pytest.fixture
def approve(board, period, planner, manager):
    """Hands in and approves what stands there."""

    def run():
        actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
        seen = actions.seen_of(board, period)
        return actions.approve(submission=Submission.objects.of(board, period), by=manager, seen=seen)

    return run


@pytest.fixture
def approved(write_summary, approve):
    """The summary is written, and the report approved."""
    write_summary("Året gick bra.")
    return approve()


@pytest.fixture
def seal(board, period, controller):
    """Seals what is approved, as it stands."""

    def run(**changes):
        asked = {"by": controller, "seen": actions.seen_of(board, period), "today": TODAY, **DECISION, **changes}
        return seal_report(board=board, period=period, **asked)

    return run


@pytest.fixture
def sealed(approved, seal):
    """Number 0."""
    return seal()


@pytest.fixture
def under_correction(sealed, board, period, controller):
    """Sealed, then opened for a correction."""
    return actions.correct(submission=Submission.objects.of(board, period), reason="Fel siffra", by=controller)


@pytest.fixture
def corrected(under_correction, write_summary, approve, seal):
    """Number 1, which says something else."""
    write_summary("Året gick sämre.")
    approve()
    return seal(reason="Fel siffra")


@pytest.fixture
def side_by_side(tmp_path):
    """Runs functions at once, each in a thread with a connection of its own; gives their answers in order.

    Tests have SQLite in memory, where connections do not queue as they do on disk: there the threads, and what is
    read afterwards, get a copy in a file.
    """
    made = []

    def own_connection():
        if connection.vendor != "sqlite":
            return
        one = connections.create_connection("default")
        one.settings_dict = {**one.settings_dict, "NAME": str(tmp_path / "copy.sqlite3")}
        connections["default"] = one

    def run(*functions):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(tmp_path / "copy.sqlite3")])
        answers, begin = [None] * len(functions), Barrier(len(functions))

        def work(number, function):
            own_connection()
            begin.wait()
            try:
                answers[number] = function()
            finally:
                connections["default"].close()

        made.extend(Thread(target=work, args=pair) for pair in enumerate(functions))
        for thread in made:
            thread.start()
        for thread in made:
            thread.join(60)
        made.clear()
        own_connection()
        return answers

    before = connections["default"]
    yield run
    if connections["default"] is not before:
        connections["default"].close()
        connections["default"] = before
