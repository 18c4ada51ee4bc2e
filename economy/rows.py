"""The rows of the economy's page: what is reported now, and last period's values where nothing is yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from economy import facts as make
from economy.assumptions import profile_facts
from economy.models import (
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
from economy.outlook import assessed_fact, forecast_of, notification
from economy.reported import Reported
from followup import prose
from followup.numbers import date_text, format_fact
from followup.sections import Fact
from organisation.entry import dom_id
from organisation.models import DeviationArea, PeriodRow
from organisation.places import Place


@dataclass(frozen=True)
class Shown:
    """A figure of a row, with what it is called."""

    label: str
    fact: Fact | None = None
    text: str = ""


@dataclass(frozen=True)
class Text:
    """Prose of a row, with its own language."""

    text: str
    lang: str
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class ListedRow:
    """One row of the page as the template writes it."""

    dom_id: str
    title: str
    lang: str
    facts: tuple[Shown, ...] = ()
    texts: tuple[Text, ...] = ()
    named_texts: tuple[Text, ...] = ()
    gap: str = ""
    previous: str = ""
    saved: str = ""
    edit_url: str = ""


class Rows:
    """Builds the rows of a place, one by one or for the whole page: the same row either way."""

    def __init__(self, place: Place):
        self.place = place
        self.now = Reported(place.unit, place.period)
        self.before = Reported(place.unit, place.previous) if place.previous else None
        self.lang = get_language()

    def outcome(self, code: str, account: str) -> ListedRow:
        """One account of a frame: its deviation and its growth."""
        row = self.now.outcome(code, account) or FrameOutcome(frame_code=code, account=account)
        facts = {fact.key: fact for fact in make.outcome_facts(self.now, code, account)}
        shown = (
            Shown(_("Deviation"), facts[f"{row.key}.deviation"]),
            Shown(_("Growth"), facts.get(f"{row.key}.growth"), "–"),
        )
        was = make.outcome_facts(self.before, code, account) if self.before else []
        return self._row(
            row,
            str(Account(account).label),
            self.lang,
            facts=shown,
            texts=self._texts(row.note),
            was=[fact for fact in was if fact.key.endswith((f"{row.key}.deviation", ".growth"))],
            url=self.url("outcome", frame=code, account=account),
        )

    def part(self, code: str, part: str) -> ListedRow:
        """A named part of a frame's deviation."""
        row = self._part(self.now, code, part) or DeviationPart(frame_code=code, code=part)
        was = self._part(self.before, code, part) if self.before else None
        label = row.label or (was.label if was else _("Named part"))
        fact = make.part_fact(self.now, row) if row.version else None
        return self._row(
            row,
            label,
            self.now.lang if row.label or was else self.lang,
            facts=(Shown(_("Named part"), fact, "–"),),
            was=[make.part_fact(self.before, was)] if was else [],
            url=self.url("part", frame=code, code=part),
        )

    def figure(self, code: str, figure: str) -> ListedRow:
        """A key figure of a frame."""
        row = self._figure(self.now, code, figure) or KeyFigure(frame_code=code, code=figure)
        was = self._figure(self.before, code, figure) if self.before else None
        facts = {fact.key.removeprefix(row.key).lstrip("."): fact for fact in make.figure_facts(self.now, row)}
        labels = {
            "": _("Value"),
            "prior": _("Before"),
            "change": pgettext("a difference", "Change"),
            "growth": _("Growth"),
        }
        return self._row(
            row,
            str(Figure(figure).label),
            self.lang,
            facts=tuple(Shown(label, facts[name]) for name, label in labels.items() if name in facts),
            texts=self._texts(row.note),
            was=make.figure_facts(self.before, was) if was else [],
            url=self.url("figure", frame=code, code=figure),
        )

    def text(self, topic: str) -> ListedRow:
        """What is written on the result, a frame or the forecast."""
        row = self.now.texts.get(topic) or FrameCommentary(frame_code=topic)
        before = self.before.text(topic) if self.before else ""
        words = prose.word_count(before)
        said = ngettext("%(count)s word last time", "%(count)s words last time", words) % {"count": words}
        return self._row(
            row,
            self.text_title(topic),
            self.lang,
            facts=(Shown(_("Words"), None, str(prose.word_count(row.text))),),
            texts=self._texts(row.text),
            gap="" if row.text.strip() else _("Nothing has been written yet."),
            before=said if before else "",
            url=self.url("commentary", topic=topic),
        )

    def text_title(self, topic: str) -> str:
        if topic in Topic.values:
            return _("Text on the result") if topic == Topic.RESULT else _("Text on the forecast")
        return _("Analysis")

    def forecast(self) -> ListedRow:
        """The year's deviation, at the pace so far and as assessed."""
        row = self.now.assessment or ForecastAssessment()
        facts = forecast_of(self.now).all_facts()
        was = assessed_fact(self.before, self.before.assessment) if self.before else None
        notice = notification(self.now.assessment)
        return self._row(
            row,
            _("Forecast for the year"),
            self.lang,
            facts=(
                Shown(_("At the pace so far"), facts["economy.forecast.mechanical"]),
                Shown(_("Assessed"), facts["economy.forecast.assessed"]),
            ),
            texts=(*self._texts(row.comment), *((Text(notice, self.lang),) if notice else ())),
            gap="" if row.comment.strip() else _("No reasons have been given yet."),
            was=[was] if was else [],
            url=self.url("forecast"),
        )

    def area(self, area: DeviationArea) -> ListedRow:
        """Cause and action in one area of deviation."""
        row = self.now.analyses.get(area.pk) or DeviationAnalysis()
        row.area = area
        was = self.before.analyses.get(area.pk) if self.before else None
        labels = {"cause": _("Cause"), "action": _("Activity")}
        lacking = [label for name, label in labels.items() if not getattr(row, name).strip()]
        return self._row(
            row,
            area.name,
            self.now.lang,
            named_texts=tuple(
                text for name, label in labels.items() for text in self._texts(getattr(row, name), label)
            ),
            gap=_("Missing: %(what)s.") % {"what": ", ".join(lacking).lower()} if lacking else "",
            before=was.cause if was else "",
            url=self.url("deviation", code=area.code),
        )

    def assumption(self, profile: AssumptionProfile) -> ListedRow:
        """What has been observed of an assumption, beside what is assumed at the end of the period."""
        row = self.now.observed.get(profile.pk) or AssumptionObserved()
        row.profile = profile
        found = {fact.key.removeprefix(f"{row.key}."): fact for fact in profile_facts(self.now, profile)}
        was = profile_facts(self.before, profile) if self.before else []
        shown = [(_("Mean by month"), "mean"), (_("Observed"), "observed.low"), (_("To"), "observed.high")]
        facts = tuple(Shown(label, found[name]) for label, name in shown if name in found)
        return self._row(
            row,
            profile.name,
            self.now.lang,
            facts=facts,
            texts=self._texts(row.note),
            gap="" if "observed.low" in found else _("Nothing observed has been reported."),
            was=[fact for fact in was if ".observed." in fact.key],
            url=self.url("observed", code=profile.code),
        )

    def url(self, name: str, **kwargs) -> str:
        place = self.place
        return reverse(f"economy:{name}", kwargs={"unit": place.unit.slug, "period": place.period.slug, **kwargs})

    def _row(self, row: PeriodRow, title: str, lang: str, *, url: str, was=(), before: str = "", **more) -> ListedRow:
        said = before or ", ".join(format_fact(fact) for fact in was if fact.value is not None)
        previous = f"{self.place.previous.label}: {said}" if said and not row.version else ""
        return ListedRow(
            dom_id=dom_id(row.key),
            title=title,
            lang=lang,
            previous=previous,
            # A figure's own page tells where it comes from; a text has no such page.
            saved="" if row.source and any(shown.fact for shown in more.get("facts", ())) else _saved(row),
            edit_url=url if self.place.may_write else "",
            **more,
        )

    def _texts(self, text: str, label: str = "") -> tuple[Text, ...]:
        return (Text(text.strip(), self.now.lang, label),) if text.strip() else ()

    def _part(self, at: Reported, code: str, part: str) -> DeviationPart | None:
        return next((row for row in at.parts(code) if row.code == part), None)

    def _figure(self, at: Reported, code: str, figure: str) -> KeyFigure | None:
        return next((row for row in at.figures(code) if row.code == figure), None)


def _saved(row: PeriodRow) -> str:
    """Where the row comes from, or who saved it and when."""
    if row.source or not row.saved_at:
        return row.source
    at = timezone.localtime(row.saved_at)
    said = {"who": row.saved_by.shown_name, "when": f"{date_text(at.date())} {at:%H:%M}"}
    return _("saved by %(who)s on %(when)s") % said
