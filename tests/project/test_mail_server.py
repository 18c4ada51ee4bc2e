"""Which server mails go through."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from boardportal.settings import mail_server


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "", "", False, True)),
        ("smtp://namn:l%C3%B6sen%40rd@mail.example.org:25", ("mail.example.org", 25, "namn", "lösen@rd", False, True)),
        ("smtps://mail.example.org", ("mail.example.org", 465, "", "", True, False)),
    ],
)
def test_the_server_is_read_from_one_address(url, expected):
    found = mail_server(url)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    assert tuple(found[f"EMAIL_{name}"] for name in names) == expected


def test_without_a_server_mails_are_printed():
    assert mail_server("") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_another_address_is_refused(url):
    with pytest.raises(ImproperlyConfigured):
        mail_server(url)
