"""The security log, `boardportal.security`: one line for each login, refusal, changed password and ended session.

No line holds a secret or free text of a visitor: who types the password in the field for the name would else find
it in the log. A name is logged as the number of the account that it belongs to, or not at all.
"""

from __future__ import annotations

import logging

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.core.exceptions import PermissionDenied

logger = logging.getLogger("boardportal.security")


def record(event: str, *, request, user=None, **details) -> None:
    """Writes «event='login' user=7 ip='192.0.2.1' …». Each value goes through repr, so that no line break of
    somebody else's begins a line of its own. Details must be codes and numbers, never text that was typed."""
    fields = {"event": event, "user": getattr(user, "pk", None), "ip": _ip(request), **details}
    logger.info("%s", " ".join(f"{name}={value!r}" for name, value in fields.items()))


def _ip(request) -> str:
    if request is None:
        return ""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return ""


def _login(request, user, **kwargs):
    record("login", request=request, user=user)


def _login_failed(credentials, request=None, **kwargs):
    record("login_failed", request=request, user=_named(credentials.get("username") or ""))


def _named(name: str):
    """The account that somebody tried to log in to."""
    from organisation.models import User

    return User.objects.filter(username__iexact=name).first() or User.objects.filter(email__iexact=name).first()


def _logout(request, user, **kwargs):
    record("logout", request=request, user=user)


def _password_changed(request, user, **kwargs):
    record("password_changed", request=request, user=user)


def _password_reset(request, user, **kwargs):
    record("password_reset", request=request, user=user)


def _code_failed(request, user, authenticator, **kwargs):
    record("second_step_failed", request=request, user=user, kind=str(authenticator.type))


def _code_used(request, user, authenticator, **kwargs):
    record("second_step", request=request, user=user, kind=str(authenticator.type))


def _factor_added(request, user, authenticator, **kwargs):
    record("second_step_added", request=request, user=user, kind=str(authenticator.type))


def _factor_removed(request, user, authenticator, **kwargs):
    record("second_step_removed", request=request, user=user, kind=str(authenticator.type))


def _codes_renewed(request, user, authenticator, **kwargs):
    record("recovery_codes_renewed", request=request, user=user)


# The house uses no signals for what the portal does. These are the library's events, and a log only listens.
EVENTS = [
    (account.user_logged_in, _login),
    (auth.user_login_failed, _login_failed),
    (auth.user_logged_out, _logout),
    (account.password_changed, _password_changed),
    (account.password_reset, _password_reset),
    (mfa.authentication_failed, _code_failed),
    (mfa.authenticator_used, _code_used),
    (mfa.authenticator_added, _factor_added),
    (mfa.authenticator_removed, _factor_removed),
    (mfa.authenticator_reset, _codes_renewed),
]


def listen() -> None:
    """Called once, when the portal starts."""
    for signal, receiver in EVENTS:
        signal.connect(receiver, dispatch_uid=receiver.__name__)
