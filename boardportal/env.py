"""Typed readers of the environment: the only way a variable reaches the settings."""

import os

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """A yes or no. Raises ImproperlyConfigured on anything that is neither."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: write 1 or 0.")


def number(name: str, default: int = 0) -> int:
    """A count, 0 or more. Raises ImproperlyConfigured on anything else."""
    value = os.environ.get(name, str(default)).strip()
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list of words with commas between them."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
