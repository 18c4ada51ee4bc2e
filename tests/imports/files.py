"""Files made for a test: honest workbooks, and hostile ones by name."""

import io
import zipfile
from datetime import date, datetime

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LOL = (
    '<!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
_XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def workbook(**sheets):
    """An .xlsx file: workbook(Resultat=[[…], …]). A tuple is (value, number format)."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        # The same rows are the same bytes, whenever they are made.
        book.set_properties({"created": datetime(2025, 9, 1)})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    _write(book, sheet, number, place, value)
    return stream.getvalue()


def _write(book, sheet, row, column, value):
    if isinstance(value, tuple):
        sheet.write(row, column, value[0], book.add_format({"num_format": value[1]}))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, book.add_format({"num_format": "yyyy-mm-dd"}))
    elif isinstance(value, str) and value.startswith("#"):
        sheet.write_formula(row, column, "=1/0", None, value)
    elif value is not None:
        sheet.write(row, column, value)


def repacked(content=None, *, change=None, add=None):
    """The workbook with parts changed by name (a function of the text), or added."""
    stream = io.BytesIO()
    content = content or workbook(Blad=[["Del", "Utfall"], ["a", 1]])
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry)
            for name, edit in (change or {}).items():
                if entry.filename == name:
                    text = edit(text.decode()).encode()
            new.writestr(entry.filename, text)
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return stream.getvalue()


def sheet_of(cells, dimension="A1"):
    """A workbook whose only sheet has this XML for its rows."""
    xml = f'<worksheet {_NS}><dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>'
    return repacked(change={SHEET: lambda _old: xml})


def _after_declaration(doctype):
    return lambda text: text.replace("?>", "?>" + doctype, 1)


def _many_entries():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    return stream.getvalue()


def _renamed(old, new):
    """An entry under a name that zipfile itself would not write."""
    assert len(old) == len(new)
    return repacked(add={old: b"x"}).replace(old.encode(), new)


def _one_text_everywhere():
    """One long text that every cell refers to."""
    content = workbook(Blad=[["x" * 5_000]])
    cells = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 3_000))
    return repacked(
        content, change={SHEET: lambda _old: f"<worksheet {_NS}><sheetData>{cells}</sheetData></worksheet>"}
    )


def _blanks():
    """Two hundred megabytes of cells with nothing in them."""
    return sheet_of('<row r="1">' + '<c r="A1"/>' * 18_000_000 + "</row>")


def _million_cells():
    rows = "".join(f'<row r="{r}">' + "<c/>" * 100 + "</row>" for r in range(1, 10_001))
    return sheet_of(rows)


def _elements():
    """Within every limit of size, and nothing but elements."""
    return sheet_of("".join(f"<x{number}/>" for number in range(2_400_000)))


_EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'TargetMode="External" Target="http://127.0.0.1:9/canary"/></Relationships>'
)

# name of the attack → (name of the file, its maker, the code of the refusal)
HOSTILE = {
    "zip bomb": ("a.xlsx", lambda: repacked(add={"xl/media/a.xml": b"0" * 40_000_000}), "bomb"),
    "200 MB of blanks": ("a.xlsx", _blanks, "bomb"),
    "nested zip": ("a.xlsx", lambda: repacked(add={"xl/embeddings/a.bin": repacked()}), "nested"),
    "100 000 entries": ("a.xlsx", _many_entries, "too_many_parts"),
    "far cell": ("a.xlsx", lambda: sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "far_cell"),
    "far dimension": (
        "a.xlsx",
        lambda: sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>', "A1:XFD1048576"),
        "far_cell",
    ),
    "a million cells": ("a.xlsx", _million_cells, "too_many_cells"),
    "nothing but elements": ("a.xlsx", _elements, "too_heavy"),
    "one text in every cell": ("a.xlsx", _one_text_everywhere, "too_much_text"),
    "billion laughs": ("a.xlsx", lambda: repacked(change={SHEET: _after_declaration(_LOL)}), "doctype"),
    "laughs in shared strings": (
        "a.xlsx",
        lambda: repacked(change={"xl/sharedStrings.xml": _after_declaration(_LOL)}),
        "doctype",
    ),
    "XXE in a sheet": ("a.xlsx", lambda: repacked(change={SHEET: _after_declaration(_XXE)}), "doctype"),
    "XXE in core": ("a.xlsx", lambda: repacked(change={"docProps/core.xml": _after_declaration(_XXE)}), "doctype"),
    "XXE in relations": ("a.xlsx", lambda: repacked(change={"_rels/.rels": _after_declaration(_XXE)}), "doctype"),
    "XXE in UTF-16": (
        "a.xlsx",
        lambda: repacked(
            add={"xl/a.xml": f'<?xml version="1.0" encoding="UTF-16"?>{_XXE}<x>&e;</x>'.encode("utf-16")}
        ),
        "doctype",
    ),
    "links to other workbooks": (
        "a.xlsx",
        lambda: repacked(add={"xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
        "external",
    ),
    "relation to the outside": ("a.xlsx", lambda: repacked(add={"xl/_rels/a.xml.rels": _EXTERNAL}), "external"),
    "macros": ("a.xlsx", lambda: repacked(add={"xl/vbaProject.bin": b"x"}), "macros"),
    "macros by content type": (
        "a.xlsx",
        lambda: repacked(
            change={"[Content_Types].xml": lambda text: text.replace("sheet.main+xml", "x.macroEnabled.main+xml")}
        ),
        "macros",
    ),
    "text named xlsx": ("a.xlsx", lambda: b"Del;Utfall\na;1\n", "not_xlsx"),
    "workbook named csv": ("a.csv", repacked, "not_csv"),
    "another zip named xlsx": ("a.xlsx", lambda: _zip({"word/document.xml": "<x/>"}), "not_xlsx"),
    "path out of the file": ("a.xlsx", lambda: repacked(add={"../../../tmp/canary.xml": "<x/>"}), "part_names"),
    "absolute path": ("a.xlsx", lambda: repacked(add={"/tmp/canary.xml": "<x/>"}), "part_names"),
    "backslashes in a path": ("a.xlsx", lambda: _renamed("xl/QQtmpQQa.xml", rb"xl/..\tmp\a.xml"), "part_names"),
    "NUL in a path": ("a.xlsx", lambda: _renamed("xl/QQ.xml", b"xl/Q\0.xml"), "part_names"),
    "password": ("a.xlsx", lambda: _OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "old xls": ("a.xlsx", lambda: _OLE + b"\0" * 600, "old_xls"),
    "NUL in a text": ("a.csv", lambda: b"Del;Utfall\na\0;1\n", "nul"),
    "cell without an end": ("a.csv", lambda: b'Del;Utfall\n"' + b"a;1\n" * 100_000, "long_cell"),
    "too many rows": ("a.csv", lambda: b"a;1\n" * 70_001, "too_many_rows"),
    "truncated": ("a.xlsx", lambda: repacked()[:-200], "damaged"),
    "no XML": ("a.xlsx", lambda: repacked(change={SHEET: lambda _old: "<worksheet><"}), "damaged"),
    "too large": ("a.csv", lambda: b"a;1\n" * 3_000_000, "too_large"),
    "empty": ("a.csv", lambda: b"", "empty"),
    "no cells": ("a.csv", lambda: b"\n\n;;\n", "no_cells"),
    "another kind": ("a.pdf", lambda: b"%PDF-1.7", "type"),
}


def _zip(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
