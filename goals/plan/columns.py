"""What stands in each sheet of a plan: the columns, what they are called, and what a cell may hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from followup.status import SCALES
from goals.models import Activity, Goal, GoalLevel, Indicator, Target
from organisation.models import ReportingPeriod, Unit

Choices = Callable[[], list[tuple[str, Any]]]


@dataclass(frozen=True)
class Column:
    """One column. kind: text · code · int · decimal · date · bool · list (words with commas between)."""

    name: str
    label: Any
    kind: str = "text"
    required: bool = False
    choices: Choices | None = None
    limit: int = 0

    def options(self) -> list[tuple[str, str]]:
        """(stored, shown) of what can be chosen, in the active language."""
        if self.kind == "bool":
            return [("1", str(_("Yes"))), ("0", str(_("No")))]
        return [(str(code), str(label)) for code, label in self.choices()] if self.choices else []

    def known(self) -> dict[str, str]:
        """What may be written for each choice, folded: its code, and its label in any of the portal's languages."""
        found: dict[str, str] = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                found |= {str(shown).casefold(): code for code, shown in self.options()}
        return found | {code.casefold(): code for code, _shown in self.options()}


def _of(model: type, name: str, kind: str = "text", *, required: bool = False) -> Column:
    """A column that is called what the model's field is called, with its choices."""
    field = model._meta.get_field(name)
    choices = (lambda: list(field.flatchoices)) if field.choices else None
    return Column(name, field.verbose_name, kind, required, choices, field.max_length or 0)


def _periods() -> list[tuple[str, Any]]:
    return [one for one in ReportingPeriod.Kind.choices if one[0] != ReportingPeriod.Kind.MEETING]


def _unit_kinds() -> list[tuple[str, Any]]:
    return [one for one in Unit.Kind.choices if one[0] != Unit.Kind.BOARD]


def _scales() -> list[tuple[str, Any]]:
    return [(one, one) for one in SCALES]


SHEETS: dict[str, tuple[Any, tuple[Column, ...]]] = {
    "board": (
        _("Board"),
        (
            Column("name", _("name"), required=True, limit=160),
            Column("short_name", _("short name"), required=True, limit=60),
            Column("slug", _("In addresses"), limit=80),
            _of(Unit, "amount_unit"),
            _of(Unit, "cost_sign"),
            Column("frame_word", _("word for frames"), limit=40),
            Column("language", _("language"), choices=lambda: list(settings.LANGUAGES)),
            Column("is_made_up", _("made-up figures"), "bool"),
        ),
    ),
    "periods": (
        _("Periods"),
        (
            Column("slug", _("In addresses"), "code", required=True, limit=40),
            _of(ReportingPeriod, "label", required=True),
            Column("kind", _("kind"), required=True, choices=_periods),
            _of(ReportingPeriod, "start", "date", required=True),
            _of(ReportingPeriod, "end", "date", required=True),
            _of(ReportingPeriod, "due", "date"),
            _of(ReportingPeriod, "is_cumulative", "bool"),
        ),
    ),
    "units": (
        _("Units"),
        (
            _of(Unit, "name", required=True),
            _of(Unit, "short_name", required=True),
            Column("kind", _("kind"), choices=_unit_kinds),
            Column("parent", _("Below the unit"), limit=160),
        ),
    ),
    "levels": (
        _("Levels"),
        (_of(GoalLevel, "level", "int", required=True), _of(GoalLevel, "name", required=True)),
    ),
    "goals": (
        _("Goals"),
        (
            _of(Goal, "code", "code", required=True),
            _of(Goal, "number"),
            _of(Goal, "title", required=True),
            Column("parent", _("Code of the goal above"), "code", limit=40),
            Column("giver", _("given by"), limit=160),
        ),
    ),
    "activities": (
        _("Activities"),
        (
            _of(Activity, "code", "code", required=True),
            Column("goal", _("Code of the goal"), "code", required=True, limit=40),
            _of(Activity, "title", required=True),
            _of(Activity, "owner_role"),
            _of(Activity, "by_unit", "bool"),
        ),
    ),
    "indicators": (
        _("Indicators"),
        (
            _of(Indicator, "code", "code", required=True),
            Column("goal", _("Code of the goal"), "code", limit=40),
            _of(Indicator, "title", required=True),
            _of(Indicator, "definition"),
            *(_of(Indicator, name) for name in ("unit", "direction", "aggregation", "frequency")),
            _of(Indicator, "decimals", "int"),
            *(_of(Indicator, name) for name in ("method", "known_problems", "owner_role", "data_source")),
            _of(Indicator, "kolada_kpi_id"),
            _of(Indicator, "baseline_year", "int"),
            *(_of(Indicator, name, "decimal") for name in ("baseline_value", "met_from", "partly_from")),
            _of(Indicator, "breakdowns", "list"),
            _of(Indicator, "by_unit", "bool"),
            _of(Indicator, "rollup"),
            _of(Indicator, "suppress_below", "int"),
        ),
    ),
    "targets": (
        _("Target values"),
        (
            Column("indicator", _("Code of the indicator"), "code", required=True, limit=40),
            _of(Target, "year", "int", required=True),
            _of(Target, "first_year", "int"),
            _of(Target, "operator"),
            *(_of(Target, name, "decimal") for name in ("value", "value_high")),
            _of(Target, "approximate"),
            _of(Target, "decimals", "int"),
            _of(Target, "text"),
            _of(Target, "source"),
        ),
    ),
    "words": (
        _("Words"),
        (
            Column("scale", _("Scale"), required=True, choices=_scales),
            Column("code", _("Status"), "code", required=True, limit=40),
            Column("word", _("The board's word"), required=True, limit=60),
        ),
    ),
}


def sheet_names(part: str) -> set[str]:
    """What the sheet may be called, folded: its name in any of the portal's languages."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(str(SHEETS[part][0]).casefold())
    return found


def head_names(column: Column) -> set[str]:
    """What the column's head may say, folded."""
    found = {column.name}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(str(column.label).casefold())
    return found
