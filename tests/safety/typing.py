"""What a browser posts from a form: as it was shown, and with every field changed."""

from __future__ import annotations

from django.urls import reverse

from organisation.forms import EntryForm, NumberField
from tests.project.routes import ROUTES

EDITS = {name: route for name, route in ROUTES.items() if route.kind == "edit"}
CHANNELS = {
    "page": {},
    "htmx": {"HX-Request": "true"},
    "autosave": {"X-Autosave": "1", "X-Tab": "aaaaaaaa-1111", "X-Sequence": "1"},
}
TYPED = "Ändrat av provet"


def url_of(name: str, **kwargs) -> str:
    return reverse(name, kwargs={**ROUTES[name].kwargs, **kwargs})


def shown(form: EntryForm) -> dict[str, str]:
    """What the form would post if nothing were typed."""
    values = {bound.html_name: bound.value() for bound in form}
    return {name: str(value) for name, value in values.items() if value is not None and value is not False}


def typed(form: EntryForm) -> dict[str, str]:
    """The same with something else in each field that takes words or a number."""
    data = shown(form)
    for name, field in form.fields.items():
        if form.is_prose(name):
            data[name] = TYPED
        elif isinstance(field, NumberField) and data.get(name):
            data[name] = "7"
    return data


def form_of(client, name: str, **kwargs) -> EntryForm:
    return client.get(url_of(name, **kwargs)).context["entry"].form
