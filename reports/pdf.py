"""HTML to PDF: the archive standard PDF/A-2a and the accessibility standard PDF/UA-1 in one file.

What is written comes from the HTML alone: nothing is fetched, neither from the network nor from the disk.
"""

from __future__ import annotations

import weasyprint
from weasyprint.urls import URLFetcher

from reports.pdf_structure import VARIANT, finish, keep_whole_links, register_variant, standard_colours


class NothingFetched(URLFetcher):
    """Refuses every address: text that people write must not make the server read a file or call anyone.

    WeasyPrint's own fetcher reads files and the network, whatever the HTML names.
    """

    def fetch(self, url, headers=None):
        """Raises ValueError, which WeasyPrint takes as a missing resource and goes on."""
        raise ValueError(f"nothing is fetched for a report: {url[:80]}")


def write_pdf(html: str) -> bytes:
    """The page as PDF. The same HTML gives the same bytes on one machine; dates come from its meta elements."""
    register_variant()
    page = weasyprint.HTML(string=html, url_fetcher=NothingFetched())
    document = page.render(pdf_variant=VARIANT, color_profiles={"srgb": standard_colours()})
    keep_whole_links(document)
    return document.write_pdf(pdf_variant=VARIANT, finisher=finish)
