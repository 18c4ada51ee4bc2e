"""The addresses of logging in and of one's own account. The names are those that django-allauth asks for; what it
offers beyond them (signing up, confirming addresses, logging in by code) has no address here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path
from django.views.decorators.http import require_POST, require_safe

from boardportal.accounts import views

urlpatterns = [
    path("login/", views.Login.as_view(), name="account_login"),
    path("login/code/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("logout/", require_POST(account.logout), name="account_logout"),
    path("account/", views.my_account, name="account"),
    path("account/whoami/", views.whoami, name="whoami"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/again/", views.Reauthenticate.as_view(), name="account_reauthenticate"),
    path("account/again/code/", views.ReauthenticateByCode.as_view(), name="mfa_reauthenticate"),
    path("account/password/", views.PasswordChange.as_view(), name="account_change_password"),
    path("account/password/reset/", views.PasswordReset.as_view(), name="account_reset_password"),
    path("account/password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.PasswordResetFromKey.as_view(),
        name="account_reset_password_from_key",
    ),
    path("account/two-step/", require_safe(mfa.index), name="mfa_index"),
    path("account/two-step/app/", views.ActivateTOTP.as_view(), name="mfa_activate_totp"),
    path("account/two-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/two-step/recovery/", require_safe(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/two-step/recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/sessions/", views.Sessions.as_view(), name="usersessions_list"),
    path("account/sessions/<int:pk>/end/", views.end_session, name="end_session"),
]
