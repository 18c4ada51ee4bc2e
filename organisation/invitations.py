"""The mail with a link to choose a password: for once, and for a short time."""

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from organisation.mail import send
from organisation.models import Unit, User


def invite(*, user: User, board: Unit, request: HttpRequest) -> bool:
    """Mail the person a link where they choose a password themselves, in the board's language; whether it went out.

    The link stops working when it has been used, when the address or password is changed, and after
    settings.PASSWORD_RESET_TIMEOUT seconds.
    """
    context = {"user": user, "link": _link(user, request), "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}
    with translation.override(board.language):
        subject = _("Choose a password for Boardportal")
        body = render_to_string("organisation/mail/invitation.txt", context)
    return not send(subject, body, [user])


def _link(user: User, request: HttpRequest) -> str:
    from allauth.account.adapter import get_adapter
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return get_adapter(request).get_reset_password_from_key_url(key)
