"""The parts of a workbook, taken out of its zip with each of them checked. In the child.

The directory is judged before anything is unpacked, and every part by what is unpacked, whatever the directory says.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from organisation.imports import limits
from organisation.imports.refusal import Refusal

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_TYPES = re.compile(rb"macroEnabled|ms-office\.vbaProject|ms-excel\.(intl)?macrosheet", re.IGNORECASE)
# A link to a page in a cell is text with an address, which is never fetched. Any other relation to the outside is.
_HARMLESS = "/hyperlink"
_XML = (".xml", ".rels", ".vml")


def parts_of(content: bytes) -> dict[str, bytes]:
    """The XML parts by name in lower case. Raises Refusal."""
    if content.startswith(_OLE):
        raise Refusal("encrypted" if _ENCRYPTED in content else "old_xls")
    if not content.startswith(_ZIP):
        raise Refusal("not_xlsx")
    # 100 000 entries take a second to list: their number stands at the end of the file.
    if content.count(b"PK\x01\x02") > limits.MAX_ENTRIES * 2:
        raise Refusal("too_many_parts")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _judge_directory(entries)
            found = {entry.filename.lower(): _unpacked(archive, entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Refusal("damaged") from error
    _judge_parts(found)
    return {name: part for name, part in found.items() if name.endswith(_XML)}


def _judge_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.MAX_ENTRIES:
        raise Refusal("too_many_parts")
    for entry in entries:
        # zipfile cuts the name at a NUL and turns backslashes: what stood there is judged.
        _judge_name(entry.orig_filename)
        if entry.flag_bits & 1:
            raise Refusal("encrypted")
        if entry.file_size > limits.RATIO_FROM and entry.file_size > limits.MAX_RATIO * max(1, entry.compress_size):
            raise Refusal("bomb")
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED:
        raise Refusal("bomb")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise Refusal("part_names")
    if any("externallinks/" in name for name in names):
        raise Refusal("external")
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Refusal("macros")


def _judge_name(name: str) -> None:
    pieces = name.split("/")
    if not name or name.startswith("/") or ".." in pieces or "\\" in name or "\0" in name or ":" in pieces[0]:
        raise Refusal("part_names")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        part = stream.read(limits.MAX_UNPACKED + 1)
    if part.startswith((*_ZIP, _OLE)):
        raise Refusal("nested")
    return part


def _judge_parts(found: dict[str, bytes]) -> None:
    if _MACRO_TYPES.search(found.get("[content_types].xml", b"")):
        raise Refusal("macros")
    for name, part in found.items():
        if name.endswith(_XML) and not is_sheet(name):
            parse(part, start=_refuse_external if name.endswith(".rels") else None)
    if "[content_types].xml" not in found or "xl/workbook.xml" not in found:
        raise Refusal("not_xlsx")


def is_sheet(name: str) -> bool:
    """Whether the part lies where sheets lie: it is read cell by cell, and judged then."""
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _refuse_external(name: str, attributes: dict[str, str]) -> None:
    given = {local(key): value for key, value in attributes.items()}
    if given.get("TargetMode", "").lower() == "external" and not given.get("Type", "").endswith(_HARMLESS):
        raise Refusal("external")


def parse(part: bytes, *, start=None, end=None) -> None:
    """Read one part as XML, in whatever encoding, with a call for each element's start and end."""
    parser = parser_of(start)
    parser.EndElementHandler = end
    feed(parser, part)


def parser_of(start) -> expat.XMLParserType:
    """A parser that refuses a document type, which is where entities come from."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    return parser


def feed(parser: expat.XMLParserType, part: bytes) -> None:
    """Raises Refusal for what is no XML."""
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise Refusal("damaged") from error


def _refuse_doctype(*_args) -> None:
    raise Refusal("doctype")


def local(name: str) -> str:
    """The name without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name
