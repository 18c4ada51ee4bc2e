"""One writing of a plan over what is stored, row by row, through the recorder."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import GoalLevel, Indicator, Target
from goals.plan import spec
from goals.plan.reading import PLANNED, Stored
from goals.plan.recording import Recorder
from organisation import administration
from organisation.actions import Refused
from organisation.models import Body, ReportingPeriod, Revision, State, Submission, Unit, User


def first_entry(board: Unit, year: int) -> Revision | None:
    """The first thing that was reported in a period of the year."""
    found = Revision.objects.filter(period__board=board, period__end__year=year)
    return found.select_related("period", "unit").order_by("pk").first()


class Writer:
    """One writing of a plan over what is stored."""

    def __init__(self, stored: Stored, before: spec.Plan, plan: spec.Plan, by: User):
        self.stored, self.before, self.plan, self.by = stored, before, plan, by
        self.board = stored.board
        self.recorder = Recorder(self.board, by, timezone.now())
        earlier = self.board.periods.filter(end__lt=stored.first)
        has_earlier = earlier.exists()
        # Before anything is reported in the year, the year before keeps its own rows.
        self.is_new_year = has_earlier and first_entry(self.board, plan.year) is None
        self.start = self._first_day() if has_earlier or self._has_reported() else None
        self.bodies = {one.name: one for one in Body.objects.filter(organisation=self.board.organisation_id)}
        self.rows: dict[str, dict[str, Any]] = {name: dict(rows) for name, rows in stored.valid.items()}
        self.taken = {name: {row.code for row in rows} for name, rows in stored.all.items()}
        self.successors: set[int] = {row.replaces_id for rows in stored.all.values() for row in rows}

    def _has_reported(self) -> bool:
        return Submission.objects.filter(period__board=self.board).exclude(state=State.OPEN).exists()

    def _first_day(self) -> date:
        """The year's first day, or the day after the last period in it that is handed in."""
        closed = Submission.objects.filter(period__board=self.board, period__end__year=self.plan.year)
        last = closed.exclude(state=State.OPEN).aggregate(last=Max("period__end"))["last"]
        after = last + timedelta(days=1) if last else self.stored.first
        return min(max(after, self.stored.first), self.stored.last)

    def write(self) -> None:
        self._periods()
        self._units()
        self._levels()
        self._words()
        # What stands below a goal goes before it.
        for part in reversed(PLANNED):
            self._end(part)
        for part in PLANNED:
            for order, one in enumerate(getattr(self.plan, part), start=1):
                self._planned(part, one, order)
        self._targets()

    def _periods(self) -> None:
        known = {one.slug: one for one in self.board.periods.all()}
        for one in self.plan.periods:
            values = asdict(one)
            if one.slug in known:
                self.recorder.update(known[one.slug], {"due": one.due}, subject=one.slug)
            else:
                self.recorder.create(ReportingPeriod(board=self.board, **values), subject=one.slug)

    def _units(self) -> None:
        units = {one.name: one for one in Unit.objects.of_board(self.board)}
        for order, one in enumerate(self.plan.units, start=1):
            above = units[one.parent] if one.parent else self.board
            values = {"name": one.name, "short_name": one.short_name, "kind": one.kind, "parent": above.slug}
            if one.name not in units:
                given = values | {"order": order}
                units[one.name] = administration.add_unit(board=self.board, values=given, by=self.by)
            elif one not in self.before.units:
                unit = units[one.name]
                shown = administration.unit_values(unit)
                administration.change_unit(
                    board=self.board,
                    unit=unit,
                    values=shown | values,
                    seen=administration.fingerprint(shown),
                    by=self.by,
                )

    def _levels(self) -> None:
        known = {one.level: one for one in GoalLevel.objects.filter(board=self.board)}
        for one in self.plan.levels:
            subject = f"goals.level-{one.level}"
            if one.level in known:
                self.recorder.update(known[one.level], {"name": one.name}, subject=subject)
            else:
                self.recorder.create(GoalLevel(board=self.board, level=one.level, name=one.name), subject=subject)

    def _words(self) -> None:
        words: dict[str, dict[str, str]] = {}
        for one in (*self.before.words, *self.plan.words):
            words.setdefault(one.scale, {})[one.code] = one.word
        self.recorder.update(self.board, {"own_words": words}, subject=self.board.slug)

    def _end(self, part: str) -> None:
        wanted = {one.code for one in getattr(self.plan, part)}
        gone = [(code, row) for code, row in self.rows[part].items() if code not in wanted]
        for code, row in sorted(gone, key=lambda pair: -getattr(pair[1], "level", 0)):
            self._end_row(row)
            del self.rows[part][code]

    def _end_row(self, row: Any) -> None:
        """Its last day is the one before the plan's first; what came with the year, or before any, is taken away
        where nothing refers to it."""
        if self.start is None or (row.valid_from and row.valid_from >= self.start):
            targets = list(row.targets.all()) if isinstance(row, Indicator) else []
            try:
                with transaction.atomic():
                    for target in targets:
                        self.recorder.delete(target, subject=f"{row.key}.{target.year}")
                    self.recorder.delete(row, subject=row.key)
            except ProtectedError as error:
                words = {"title": str(row)}
                raise Refused(_("“%(title)s” is reported or referred to: it cannot be removed.") % words) from error
            return
        self.recorder.update(row, {"valid_to": self.start - timedelta(days=1)}, subject=row.key)

    def _planned(self, part: str, one: Any, order: int) -> None:
        values = self._values(part, one) | {"order": order}
        row = self.rows[part].get(one.code)
        if row is not None and not self._is_another(part, row, values):
            self.recorder.update(row, values, subject=row.key)
            return
        if row is not None:
            self._end_row(row)
        model = PLANNED[part]
        made = model(board=self.board, code=self._code(part, one.code), valid_from=self.start, **values)
        made.replaces = row or self._last_of(part, one.code)
        self.rows[part][one.code] = self.recorder.create(made, subject=made.key)

    def _is_another(self, part: str, row: Any, values: dict[str, Any]) -> bool:
        """Whether it is to mean something else in a year where nothing is reported, and held before it. What stands
        below a goal that is another goes with it: a row of the new year belongs to a goal of the new year."""
        if not self.is_new_year or (row.valid_from and row.valid_from >= self.stored.first):
            return False
        return any(getattr(row, name) != values[name] for name in spec.MEANING[part])

    def _values(self, part: str, one: Any) -> dict[str, Any]:
        values = {name: value for name, value in asdict(one).items() if name != "code"}
        goals = self.rows["goals"]
        if "breakdowns" in values:
            values["breakdowns"] = list(one.breakdowns)
        if part != "goals":
            return values | {"goal": goals[one.goal] if one.goal else None}
        parent = goals[one.parent] if one.parent else None
        level = parent.level + 1 if parent else 1
        return values | {"parent": parent, "level": level, "giver": self.bodies.get(one.giver)}

    def _code(self, part: str, code: str) -> str:
        """The code; with the year behind it where an earlier one has it."""
        taken = self.taken[part]
        tries = (code, f"{code[:30]}-{self.plan.year}", *(f"{code[:30]}-{self.plan.year}-{n}" for n in range(2, 100)))
        found = next(one for one in tries if one not in taken)
        taken.add(found)
        return found

    def _last_of(self, part: str, code: str) -> Any:
        """The one that ended under the code, where it comes back."""
        roots = self.stored.roots[part]
        line = [row for row in self.stored.all[part] if roots[row.pk] == code and row.pk not in self.successors]
        return line[-1] if line and line[-1].pk else None

    def _targets(self) -> None:
        """The targets from the year on, of each indicator as it is now."""
        wanted = {(self.rows["indicators"][one.indicator].pk, one.year): one for one in self.plan.targets}
        rows = {row.pk: row for row in self.rows["indicators"].values()}
        known = {
            (one.indicator_id, one.year): one
            for one in Target.objects.filter(indicator__in=rows, year__gte=self.plan.year)
        }
        for key, target in known.items():
            if key not in wanted:
                self.recorder.delete(target, subject=f"{rows[key[0]].key}.{target.year}")
        for key, one in wanted.items():
            values = {name: value for name, value in asdict(one).items() if name != "indicator"}
            subject = f"{rows[key[0]].key}.{one.year}"
            if key in known:
                self.recorder.update(known[key], values, subject=subject)
            else:
                self.recorder.create(Target(indicator=rows[key[0]], **values), subject=subject)
