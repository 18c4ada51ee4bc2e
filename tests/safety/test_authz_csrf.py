"""No address takes anything that changes something without the token of the page, or from another site."""

import pytest
from django.urls import reverse

from tests.project.routes import ROUTES
from tests.safety.checks import changed, tables

UNSAFE = ("post", "put", "patch", "delete")


@pytest.fixture
def strict(client_of, hsn_cast, hsn):
    from organisation.models import Membership, Role, User

    user = User.objects.create_user("everything", first_name="everything")
    for role in Role:
        Membership.objects.create(user=user, unit=hsn, role=role)
    return client_of(user, enforce_csrf_checks=True)


def test_without_the_token_nothing_is_taken_anywhere(strict):
    before, answers = tables(), {}
    for name, route in ROUTES.items():
        url = reverse(name, kwargs=route.kwargs)
        asked = [getattr(strict, method)(url) for method in UNSAFE]
        asked += [strict.post(url, {}, headers={"HX-Request": "true", "X-Autosave": "1", "X-Tab": "aaaaaaaa-1"})]
        asked += [strict.post(url, "text", content_type="text/plain")]
        answers[name] = {(one.status_code, one.headers.get("X-CSRF-Failed")) for one in asked}
    assert answers == {name: {(403, "1")} for name in ROUTES}
    assert changed(before, tables()) == {}


def test_a_token_from_another_site_is_none(strict):
    strict.get("/account/whoami/")
    token = strict.cookies["csrftoken"].value
    for headers in ({"X-CSRFToken": token[::-1]}, {"X-CSRFToken": token, "Origin": "https://annan.example"}):
        assert strict.post("/language/", {"language": "en"}, headers=headers).status_code == 403
    assert strict.post("/language/", {"language": "en"}, headers={"X-CSRFToken": token}).status_code == 302
