"""An activity in the list of goals, as a duty, and as it is entered in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.duties import Duty, Missing, Previous, said, state_of
from followup.numbers import date_text
from followup.prose import plain
from followup.sections import Fact, Status
from followup.status import SCALES
from goals.activities import UNREPORTED, Progress, percent_or_why, percent_text
from goals.activity_section import percent_fact, shown_status
from goals.models import ActivityStatus
from goals.overview import Overview, load, page_of
from organisation.entry import Before, Entry, dom_id
from organisation.forms import EntryForm, NumberField
from organisation.models import Unit
from organisation.places import Place

_TITLE = 60


@dataclass(frozen=True, kw_only=True)
class ActivityRow:
    """An activity in the list: status and per cent done, and last time's where there is none yet."""

    dom_id: str
    heading: int
    title: str
    lang: str
    status: Status
    percent: str
    fact: Fact | None
    owner: str
    ends: str
    comment: str
    saved: Any
    edit_url: str
    previous_label: str = ""
    previous_status: Status | None = None
    previous_percent: str = ""

    template = "goals/_activity_row.html"


class ActivityForm(EntryForm):
    """How far an activity has come: a status in the board's own words, per cent done, and a comment."""

    percent = NumberField(label=gettext_lazy("Per cent done"), unit="%")

    class Meta:
        model = ActivityStatus
        fields = ["status", "percent", "comment"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"comment": gettext_lazy("What has been done, and what hinders or remains.")}

    def __init__(self, *args, board: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        words = board.words("activity")
        steps = sorted(SCALES["activity"].values(), key=lambda step: (not step.is_gap, step.order))
        self.fields["status"].choices = [(step.code, words.get(step.code) or step.label) for step in steps]

    def clean_percent(self) -> int | None:
        value: Decimal | None = self.cleaned_data["percent"]
        if value is None:
            return None
        if not 0 <= value <= 100 or value != int(value):
            raise forms.ValidationError(_("Write a whole number from 0 to 100."))
        return int(value)


def row_of(place: Place, overview: Overview, one: Progress, *, heading: int, saved: Any) -> ActivityRow:
    """The row of one activity that has been read."""
    row, before = one.row, one.previous
    is_new = one.status == UNREPORTED and before is not None
    end = one.activity.valid_to
    return ActivityRow(
        dom_id=dom_id(one.key),
        heading=heading,
        title=one.activity.title,
        lang=overview.lang,
        status=shown_status(overview, one),
        percent=percent_or_why(row),
        fact=percent_fact(overview, one),
        owner=one.activity.owner_role,
        ends=date_text(end) if end else "",
        comment=row.comment if row else "",
        saved=saved,
        edit_url=place.url("goals:activity", code=one.activity.code) if place.may_write else "",
        previous_label=overview.previous_period.label if is_new else "",
        previous_status=overview.shown("activity", before.status) if is_new else None,
        previous_percent=percent_text(before) if is_new else "",
    )


def activity_entry(place: Place, code: str, row_context) -> Entry | None:
    """The form of one activity, or None where the unit reports none with the code. `row_context` reads the row as
    it stands after the save."""
    overview = load(unit=place.unit, period=place.period, tree="")
    one = next((one for one in overview.activities if one.activity.code == code), None)
    return entry_of_activity(place, overview, one, row_context) if one else None


def entry_of_activity(place: Place, overview: Overview, one: Progress, row_context) -> Entry:
    """The form of one activity that has been read."""
    row = _placed(overview, one)
    return Entry(
        place=place,
        title=one.activity.title,
        lang=overview.lang,
        row=row,
        form_class=ActivityForm,
        form_kwargs={"board": place.unit.root},
        url=place.url("goals:activity", code=one.activity.code),
        list_url=place.url(page_of(one.activity.goal)),
        row_template=ActivityRow.template,
        row_context=row_context,
        previous=_before(overview, one.previous),
    )


def activity_duty(overview: Overview, one: Progress) -> Duty:
    """That the activity's status is to be told: per cent and comment are asked for by nobody."""
    title = Truncator(one.activity.title).chars(_TITLE)
    row = _placed(overview, one)
    sentence = _("%(title)s: choose status") % {"title": title}
    missing = (Missing(sentence, "status"),) if row.status == UNREPORTED else ()
    where = {"unit": overview.unit.slug, "period": overview.period.slug, "code": one.activity.code}
    return Duty(
        key=one.key,
        kind="activity",
        label=one.activity.title,
        state=state_of(saved_at=row.saved_at, missing=missing),
        missing=missing,
        shown=said((_("Status"), shown_status(overview, one)), (_("Per cent done"), percent_text(one.row))),
        previous=_previous(overview, one.previous),
        saved_at=row.saved_at,
        form_url=reverse("goals:activity", kwargs=where),
        lang=overview.lang,
        row=row,
        before=one.previous,
        form=ActivityForm,
    )


def _placed(overview: Overview, one: Progress) -> ActivityStatus:
    """The row with what it belongs to at hand; not stored where nothing is reported."""
    row = one.row or ActivityStatus(activity=one.activity)
    row.unit, row.period = overview.unit, overview.period
    return row


def _before(overview: Overview, before: ActivityStatus | None) -> dict[str, Before]:
    if before is None:
        return {}
    return {
        "status": Before(status=overview.shown("activity", before.status)),
        "percent": Before(text=percent_text(before)),
        "comment": Before(text=plain(before.comment).replace("\n", "\n\n")),
    }


def _previous(overview: Overview, before: ActivityStatus | None) -> Previous | None:
    if before is None:
        return None
    values = (
        (_("Status"), overview.shown("activity", before.status).label),
        (_("Per cent done"), percent_text(before)),
        (_("Comment"), plain(before.comment)),
    )
    return Previous(period=overview.previous_period.label, values=tuple(one for one in values if one[1]))
