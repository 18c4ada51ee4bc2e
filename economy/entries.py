"""What each row's form is: the row, the form, last period's values, and how the list shows it when saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from economy import facts as make
from economy import forms
from economy.assumptions import profile_facts as make_profile
from economy.models import (
    FIGURE_UNITS,
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
    Topic,
)
from economy.outlook import assessed_fact
from economy.overview import overview
from economy.reported import Reported
from economy.rows import ListedRow, Rows
from followup import prose
from followup.numbers import format_fact
from followup.sections import Fact
from organisation.entry import Before, Entry
from organisation.models import DeviationArea, Frame, PeriodRow
from organisation.places import Place


def outcome(place: Place, frame: Frame | None, account: str) -> Entry:
    """One account of a frame, or of the total."""
    rows, about = Rows(place), FrameOutcome.about(frame)
    code = about["frame_code"]
    row = rows.now.outcome(code, account) or FrameOutcome(account=account, **_of(place), **about)
    was = make.outcome_facts(rows.before, code, account) if rows.before else []
    old = rows.before.outcome(code, account) if rows.before else None
    return _entry(
        rows,
        row,
        f"{make.frame_name(rows.now, code)}: {_lower(Account(account).label)}",
        forms.OutcomeForm,
        rows.url("outcome", frame=code, account=account),
        lambda fresh: fresh.outcome(code, account),
        previous=_by_field(was, row.key, {"growth": "growth_pct"}) | _texts(old, "note"),
        form_kwargs={"unit": rows.now.money, "sign": rows.now.sign(account)},
        lead=_amounts_lead(rows.now),
    )


def part(place: Place, frame: Frame | None, code: str) -> Entry:
    """A named part of a deviation; a new one where the code is not known."""
    rows, about = Rows(place), DeviationPart.about(frame)
    key = about["frame_code"]
    row = _one(rows.now, "parts", key, code) or DeviationPart(code=code, **_of(place), **about)
    old = _one(rows.before, "parts", key, code)
    if not row.version and old:
        row.label, row.order = old.label, old.order
    return _entry(
        rows,
        row,
        f"{make.frame_name(rows.now, key)}: {row.label or _lower(_('Named part of the deviation'))}",
        forms.PartForm,
        rows.url("part", frame=key, code=code),
        lambda fresh: fresh.part(key, code),
        previous={"amount": Before(format_fact(make.part_fact(rows.before, old)))} if old else {},
        form_kwargs={"unit": rows.now.money},
        lead=_amounts_lead(rows.now),
    )


def figure(place: Place, frame: Frame | None, code: str) -> Entry:
    """A key figure of a frame, or of the total."""
    rows, about = Rows(place), KeyFigure.about(frame)
    key = about["frame_code"]
    row = _one(rows.now, "figures", key, code) or KeyFigure(code=code, **_of(place), **about)
    old = _one(rows.before, "figures", key, code)
    was = make.figure_facts(rows.before, old) if old else []
    unit = FIGURE_UNITS[Figure(code)] or rows.now.money
    names = {"": "value", "prior": "prior_value", "growth": "growth_pct"}
    return _entry(
        rows,
        row,
        f"{make.frame_name(rows.now, key)}: {_lower(Figure(code).label)}",
        forms.FigureForm,
        rows.url("figure", frame=key, code=code),
        lambda fresh: fresh.figure(key, code),
        previous=_by_field(was, row.key, names) | _texts(old, "note"),
        form_kwargs={"unit": unit},
    )


def commentary(place: Place, topic: str) -> Entry:
    """The text on the result, a frame or the forecast."""
    rows = Rows(place)
    row = rows.now.texts.get(topic) or FrameCommentary(frame_code=topic, **_of(place))
    title = rows.text_title(topic)
    if topic not in Topic.values:
        title = f"{make.frame_name(rows.now, topic)}: {_lower(title)}"
    return _entry(
        rows,
        row,
        title,
        forms.CommentaryForm,
        rows.url("commentary", topic=topic),
        lambda fresh: fresh.text(topic),
        previous=_texts(rows.before.texts.get(topic) if rows.before else None, "text"),
    )


def forecast(place: Place) -> Entry:
    """The forecast for the year."""
    rows = Rows(place)
    row = rows.now.assessment or ForecastAssessment(**_of(place))
    old = rows.before.assessment if rows.before else None
    previous = _texts(old, "comment", "notified_to", "notified_with")
    if old:
        amount = assessed_fact(rows.before, old)
        previous |= {"deviation": Before(format_fact(amount)), "frame_kept": Before(str(old.get_frame_kept_display()))}
    return _entry(
        rows,
        row,
        _("Forecast for the year"),
        forms.ForecastForm,
        rows.url("forecast"),
        lambda fresh: fresh.forecast(),
        previous=previous,
        form_kwargs={"unit": rows.now.money},
        lead=_amounts_lead(rows.now),
    )


def deviation(place: Place, area: DeviationArea) -> Entry:
    """Cause and action in one area."""
    rows = Rows(place)
    row = rows.now.analyses.get(area.pk) or DeviationAnalysis(**_of(place))
    row.area = area
    return _entry(
        rows,
        row,
        area.name,
        forms.DeviationForm,
        rows.url("deviation", code=area.code),
        lambda fresh: fresh.area(area),
        lang=rows.now.lang,
        previous=_texts(rows.before.analyses.get(area.pk) if rows.before else None, "cause", "action"),
    )


def observed(place: Place, profile: AssumptionProfile) -> Entry:
    """What has been observed of an assumption."""
    rows = Rows(place)
    row = rows.now.observed.get(profile.pk) or AssumptionObserved(**_of(place))
    row.profile = profile
    was = make_profile(rows.before, profile) if rows.before else []
    return _entry(
        rows,
        row,
        profile.name,
        forms.ObservedForm,
        rows.url("observed", code=profile.code),
        lambda fresh: fresh.assumption(profile),
        lang=rows.now.lang,
        previous=_by_field(was, row.key, {"observed.low": "low", "observed.high": "high"}),
    )


def _entry(
    rows: Rows,
    row: PeriodRow,
    title: str,
    form_class: type,
    url: str,
    shown: Callable[[Rows], ListedRow],
    **more: Any,
) -> Entry:
    place = rows.place
    return Entry(
        place=place,
        title=title,
        row=row,
        form_class=form_class,
        url=url,
        list_url=rows.url("list"),
        row_template="economy/_saved.html",
        row_context=partial(_row_context, place, shown),
        **({"lang": rows.lang} | more),
    )


def _row_context(place: Place, shown: Callable[[Rows], ListedRow]) -> dict[str, Any]:
    """The row as it is stored now, and the top of the page, which changes with it."""
    rows = Rows(place)
    return {"row": shown(rows), "overview": partial(overview, rows.now)}


def _of(place: Place) -> dict[str, Any]:
    return {"unit": place.unit, "period": place.period}


def _one(at: Reported | None, kind: str, frame: str, code: str):
    """The part or figure with that code, or None."""
    return next((row for row in getattr(at, kind)(frame) if row.code == code), None) if at else None


def _by_field(facts: list[Fact], key: str, names: dict[str, str]) -> dict[str, Before]:
    """Last period's figures by the form's field; those that are missing say nothing."""
    found = {fact.key.removeprefix(key).lstrip("."): fact for fact in facts if fact.value is not None}
    return {names.get(name, name): Before(format_fact(fact)) for name, fact in found.items()}


def _texts(row: PeriodRow | None, *names: str) -> dict[str, Before]:
    return {name: Before(prose.plain(getattr(row, name))) for name in names if row and getattr(row, name)}


def _amounts_lead(at: Reported) -> str:
    said = {"unit": at.money, "example": "616\u00a0280\u00a0kr"}
    return _("Amounts are in %(unit)s unless you write another unit after them, for example %(example)s.") % said


def _lower(label) -> str:
    text = str(label)
    return text[:1].lower() + text[1:]
