"""What the database says when everybody has stopped: is every acknowledged word there, once, and in its order?

Imported when Django is set up.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from organisation.models import Revision
from tests.editors.editor import Editor
from tests.safety.checks import broken_chains

TROUBLE = ("database is locked", "deadlock", "Traceback", "Internal Server Error")


@dataclass(frozen=True)
class Verdict:
    """The figures, and what is wrong in words."""

    figures: dict[str, str]
    overwrites: list[str]
    errors: list[str]

    @property
    def is_clean(self) -> bool:
        return not self.overwrites and not self.errors

    def __str__(self):
        lines = [f"{name:<26} {value}" for name, value in self.figures.items()]
        return "\n".join([*lines, *self.overwrites[:20], *self.errors[:20]])


def verdict(editors: list[Editor], *, log: Path, stopped: list[str]) -> Verdict:
    """`stopped` are the editors that gave up, in words."""
    said = log.read_text(encoding="utf-8", errors="replace")
    answers: Counter = Counter()
    for editor in editors:
        answers.update(editor.diary.answers)
    errors = [f"{status}: {count} answers" for status, count in answers.items() if status not in {200, 409}]
    errors += [f"«{words}» {said.count(words)} times in the log" for words in TROUBLE if words in said] + stopped
    overwrites = broken_chains() + [fault for editor in editors for fault in _lost(editor)] + _repeated()
    times = sorted(time for editor in editors for time in editor.diary.milliseconds)
    figures = {
        "database": connection.vendor,
        "editors": str(len(editors)),
        "saves acknowledged": str(sum(len(editor.diary.acknowledged) for editor in editors)),
        "conflicts": str(sum(editor.diary.conflicts for editor in editors)),
        "sent again or late": str(sum(editor.diary.sent_again for editor in editors)),
        "silent overwrites": str(len(overwrites)),
        "answers 5xx": str(sum(count for status, count in answers.items() if status >= 500)),
        "«database is locked»": str(said.count("database is locked")),
        "p50": f"{statistics.median(times):.0f} ms",
        "p95": f"{times[int(len(times) * 0.95)]:.0f} ms",
    }
    return Verdict(figures, overwrites, errors)


def _lost(editor: Editor) -> list[str]:
    """Saves that were acknowledged and are not in the history once, and words that are not in the text."""
    saves = Revision.objects.filter(tab=editor.tab).values_list("sequence", "after")
    own_saves = {sequence: after[editor.account.field] for sequence, after in saves}
    stood = _stood(editor)
    wrong = [
        f"{editor.name}: save {sequence} was acknowledged and is not in the history"
        for sequence, text in editor.diary.acknowledged.items()
        # A save that says what stands already is none: the text is there, by whoever wrote it.
        if own_saves.get(sequence, text) != text or text not in stood
    ]
    words = {word for text in editor.diary.acknowledged.values() for word in text.split()}
    own = {word for word in words if word.startswith(editor.name)} - editor.diary.removed
    final = set(stood[-1].split()) if stood else set()
    return wrong + [f"{editor.name}: {word} was acknowledged and is gone" for word in sorted(own - final)]


def _stood(editor: Editor) -> list[str]:
    """Every text that the editor's field has had, oldest first."""
    row = Revision.objects.filter(tab=editor.tab).order_by("pk").first()
    if row is None:
        return []
    steps = Revision.objects.filter(kind=row.kind, row_id=row.row_id).order_by("version")
    return [after[editor.account.field] for after in steps.values_list("after", flat=True)]


def _repeated() -> list[str]:
    """Saves that are in the history more than once."""
    pairs = Counter(Revision.objects.exclude(tab="").values_list("tab", "sequence"))
    return [
        f"save {sequence} of {tab} is there {count} times" for (tab, sequence), count in pairs.items() if count > 1
    ]
