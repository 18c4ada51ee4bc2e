"""Text that came too late: kept for whoever typed it, to be read, copied and downloaded."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.numbers import date_text
from organisation.actions import Stamp
from organisation.conflict import shown_value
from organisation.models import KeptText


def keep(entry, *, reason: str, stamp: Stamp | None = None) -> None:
    """Keep what the entry's form holds; what the same tab kept of the same row before is replaced, unless it was
    typed later: an earlier save may come last. A form that is nothing but choices has nothing that was typed, and
    must not take the place of one that has."""
    form = entry.form
    if all(isinstance(form.fields[name], forms.ChoiceField) for name in form._meta.fields):
        return
    shown = [
        {"name": name, "label": str(form.fields[name].label), "text": _typed(form, name)} for name in form._meta.fields
    ]
    tab, sequence = (stamp.tab, stamp.sequence) if stamp else ("", 0)
    values = {
        "sequence": sequence,
        "title": entry.title[:300],
        "url": entry.url,
        "fields": [one for one in shown if one["text"]],
        "reason": reason,
        "kept_at": timezone.now(),
    }
    place = entry.place
    kept, is_new = KeptText.objects.get_or_create(
        user=place.user, unit=place.unit, period=place.period, key=entry.row.key, tab=tab, defaults=values
    )
    if not is_new:
        KeptText.objects.filter(pk=kept.pk, sequence__lte=sequence).update(**values)


def let_go(entry) -> None:
    """What was kept of this row goes where what has been saved now holds all of it. Anything else stays until its
    author removes it."""
    where = {"unit": entry.place.unit, "period": entry.place.period, "key": entry.row.key}
    for kept in KeptText.objects.filter(user=entry.place.user, **where):
        if all(one["text"] in _typed(entry.form, one["name"]) for one in kept.fields):
            kept.delete()


def as_file(kept: KeptText) -> str:
    """What was kept as plain text, with what it is and why it was not saved on top."""
    at = timezone.localtime(kept.kept_at)
    when = f"{date_text(at.date())} {at:%H:%M:%S}"
    head = [kept.title, f"{kept.unit.name} · {kept.period.label}", _("Not saved %(when)s.") % {"when": when}]
    texts = [f"{one['label']}\n{one['text']}" for one in kept.fields]
    return "\n\n".join(["\n".join([*head, kept.reason]), *texts]) + "\n"


def _typed(form, name: str) -> str:
    """What was typed, in words where it was chosen."""
    return shown_value(form, name, form[name].data) if form[name].data else ""
