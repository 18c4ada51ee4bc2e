"""Files that are written in the background: one for each content, never half of one, and what goes wrong is told."""

import getpass
import multiprocessing
import os
import signal
import socket
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from followup.sections import Cell, Column, Prose, Row, Table
from reports import exports, renderings, worker, writing
from reports.models import Rendering
from tests.reports import samples

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SMALL = samples.payload(samples.chapter("1", "Text", Prose(text="Året gick bra.")))


def at(seconds):
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def ask(board, period):
    def run(payload=SMALL, form="html", now=NOON, **more):
        return renderings.ask(payload, form, unit=board, period=period, now=now, **more)

    return run


def other(number):
    return samples.payload(samples.chapter("1", "Text", Prose(text=f"Text {number}.")))


# -- one for each content


def test_the_same_content_is_written_once(ask):
    assert ask().pk == ask(now=at(5)).pk
    assert Rendering.objects.get().asked_at == at(5)


@pytest.mark.parametrize(
    "changed",
    [replace(SMALL, is_draft=True), replace(SMALL, period="Tertial 3 2025"), other(1)],
    ids=["draft", "period", "text"],
)
def test_other_content_is_another_file(ask, changed):
    assert ask().pk != ask(changed).pk


def test_another_form_and_another_release_are_other_files(ask, monkeypatch):
    first = {ask().pk, ask(form="pdf").pk}
    monkeypatch.setattr(renderings, "version", lambda: "another")
    assert len(first | {ask().pk}) == 3


def test_the_database_keeps_one_of_each_and_no_file_that_is_none(ask):
    found = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rendering.objects.create(
            unit=found.unit, period=found.period, content=found.content, form="html", payload="x", asked_at=NOON
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Rendering.objects.update(state="done")


# -- who writes it


def test_one_worker_claims_it_and_no_other(ask):
    ask()
    assert renderings.claim("a", now=NOON).worker == "a"
    assert renderings.claim("b", now=at(5)) is None


def test_the_first_that_was_asked_for_comes_first(ask):
    first, second = ask(other(1)), ask(other(2), now=at(1))
    assert [renderings.claim("a", now=at(2)).pk for _each in range(2)] == [first.pk, second.pk]


def test_a_worker_that_dies_loses_its_claim_and_its_late_file_is_not_taken(ask):
    ask()
    dead = renderings.claim("a", now=NOON)
    living = renderings.claim("b", now=at(31))
    assert (living.worker, living.attempts) == ("b", 2)
    assert not renderings.finish(dead, b"late", now=at(32))
    assert not renderings.progress(dead, 50, now=at(32))
    assert renderings.finish(living, b"in time", now=at(33))
    assert renderings.file_of(Rendering.objects.get()) == b"in time"


def test_a_worker_that_tells_how_far_it_has_come_keeps_its_claim(ask):
    ask()
    found = renderings.claim("a", now=NOON)
    assert renderings.progress(found, 40, now=at(25))
    assert renderings.claim("b", now=at(40)) is None
    assert Rendering.objects.get().share == 40


def test_what_two_workers_died_of_is_given_up_with_the_reason(ask, english):
    ask()
    for number in range(2):
        assert renderings.claim("a", now=at(number * 31))
    assert renderings.claim("a", now=at(100)) is None
    found = Rendering.objects.get()
    assert (found.state, found.why) == ("failed", "The server stopped twice while the file was written.")


def test_what_failed_is_tried_again_when_somebody_asks_again(ask):
    ask()
    renderings.fail(renderings.claim("a", now=NOON), "too_long", now=at(1), is_final=True)
    assert renderings.claim("a", now=at(2)) is None
    assert (ask(now=at(3)).state, ask(now=at(4)).reason) == ("waiting", "")
    assert renderings.claim("a", now=at(5)).attempts == 1


@pytest.mark.django_db(transaction=True)
def test_worker_two_nodes_same_job(ask, side_by_side):
    """Four workers, two hundred files: each is written once, by one of them."""
    for number in range(200):
        ask(other(number))
    written = []

    def write(payload, form, *, told):
        written.append(payload.chapters[0].sections[0].blocks[0].text)
        assert told(50)
        return payload.chapters[0].sections[0].blocks[0].text.encode()

    def run(name):
        done = 0
        while worker.write_next(name, write=write):
            done += 1
        return done

    counts = side_by_side(*(lambda name=name: run(name) for name in "abcd"))
    assert sum(counts) == 200
    assert sorted(written) == sorted(f"Text {number}." for number in range(200))
    assert set(Rendering.objects.values_list("state", "attempts")) == {("done", 1)}
    assert all(bytes(one.file).decode().startswith("Text ") for one in Rendering.objects.all())


# -- in a process of its own


def _told(_share):
    return True


def _kill_children():
    for child in multiprocessing.active_children():
        os.kill(child.pid, signal.SIGKILL)


class KillAt:
    """Writes as the worker does, and kills the process that writes so many milliseconds after it began."""

    def __init__(self, milliseconds):
        self.until = milliseconds / 1000

    def __call__(self, payload, form, *, told):
        begun = time.monotonic()

        def tell(share):
            if time.monotonic() - begun >= self.until:
                _kill_children()
            return told(share)

        return writing.write(payload, form, told=tell)


@pytest.mark.parametrize("milliseconds", range(0, 1000, 50))
def test_worker_pdf_killed(ask, milliseconds, monkeypatch):
    """Killed at twenty points, and once more: tried twice, told, and no half of a file is there to be served."""
    monkeypatch.setattr(writing, "_TOLD_EVERY", 0.02)
    monkeypatch.setattr(exports, "WRITERS", {"pdf": _slow})
    ask(form="pdf")
    for state in ("waiting", "failed"):
        assert worker.write_next("a", write=KillAt(milliseconds))
        found = Rendering.objects.get()
        assert (found.state, found.file, found.file_sha256) == (state, None, "")
    assert found.reason == "broken"
    monkeypatch.setattr(exports, "WRITERS", {"pdf": lambda _payload: b"whole"})
    ask(form="pdf")
    assert worker.write_next("a")
    assert renderings.file_of(Rendering.objects.get()) == b"whole"


def _slow(_payload):
    time.sleep(5)
    return b"never"


def test_a_pdf_that_is_killed_while_it_is_drawn_is_written_the_second_time(ask):
    ask(form="pdf")
    assert worker.write_next("a", write=KillAt(0))
    assert Rendering.objects.get().state == "waiting"
    assert worker.write_next("a")
    found = Rendering.objects.get()
    assert (found.state, found.attempts, found.payload) == ("done", 2, "")
    assert bytes(found.file) == exports.pdf(SMALL)


def _rows(count):
    column = Column(label="A")
    rows = tuple(Row(cells=(Cell(text=f"Rad {number}"),)) for number in range(count))
    return samples.payload(samples.chapter("1", "T", Table(key="t", caption="T", columns=(column,), rows=rows)))


def _text(text):
    return samples.payload(samples.chapter("1", "T", Prose(text=text)))


BOMBS = {
    "a table of a hundred thousand rows": _rows(100_000),
    "a word of a million letters": _text("å" * 1_000_000),
    "a million quotes in each other": _text(">" * 1_000_000 + " x"),
    "lists in each other": _text("\n".join(f"{'  ' * depth}- x" for depth in range(2_000))),
    "a million open brackets": _text("[" * 1_000_000),
    "a million stars": _text("*a " * 300_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_pdf_bomb(ask, name, settings):
    """Ends within its limits, with a file or with the reason why not, and the next one is written as ever."""
    settings.REPORT_SECONDS, settings.REPORT_MEGABYTES = 6, 1_500
    ask(BOMBS[name], "pdf")
    ask(form="pdf", now=at(1))
    begun = time.monotonic()
    assert worker.write_next("a")
    found = Rendering.objects.first()
    while found.state == "waiting":
        assert worker.write_next("a")
        found = Rendering.objects.get(pk=found.pk)
    assert found.state == "done" or found.why
    assert time.monotonic() - begun < 25
    while worker.write_next("a"):
        pass
    assert Rendering.objects.last().state == "done"


def test_what_takes_too_long_is_not_tried_again(ask, settings):
    settings.REPORT_SECONDS = 0.3
    ask(_rows(3_000), "pdf")
    assert worker.write_next("a")
    found = Rendering.objects.get()
    assert (found.state, found.reason, found.attempts) == ("failed", "too_long", 1)


def test_what_takes_too_much_memory_is_told(ask, settings, monkeypatch):
    monkeypatch.setattr(exports, "WRITERS", {"pdf": lambda _payload: b"x" * 4_000_000_000})
    settings.REPORT_MEGABYTES = 1_500
    ask(form="pdf")
    assert worker.write_next("a")
    found = Rendering.objects.get()
    assert (found.state, found.reason) == ("failed", "too_much")


def test_the_share_grows_and_the_file_is_that_of_the_same_html(ask):
    shares = []
    content = writing.write(_rows(900), "pdf", told=lambda share: shares.append(share) or True)
    assert content == exports.pdf(_rows(900))
    assert shares == sorted(shares)
    assert shares[-1] > 0


def test_nobody_waits_for_a_file_that_is_no_longer_the_workers():
    with pytest.raises(writing.Failed):
        writing.write(SMALL, "pdf", told=lambda _share: False)
    assert multiprocessing.active_children() == []


# -- the same wherever, and clean


@pytest.mark.parametrize("form", sorted(exports.WRITERS))
def test_export_is_reproducible(form):
    """The file of a process of its own is that of this one, byte for byte."""
    here = exports.WRITERS[form](samples.rich())
    assert writing.write(samples.rich(), form, told=_told) == (here.encode() if isinstance(here, str) else here)


@pytest.mark.parametrize("form", ["pdf", "docx", "pptx", "xlsx", "slides.pdf"])
def test_export_metadata_clean(form):
    """Nothing of who wrote it, on what machine, or of what is hidden."""
    content = writing.write(samples.rich(), form, told=_told)
    if form.endswith("pdf"):
        with pikepdf.open(BytesIO(content)) as file:
            said = b"".join(str(value).encode() for value in file.docinfo.values())
            assert str(file.docinfo["/Author"]) == samples.rich().organisation
            assert "/EmbeddedFiles" not in str(file.Root.get("/Names", ""))
            assert not any("/Annots" in page and "/Text" in str(page.Annots) for page in file.pages)
    else:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            assert not [name for name in packed.namelist() if "comment" in name.lower() or "vba" in name.lower()]
            core = packed.read("docProps/core.xml").decode()
            assert "<dc:creator></dc:creator>" in core or "dc:creator" not in core or "<dc:creator/>" in core
            said = b"".join(packed.read(name) for name in packed.namelist() if name.endswith((".xml", ".rels")))
            assert b'state="hidden"' not in said
            assert b'state="veryHidden"' not in said
    for secret in (getpass.getuser(), socket.gethostname(), os.getcwd(), "/tmp/"):
        if len(secret) > 3:
            assert secret.encode() not in said


# -- the pages


@pytest.fixture
def prepared(login, planner, board, period, write_summary):
    """The draft's PDF, asked for as a person does it; the client and the answer."""
    write_summary("Året gick bra.")
    client = login(planner)
    return client, client.post(reverse("reports:prepare", args=[board.slug, period.slug, "pdf"]))


def test_a_file_is_asked_for_followed_and_fetched(prepared):
    client, answer = prepared
    page = client.get(answer.url)
    assert "Filen väntar på sin tur." in page.content.decode()
    assert client.get(f"{answer.url}file/").url == answer.url
    assert worker.write_next("a")
    assert "Filen är klar." in client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    file = client.get(f"{answer.url}file/")
    assert file.content.startswith(b"%PDF-1.7")
    assert file["Content-Disposition"] == 'attachment; filename="arsrapport-provnamnden-2025-utkast.pdf"'


def test_who_asks_again_gets_the_file_at_once_and_the_address_too(prepared, board, period):
    client, answer = prepared
    worker.write_next("a")
    again = client.post(reverse("reports:prepare", args=[board.slug, period.slug, "pdf"]))
    assert again.url == f"{answer.url}file/"
    direct = client.get(reverse("reports:pdf", args=[board.slug, period.slug]))
    assert direct.content == client.get(again.url).content


def test_a_draft_that_changes_is_another_file(prepared, board, period, write_summary):
    client, answer = prepared
    worker.write_next("a")
    write_summary("Året gick sämre.")
    again = client.post(reverse("reports:prepare", args=[board.slug, period.slug, "pdf"]))
    assert again.url not in {answer.url, f"{answer.url}file/"}


def test_a_file_that_failed_says_why_and_can_be_asked_for_again(prepared):
    client, answer = prepared
    renderings.fail(renderings.claim("a", now=NOON + timedelta(days=999)), "too_long", now=NOON, is_final=True)
    said = client.get(answer.url).content.decode()
    assert "Det tog för lång tid att skriva filen." in said
    assert "Försök igen" in said


def test_where_nobody_writes_the_file_can_be_had_while_one_waits(prepared):
    client, answer = prepared
    assert "Ingen skriver filer just nu." not in client.get(answer.url).content.decode()
    Rendering.objects.update(asked_at=NOON)
    assert "Ingen skriver filer just nu." in client.get(answer.url).content.decode()


def test_a_file_is_for_those_who_see_the_report(prepared, login, board_member, outsider):
    _client, answer = prepared
    worker.write_next("a")
    codes = [login(who).get(f"{answer.url}file/").status_code for who in (board_member, outsider)]
    assert codes == [403, 404]


def test_what_is_approved_is_another_file_than_the_draft_that_was_seen(prepared, approve, login, board_member):
    """Whoever knows no more than the report's address finds no draft."""
    _client, answer = prepared
    worker.write_next("a")
    approve()
    again = login(board_member).post(answer.url.rpartition("pdf/")[0] + "pdf/")
    assert again.url.rstrip("/") != answer.url.rstrip("/")


def test_no_other_form_and_no_get(prepared, board, period):
    client, _answer = prepared
    assert client.post(reverse("reports:prepare", args=[board.slug, period.slug, "exe"])).status_code == 404
    assert client.get(reverse("reports:prepare", args=[board.slug, period.slug, "pdf"])).status_code == 405


# -- the next one


def test_an_edit_warms_the_next_file(prepared, board, period, write_summary):
    worker.write_next("a")
    warmer, soon = worker.Warmer(), Rendering.objects.get().asked_at + timedelta(minutes=1)
    # As it stands: there is a file of it.
    assert [one.state for one in warmer.ask(soon)] == ["done"]
    assert warmer.ask(soon) == []
    write_summary("Året gick sämre.")
    assert [one.state for one in warmer.ask(soon + timedelta(minutes=1))] == ["waiting"]
    assert worker.write_next("a")
    client, _answer = prepared
    again = client.post(reverse("reports:prepare", args=[board.slug, period.slug, "pdf"]))
    assert again.url.endswith("/file/")


def test_nothing_is_warmed_while_somebody_writes_or_when_nobody_has_asked(prepared):
    now = Rendering.objects.get().asked_at
    assert worker.Warmer().ask(now) == []
    assert worker.Warmer().ask(now + timedelta(hours=13)) == []


def test_old_files_are_forgotten(ask):
    ask()
    renderings.finish(renderings.claim("a", now=NOON), b"x", now=NOON)
    assert renderings.forget_old(NOON + timedelta(days=13)) == 0
    assert renderings.forget_old(NOON + timedelta(days=15)) == 1


def test_the_command_writes_what_waits_and_ends(ask):
    ask()
    call_command("write_reports", once=True)
    assert bytes(Rendering.objects.get().file).startswith(b"<!doctype html>")
