"""What the portal decides where django-allauth asks: no sign-up, which attempts count together, how secrets lie."""

from __future__ import annotations

import base64
import hashlib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boardportal.accounts.log import record

# The same for a name that exists and one that does not.
WRONG = _("The name, the e-mail address or the password is not right.")
WRONG_CODE = _("The code is not right, or it has been used already. The app shows a new one every 30 seconds.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators: nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("This is not the password that you have now."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": _("Too many attempts have failed. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
        "invalid_password_reset": _("The link has been used or is too old. Ask for a new one."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        """Counted per name and address: a stranger who fails on purpose somewhere else locks nobody out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request, **credentials) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record("login_refused_too_many", request=request)
            raise

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Who proved a moment ago, at login too, who they are is not asked again."""
        request = context.request
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(request, request.user)
        if any(one["at"] > since and one["method"] in {"password", "mfa"} for one in records):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


def _fernet() -> MultiFernet:
    """Encrypts with the secret key, and reads what an earlier one of SECRET_KEY_FALLBACKS wrote."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"boardportal.accounts.mfa:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class MFAAdapter(DefaultMFAAdapter):
    """The secrets of two-step login lie encrypted in the database: a copy of it is not enough to log in."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()
