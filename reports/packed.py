"""Office files that are the same each time they are written: fixed times, and nothing about who or what wrote them."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_NOBODY = re.compile(rb"(<(?:dc:creator|cp:lastModifiedBy)>)[^<]*(<)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def repacked(content: bytes, day: date) -> bytes:
    """The same parts in the same order, with `day` as the file's date, also in workbooks inside it."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, _part(name, source.read(name), day))
    return packed.getvalue()


def _part(name: str, content: bytes, day: date) -> bytes:
    if name.endswith(".xlsx"):
        return repacked(content, day)
    if name == "docProps/core.xml":
        dated = _TIMES.sub(rb"\g<1>%sT00:00:00Z\g<2>" % day.isoformat().encode(), content)
        return _NOBODY.sub(rb"\g<1>\g<2>", dated)
    return content
