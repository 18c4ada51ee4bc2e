"""The pages of one's own account. What django-allauth does is its own; here stand status codes and what it lacks."""

from __future__ import annotations

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as usersessions
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boardportal.accounts.devices import device
from boardportal.accounts.log import record


class Unprocessable:
    """Input that is refused answers 422, as everywhere in the portal. To a script the library answers 400."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class Login(Unprocessable, account.LoginView):
    pass


class PasswordChange(Unprocessable, account.PasswordChangeView):
    pass


class PasswordReset(Unprocessable, account.PasswordResetView):
    pass


class PasswordResetFromKey(Unprocessable, account.PasswordResetFromKeyView):
    pass


class Reauthenticate(Unprocessable, account.ReauthenticateView):
    pass


class ReauthenticateByCode(Unprocessable, mfa.ReauthenticateView):
    pass


class ActivateTOTP(Unprocessable, totp.ActivateTOTPView):
    pass


class SecondStep(Unprocessable, mfa.AuthenticateView):
    """The second step of logging in; a script of the page gets the same kind of JSON as from the first."""

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        adapter = get_adapter()
        if not adapter.is_ajax(request):
            return response
        return adapter.ajax_response(request, response, redirect_to=response.headers.get("Location"), form=self.form)


class Sessions(usersessions.ListUserSessionsView):
    """Where I am logged in; a POST ends all the others."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for session in context["sessions"]:
            session.device = device(session.user_agent)
        return context

    def form_valid(self, form):
        record("other_sessions_ended", request=self.request, user=self.request.user)
        return super().form_valid(form)


@require_POST
def end_session(request, pk):
    """Ends one of my sessions; the one that asks is logged out by that."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    record("session_ended", request=request, user=request.user, session=session.pk)
    end_sessions(request, [session])
    if request.user.is_authenticated:
        messages.success(request, _("The session has been ended."))
    return redirect("usersessions_list")


@require_safe
def my_account(request):
    context = {
        "memberships": request.user.memberships.select_related("unit").order_by("unit__name", "role"),
        "has_second_step": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists(),
    }
    return render(request, "account/my_account.html", context)


@require_safe
@login_not_required
@never_cache
def whoami(request):
    """Who is logged in in this browser, and the token that a POST needs: {"user": "7" or null, "csrf": "…"}.

    Asked by a page that has been open for long: somebody may have logged in again in another tab.
    """
    user = str(request.user.pk) if request.user.is_authenticated else None
    return JsonResponse({"user": user, "csrf": get_token(request)}, headers={"Cache-Control": "no-store"})
