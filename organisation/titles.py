"""What a reported row is called in a list, and where its form is: from the wings' duties, else from the row itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.duties import duties_of
from organisation.models import PeriodRow
from organisation.places import Place

LISTS = {"reports": "reports:chapters"}


@dataclass(frozen=True)
class Title:
    """A row's title in the language that it is written in, and the form or list where it stands."""

    text: str
    url: str
    lang: str = ""


def wings() -> set[str]:
    """The apps that have rows to report: the first part of every key."""
    return {model._meta.app_label for model in apps.get_models() if issubclass(model, PeriodRow)}


def titles(place: Place, keys: list[str]) -> dict[str, Title]:
    """The titles of those of the keys that a wing has as a duty, by key. Costs each such wing's queries."""
    if not keys:
        return {}
    asked = {key.split(".")[0] for key in keys}
    duties = duties_of(user=place.user, unit=place.unit, period=place.period, today=timezone.localdate(), wings=asked)
    return {duty.key: Title(duty.label, duty.form_url, duty.lang) for duty in duties if duty.key in keys}


def title_of(place: Place, row: PeriodRow, found: dict[str, Title]) -> Title:
    """The title of one row: the duty's own, else what tells the row from its neighbours."""
    return found.get(row.key) or Title(_by_identity(row), list_url(place, row.key), "")


def list_url(place: Place, key: str) -> str:
    """The page of the wing that the key belongs to."""
    wing = key.split(".")[0]
    return place.url(LISTS.get(wing, f"{wing}:list"))


def rows_of(kind: str, pks: list[int]) -> dict[int, PeriodRow]:
    """The rows of one kind, by id, with what their titles are made of. One query."""
    model = period_row(kind)
    return model._base_manager.select_related(*_relations(model), "unit", "period").in_bulk(pks)


def period_row(kind: str) -> type[PeriodRow]:
    """The model that a revision's kind names. Raises LookupError where it is no reported row."""
    model = apps.get_model(kind)
    if not issubclass(model, PeriodRow):
        raise LookupError(f"{kind} is no reported row.")
    return model


def _relations(model: type[PeriodRow]) -> list[str]:
    own = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    names = {field.name for field in own}
    told = {name.removesuffix("_code") for name in model.IDENTITY} | set(model.IDENTITY)
    return sorted(names & told - {"unit", "period"})


def _by_identity(row: PeriodRow) -> str:
    """«Tandsköterska · Kvinnor»: the fields that say which row it is, each in words, the unit and period aside."""
    names = [name for name in row.IDENTITY if name not in {"unit", "period"} and f"{name}_code" not in row.IDENTITY]
    parts = [_word(row, name) for name in names]
    own = str(getattr(row, "label", "") or "")
    if own and parts:
        parts[-1] = own
    return " · ".join(filter(None, parts)) or row.key


def _word(row: PeriodRow, name: str) -> str:
    related = getattr(row, name.removesuffix("_code"), None)
    if related and not isinstance(related, str):
        return str(related)
    display = getattr(row, f"get_{name}_display", None)
    value = str(display() if display else getattr(row, name) or "")
    return _("Total") if value == "total" else value
