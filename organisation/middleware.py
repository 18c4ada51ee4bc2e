"""The reader's language, answers that the page's script can use, and a database that is gone for a while."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers


def reader_language(get_response):
    """Swedish unless the reader has chosen otherwise. The browser's own wish is not asked: content is Swedish,
    and a Swedish planner's machine often speaks English."""
    known = {code for code, _name in settings.LANGUAGES}

    def middleware(request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware


def htmx_answers(get_response):
    """A login page never lands inside a form: an expired session answers 401, which the page shows as such."""

    def middleware(request):
        response = get_response(request)
        patch_vary_headers(response, ("HX-Request",))
        # What a script of the page asks for names itself so; the rest is a person who follows links.
        if request.headers.get("HX-Request") != "true" and "X-Tab" not in request.headers:
            return response
        location = response.headers.get("Location", "")
        if response.status_code == 302 and location.split("?")[0].endswith("/login/"):
            return HttpResponse(status=401, headers={"HX-Trigger": "session-over", "Cache-Control": "no-store"})
        return response

    return middleware


def no_store(get_response):
    """What somebody sees when logged in is kept in no cache."""

    def middleware(request):
        response = get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def same_person(get_response):
    """What a page sends that was opened by another person than the one who is logged in now, as after a change of
    person in another tab, is done in nobody's name: 401, as where nobody is logged in. Stands after DatabaseAway."""

    def middleware(request):
        opened_by = request.headers.get("X-User", "")
        if opened_by and request.user.is_authenticated and opened_by != str(request.user.pk):
            return HttpResponse(
                status=401,
                headers={"HX-Trigger": "session-over", "X-Reason": "other-user", "Cache-Control": "no-store"},
            )
        return get_response(request)

    return middleware


class DatabaseAway:
    """A database that does not answer, or a disk that is full, is said as such: 503 with when to try again, or 507.

    Nothing was saved then, and the page's script tries again by itself. Stands after the authentication, whose
    session it reads first, since most requests notice there.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            bool(request.user.is_authenticated)
        except (OperationalError, InterfaceError) as error:
            request.user = AnonymousUser()
            return self.process_exception(request, error)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        is_full = "full" in str(exception).lower() or getattr(exception.__cause__, "sqlstate", "") == "53100"
        page = render_to_string("database_away.html", {"is_full": is_full})
        headers = {"Cache-Control": "no-store"} | ({} if is_full else {"Retry-After": "5"})
        return HttpResponse(page, status=507 if is_full else 503, headers=headers)
