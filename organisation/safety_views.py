"""What the page's script asks for while somebody types: presence, the key of drafts, and text that came too late."""

from __future__ import annotations

import base64
import re
import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organisation import opening
from organisation import presence as present
from organisation.keeping import as_file
from organisation.models import DraftKey, KeptText
from organisation.places import place_or_404

_TAB = re.compile(r"[0-9a-f-]{8,36}")
_KEY = re.compile(r"[\w.-]{1,120}", re.ASCII)


@require_POST
def presence(request, unit, period):
    """Who else has the row's form open. Only for those who may write there; no text goes either way."""
    place = place_or_404(request.user, unit, period)
    role = place.has_role("write")
    if not role:
        raise PermissionDenied(role.reason)
    key, tab = request.POST.get("key", ""), request.POST.get("tab", "")
    if not (_KEY.fullmatch(key) and _TAB.fullmatch(tab)):
        return HttpResponseBadRequest(content_type="text/plain")
    if "leave" in request.POST:
        present.leave(place, key, tab)
        return HttpResponse(status=204)
    others = present.arrive(place, key, tab)
    opening.note(place)
    names = [_("you, in another tab") if other.is_me else other.name for other in others]
    sentence = _("Also open for: %(names)s") % {"names": ", ".join(names)} if names else ""
    return JsonResponse({"sentence": sentence, "locked": str(place.locked_reason)})


@require_POST
def draft_key(request):
    """The key under which this person's browser keeps what is not saved yet."""
    fresh = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
    found, _created = DraftKey.objects.get_or_create(
        user=request.user, defaults={"key": fresh, "created_at": timezone.now()}
    )
    return JsonResponse({"key": found.key})


@require_safe
def kept_list(request):
    kept = KeptText.objects.filter(user=request.user).select_related("unit", "period")
    return render(request, "organisation/kept_list.html", {"kept": kept})


@require_safe
def kept_file(request, pk):
    kept = get_object_or_404(KeptText.objects.select_related("unit", "period"), pk=pk, user=request.user)
    name = f"{slugify(kept.title)[:60] or 'text'}-{kept.period.slug}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_file(kept), content_type="text/plain; charset=utf-8", headers=headers)


@require_POST
def kept_remove(request, pk):
    get_object_or_404(KeptText, pk=pk, user=request.user).delete()
    messages.success(request, _("Removed."))
    return redirect("kept:list")
