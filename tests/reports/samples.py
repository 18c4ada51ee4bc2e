"""Payloads to set on paper: a full report, an empty period, long tables, charts with gaps, and odd texts."""

from __future__ import annotations

import json
from dataclasses import replace

from django.conf import settings

from followup.charts import Chart, Point, Series
from followup.sections import (
    Block,
    Cell,
    Column,
    Fact,
    Figures,
    Prose,
    Row,
    Section,
    Status,
    StatusEntry,
    StatusList,
    Table,
)
from reports.assembly import Chapter, Payload
from tests.reports.sample_charts import charts

FIXTURE = settings.BASE_DIR / "fixtures" / "vasterbotten-hsn" / "reports.json"
MET = Status(scale="goal_status", code="met", label="Uppfylls")
PARTLY = Status(scale="goal_status", code="partly", label="Uppfylls delvis")
NOT_MET = Status(scale="goal_status", code="not_met", label="Uppfylls inte")
NO_DATA = Status(scale="goal_forecast", code="no_data", label="Inga data")
NOT_ASSESSABLE = Status(scale="goal_status", code="not_assessable", label="Går inte att bedöma")
ONGOING = Status(scale="commission", code="ongoing", label="Pågående")


def payload(*chapters: Chapter, **changes) -> Payload:
    """A decided report of these chapters."""
    plain = Payload(
        title="Delårsrapport",
        organisation="Region Prov",
        unit="Provnämnden",
        unit_slug="provnamnden",
        period="Tertial 2 2025",
        period_slug="2025-t2",
        start="2025-01-01",
        end="2025-08-31",
        language="sv",
        state="Godkänd",
        is_draft=False,
        is_made_up=False,
        chapters=chapters,
    )
    return replace(plain, **changes)


def chapter(number: str, title: str, *blocks: Block, level: int = 1, heading: str = "") -> Chapter:
    """A chapter with one section of these blocks."""
    return Chapter(number=number, title=title, sections=(section(heading, *blocks, key=number, level=level),))


def section(title: str, *blocks: Block, key: str = "one", level: int = 1, facts: tuple[Fact, ...] = ()) -> Section:
    return Section(key=f"sample.{key}", title=title, level=level, blocks=blocks, facts=facts)


def prose(text: str) -> Payload:
    """A short report with this text in it, in every place that takes what people write."""
    entry = StatusEntry(key="e", title="Delmål", now=MET, text=text)
    return payload(
        chapter("1", "Text", Prose(text=text), StatusList(key="s", caption="Status", entries=(entry, entry))),
        is_draft=True,
    )


def hostile(text: str) -> Payload:
    """The text wherever a string of the payload is shown, as it is."""
    cells = (Cell(text=text, lang=text), Cell(text=text))
    listed = Table(
        key="t",
        caption=text,
        columns=(Column(label=text), Column(label=text, unit=text)),
        rows=(Row(cells=cells),),
        note=text,
    )
    entry = StatusEntry(key="e", title=text, now=replace(MET, label=text), text=text, group=text, lang=text)
    drawn = Chart(key="c", kind="bars", title=text, unit=text, note=text, lang=text, target="1", target_label=text,
                  series=(Series(label=text, points=(Point(label=text, value="2"),)),))  # fmt: skip
    fact = Fact(key="f", label=text, value="1", unit=text, source=text, url=text)
    blocks = (
        Prose(text=text, lang=text, heading=text, origin=text),
        listed,
        StatusList(key="s", caption=text, entries=(entry, entry), now_label=text, forecast_label=text),
        drawn,
        Figures(facts=("f",), title=text),
    )
    one = Section(key=text, title=text, lang=text, blocks=blocks, facts=(fact,))
    return payload(
        Chapter(number="1", title=text, sections=(one,)),
        title=text,
        unit=text,
        organisation=text,
        period=text,
        state=text,
    )


def empty() -> Payload:
    """The board's own chapters, and not a word in them."""
    chapters = json.loads(FIXTURE.read_text("utf-8"))["template"]["chapters"]
    return payload(*(Chapter(number=one["number"], title=one["title"]) for one in chapters), is_draft=True)


def long_tables() -> Payload:
    """A table over several pages, with long words and numbers that must stay whole."""
    columns = (
        Column(label="Åtgärd", width=34),
        Column(label="Verksamhetsområde"),
        Column(label="Effekt", kind="number", unit="tkr per år"),
        Column(label="Status", kind="status"),
    )
    rows = [
        Row(
            cells=(
                Cell(text=f"S{number:02} Personalomkostnadspåläggets återföring och ersättningsrekrytering"),
                Cell(text="Närsjukvård Södra Lappland"),
                Cell(text=f"{number}\u00a0000", fact="f"),
                Cell(status=MET if number % 3 else NOT_MET),
            )
        )
        for number in range(1, 91)
    ]
    total = Row(cells=(Cell(text="Summa"), Cell(), Cell(text="4\u00a0095\u00a0000"), Cell()), total=True)
    listed = Table(
        key="long", caption="Alla åtgärder", columns=columns, rows=(*rows, total), note="Källan summerar inte."
    )
    return payload(chapter("1", "Långa tabeller", listed, statuses(60)))


def statuses(count: int) -> StatusList:
    """So many sub-goals in groups of three, with all kinds of status."""
    shown = (MET, PARTLY, NOT_MET, NOT_ASSESSABLE)
    return StatusList(
        key="statuses",
        caption="Delmål: status nu och prognos för året",
        entries=tuple(
            StatusEntry(
                key=f"g{number}",
                title=f"{number // 3 + 1}.{number % 3 + 1} Nyfödda ska erbjudas hembesök enligt nationella program",
                now=shown[number % 4],
                forecast=NO_DATA,
                group=f"Mål {number // 3 + 1}. Trygga uppväxtvillkor",
            )
            for number in range(count)
        ),
        forecast_label="Prognos för året",
    )


def gaps() -> Payload:
    return payload(chapter("1", "Diagram med luckor", *charts()))


def letters() -> Payload:
    """Letters and signs of every kind that a report meets, and a link."""
    text = (
        "Åäö ÅÄÖ é ü ß œ – — − ± ≥ ≤ × ½ € § ° µ “ ” » « … 1\u00a0234,5 → ✓ ◐ ✕ ◌ ⊘. -> => 12x30 fi fl ffi.\n\n"
        "**Fet**, *kursiv* och [en länk](https://example.org/a?b=1&c=2)\n\n- ett\n- två\n  - två och ett halvt\n\n"
        "1. först\n2. sedan\n\n> ett citat\n\n# En rubrik i texten\n\nefter den"
    )
    return payload(chapter("1", "Åäö & <tecken>", Prose(text=text, heading="Rubrik & så", origin="Närsjukvård Umeå")))


def sealed() -> Payload:
    """A sealed correction."""
    return payload(
        chapter("1", "Sammanfattning", Prose(text="Året gick sämre.")),
        state="Förseglad",
        diary_number="PN 2026/17",
        paragraph="45",
        decided_on="2025-09-25",
        sealed_on="2025-10-01",
        correction=2,
        correction_reason="Fel siffra & ett <fel> tecken",
    )


def rich() -> Payload:
    """All of the board's chapters with its own texts and every kind of block: about twenty pages."""
    data = json.loads(FIXTURE.read_text("utf-8"))
    texts = data["periods"]["2025-t2"]
    blocks = {
        "2.3": _goals(),
        "2.4": _people(),
        "3.1": charts()[:1] + charts()[3:],
        "3.2": long_tables().chapters[0].sections,
    }
    return payload(
        *(
            Chapter(
                number=one["number"],
                title=one["title"],
                sections=(
                    *([section("", Prose(text=texts[one["text"]]))] if one.get("text") else []),
                    *(
                        [section("Uppföljning", *blocks[one["number"]], facts=_facts())]
                        if one["number"] in blocks
                        else []
                    ),
                ),
            )
            for one in data["template"]["chapters"]
        ),
        unit="Hälso- och sjukvårdsnämnden",
        organisation="Region Västerbotten",
        is_draft=True,
        is_made_up=True,
    )


def _goals() -> tuple[Block, ...]:
    text = "Arbetet har kommit i gång men når inte hela vägen. " * 6
    sub_goals = tuple(
        section(
            f"1.{number} En större andel barn och unga med psykisk ohälsa ska få stöd av första linjen",
            StatusList(
                key="line",
                caption="Bedömning",
                entries=(StatusEntry(key="e", title="Bedömning per 31 augusti 2025", now=status, forecast=NO_DATA),),
            ),
            Prose(text=text, heading="Analys"),
            Prose(text=text[:150], origin="Närsjukvård Umeå"),
            level=3,
        )
        for number, status in enumerate((MET, PARTLY, NOT_MET), 1)
    )
    return (statuses(14), charts()[1], section("Mål 1. Trygga uppväxtvillkor", *sub_goals, level=2))


def _people() -> tuple[Block, ...]:
    return (
        Figures(facts=tuple(fact.key for fact in _facts())),
        charts()[2],
        Prose(text="Antalet anställda har ökat."),
    )


def _facts() -> tuple[Fact, ...]:
    return (
        Fact(key="f.1", label="Sjukfrånvaro, totalt", value="5.8", unit="%", decimals=1),
        Fact(key="f.2", label="Anställda, förändring mot året före", value="188", unit="people", signed=True),
        Fact(
            key="f.3", label="Andel av tiden med sjukfrånvaro i 60 dagar eller mer", value=None, missing="not_reported"
        ),
        Fact(key="f.4", label="Hyrpersonal, rullande tolv månader", value="3.81", unit="%", decimals=2),
    )
