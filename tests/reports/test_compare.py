"""The change account of the made-up board's two reports, and of a report and its correction."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boardportal.example import load_example
from organisation.models import Membership, Role, User
from reports import exports
from reports.assembly import assemble
from reports.compare import KEY, earlier_report, live_report
from reports.models import SealedReport

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


@pytest.fixture(scope="module")
def _example(django_db_setup, django_db_blocker):
    """The made-up board, loaded once for this module, each test of which is rolled back to it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield load_example()
        transaction.set_rollback(True)


@pytest.fixture
def example(_example, db):
    return _example


@pytest.fixture
def quarter(example):
    return example.periods.get(slug="2026-k1")


@pytest.fixture
def told(example, quarter):
    """The tables of the account in the report, each row by its texts."""
    payload = live_report(unit=example, period=quarter, today=TODAY)
    [section] = [one for one in payload.sections() if one.key == KEY]
    tables = [block for block in section.blocks if block.type == "table"]
    return {
        table.key.rpartition(".")[2]: [[cell.text for cell in row.cells] for row in table.rows] for table in tables
    }


def test_moved_goalposts(told):
    on_time, days = "Påhittat: besök på utlovad tid", "Påhittat: dagar från ansökan till beslut"
    assert told["goalposts"][:5] == [
        [on_time, "Målvärde", "minst 95\u00a0%", "minst 90\u00a0%"],
        [on_time, "Gränser för uppfyllt och delvis uppfyllt", "100 % / 80 %", "100 % / 70 %"],
        [days, "Definition", "Median för alla ansökningar.", "Median för de ansökningar som är kompletta."],
        ["Påhittat: anhöriga får stöd", "Ny", "–", "Påhittat: anhöriga får stöd"],
        ["Påhittat: anhöriga som fått ett samtal", "Ny", "–", "Påhittat: anhöriga som fått ett samtal"],
    ]
    gone = "Påhittat: trygga enligt enkäten"
    assert told["goalposts"][-1] == [gone, "Borttaget", gone, "–"]


def test_statuses_with_what_they_are_worth(told):
    assert told["statuses"][2] == [
        "Påhittat: besök på utlovad tid",
        "Status nu",
        "Målvärdet delvis uppnått",
        "Målvärdet uppnått",
        "Bättre, men mäts på annat sätt",
    ]


def test_values_and_texts(told):
    assert ["Påhittat: besök på utlovad tid", "91,5\u00a0%", "92,0\u00a0%", "+0,5\u00a0procentenheter"] in told[
        "values"
    ]
    assert ["Sammanfattning", "19", "15"] in told["texts"]
    # What the portal says of its own accord, and what is computed of a value, is not told again.
    assert not any(row[0].startswith("Andel av målet") for row in told["values"])
    assert not any("Inget har skrivits" in row[0] for row in told["texts"])


def test_it_is_compared_with_what_was_sealed(example, quarter):
    before = earlier_report(example, quarter, today=TODAY)
    assert (before.period_slug, before.decided_on, before.is_draft) == ("2025-k4", "2026-02-18", False)


def test_a_report_without_one_before_has_no_such_chapter(example):
    first = example.periods.get(slug="2025-k4")
    payload = live_report(unit=example, period=first, today=TODAY)
    assert "4.2" not in [chapter.number for chapter in payload.chapters]


def test_what_was_not_decided_is_not_compared_with(example, quarter):
    SealedReport.objects.filter(unit=example).delete()
    example.submissions.filter(period__slug="2025-k4").delete()
    assert earlier_report(example, quarter, today=TODAY) is None
    assert [one for one in live_report(unit=example, period=quarter, today=TODAY).sections() if one.key == KEY] == []


def test_a_reader_in_english_is_not_told_that_the_language_is_another(example, quarter):
    [swedish, english] = [
        next(
            one
            for one in live_report(unit=example, period=quarter, today=TODAY, language=language).sections()
            if one.key == KEY
        )
        for language in ("sv", "en")
    ]
    assert english.blocks == swedish.blocks


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "json"])
def test_each_format_tells_it(example, quarter, form):
    import zipfile
    from io import BytesIO

    written = exports.WRITERS[form](live_report(unit=example, period=quarter, today=TODAY))
    if isinstance(written, bytes):
        with zipfile.ZipFile(BytesIO(written)) as packed:
            written = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    assert "Median för alla ansökningar." in written


@pytest.fixture
def page(login, example, quarter):
    """The page of the account, as somebody with the role sees it."""

    def read(role=Role.PLANNER, slug="2026-k1"):
        user, is_new = User.objects.get_or_create(username=f"läsare-{role}")
        if is_new:
            Membership.objects.create(user=user, unit=example, role=role)
        return login(user).get(reverse("reports:changes", args=[example.slug, slug]))

    return read


def test_the_page_tells_each_kind_and_shows_the_words_of_the_texts(page):
    said = page().content.decode()
    assert "Delårsrapport Kvartal 4 2025, beslutad den 18 februari 2026" in said
    assert "15 ändringar av det som följs upp, 6 ändrade statusar" in said
    assert "Siffror som är desamma" in said
    assert "<ins>" in said
    assert "<del>" in said


def test_the_page_of_the_first_report_says_that_there_is_none_before(page):
    assert "Det finns ingen rapport att jämföra med" in page(slug="2025-k4").content.decode()


def test_a_board_member_reads_it_when_the_report_is_approved(page):
    assert page(Role.BOARD_MEMBER).status_code == 403
    assert page(Role.BOARD_MEMBER, slug="2025-k4").status_code == 200


def test_comparing_costs_three_queries(page, example, quarter):
    """More than the report itself, however much is other."""
    with CaptureQueriesContext(connection) as alone:
        assemble(unit=example, period=quarter, today=TODAY)
    with CaptureQueriesContext(connection) as compared:
        live_report(unit=example, period=quarter, today=TODAY)
    assert len(compared) - len(alone) == 3


def test_a_correction_tells_what_it_changed(login, planner, corrected):
    at = [corrected.unit.slug, corrected.period.slug]
    first, second, third = (reverse("reports:sealed_changes", args=[*at, number]) for number in (0, 1, 2))
    said = login(planner).get(second).content.decode()
    assert "1 ändrad text." in said
    assert "sämre." in said
    assert [login(planner).get(url).status_code for url in (first, third)] == [404, 404]
