"""What a unit has reported of its economy for a period: each kind of row is read once, when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from economy.ledger import Known, Ledger
from economy.models import (
    TOTAL,
    Account,
    AssumptionObserved,
    AssumptionProfile,
    DeviationAnalysis,
    DeviationPart,
    Figure,
    ForecastAssessment,
    FrameCommentary,
    FrameOutcome,
    KeyFigure,
)
from economy.profiles import profiles_of
from organisation.models import DeviationArea, Frame, ReportingPeriod, Submission, Unit

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

    @cached_property
    def by_parent(self) -> dict[int | None, list[Frame]]:
        found: dict[int | None, list[Frame]] = {}
        for frame in self.all_frames:
            found.setdefault(frame.parent_id, []).append(frame)
        return found

    def children(self, frame: Frame) -> list[Frame]:
        return self.by_parent.get(frame.pk, [])

    def tree(self, below: Frame | None = None, level: int = 0) -> list[tuple[Frame, int]]:
        """Each frame followed by those that it consists of, with how deep they stand."""
        return [
            pair
            for frame in self.by_parent.get(below.pk if below else None, [])
            for pair in ((frame, level), *self.tree(frame, level + 1))
        ]

    @cached_property
    def _codes_below(self) -> dict[str, tuple[str, ...]]:
        below = {frame.code: tuple(child.code for child in self.children(frame)) for frame in self.all_frames}
        return below | {TOTAL: tuple(frame.code for frame in self.frames)}

    def codes_below(self, code: str) -> tuple[str, ...]:
        """The frames that make up a frame, or the total, by code."""
        return self._codes_below.get(code, ())

    @cached_property
    def ledger(self) -> Ledger:
        """The amounts, stated or computed."""
        return Ledger(outcome=self.outcome, children=self.codes_below, money=self.money)

    def amount(self, code: str, name: str, account: str = Account.NET) -> Known:
        return self.ledger.find(code, account, name)

    def sign(self, account: str) -> int:
        """-1 where the board shows the account's amounts with a minus: costs, where it prints them so."""
        negative = self.unit.root.cost_sign == Unit.CostSign.NEGATIVE
        return -1 if negative and not Account(account).is_income else 1

    @property
    def frame_word(self) -> str:
        """What the board calls the rows of its economy, where it has a word of its own."""
        return self.unit.root.frame_word

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

    def known_accounts(self, code: str) -> list[str]:
        """The accounts of a frame that are reported, or follow from the frames below it, in order."""
        return [account for account in Account.values if self.ledger.is_known(code, account)]

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
    def earlier_forecasts(self) -> list[ForecastAssessment]:
        """What was assessed earlier in the same year, the first first: only what has been decided since. One query."""
        decided = Submission.objects.decided().filter(unit=self.unit)
        rows = ForecastAssessment.objects.filter(
            unit=self.unit,
            period__end__year=self.period.end.year,
            period__end__lt=self.period.end,
            period__in=decided.values("period"),
            deviation__isnull=False,
        )
        return list(rows.select_related("period").order_by("period__end", "period__start"))

    @cached_property
    def areas(self) -> list[DeviationArea]:
        return list(self.unit.root.deviation_areas.order_by("order"))

    @cached_property
    def analyses(self) -> dict[int, DeviationAnalysis]:
        """By the area's id, each with its area at hand."""
        return {row.area_id: row for row in self._rows(DeviationAnalysis).select_related("area")}

    @cached_property
    def profiles(self) -> list[AssumptionProfile]:
        """The board's assumptions with their steps, as they stood when the period was approved."""
        return profiles_of(self.unit.root, self.period)

    @cached_property
    def observed(self) -> dict[int, AssumptionObserved]:
        """By the profile's id."""
        rows = self._rows(AssumptionObserved).select_related("saved_by", "profile") if self.profiles else ()
        return {row.profile_id: row for row in rows}

    @property
    def total(self) -> FrameOutcome | None:
        return self.outcome(TOTAL)
