"""The one vocabulary of status: Swedish, English, symbol, colour token, order, assessed or not.

A board's own words are data mapped onto these codes. Four gaps are told apart: no data, hard to
assess, not assessable, unassessed; only the last is a gap to fill (domain: «svår att bedöma»).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, kw_only=True)
class StatusStep:
    """One step of a scale. `tone` names the colour token (--status-<tone>); never shown alone."""

    code: str
    label: str
    symbol: str
    tone: str
    order: int
    is_assessed: bool = True

    @property
    def is_gap(self) -> bool:
        return self.code == "unassessed"


def _scale(*steps: tuple) -> dict[str, StatusStep]:
    return {
        code: StatusStep(code=code, label=label, symbol=symbol, tone=tone, order=order, is_assessed=assessed)
        for order, (code, label, symbol, tone, assessed) in enumerate(steps)
    }


_GAPS = (
    ("hard", _("Hard to assess"), "?", "none", False),
    ("not_assessable", _("Not assessable"), "⊘", "none", False),
    ("no_data", _("No data"), "◌", "none", False),
    ("unassessed", _("Not yet assessed"), "–", "none", False),
)

SCALES: dict[str, dict[str, StatusStep]] = {
    "goal_status": _scale(
        ("met", pgettext_lazy("goal status", "Met"), "✓", "good", True),
        ("partly", pgettext_lazy("goal status", "Partly met"), "◐", "fair", True),
        ("not_met", pgettext_lazy("goal status", "Not met"), "✕", "bad", True),
        *_GAPS,
    ),
    "goal_forecast": _scale(
        ("met", _("Will be met"), "✓", "good", True),
        ("partly", _("Will be partly met"), "◐", "fair", True),
        ("not_met", _("Will not be met"), "✕", "bad", True),
        *_GAPS,
    ),
    "indicator": _scale(
        ("met", _("Target met"), "✓", "good", True),
        ("partly", _("Target partly met"), "◐", "fair", True),
        ("not_met", _("Target not met"), "✕", "bad", True),
        ("manual", _("Judged by hand"), "✎", "none", False),
        ("older", _("Older value"), "○", "none", False),
        ("no_data", _("No data"), "◌", "none", False),
        ("unassessed", _("Not yet reported"), "–", "none", False),
    ),
    "commission": _scale(
        ("not_started", _("Not started"), "○", "none", True),
        ("on_track", _("Ongoing, on track"), "▶", "good", True),
        ("ongoing", _("Ongoing"), "▶", "active", True),
        ("deviating", _("Ongoing with deviation"), "◐", "fair", True),
        ("delayed", _("Delayed"), "!", "bad", True),
        ("paused", _("Paused"), "‖", "none", True),
        ("done", _("Done"), "✓", "good", True),
        ("done_deviation", _("Done with deviation"), "◐", "fair", True),
        ("cancelled", _("Cancelled"), "✕", "none", True),
        ("unassessed", _("Not yet reported"), "–", "none", False),
    ),
    "handling": _scale(
        ("not_handled", pgettext_lazy("activity", "Not handled"), "✕", "bad", True),
        ("partly_handled", pgettext_lazy("activity", "Partly handled"), "◐", "fair", True),
        ("handled", pgettext_lazy("activity", "Handled"), "✓", "good", True),
        ("unassessed", _("Not yet reported"), "–", "none", False),
    ),
    "activity": _scale(
        ("not_started", _("Not started"), "○", "none", True),
        ("ongoing", _("Ongoing"), "▶", "active", True),
        ("delayed", _("Delayed"), "!", "bad", True),
        ("paused", _("Paused"), "‖", "none", True),
        ("done", _("Done"), "✓", "good", True),
        ("cancelled", _("Cancelled"), "✕", "none", True),
        ("unassessed", _("Not yet reported"), "–", "none", False),
    ),
    "measure": _scale(
        ("idea", _("Idea"), "○", "none", True),
        ("prepared", _("Being prepared"), "▶", "active", True),
        ("risk_assessment", _("Risk assessment under way"), "▶", "active", True),
        ("decided", _("Decided"), "◐", "fair", True),
        ("implementing", _("Being carried out"), "◐", "fair", True),
        ("implemented", _("Carried out"), "✓", "good", True),
        ("dropped", _("Not taken further"), "✕", "none", True),
        ("resting", _("Resting"), "‖", "none", True),
        ("unassessed", _("No status given"), "–", "none", False),
    ),
}


def step(scale: str, code: str) -> StatusStep:
    """The step of a scale. Raises KeyError on an unknown scale or code: a fault of the code, not of data."""
    return SCALES[scale][code]


def choices(scale: str) -> list[tuple[str, str]]:
    """(code, label) of each step a person can choose, in order: all but the gap to fill."""
    return [(s.code, s.label) for s in SCALES[scale].values() if not s.is_gap]


def shown(scale: str, code: str, own_words: dict[str, str] | None = None):
    """A `sections.Status` in the active language, in the board's own word where it has one."""
    from followup.sections import Status

    known = step(scale, code or "unassessed")
    label = (own_words or {}).get(known.code) or str(known.label)
    return Status(scale=scale, code=known.code, label=label)
