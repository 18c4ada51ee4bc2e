"""How the browser saves while somebody types: what it sends with each save, and what it is answered.

A save of the page's script carries `X-Autosave`, and the answer is JSON. Every save, also that of the button,
carries the tab and the number of the save in it (`X-Tab`, `X-Sequence`), and as all that a page asks for by script
whose page it is (`X-User`: see `organisation.middleware.same_person`).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from organisation.actions import Stamp

_TAB = re.compile(r"[0-9a-f-]{8,36}")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def asked_from(request: HttpRequest) -> str:
    """The path of the page that htmx asks from; "" where it says none that can be read."""
    try:
        return urlsplit(request.htmx.current_url or "").path
    except ValueError:
        # «http://[» is no address.
        return ""


def is_autosave(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def stamp_of(request: HttpRequest) -> Stamp | None:
    """The tab and the number of this save, or None from a browser that sends none."""
    tab, sequence = request.headers.get("X-Tab", ""), request.headers.get("X-Sequence", "")
    if not (_TAB.fullmatch(tab) and _NUMBER.fullmatch(sequence)):
        return None
    return Stamp(tab=tab, sequence=int(sequence))


def saved(row, version: int) -> JsonResponse:
    """200: `version` is what the tab's next save starts from."""
    at = timezone.localtime(row.saved_at)
    return JsonResponse(
        {"version": version, "saved_at": at.strftime("%H:%M:%S"), "key": row.key},
        headers={"HX-Trigger": "saved"},
    )


def invalid(form) -> JsonResponse:
    """422: what is wrong with which field, by the field's id; nothing has been saved."""
    errors = {form[name].id_for_label: list(found) for name, found in form.errors.items() if name in form.fields}
    return JsonResponse({"errors": errors, "general": list(form.non_field_errors())}, status=422)


def conflicting(conflict) -> JsonResponse:
    """409: somebody saved first, perhaps oneself in another tab."""
    html = render_to_string("organisation/_conflict.html", {"conflict": conflict})
    return JsonResponse({"kind": "conflict", "version": conflict.version, "html": html}, status=409)


def locked(entry) -> JsonResponse:
    """409: the period was locked meanwhile, and what was typed is kept."""
    html = render_to_string("organisation/_locked.html", {"entry": entry})
    return JsonResponse({"kind": "locked", "html": html}, status=409)


def refused(reason: str) -> JsonResponse:
    """403: the role is gone."""
    return JsonResponse({"reason": reason}, status=403)
