"""What is decided, for everybody: the sealed reports as web pages and files, without login."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from reports import exports
from reports.answers import attached
from reports.json_schema import schema
from reports.models import SealedReport
from reports.sealed import file_of, payload_of

# The page is one file with its own style: it fetches nothing, runs nothing and is framed by nobody.
_NOTHING = ("default-src", "script-src", "img-src", "font-src", "connect-src", "manifest-src", "form-action")
_OWN_STYLE = {name: ["'none'"] for name in _NOTHING} | {"style-src": ["'unsafe-inline'"]}
_SECONDS = 300


@require_safe
@login_not_required
def published(request: HttpRequest) -> HttpResponse:
    """Every report that has been sealed, the latest first, each with its corrections. One query."""
    rows = SealedReport.objects.select_related("unit", "period").defer("payload", "pdf")
    return render(request, "reports/published.html", {"rows": rows.order_by("-decided_on", "unit__name", "-number")})


@require_safe
@login_not_required
def json_schema(request: HttpRequest) -> HttpResponse:
    """The schema of the reports' data."""
    response = JsonResponse(schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    patch_cache_control(response, public=True, max_age=_SECONDS)
    return response


def _etag(request: HttpRequest, unit: str, period: str, number: int | None = None, **_form: str) -> str | None:
    found = _reports(unit, period).filter(**_numbered(number)).values_list("payload_sha256", flat=True).last()
    return quote_etag(found) if found else None


def _reports(unit: str, period: str):
    return SealedReport.objects.filter(unit__slug=unit, period__slug=period).order_by("number")


def _numbered(number: int | None) -> dict[str, int]:
    return {} if number is None else {"number": number}


def _found(unit: str, period: str, number: int | None) -> SealedReport:
    """The report of that number, or the latest correction. 404 where nothing is sealed."""
    found = _reports(unit, period).filter(**_numbered(number))
    return get_object_or_404(found, pk=found.values_list("pk", flat=True).last())


@require_safe
@login_not_required
@csp_replace(_OWN_STYLE)
@condition(etag_func=_etag)
def page(request: HttpRequest, unit: str, period: str, number: int | None = None) -> HttpResponse:
    """The report as one web page, from the data that was sealed."""
    response = HttpResponse(exports.html(payload_of(_found(unit, period, number))))
    patch_cache_control(response, public=True, max_age=_SECONDS)
    return response


@require_safe
@login_not_required
@condition(etag_func=_etag)
def file(request: HttpRequest, unit: str, period: str, form: str, number: int | None = None) -> HttpResponse:
    """The report's PDF as it was sealed, its data, or its tables with their sources."""
    found = _found(unit, period, number)
    response = attached(file_of(found, form), exports.file_name(payload_of(found), form), form)
    del response.headers["Cache-Control"]
    patch_cache_control(response, public=True, max_age=_SECONDS)
    return response
