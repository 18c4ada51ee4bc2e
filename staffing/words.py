"""Staffing in words: what each figure is called, how it is counted, and the sentences that sum it up."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.missing import MISSING
from followup.numbers import format_number, format_value
from followup.precision import as_given
from followup.sections import Fact
from staffing.models import HiredShare, SickLeave
from staffing.rules import rolling_label

Key = SickLeave.Key


def language() -> str:
    return get_language() or "sv"


def sick_label(measure: str, group: str = "") -> str:
    """«Sjukfrånvaro, kvinnor», or «Tandläkare: sjukfrånvaro, kvinnor»."""
    label = {
        Key.TOTAL: _("Sick leave in total"),
        Key.LONG: _("Sick leave of 60 days or more"),
        Key.WOMEN: _("Sick leave, women"),
        Key.MEN: _("Sick leave, men"),
        Key.AGE_UNDER_30: _("Sick leave, 29 years and younger"),
        Key.AGE_30_49: _("Sick leave, 30–49 years"),
        Key.AGE_50PLUS: _("Sick leave, 50 years and older"),
        Key.NONE: _("Employees without any sick leave"),
        Key.UNDER_5_DAYS: _("Employees sick for fewer than five days"),
        Key.LONG_180: _("Sick leave of 180 days"),
        Key.LONG_15_180: _("Sick leave of 15–180 days"),
    }[Key(measure)]
    return f"{group}: {label[:1].lower()}{label[1:]}" if group else label


def sick_rule(row: SickLeave | None, measure: str) -> str:
    """How the figure is counted. The seven key figures follow the definitions of SKR."""
    if measure == Key.LONG:
        rule = _("Hours of sick leave that has lasted 60 days or more, as a share of all hours of sick leave.")
    elif measure in {Key.NONE, Key.UNDER_5_DAYS}:
        rule = _("The share of all employees, in calendar days.")
    elif measure in {Key.LONG_180, Key.LONG_15_180}:
        rule = _("Sick leave that has lasted as many days as the name says, as the source counts it.")
    else:
        rule = _("Hours of sick leave as a share of the group's own ordinary working hours.")
    parts = [rule]
    if row and row.is_rolling12:
        parts.append(_("Rolling twelve months, %(months)s.") % {"months": rolling_label(row.period.end)})
    if row and row.note:
        parts.append(row.note)
    return " ".join(parts)


def sick_value(row: SickLeave | None) -> str:
    """«5,8 %», the reason why there is none, or "" where nothing is written."""
    if row is None:
        return ""
    if row.percent is None:
        return str(MISSING.get(row.missing_reason, ""))
    return format_value(as_given(row.percent, row.decimals), "%")


def sick_sentence(facts: Mapping[str, Fact]) -> str:
    """How much sick leave there is, without a full stop; it is the chart's title too."""
    shown = {
        name: format_number(fact.value, decimals=fact.decimals)
        for name in ("total", "women", "men")
        if (fact := facts.get(f"staffing.sick.{name}")) and fact.value is not None
    }
    if "total" not in shown:
        return _("Sick leave in total has not been reported")
    if len(shown) < 3:
        return _("Sick leave is %(total)s per cent") % shown
    return _("Sick leave is %(total)s per cent: %(women)s among women and %(men)s among men") % shown


def hired_sentence(row: HiredShare | None) -> str:
    """What hired staff cost against own staff, and the target; without a full stop."""
    if row is None or row.share_r12 is None:
        return _("The cost of hired staff as a share of own staff has not been reported")
    words = {"share": format_number(as_given(row.share_r12, row.decimals)), "target": target_words(row)}
    if row.target is None:
        return _("Hired staff cost %(share)s per cent of what own staff cost") % words
    return _("Hired staff cost %(share)s per cent of what own staff cost, %(target)s") % words


def target_words(row: HiredShare) -> str:
    """«mål under 3,7 %», or "" without a target."""
    if row.target is None:
        return ""
    words = {"target": target_value(row)}
    return {
        HiredShare.Operator.LT: _("target under %(target)s"),
        HiredShare.Operator.LE: _("target at most %(target)s"),
        HiredShare.Operator.EQ: _("target exactly %(target)s"),
    }[HiredShare.Operator(row.target_operator)] % words


def target_value(row: HiredShare) -> str:
    return format_value(as_given(row.target, row.target_decimals), "%")
