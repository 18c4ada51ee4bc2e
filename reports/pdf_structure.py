"""What WeasyPrint leaves undone for PDF/A-2a with PDF/UA-1: both marks in one file, and a complete tag tree."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO

import pydyf
import weasyprint.pdf
from weasyprint.css import ColorProfile
from weasyprint.pdf.pdfa import pdfa

VARIANT = "pdf/a-2a+ua-1"
_POINTS = 0.75

# PDF/A knows only the properties it lists: any other, as PDF/UA's own mark, must be declared beside it.
_UA_MARK = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_END = b"</rdf:RDF>"


def register_variant() -> None:
    """Makes VARIANT known to WeasyPrint, which by itself offers one standard a file."""
    weasyprint.pdf.VARIANTS.setdefault(
        VARIANT,
        (_both, {"pdf_version": "1.7", "pdf_identifier": True, "pdf_tags": True}),
    )


def standard_colours() -> ColorProfile:
    """What the file's red, green and blue mean: sRGB, from WeasyPrint's own file, which it leaves open by itself."""
    profile = (files(weasyprint.pdf) / "sRGB2014.icc").read_bytes()
    return ColorProfile(BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def _both(pdf, document, page_streams, attachments, compress):
    """PDF/A-2a as WeasyPrint writes it, with the mark of PDF/UA-1 in the same metadata."""
    metadata = document.metadata
    written = metadata.generate_rdf_metadata

    def with_mark(variant, version, conformance):
        return written(variant, version, conformance).replace(_END, _UA_MARK + _END)

    metadata.generate_rdf_metadata = with_mark
    pdfa(pdf, document, page_streams, attachments, compress, version=2, variant="A")


def keep_whole_links(document) -> None:
    """Leaves one link for each <a> and line: WeasyPrint adds one for every element inside it, outside the tree."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[-1].element_tag == "a"]


def finish(document, pdf) -> None:
    """WeasyPrint's finisher: heads of tables with their scope, an index of them, links and pictures in place."""
    elements = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/StructElem"]
    tree = _Tree(pdf)
    for element in elements:
        if element["S"] == "/TH":
            element["A"]["Scope"] = tree.scope(element)
        elif element["S"] == "/Figure":
            tree.place(element)
        elif element["S"] == "/TBody":
            tree.head_groups(element)
    _index_heads(pdf, elements)
    _name_links(document)


class _Tree:
    """The tag tree as WeasyPrint wrote it: elements refer to each other by object number."""

    def __init__(self, pdf):
        self.pdf = pdf

    def at(self, reference):
        """The object behind «12 0 R»."""
        return self.pdf.objects[int(reference.split()[0])]

    def kids(self, element) -> Iterator[dict]:
        for kid in element["K"]:
            if isinstance(kid, str | bytes):
                yield self.at(kid)

    def scope(self, head) -> str:
        """A head in the table's head is a column's, and so is one across a group of rows; others are rows'."""
        group = self.at(self.at(head["P"])["P"])
        return "/Column" if group["S"] == "/THead" or "ColSpan" in head["A"] else "/Row"

    def head_groups(self, body) -> None:
        """Adds a group's head to the heads of each cell below it."""
        group = None
        for row in self.kids(body):
            cells = list(self.kids(row))
            if len(cells) == 1 and cells[0]["S"] == "/TH":
                group = cells[0].get("ID")
            elif group is not None:
                for cell in cells:
                    if cell["S"] == "/TD":
                        cell["A"]["Headers"].insert(0, group)

    def place(self, figure) -> None:
        """The picture's box in the page's own measure: points from the lower left corner."""
        height = self.at(figure["Pg"])["MediaBox"][3]
        left, top, right, bottom = (side * _POINTS for side in figure["A"]["BBox"])
        figure["A"]["BBox"] = pydyf.Array([left, height - bottom, right, height - top])


def _index_heads(pdf, elements: list[dict]) -> None:
    """The tree's index of ids, which is how a reader finds the heads that a cell names."""
    heads = sorted(((one["ID"].string, one) for one in elements if "ID" in one), key=lambda pair: pair[0])
    if not heads:
        return
    names = pydyf.Array([part for name, one in heads for part in (pydyf.String(name), one.reference)])
    limits = pydyf.Array([pydyf.String(heads[0][0]), pydyf.String(heads[-1][0])])
    leaf = pydyf.Dictionary({"Names": names, "Limits": limits})
    pdf.add_object(leaf)
    root = next(one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/StructTreeRoot")
    root["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})


def _name_links(document) -> None:
    """What a link says, where WeasyPrint writes the name of its target."""
    for page in document.pages:
        for _kind, _target, _rectangle, box in page.links:
            if box.link_annotation is not None:
                text = " ".join("".join(box.element.itertext()).split())
                box.link_annotation["Contents"] = pydyf.String(text)
