"""The forms of django-allauth in the portal's words: labels above the fields, and nothing in them that repeats it."""

from __future__ import annotations

from datetime import timedelta

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("Username or e-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("The password you have now"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
}
HELP = {
    "password1": _("At least 12 characters. A sentence is good; no signs or figures are demanded."),
}


class Plain:
    """Our labels and helps; nothing else of the library's form is changed."""

    helps: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS[name]
            field.help_text = self.helps.get(name, HELP.get(name, ""))


class LoginForm(Plain, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")

    def user_credentials(self) -> dict:
        """The name, whichever kind it is: the library tries it as an e-mail address and as a username. Given as
        both, a known address would cost one check of a password more, and its answer would tell by its time."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}

    def login(self, request, redirect_url=None):
        """Logs in until a fixed moment, which no request moves: see docs/adr/0007."""
        response = super().login(request, redirect_url)
        request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
        return response


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    pass


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    pass


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    pass


class Code(Plain):
    """A code of the app: figures, on a phone too. A recovery code is figures as well."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not inputmode: its style sets numbers to the right.
        self.fields["code"].widget.attrs.update(autocomplete="one-time-code", autocapitalize="none")


class AuthenticateForm(Code, mfa.AuthenticateForm):
    helps = {"code": _("The six figures that your app shows, or one of your recovery codes.")}


class ReauthenticateByCodeForm(Code, mfa.ReauthenticateForm):
    helps = AuthenticateForm.helps


class ActivateTOTPForm(Code, totp.ActivateTOTPForm):
    helps = {"code": _("The six figures that the app shows when it knows the portal.")}
