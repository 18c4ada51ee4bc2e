"""What each form of staffing edits: the row, what was said last time, and how the list shows it afterwards."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from followup import prose
from followup.numbers import format_number
from organisation.entry import Before, Entry
from organisation.models import PeriodRow
from organisation.places import Place
from staffing import forms
from staffing.availability import ASKED, BEDS, read_availability, title_of
from staffing.hired_facts import TOTAL
from staffing.models import (
    Availability,
    Headcount,
    HiredShare,
    HiredStaff,
    ManagerSpan,
    SickLeave,
    SpanBand,
    StaffingText,
)
from staffing.page import list_page
from staffing.previous import availability_value, costs, headcount_value, known_value, reason, share_value
from staffing.reading import read_hired, read_people
from staffing.rows import ALL
from staffing.rules import rolling_label
from staffing.span import band_text, bands
from staffing.words import language, sick_label, sick_value, target_value


def sick(place: Place, group: str, key: str) -> Entry:
    """One key figure of sick leave. Raises Http404 on a group or key figure that does not exist."""
    code = "" if group == ALL else group
    people = read_people(**_where(place))
    known = SickLeave.OF_PROFESSIONS if code else SickLeave.OF_ALL_STAFF
    if key not in known or (code and code not in people.groups):
        raise Http404(_("There is no such key figure."))
    own = people.groups.get(code)
    row = people.sick.get((code, key)) or SickLeave(**_at(place), group=own, group_code=code, measure=key)
    before = people.before.sick.get((code, key)) if people.before else None
    title = sick_label(key, own.name if own else "")
    previous = {"value": Before(sick_value(before)), "note": Before(before.note if before else "")}
    url = place.url("staffing:sick", group=group, key=key)
    return _entry(place, row, title, forms.SickLeaveForm, url, previous)


def availability(place: Place, care: str, measure: str, part: str) -> Entry:
    """One figure of availability, or a part of one. Raises Http404 on what does not exist, and below the board."""
    code = "" if part == ALL else part
    followed = read_availability(**_where(place))
    key = Availability(care=care, measure=measure, part_code=code).key
    row = next((one for one in followed.rows if one.key == key), None)
    if row is None and not code and place.unit.is_board and (care, measure) in (*ASKED, BEDS):
        row = Availability(**_at(place), care=care, measure=measure)
    if row is None:
        raise Http404(_("There is no such figure."))
    before = followed.before.get(key)
    previous = {"value": Before(availability_value(before)), "note": Before(before.note if before else "")}
    url = place.url("staffing:availability", care=care, measure=measure, part=part)
    return _entry(place, row, title_of(row), forms.AvailabilityForm, url, previous)


def headcount(place: Place) -> Entry:
    """How many employees there are."""
    people = read_people(**_where(place))
    row = people.headcount.get("") or Headcount(**_at(place))
    before = people.before.headcount.get("") if people.before else None
    previous = {"change": Before(headcount_value(before))}
    url = place.url("staffing:headcount")
    return _entry(place, row, _("Number of employees"), forms.HeadcountForm, url, previous)


def guideline(place: Place) -> Entry:
    """How many employees a manager is to have."""
    people = read_people(**_where(place))
    row = people.span or ManagerSpan(**_at(place))
    return _entry(
        place,
        row,
        _("Guideline for employees per manager"),
        forms.ManagerSpanForm,
        place.url("staffing:guideline"),
        {},
    )


def band(place: Place, low: int) -> Entry:
    """The managers of one band. Raises Http404 on one that the guideline does not give and nobody has counted."""
    people = read_people(**_where(place))
    row = next((one for one in people.bands if one.low == low), None)
    if row is None:
        known = dict(bands(people.span))
        if low not in known:
            raise Http404(_("There is no such band."))
        row = SpanBand(**_at(place), low=low, high=known[low])
    before = next((one for one in people.before.bands if one.low == low), None) if people.before else None
    said = "" if before is None or before.managers is None else format_number(before.managers)
    title = _("Managers with %(band)s") % {"band": band_text(row.low, row.high)}
    return _entry(
        place, row, title, forms.SpanBandForm, place.url("staffing:band", low=low), {"managers": Before(said)}
    )


def hired(place: Place, frame: str) -> Entry:
    """The cost of hired staff in one frame, or in all. Raises Http404 on one where it is not followed."""
    code = "" if frame == TOTAL else frame
    read = read_hired(**_where(place))
    own = read.frames.get(code)
    if code and own is None:
        raise Http404(_("There is no such frame."))
    unit = place.unit.root.amount_unit
    row = read.costs.get(code) or HiredStaff(**_at(place), frame=own, frame_code=code, amount_unit=unit)
    facts = costs(read.before)
    kinds = ("cost", "change", "change_pct")
    previous = {kind: Before(known_value(facts.get(f"staffing.hired.{kind}.{frame}"))) for kind in kinds}
    title = _("Hired staff: %(frame)s") % {"frame": own.name if own else _("all frames")}
    form = forms.HiredStaffForm if code else forms.HiredTotalForm
    return _entry(place, row, title, form, place.url("staffing:hired", frame=frame), previous)


def share(place: Place) -> Entry:
    """The share of hired staff; a new one begins with the target of last time."""
    read = read_hired(**_where(place))
    before = read.before.share if read.before else None
    row = read.share or _new_share(place, before)
    previous = {}
    if before:
        previous = {
            "share_r12": Before(share_value(before)),
            "missing_reason": Before(reason(before)),
            "target": Before(target_value(before) if before.target is not None else ""),
            "forecast_text": Before(before.forecast_text),
        }
    title = _("Hired staff as a share of own staff")
    return _entry(place, row, title, forms.HiredShareForm, place.url("staffing:share"), previous)


def text(place: Place, topic: str) -> Entry:
    """What the unit says about one matter. Raises Http404 on one that does not exist."""
    if topic not in StaffingText.Topic.values:
        raise Http404(_("There is no such text."))
    found = {row.period_id: row for row in StaffingText.objects.of_topic(topic, **_where(place))}
    row = found.get(place.period.pk) or StaffingText(**_at(place), topic=topic)
    before = found.get(place.previous.pk) if place.previous else None
    previous = {"text": Before(prose.plain(before.text) if before else "")}
    url = place.url("staffing:text", topic=topic)
    title = str(StaffingText.Topic(topic).label)
    return _entry(place, row, title, forms.StaffingTextForm, url, previous)


def _entry(place: Place, row: PeriodRow, title: str, form, url: str, previous: dict[str, Before]) -> Entry:
    row.unit, row.period = place.unit, place.period

    def context():
        page = list_page(place)
        return {"page": page, "row": page.row(row.key)}

    return Entry(
        place=place,
        title=title,
        row=row,
        form_class=form,
        url=url,
        list_url=place.url("staffing:list"),
        row_template="staffing/_answer.html",
        row_context=context,
        previous=previous,
        lang=language(),
    )


def _new_share(place: Place, before: HiredShare | None) -> HiredShare:
    target = {"target": before.target, "target_operator": before.target_operator} if before else {}
    return HiredShare(**_at(place), months=rolling_label(place.period.end), **target)


def _at(place: Place) -> dict:
    return {"unit": place.unit, "period": place.period}


def _where(place: Place) -> dict:
    return {**_at(place), "previous": place.previous}
