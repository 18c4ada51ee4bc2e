"""What a tagged PDF must have, read from the file itself: a second pair of eyes beside veraPDF."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name


def faults(data: bytes) -> list[str]:
    """One sentence for each thing that is wrong; [] for a good file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return Tagged(pdf).faults()


def bookmarks(data: bytes) -> list[tuple[int, str]]:
    """(depth, title) of each bookmark in order, the depth from 1."""
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        return list(_bookmarks(outline.root, 1))


def _bookmarks(items, depth: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, item.title
        yield from _bookmarks(item.children, depth + 1)


class Tagged:
    """An open PDF and its tag tree."""

    def __init__(self, pdf: pikepdf.Pdf):
        self.pdf = pdf
        self.root = pdf.Root

    def faults(self) -> list[str]:
        """See the function."""
        checks = (self._document, self._headings, self._tables, self._figures, self._links, self._fonts)
        return [fault for check in checks for fault in check()]

    @cached_property
    def elements(self) -> list[Dictionary]:
        """Every element of the tree in reading order."""
        tree = self.root.get("/StructTreeRoot")
        return list(_walk(tree)) if tree is not None else []

    def tagged(self, *names: str) -> list[Dictionary]:
        return [one for one in self.elements if str(one.S)[1:] in names]

    def headings(self) -> list[int]:
        """The ranks in reading order."""
        ranked = self.tagged("H1", "H2", "H3", "H4", "H5", "H6")
        return [int(str(one.S)[2]) for one in ranked]

    def _document(self) -> Iterator[str]:
        if not self.elements:
            yield "no tags"
        if not self.root.get("/MarkInfo", {}).get("/Marked", False):
            yield "not marked as tagged"
        if not str(self.root.get("/Lang", "")):
            yield "no language"
        if not self.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
            yield "the title is not shown"
        with self.pdf.open_metadata() as metadata:
            for name in ("dc:title", "pdfuaid:part", "pdfaid:part"):
                if not metadata.get(name):
                    yield f"no {name}"
        if "/Outlines" not in self.root:
            yield "no bookmarks"
        yield from (f"page {n}: wrong tab order" for n, page in self._pages() if page.get("/Tabs") != Name.S)

    def _headings(self) -> Iterator[str]:
        ranks = self.headings()
        if ranks.count(1) != 1 or ranks[:1] != [1]:
            yield f"headings of the first rank: {ranks.count(1)}"
        for above, below in pairwise(ranks):
            if below > above + 1:
                yield f"heading {above} is followed by {below}"

    def _tables(self) -> Iterator[str]:
        heads = self.tagged("TH")
        ids = [bytes(one.ID) for one in heads if "/ID" in one]
        known = set(ids)
        for one in heads:
            if str(one.get("/A", {}).get("/Scope", "")) not in {"/Row", "/Column", "/Both"}:
                yield "a table's head without scope"
        if len(known) != len(heads):
            yield "heads without an id of their own"
        if heads and _names(self.root.StructTreeRoot.get("/IDTree")) != sorted(known):
            yield "ids missing in the index"
        for cell in self.tagged("TD"):
            named = [bytes(head) for head in cell.get("/A", {}).get("/Headers", [])]
            if not named or not known.issuperset(named):
                yield "a cell without heads"

    def _figures(self) -> Iterator[str]:
        for one in self.tagged("Figure"):
            if not str(one.get("/Alt", "")):
                yield "a picture without text"
            left, bottom, right, top = one.A.BBox
            width, height = one.Pg.MediaBox[2:]
            if not (0 <= left < right <= width and 0 <= bottom < top <= height):
                yield "a picture outside its page"

    def _links(self) -> Iterator[str]:
        targets = set(_names(self.root.get("/Names", {}).get("/Dests")))
        for number, page in self._pages():
            for link in page.get("/Annots", []):
                text = str(link.get("/Contents", ""))
                if not any(sign.isalnum() for sign in text) or text == str(link.get("/Dest", "")):
                    yield f"page {number}: a link without a readable text"
                if "/Dest" in link and bytes(link.Dest) not in targets:
                    yield f"page {number}: a link to nowhere"

    def _fonts(self) -> Iterator[str]:
        for _number, page in self._pages():
            for font in page.Resources.get("/Font", {}).values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                descriptor = inner.get("/FontDescriptor", {})
                if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                    yield f"{font.BaseFont} is not embedded"
                if "/ToUnicode" not in font:
                    yield f"{font.BaseFont} does not say which characters it shows"

    def _pages(self):
        return enumerate(self.pdf.pages, 1)


def _walk(element) -> Iterator[Dictionary]:
    kids = element.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _walk(kid)


def _names(tree) -> list[bytes]:
    """The names of a name tree, sorted as they stand."""
    if tree is None:
        return []
    own = [bytes(name) for name in list(tree.get("/Names", []))[::2]]
    return own + [name for kid in tree.get("/Kids", []) for name in _names(kid)]
