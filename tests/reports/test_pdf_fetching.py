"""Nothing is fetched for a PDF, neither from the network nor from the disk, whatever the text names."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pikepdf
import pypdf
import pytest
import weasyprint

from reports import exports
from reports.pdf import write_pdf
from tests.reports import samples

# What a server answers, and what stands in a file: a word that must not get out.
CANARY = "kanariefågel-7c1f"
PAYLOADS = [
    '<img src="{http}/img">',
    '<img src="{file}">',
    '<link rel="stylesheet" href="{http}/sheet.css">',
    '<link rel="attachment" href="{file}">',
    '<link rel="attachment" href="{http}/attachment">',
    '<a rel="attachment" href="{file}">bilaga</a>',
    '<a rel="attachment" href="{http}/a-attachment" download="x">bilaga</a>',
    '<style>@import "{http}/import.css";</style>',
    '<style>@import url({file});</style>',
    '<style>@font-face {{ font-family: x; src: url({http}/font) }} p {{ font-family: x }}</style>',
    '<p style="background: url({http}/background)">text</p>',
    '<p style="list-style: url({http}/list) inside; display: list-item">text</p>',
    '<style>p::before {{ content: url({http}/content) }}</style>',
    '<style>@page {{ background: url({file}) }}</style>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{http}/svg" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="{http}/use.svg#a"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><style>@import "{http}/svg.css";</style></svg>',
    '<base href="{http}/"><img src="relative"><link rel="stylesheet" href="relative.css">',
    '<object data="{file}"></object><embed src="{http}/embed"><iframe src="{http}/frame"></iframe>',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E'
    '%3Cimage href=%22{http}/nested%22/%3E%3C/svg%3E">',
    '<img src="{http}/redirect">',
    '<p>![bild]({http}/markdown) [länk]({file})</p>',
    "![bild]({http}/prose)\n\n[bilaga]({file})\n\n<{http}/auto>",
]  # fmt: skip


@contextmanager
def counting_server():
    """An address on this machine, and the list of what is asked of it."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, *_arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def traps(tmp_path, monkeypatch):
    """What the payloads point at: the server's address and what it was asked, and the file."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY, "utf-8")
    with counting_server() as (address, asked):
        yield {"http": address, "file": secret.as_uri()}, asked


def all_bytes(data: bytes) -> bytes:
    """The file and every stream in it, unpacked."""
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        unpacked = [one.read_bytes() for one in streams if one.get("/Subtype") != pikepdf.Name.Image]
    return data + b"".join(unpacked)


def test_traps_do_catch_a_renderer_that_fetches(traps):
    places, asked = traps
    text = "<title>x</title>" + "".join(one.format(**places) for one in (PAYLOADS[0], PAYLOADS[3]))
    leaked = all_bytes(weasyprint.HTML(string=text).write_pdf())
    assert (asked, CANARY.encode() in leaked) == (["/img"], True)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_fetched_even_for_html_that_slips_through(payload, traps):
    places, asked = traps
    data = write_pdf(f'<html lang="sv"><title>x</title><body>{payload.format(**places)}<p>text</p></body></html>')
    assert (asked, CANARY.encode() in all_bytes(data)) == ([], False)
    assert b"/EmbeddedFile" not in data


def test_nothing_is_fetched_for_what_people_write(traps):
    places, asked = traps
    text = "\n\n".join(one.format(**places) for one in PAYLOADS)
    for payload in (samples.prose(text), samples.hostile(text)):
        data = exports.pdf(payload)
        assert (asked, CANARY.encode() in all_bytes(data)) == ([], False)
        assert pypdf.PdfReader(BytesIO(data)).attachments == {}
