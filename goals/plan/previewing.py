"""What a file would change, row by row, and building a board from one."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.plan import spec
from goals.plan.checking import check
from goals.plan.columns import SHEETS
from goals.plan.differences import REMOVED, changes, differences, title_of, titles
from goals.plan.parsing import Parsed, parse
from goals.plan.reading import read_plan
from goals.plan.writing import commit, completed, moved_calendar, seal
from organisation import administration
from organisation.imports.reading import read
from organisation.models import Body, Unit, User

NEW, CHANGED, UNCHANGED, ENDED, LEFT_OUT, REFUSED = "new", "changed", "unchanged", "ended", "left_out", "refused"
LABELS = {
    REFUSED: gettext_lazy("Refused"),
    NEW: gettext_lazy("New"),
    CHANGED: gettext_lazy("Changed"),
    ENDED: gettext_lazy("Ends"),
    LEFT_OUT: gettext_lazy("Left out"),
    UNCHANGED: gettext_lazy("Unchanged"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of the file, or one thing that is not in it any more (row 0): what becomes of it, in words."""

    sheet: str
    row: int
    kind: str
    title: str
    sentences: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return str(LABELS[self.kind])


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a file would do: its lines, the plan it would give, and the seal of the plan it was compared with."""

    lines: tuple[Line, ...]
    plan: spec.Plan
    seen: str

    @property
    def is_refused(self) -> bool:
        return any(line.kind == REFUSED for line in self.lines)

    @property
    def is_empty(self) -> bool:
        return not any(line.kind in (NEW, CHANGED, ENDED) for line in self.lines)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(label, how many) of each kind that there is."""
        counted = Counter(line.kind for line in self.lines)
        return [(str(label), counted[kind]) for kind, label in LABELS.items() if counted[kind]]


def preview(*, board: Unit, year: int, name: str, content: bytes) -> Preview:
    """What the file would change in the board's plan of the year. Raises Unreadable where it is no spreadsheet."""
    parsed = parse(read(name, content), year)
    before = read_plan(board, year)
    calendar = () if before.periods else moved_calendar(board, year)
    plan = completed(before, parsed.plan, calendar)
    return _preview(parsed, before, plan, board.organisation_id)


def preview_board(*, beside: Unit, year: int, name: str, content: bytes) -> Preview:
    """What the file would build: a board beside another of its organisation. Raises Unreadable."""
    parsed = parse(read(name, content), year)
    before = spec.Plan(year=year)
    found = _preview(parsed, before, parsed.plan, beside.organisation_id)
    if parsed.plan.board:
        return found
    said = _("A new board has its name in the sheet “%(sheet)s”.") % {"sheet": SHEETS["board"][0]}
    line = Line(sheet=str(SHEETS["board"][0]), row=0, kind=REFUSED, title="", sentences=(said,))
    return Preview(lines=(line, *found.lines), plan=found.plan, seen=found.seen)


def build_board(*, beside: Unit, plan: spec.Plan, by: User) -> Unit:
    """A new board with everything that the plan holds, all or nothing. Raises Refused, ValidationError."""
    if plan.board is None:
        raise ValidationError({"file": _("The file names no board.")})
    with transaction.atomic():
        values: dict[str, Any] = asdict(plan.board)
        slug = values.pop("slug")
        board = administration.add_board(beside=beside, values=values, slug=slug, by=by)
        # Read anew: a role in the board has come with it.
        administrator = User.objects.get(pk=by.pk)
        commit(board=board, plan=plan, seen=seal(read_plan(board, plan.year)), by=administrator)
        return board


def _preview(parsed: Parsed, before: spec.Plan, plan: spec.Plan, organisation: int) -> Preview:
    bodies = Body.objects.filter(organisation=organisation).values_list("name", flat=True)
    refused: dict[tuple[str, int], list[str]] = {}
    for one in check(parsed, bodies=bodies):
        refused.setdefault((one.sheet, one.row), []).append(one.sentence)
    lines = [
        Line(sheet=sheet, row=row, kind=REFUSED, title="", sentences=tuple(sentences))
        for (sheet, row), sentences in refused.items()
    ]
    for (part, key), place in parsed.places.items():
        if place not in refused:
            lines.append(_line(before, plan, part, key, place))
    if not lines or not refused:
        lines += _unplaced(parsed, before, plan)
    return Preview(lines=tuple(lines), plan=plan, seen=seal(before))


def _line(before: spec.Plan, plan: spec.Plan, part: str, key: str, place: tuple[str, int]) -> Line:
    sheet, row = place
    if part == "board":
        is_new = before.board is None
        said = () if is_new else (_("How the board reports is changed among its settings."),)
        title = plan.board.name if plan.board else ""
        return Line(sheet=sheet, row=row, kind=NEW if is_new else LEFT_OUT, title=title, sentences=said)
    one = next(each for each in getattr(plan, part) if each.key == key)
    earlier = next((each for each in getattr(before, part) if each.key == key), None)
    names = titles(before) | titles(plan)
    title = title_of(part, one, names)
    if earlier is None:
        return Line(sheet=sheet, row=row, kind=NEW, title=title)
    said = tuple(each.sentence for each in changes(part, earlier, one, names)) if earlier != one else ()
    return Line(sheet=sheet, row=row, kind=CHANGED if said else UNCHANGED, title=title, sentences=said)


def _unplaced(parsed: Parsed, before: spec.Plan, plan: spec.Plan) -> list[Line]:
    """What ends, and the periods that come with a new year, which stand in no row of the file."""
    found = []
    for one in differences(before, plan):
        if one.kind == REMOVED or (one.part, one.key) not in parsed.places:
            kind = ENDED if one.kind == REMOVED else NEW
            label = str(SHEETS[one.part][0])
            found.append(Line(sheet=label, row=0, kind=kind, title=one.title, sentences=(one.sentence,)))
    return found
