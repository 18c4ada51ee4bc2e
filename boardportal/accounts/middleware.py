"""Two-step login where the portal demands it: until it is set up, its page comes before every other."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from organisation.models import Role

# What is needed to set it up, to leave, and to read the page in one's own language.
OPEN = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_authenticate",
    "mfa_activate_totp",
    "set_language",
    "health",
    "whoami",
}


def lacks_second_step(user) -> bool:
    """Whether the person has to set up two-step login: somebody with a role that does more than read what is
    decided. One query where it is set up, two where it is not."""
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        return False
    return user.memberships.exclude(role=Role.BOARD_MEMBER).exists()


def second_step_required(get_response):
    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if not settings.REQUIRE_MFA or not request.user.is_authenticated:
            return None
        if request.resolver_match.view_name in OPEN or not lacks_second_step(request.user):
            return None
        if request.htmx:
            raise PermissionDenied(_("Set up two-step login first, on the page «My account»."))
        return redirect("mfa_activate_totp")

    middleware.process_view = process_view
    return middleware
