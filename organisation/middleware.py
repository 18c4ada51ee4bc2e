"""The reader's language, and answers that htmx can use."""

from django.conf import settings
from django.http import HttpResponse
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
        if request.headers.get("HX-Request") != "true":
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
