"""Process-behaviour (XmR) charts: what a series says beyond its noise.

The limits and the four signals are those of NHS England's guide «Making Data Count»: the mean plus and minus 2,66
times the average moving range; a point outside the limits; seven points in a row on one side of the mean; seven points
in a row that each rise, or each fall; two of three points in a row near the same limit, in the outer third between it
and the mean. Points are Decimals in order of time, in the series' own unit; None is a point without a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.charts import Level
from followup.numbers import round_half_up
from followup.sections import decimal_string

# With fewer points the limits say more of chance than of the process.
FEWEST = 12
# Three deviations, where the average moving range of two points stands for 1,128 deviations.
TO_LIMIT = Decimal("2.66")
RUN = 7
NEAR = Decimal(2) / 3
KINDS = ("outside", "shift", "trend", "near_limit")
SYMBOLS = {"better": "▲", "worse": "▼", "change": "◆"}


@dataclass(frozen=True, kw_only=True)
class Signal:
    """A pattern that chance hardly gives: its points by their place in the series, from 0.

    `side` is 1 for above or rising, −1 for below or falling; `means` is better, worse or change, by the direction.
    """

    kind: str
    points: tuple[int, ...]
    side: int
    means: str

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.means]


@dataclass(frozen=True, kw_only=True)
class Process:
    """The series' mean, average moving range and limits, unrounded, and its signals in order of time.

    `count` is the number of points with a value. Limits that cannot be, as a share below 0, are drawn at `floor`.
    """

    mean: Decimal
    moving_range: Decimal
    lower: Decimal
    upper: Decimal
    count: int
    signals: tuple[Signal, ...]
    floor: Decimal | None = None

    @property
    def lower_drawn(self) -> Decimal:
        return self.lower if self.floor is None else max(self.lower, self.floor)

    def of_point(self, place: int) -> tuple[Signal, ...]:
        """The signals that the point is part of."""
        return tuple(one for one in self.signals if place in one.points)


def process(
    series: Sequence[Decimal | None],
    *,
    direction: str = "none",
    floor: Decimal | None = None,
    based_on: int | None = None,
) -> Process | None:
    """The process behind a series, or None where it has fewer than twelve points.

    direction: higher, lower, range, reference or none, as an indicator has it. floor: what no value can be below.
    based_on: the limits rest on the first so many values alone; all are judged by them.
    """
    values = [value for value in series if value is not None]
    base = values[:based_on]
    if len(base) < FEWEST:
        return None
    mean = sum(base, Decimal(0)) / len(base)
    moving = sum((abs(later - earlier) for earlier, later in pairwise(base)), Decimal(0)) / (len(base) - 1)
    found = Process(
        mean=mean,
        moving_range=moving,
        lower=mean - TO_LIMIT * moving,
        upper=mean + TO_LIMIT * moving,
        count=len(values),
        signals=(),
        floor=floor,
    )
    places = [place for place, value in enumerate(series) if value is not None]
    signals = [
        Signal(kind=kind, points=tuple(places[at] for at in points), side=side, means=_means(side, direction))
        for kind, find in (("outside", _outside), ("shift", _shifts), ("trend", _trends), ("near_limit", _near))
        for points, side in find(values, found)
    ]
    # In the order in which somebody who reads from the left meets them.
    ordered = sorted(signals, key=lambda one: (one.points[0], KINDS.index(one.kind)))
    return Process(**{**found.__dict__, "signals": tuple(ordered)})


Found = Iterator[tuple[tuple[int, ...], int]]


def _outside(values: list[Decimal], found: Process) -> Found:
    for at, value in enumerate(values):
        if not found.lower <= value <= found.upper:
            yield (at,), _sign(value - found.mean)


def _shifts(values: list[Decimal], found: Process) -> Found:
    """A point on the mean ends a run: it is on neither side."""
    yield from _runs([_sign(value - found.mean) for value in values], RUN)


def _trends(values: list[Decimal], found: Process) -> Found:
    """Seven points that each rise are six steps up; two that are alike end a trend."""
    steps = [_sign(later - earlier) for earlier, later in pairwise(values)]
    for points, side in _runs(steps, RUN - 1):
        yield (*points, points[-1] + 1), side


def _runs(signs: list[int], least: int) -> Found:
    start = 0
    for at in range(1, len(signs) + 1):
        if at < len(signs) and signs[at] == signs[start]:
            continue
        if signs[start] and at - start >= least:
            yield tuple(range(start, at)), signs[start]
        start = at


def _near(values: list[Decimal], found: Process) -> Found:
    """Of three points in a row two or more, on the same side; what follows closely is told as one."""
    near = {side: {at for at, value in enumerate(values) if _is_near(value, found, side)} for side in (1, -1)}
    for side, places in near.items():
        told: set[int] = set()
        for first in range(len(values) - 2):
            three = sorted(places & set(range(first, first + 3)))
            if len(three) < 2:
                continue
            if told and three[0] not in told:
                yield tuple(sorted(told)), side
                told = set()
            told |= set(three)
        if told:
            yield tuple(sorted(told)), side


def _is_near(value: Decimal, found: Process, side: int) -> bool:
    """In the outer third within the limit: what is outside is a signal of its own."""
    reach = (found.upper - found.mean) * NEAR
    limit = found.upper if side > 0 else found.lower
    return bool(reach) and (value - found.mean) * side > reach and (limit - value) * side >= 0


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _means(side: int, direction: str) -> str:
    wanted = {"higher": 1, "lower": -1}.get(direction)
    if wanted is None:
        return "change"
    return "better" if side == wanted else "worse"


# ---- In words ----


def levels(found: Process | None) -> tuple[Level, ...]:
    """The mean and the limits that chance keeps within, as a chart draws them; none without a process."""
    if found is None:
        return ()
    lines = ((_("Upper limit"), found.upper, True), (_("Mean"), found.mean, False))
    lower = (_("Lower limit"), found.lower_drawn, True)
    return tuple(
        Level(label=label, value=decimal_string(round_half_up(value, 6)), is_limit=is_limit)
        for label, value, is_limit in (*lines, lower)
    )


def too_short(count: int) -> str:
    """Why there are no limits."""
    return ngettext(
        "%(count)s value is too few to tell a change from chance: that takes %(fewest)s.",
        "%(count)s values are too few to tell a change from chance: that takes %(fewest)s.",
        count,
    ) % {"count": count, "fewest": FEWEST}


def explained(found: Process, labels: Sequence[str]) -> list[str]:
    """A sentence for each signal, with the labels of its first and last point; one sentence where there is none."""
    if not found.signals:
        return [_("The values vary as chance makes them vary: no change is shown.")]
    return [_sentence(one, labels) for one in found.signals]


def _sentence(signal: Signal, labels: Sequence[str]) -> str:
    words = {
        "when": _when(signal, labels),
        "count": len(signal.points),
        "means": {
            "better": _("an improvement"),
            "worse": _("a deterioration"),
            "change": _("a change"),
        }[signal.means],
    }
    if signal.kind == "outside":
        above = _("%(when)s: above the upper limit, %(means)s that is not chance.")
        below = _("%(when)s: below the lower limit, %(means)s that is not chance.")
    elif signal.kind == "shift":
        above = _("%(when)s: %(count)s values in a row above the mean, %(means)s that is not chance.")
        below = _("%(when)s: %(count)s values in a row below the mean, %(means)s that is not chance.")
    elif signal.kind == "trend":
        above = _("%(when)s: %(count)s values in a row that each rise, %(means)s that is not chance.")
        below = _("%(when)s: %(count)s values in a row that each fall, %(means)s that is not chance.")
    else:
        above = _("%(when)s: values near the upper limit close together, %(means)s that is hardly chance.")
        below = _("%(when)s: values near the lower limit close together, %(means)s that is hardly chance.")
    return (above if signal.side > 0 else below) % words


def _when(signal: Signal, labels: Sequence[str]) -> str:
    first, last = labels[signal.points[0]], labels[signal.points[-1]]
    return first if first == last else f"{first}–{last}"
