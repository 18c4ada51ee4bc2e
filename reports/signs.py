"""Signs that no page and no file can show, put right in what people write."""

from __future__ import annotations

import re

# Control signs, and signs that mean something in one font only, as bullets pasted from a word processor do. PDF/A
# refuses both, and the first are no XML.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_PASTED_BULLET = "\uf0b7"


# An office file takes no longer title.
LONGEST_PROPERTY = 255
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_tag(lang: str) -> str:
    """The language as office files name it, «sv-SE» of «sv»; "" for what names no language."""
    return _LANGUAGES.get(lang, lang if _LANGUAGE.fullmatch(lang) else "")


def clean(text: str) -> str:
    """The text without control signs, its pasted bullets as «•», and a sign that says «unknown» for the others."""
    return _PRIVATE.sub("\ufffd", _CONTROLS.sub("", text).replace(_PASTED_BULLET, "•"))
