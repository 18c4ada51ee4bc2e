"""The targets of settings.IMPORT_TARGETS: what files can be imported into. The engine knows no wing."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from organisation.imports.target import Target


def targets() -> dict[str, Target]:
    """By code, in the order of the settings."""
    found = (import_string(path) for path in settings.IMPORT_TARGETS)
    return {target.code: target for target in found}


def target_label(code: str) -> str:
    """What the target is called, in the active language; its code where the portal no longer has it."""
    target = targets().get(code)
    return str(target.label()) if target else code
