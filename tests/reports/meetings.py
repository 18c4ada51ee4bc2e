"""Papers of a meeting as payloads: commissions with four texts and their activities, and a matter to decide on."""

from __future__ import annotations

from dataclasses import replace

from followup.sections import Item, Prose, Section, Status, StatusEntry, StatusList
from reports.assembly import Chapter, Payload
from tests.reports import samples

ONGOING = Status(scale="commission", code="ongoing", label="Pågående")
HANDLED = Status(scale="handling", code="handled", label="Hanterat")
HEADINGS = ("Senaste månaden", "Kommande månad", "Kommentarer", "Risker och behov av stöd")


def meeting(*chapters: Chapter, **changes) -> Payload:
    """The papers of a meeting."""
    plain = samples.payload(*chapters)
    told = {
        "title": "Sammanträdeshandlingar",
        "period": "Sammanträde 19 juni 2024",
        "period_slug": "2024-06-19",
        "start": "2024-05-20",
        "end": "2024-06-19",
    }
    return replace(plain, **told | changes)


def commission(number: int, *, words: int = 20, activities: int = 2, key: str = "") -> Section:
    """One commission as a meeting hears of it."""
    code = f"commissions.v{number:02}"
    whole = StatusEntry(key=code, title="Uppdraget som helhet", now=ONGOING)
    done = [StatusEntry(key=f"{code}.a{n}", title=f"Aktivitet {n}", now=HANDLED) for n in range(activities)]
    listed = StatusList(key=f"{code}.status", caption="Hur aktiviteterna står", entries=(whole, *done))
    texts = tuple(Prose(text=f"{heading} " + "ord " * words, heading=heading) for heading in HEADINGS)
    return Section(key=key or code, title=f"V{number:02} Uppdrag", level=3, blocks=(*texts, listed))


def commissions(count: int = 12, **changes) -> Payload:
    """So many commissions, as one chapter."""
    nested = tuple(commission(number, **changes) for number in range(1, count + 1))
    section = Section(key="commissions", title="", blocks=nested)
    return meeting(Chapter(number="1", title="Uppdrag", sections=(section,)))


def matter(**changes) -> Payload:
    """One matter to decide on."""
    attributes = {"code": "status", "dnr": "HSN 2025/112", "written_by_role": "Regiondirektören"}
    nested = Section(
        key="reports.case.status",
        title="Statusrapport mars 2026",
        level=2,
        blocks=(
            Prose(
                text="Nämnden fick en *analys*.\n\n- ett\n- två", heading="Ärendebeskrivning", origin="HSN 2025/112"
            ),
            Prose(text="=1+1 är ingen formel.", heading="Förslag till beslut"),
        ),
        items=(Item(key="reports.case.status", kind="case", title="Statusrapport mars 2026", attributes=attributes),),
    )
    section = Section(key="reports.cases", title="", blocks=(nested,))
    return meeting(Chapter(number="2", title="Ärenden", sections=(section,)), **changes)
