"""What a unit has reported of its economy for a period: each kind of row is read once, when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from economy.models import (
    TOTAL,
    Account,
    DeviationAnalysis,
    DeviationPart,
    Figure,
    ForecastAssessment,
    FrameCommentary,
    FrameOutcome,
    KeyFigure,
)
from organisation.models import DeviationArea, Frame, ReportingPeriod, Unit

_ACCOUNTS = list(Account.values)
_FIGURES = list(Figure.values)


@dataclass
class Reported:
    """The rows of one unit and period, by what identifies them. A query for each property that is used."""

    unit: Unit
    period: ReportingPeriod

    def _rows(self, model):
        return model.objects.at(self.unit, self.period).select_related("saved_by")

    @property
    def money(self) -> str:
        """The unit that the board shows amounts in: tkr or mnkr."""
        return self.unit.root.amount_unit

    @property
    def lang(self) -> str:
        """The language of what the board writes."""
        return self.unit.root.language

    @cached_property
    def all_frames(self) -> list[Frame]:
        return list(self.unit.root.frames.order_by("order"))

    @property
    def frames(self) -> list[Frame]:
        """The frames that are reported, in order; what they consist of is in `children`."""
        return [frame for frame in self.all_frames if frame.parent_id is None]

    def children(self, frame: Frame) -> list[Frame]:
        return [one for one in self.all_frames if one.parent_id == frame.pk]

    @cached_property
    def outcomes(self) -> dict[tuple[str, str], FrameOutcome]:
        """By (frame code, account), accounts in their order."""
        rows = sorted(self._rows(FrameOutcome), key=lambda row: _ACCOUNTS.index(row.account))
        return {(row.frame_code, row.account): row for row in rows}

    def outcome(self, code: str, account: str = Account.NET) -> FrameOutcome | None:
        return self.outcomes.get((code, account))

    def accounts(self, code: str) -> dict[str, FrameOutcome]:
        """The rows of one frame by account, in order."""
        return {account: row for (frame, account), row in self.outcomes.items() if frame == code}

    @cached_property
    def all_parts(self) -> list[DeviationPart]:
        return list(self._rows(DeviationPart).order_by("order", "code"))

    def parts(self, code: str) -> list[DeviationPart]:
        return [row for row in self.all_parts if row.frame_code == code]

    @cached_property
    def all_figures(self) -> list[KeyFigure]:
        return sorted(self._rows(KeyFigure), key=lambda row: _FIGURES.index(row.code))

    def figures(self, code: str) -> list[KeyFigure]:
        return [row for row in self.all_figures if row.frame_code == code]

    @cached_property
    def texts(self) -> dict[str, FrameCommentary]:
        """By topic."""
        return {row.frame_code: row for row in self._rows(FrameCommentary)}

    def text(self, topic: str) -> str:
        return self.texts[topic].text.strip() if topic in self.texts else ""

    @cached_property
    def assessment(self) -> ForecastAssessment | None:
        return self._rows(ForecastAssessment).first()

    @cached_property
    def areas(self) -> list[DeviationArea]:
        return list(self.unit.root.deviation_areas.order_by("order"))

    @cached_property
    def analyses(self) -> dict[int, DeviationAnalysis]:
        """By the area's id."""
        return {row.area_id: row for row in self._rows(DeviationAnalysis)}

    @property
    def total(self) -> FrameOutcome | None:
        return self.outcome(TOTAL)
