"""The charts of the economy: their titles are sentences made from the figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy.money_tables import frame_heading
from economy.reported import Reported
from followup.charts import Chart, Point, Series
from followup.numbers import format_fact, format_number
from followup.sections import Fact, Prose


def frames_picture(at: Reported, frames: Sequence[tuple[str, Fact]], total: Fact) -> Chart | Prose:
    """The deviation of each frame, or a sentence where none is known; `frames` are (name, fact) in order."""
    if all(fact.value is None for _name, fact in frames):
        return Prose(text=f"{frames_sentence(frames, total)}.", lang=get_language(), is_composed=True)
    points = tuple(_point(name, fact) for name, fact in frames)
    return Chart(
        key="economy.frames_chart",
        kind="bars",
        title=frames_sentence(frames, total),
        unit=at.money,
        series=(Series(label=_("Deviation from budget"), points=points),),
        decimals=max((fact.decimals for _name, fact in frames if fact.value is not None), default=0),
        label_heading=frame_heading(at),
        lang=get_language(),
    )


def frames_sentence(frames: Sequence[tuple[str, Fact]], total: Fact) -> str:
    """Where the deficit lies: in one frame for the most part, in the largest one, or nowhere."""
    known = [(name, fact) for name, fact in frames if fact.number is not None]
    if not known:
        return _("No deviation has been reported yet")
    name, worst = min(known, key=lambda one: one[1].number)
    said = {"frame": name, "amount": format_fact(worst)}
    if worst.number >= 0:
        return _("No part shows a deficit")
    if total.number is None or total.number >= 0 or worst.number * 2 > total.number:
        return _("%(frame)s has the largest deficit: %(amount)s") % said
    said["amount"] = format_number(worst.value, decimals=worst.decimals, signed=True)
    said["total"] = format_fact(total)
    if worst.number < total.number:
        return _("%(frame)s has a larger deficit than all together: %(amount)s against %(total)s") % said
    return _("%(frame)s accounts for most of the deficit: %(amount)s of %(total)s") % said


def forecast_picture(at: Reported, mechanical: Fact, assessed: Fact) -> Chart | Prose:
    """What the pace so far leads to beside what is assessed, or a sentence where neither is known."""
    if mechanical.value is None and assessed.value is None:
        return Prose(text=f"{forecast_sentence(mechanical, assessed)}.", lang=get_language(), is_composed=True)
    points = (_point(_("At the pace so far"), mechanical), _point(_("Assessed"), assessed))
    return Chart(
        key="economy.forecast_chart",
        kind="bars",
        title=forecast_sentence(mechanical, assessed),
        unit=at.money,
        series=(Series(label=_("Deviation for the year"), points=points),),
        decimals=max(fact.decimals for fact in (mechanical, assessed)),
        label_heading=_("Forecast"),
        lang=get_language(),
    )


def forecast_sentence(mechanical: Fact, assessed: Fact) -> str:
    """What the year is expected to give, against the pace so far where that is known."""
    if assessed.number is None:
        return _("The deviation for the year has not been assessed yet")
    said = {"assessed": format_fact(assessed), "pace": format_fact(mechanical)}
    if mechanical.number is None:
        return _("The year is expected to end at %(assessed)s") % said
    if assessed.number == mechanical.number:
        return _("The year is expected to end where the pace so far leads: %(assessed)s") % said
    if assessed.number < mechanical.number:
        return _("The year is expected to end at %(assessed)s, worse than the pace so far leads to: %(pace)s") % said
    return _("The year is expected to end at %(assessed)s, better than the pace so far leads to: %(pace)s") % said


def _point(label: str, fact: Fact) -> Point:
    note = "" if fact.value is not None else format_fact(fact)
    return Point(label=label, value=fact.value, approximate=fact.approximate, fact=fact.key, note=note)
