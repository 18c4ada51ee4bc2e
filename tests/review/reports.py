"""Reports that are made up at random, sound as they are, and faults that are planted in them.

A report is a list of sections as the wings build them, with figures rounded as they are printed: what rounding leaves
over, parts that are named as examples, conditions, other years and other units stand in every one of them, and must
not be flagged. Each fault says which rule is to see it, and where.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random

from followup.numbers import format_number, round_half_up
from followup.sections import Cell, Column, Fact, Item, Prose, Relation, Row, Section, Table

ENDS = date(2025, 8, 31)
CHAPTERS = ("Sammanfattning", "Mål", "Uppdrag", "Ekonomi", "Besparingar", "Personal")
Place = tuple[str, str]


@dataclass
class Report:
    """Facts, items, texts and relations by wing; `planted` is what is to be seen, as (rule, place)."""

    rng: Random
    facts: dict[str, Fact] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    relations: list[Relation] = field(default_factory=list)
    planted: set[Place] = field(default_factory=set)

    def fact(self, key: str, value: Decimal | str | None, unit: str, decimals: int = 0, **more) -> None:
        shown = None if value is None else f"{round_half_up(Decimal(value), decimals):f}"
        made = Fact(key=key, label=key, value=shown, unit=unit, decimals=decimals, **more)
        self.facts[key] = made

    def item(self, key: str, kind: str, title: str, **attributes: str) -> None:
        self.items[key] = Item(key=key, kind=kind, title=title, attributes=attributes)

    def say(self, key: str, sentence: str) -> None:
        self.texts[key] = f"{self.texts.get(key, '')} {sentence}".strip()

    def set(self, key: str, **attributes: str) -> None:
        one = self.items[key]
        self.items[key] = replace(one, attributes=one.attributes | attributes)

    def sections(self) -> list[Section]:
        """A section for each item with a text, which holds it; the figures in one of their own."""
        texts = [self._text(key) for key in self.texts]
        rest = tuple(item for key, item in self.items.items() if key not in self.texts)
        figures = tuple(fact for key, fact in self.facts.items() if key not in self.texts)
        return [*texts, Section(key="rest", title="", items=rest, facts=figures, relations=tuple(self.relations))]

    def _text(self, key: str) -> Section:
        item, fact = self.items.get(key), self.facts.get(key)
        table = Table(key=f"{key}.t", caption="", columns=(Column(label="A"),), rows=(Row(cells=(Cell(text="1"),)),))
        # What a table shows of one text is far from the next one.
        blocks = (Prose(text=self.texts[key], heading="Analys"), *((table,) if key in self.tables else ()))
        return Section(
            key=key,
            title=item.title if item else key,
            items=(item,) if item else (),
            facts=(fact,) if fact else (),
            blocks=blocks,
            relations=tuple(one for one in self.relations if one.result == key),
        )


def sound(rng: Random) -> Report:
    """A report without faults, and with everything that may look like one."""
    report = Report(rng)
    _economy(report)
    _staff(report)
    _savings(report)
    _goals(report)
    _commissions(report)
    for one in rng.sample(LOOKALIKES, rng.randint(3, len(LOOKALIKES))):
        one(report)
    return report


def with_faults(rng: Random, count: int) -> Report:
    """A sound report with so many faults of different kinds."""
    report = sound(rng)
    # What is copied is copied as it was, before anything else is done to it.
    for plant in sorted(rng.sample(FAULTS, count), key=lambda one: one is not _item_twice):
        report.planted |= plant(report)
    return report


# -- what a report holds


def _amount(rng: Random, most: int = 4000) -> Decimal:
    return Decimal(rng.randint(-most * 10, most * 10)) / 10


def _economy(report: Report) -> None:
    """Frames with budget, outcome and deviation, rounded each by itself, and their totals."""
    rng, names = report.rng, ("a", "b", "c", "d", "e", "f")
    frames = names[: rng.randint(3, 6)]
    totals = dict.fromkeys(("budget", "actual", "deviation"), Decimal(0))
    for frame in frames:
        budget = Decimal(-rng.randint(2000, 90000)) / 10 + Decimal(rng.randint(-4, 4)) / 100
        actual = budget * Decimal(rng.randint(94, 109)) / 100
        prior = actual / (1 + Decimal(rng.randint(12, 90)) / 1000)
        for name, value in (("budget", budget), ("actual", actual), ("deviation", actual - budget)):
            totals[name] += value
            report.fact(f"economy.{frame}.{name}", value, "mnkr", 1, signed=name == "deviation")
        report.fact(f"economy.{frame}.prior", prior, "mnkr", 1)
        report.fact(f"economy.{frame}.growth", (actual / prior - 1) * 100, "%", 1, signed=True)
        keys = [f"economy.{frame}.{name}" for name in ("deviation", "actual", "budget", "growth", "prior")]
        report.relations.append(Relation(kind="difference", result=keys[0], parts=(keys[1], keys[2])))
        report.relations.append(Relation(kind="growth", result=keys[3], parts=(keys[1], keys[4])))
    for name, value in totals.items():
        report.fact(f"economy.total.{name}", value, "mnkr", 1, signed=name == "deviation")
        parts = tuple(f"economy.{frame}.{name}" for frame in frames)
        report.relations.append(Relation(kind="sum", result=f"economy.total.{name}", parts=parts))
    share = report.facts["economy.a.actual"].number / report.facts["economy.total.actual"].number * 100
    report.fact("economy.share", share, "%", 1)
    whole = ("economy.a.actual", "economy.total.actual")
    report.relations.append(Relation(kind="ratio", result="economy.share", parts=whole))


def _staff(report: Report) -> None:
    rng = report.rng
    women = Decimal(rng.randint(45, 90)) / 10
    men = women - Decimal(rng.randint(5, 30)) / 10
    share = Decimal(rng.randint(60, 90)) / 100
    for name, value in (("women", women), ("men", men), ("total", women * share + men * (1 - share))):
        report.fact(f"staffing.sick.{name}", value, "%", 1)
    report.fact("staffing.sick.long", Decimal(rng.randint(300, 480)) / 10, "%", 1)
    parts = ("staffing.sick.women", "staffing.sick.men")
    report.relations.append(Relation(kind="range", result="staffing.sick.total", parts=parts))
    report.item("staffing.sick", "account", "Sjukfrånvaro", required="staffing.sick.long", whole="staffing.sick.total")
    report.item(
        "staffing.hired", "target", "Hyrpersonal", operator="le", operator_elsewhere="le", target="3.7", unit="%"
    )
    report.fact("staffing.loss", rng.randint(20, 40), "%")
    report.fact("staffing.seen_low", report.facts["staffing.loss"].number - 3, "%")
    report.fact("staffing.seen_high", report.facts["staffing.loss"].number + 3, "%")
    report.item(
        "staffing.assumed",
        "assumption",
        "Färre besök",
        assumed="staffing.loss",
        observed_low="staffing.seen_low",
        observed_high="staffing.seen_high",
    )


def _savings(report: Report) -> None:
    """Measures that are all decided, carried out and verified, so that there is nothing to say of them."""
    rng, total = report.rng, 0
    keys = []
    for number in range(1, rng.randint(4, 8)):
        key, effect = f"savings.s{number:02}", rng.randint(1, 60) * 500
        total += effect
        keys.append(f"{key}.effect")
        for name in ("effect", "realised", "verified"):
            report.fact(f"{key}.{name}", effect, "tkr")
        report.item(
            key,
            "measure",
            f"Åtgärd {number} av {rng.randint(10**6, 10**7)}",
            status="implemented",
            stage="decided",
            listed_under="officials",
            **{name: f"{key}.{name}" for name in ("effect", "realised", "verified")},
        )
    report.fact("savings.total", total, "tkr")
    report.relations.append(Relation(kind="sum", result="savings.total", parts=tuple(keys)))
    report.fact("savings.named", total + rng.randint(0, 900), "tkr")
    report.relations.append(Relation(kind="sum", result="savings.named", parts=tuple(keys[:2]), complete=False))


_STATUSES = ("met", "partly", "not_met")
_SAY_STATUS = {
    "met": ("Målet är uppfyllt.", "Delmålet har uppnåtts.", "Målet bedöms vara helt uppfyllt."),
    "partly": ("Målet är delvis uppfyllt.", "Delmålet har delvis uppnåtts.", "Målet bedöms vara delvis uppnått."),
    "not_met": ("Målet är inte uppfyllt.", "Delmålet har inte uppnåtts.", "Målet bedöms inte vara uppnått."),
}
_SAY_FORECAST = {
    "met": ("Målet kommer att nås.", "Delmålet väntas uppfyllas till årsskiftet."),
    "partly": ("Målet kommer delvis att nås.", "Delmålet väntas delvis uppfyllas."),
    "not_met": ("Målet kommer inte att nås.", "Delmålet beräknas inte kunna uppnås."),
    "hard": ("En prognos är svår att ge.", "Det är svårt att göra en prognos för helåret."),
    "no_data": ("En prognos går inte att göra.",),
}
# The same in words that no rule knows: what is missed is told by the figures.
_OTHER_WORDS = {
    "met": ("Vi är framme vid det vi skulle.",),
    "partly": ("Vi har kommit en bit på väg.",),
    "not_met": ("Vi är långt ifrån det vi skulle nå.",),
}


def _goals(report: Report) -> None:
    rng = report.rng
    for number in range(1, rng.randint(4, 8)):
        key = f"goals.d{number}"
        status = rng.choice(_STATUSES)
        forecast = status if status == "met" else rng.choice((status, "partly", "hard", "no_data"))
        report.item(
            key, "sub_goal", f"Delmål {number} av {rng.randint(10**6, 10**7)}", status=status, forecast=forecast
        )
        said = [rng.choice(_SAY_STATUS[status]), rng.choice(_SAY_FORECAST[forecast])]
        report.say(key, f"{' '.join(said[: rng.randint(1, 2)])} Arbete nummer {rng.randint(10**6, 10**7)} pågår.")
        unit, title = rng.choice(
            (("%", "Andel som får svar"), ("count", "Antal samtal"), ("days", "Dagar till beslut"))
        )
        report.item(f"goals.i{number}", "indicator", f"{title} {number}", unit=unit, status=status, target="minst 10")


def _commissions(report: Report) -> None:
    rng = report.rng
    for number in range(1, rng.randint(3, 7)):
        attributes = {
            "status": rng.choice(("ongoing", "on_track", "delayed")),
            "start": f"2024-0{rng.randint(1, 9)}-01",
            "end": rng.choice(("2025-12-31", "2026-06-30")),
            "giver": rng.choice(("Fullmäktige", "Nämnden")),
            "periodicity": "Tertial",
            "periodicity_code": "tertial",
        }
        title = f"Uppdrag {number} av {rng.randint(10**6, 10**7)}"
        report.item(f"commissions.u{number}", "commission", title, **attributes)


# -- what looks like a fault and is none


def _figure(fact: Fact) -> str:
    return format_number(abs(fact.number), decimals=fact.decimals)


def _supported(report: Report) -> None:
    deviation, growth = report.facts["economy.total.deviation"], report.facts["economy.a.growth"]
    report.say("economy.total.deviation", f"Avvikelsen är {_figure(deviation)} mnkr.")
    report.say("economy.a.growth", f"Kostnaden ökade med {_figure(growth)} procent mot samma tid.")


def _rounded(report: Report) -> None:
    value = round_half_up(abs(report.facts["economy.total.deviation"].number), 0)
    report.say("economy.total.deviation", f"I hela miljoner är det {format_number(value)} mnkr.")


def _in_points(report: Report) -> None:
    report.fact("staffing.was", "5.2", "%", 1)
    report.fact("staffing.is", "5.6", "%", 1)
    report.fact("staffing.more", "0.4", "pp", 1)
    report.fact("staffing.more_share", "7.7", "%", 1)
    report.say("staffing.is", "Andelen ökade från 5,2 till 5,6 procent, alltså med 0,4 procentenheter.")
    report.say("staffing.was", "Andelen ökade från 5,2 till 5,6 procent, vilket är en ökning med 7,7 procent.")


def _other_years(report: Report) -> None:
    report.say("goals.d1", "Förra året var målet inte uppfyllt. Om ingen anställs kommer målet inte att nås nästa år.")


def _someone_else(report: Report) -> None:
    report.say("goals.d1", "En av enheterna anser att målet är uppfyllt.")


def _planned(report: Report) -> None:
    report.say("goals.d2", "Utbildningen planeras till hösten 2025. Beslutet fattades den 12 maj 2025.")


def _shown(report: Report) -> None:
    report.say("goals.d3", "Fördelningen framgår av nedanstående tabell.")
    report.tables.add("goals.d3")


def _listed(report: Report) -> None:
    report.say("goals.d2", "\n\n- fler samtal\n- kortare väntan\n")


def _stated_alike(report: Report) -> None:
    report.set("commissions.u1", stated_giver=report.items["commissions.u1"].attributes["giver"].upper())
    report.set("commissions.u1", stated_end=report.items["commissions.u1"].attributes["end"])


def _negated(report: Report) -> None:
    report.say("goals.d1", "Väntan har inte minskat från 20 till 31 dagar, utan räknas på ett nytt sätt.")


def _short_alike(report: Report) -> None:
    for key in ("goals.d1", "goals.d2"):
        report.say(key, "Arbetet fortsätter under hösten som planerat.")


LOOKALIKES: list[Callable[[Report], None]] = [
    _supported,
    _rounded,
    _in_points,
    _other_years,
    _someone_else,
    _planned,
    _shown,
    _listed,
    _stated_alike,
    _negated,
    _short_alike,
]


# -- faults


def _wrong(report: Report, key: str, by: Decimal) -> None:
    fact = report.facts[key]
    report.facts[key] = replace(fact, value=f"{fact.number + by:f}")


def _sum(report: Report) -> set[Place]:
    _wrong(report, "savings.total", Decimal(report.rng.choice((9000, -1000, 30000))))
    # A part that is named of it may then be larger than the whole; it is of another sum.
    return {("R1", "savings.total")}


def _deviation(report: Report) -> set[Place]:
    """Printed otherwise than it is computed: the sum of the deviations holds."""
    frame = report.rng.choice("abc")
    at = next(n for n, one in enumerate(report.relations) if one.result == f"economy.{frame}.deviation")
    right = report.facts[f"economy.{frame}.deviation"].number
    wrong = right + report.rng.choice((-27, 27, -5, 40))
    report.relations[at] = replace(report.relations[at], printed=f"{wrong:f}")
    return {("R2", f"economy.{frame}.deviation")}


def _example(report: Report) -> set[Place]:
    report.fact("savings.named", 1, "tkr")
    return {("R3", "savings.named")}


def _share(report: Report) -> set[Place]:
    _wrong(report, "economy.share", Decimal(report.rng.choice(("3.1", "-2.5", "11"))))
    return {("R4", "economy.share")}


def _repeated(report: Report) -> set[Place]:
    report.fact("savings.again", report.facts["savings.total"].number + 5000, "tkr")
    report.relations.append(Relation(kind="repetition", result="savings.again", parts=("savings.total",)))
    return {("R5", "savings.again")}


def _item_twice(report: Report) -> set[Place]:
    one = report.items["commissions.u1"]
    other = "cancelled" if one.attributes["status"] != "cancelled" else "ongoing"
    report.items["commissions.x"] = replace(one, key="commissions.x", attributes={**one.attributes, "status": other})
    return {("R5", "commissions.x")}


def _other(codes, *apart: str) -> str:
    return next(one for one in codes if one not in apart)


def _text_status(report: Report) -> set[Place]:
    said = report.items["goals.d1"].attributes
    code = _other(_STATUSES, said["status"], said["forecast"])
    report.texts["goals.d1"] = ""
    report.say("goals.d1", report.rng.choice((*_SAY_STATUS[code], *_SAY_STATUS[code], *_OTHER_WORDS[code])))
    return {("R6", "goals.d1")}


def _text_forecast(report: Report) -> set[Place]:
    said = report.items["goals.d2"].attributes
    code = _other((*_STATUSES, "hard"), said["forecast"], "hard" if said["forecast"] == "no_data" else "")
    if said["forecast"] == "hard":
        code = "met"
    report.texts["goals.d2"] = ""
    report.say("goals.d2", report.rng.choice(_SAY_FORECAST[code]))
    return {("R6", "goals.d2")}


def _text_hard(report: Report) -> set[Place]:
    """X07"""
    report.set("goals.d3", forecast="no_data")
    report.texts["goals.d3"] = ""
    report.say("goals.d3", report.rng.choice(_SAY_FORECAST["hard"]))
    return {("R6", "goals.d3")}


def _direction(report: Report) -> set[Place]:
    text = report.rng.choice(
        (
            "Väntan minskade från 20 dagar till 31 dagar.",
            "Antalet samtal har ökat från 340 till 290.",
            "Det är en minskning från 20 till 31 dagar.",
        )
    )
    report.say("economy.b.actual", text)
    return {("R6", "economy.b.actual")}


def _growth(report: Report) -> set[Place]:
    growth = report.facts["economy.a.growth"]
    report.say("economy.a.growth", f"Kostnaden minskade med {_figure(growth)} procent.")
    return {("R6", "economy.a.growth")}


def _no_support(report: Report) -> set[Place]:
    report.say("economy.c.actual", f"Av detta är {report.rng.randint(90001, 99999)} mnkr hyror.")
    return {("R6", "economy.c.actual")}


def _mean(report: Report) -> set[Place]:
    _wrong(report, "staffing.sick.total", Decimal(4))
    return {("R7", "staffing.sick.total")}


def _done_early(report: Report) -> set[Place]:
    report.set("commissions.u1", status="done", evaluated_in="2025")
    return {("R8", "commissions.u1")}


def _past_end(report: Report) -> set[Place]:
    report.set("commissions.u2", status="ongoing", end="2025-05-31")
    return {("R8", "commissions.u2")}


def _later_end(report: Report) -> set[Place]:
    report.set("commissions.u2", end="2025-12-31", continues_until="2027-06-30")
    return {("R8", "commissions.u2")}


def _two_forecasts(report: Report) -> set[Place]:
    report.set("commissions.u1", stated_forecasts="positive,not_met")
    return {("R8", "commissions.u1")}


def _unknown_status(report: Report) -> set[Place]:
    report.item("commissions.u9", "commission", "Uppdrag med okänd status", status="maybe")
    return {("R9", "commissions.u9")}


def _scale(report: Report) -> set[Place]:
    report.item(
        "goals.scale",
        "scale",
        "Måluppfyllelse",
        kinds="indicator",
        attribute="status",
        counts="",
        words_met="minst 100 %",
        words_partly="80–99 %",
        words_not_met="under 80 %",
    )
    return {("R9", "goals.scale")}


def _no_share(report: Report) -> set[Place]:
    report.item("goals.i99", "indicator", "Andel som får svar i tid", unit="count", target="minst 9 500")
    return {("R10", "goals.i99")}


def _points(report: Report) -> set[Place]:
    for key, value in (("x", 5), ("y", 8), ("z", 3)):
        report.fact(f"staffing.{key}", value, "%")
    text = (
        "Andelen ökade från 5 till 8 procent, alltså med 3 procent.",
        "Ökningen från 5 till 8 procent är 3 procent.",
    )
    report.say("staffing.x", report.rng.choice((text[0], text[0], text[1])))
    return {("R10", "staffing.x")}


def _required(report: Report) -> set[Place]:
    report.fact("staffing.sick.long", None, "%", missing="not_reported")
    return {("R11", "staffing.sick.long")}


def _no_table(report: Report) -> set[Place]:
    # Away from every table: a text of its own, before all others.
    text = report.rng.choice(("Resorna framgår av nedanstående tabell.", "Svaren har sammanställts i en bilaga."))
    report.fact("staffing.travel", 4, "count")
    report.texts = {"staffing.travel": text, "economy.a.budget": "Här sägs inget om resor alls.", **report.texts}
    return {("R11", "staffing.travel")}


def _same_words(report: Report) -> set[Place]:
    text = (
        "Arbetet har under perioden präglats av att flera medarbetare har slutat och att nya har behövt tid för att "
        "lära sig rutinerna på sina enheter."
    )
    for key in ("economy.a.actual", "economy.a.prior"):
        report.say(key, text)
    return {("R12", "economy.a.prior")}


def _not_decided(report: Report) -> set[Place]:
    report.set("savings.s01", stage="prepared", status="prepared")
    return {("R13", "savings.total")}


def _operators(report: Report) -> set[Place]:
    report.set("staffing.hired", operator_elsewhere="lt")
    return {("R14", "staffing.hired")}


def _later(report: Report) -> set[Place]:
    text = report.rng.choice(
        (
            "Träffarna genomfördes under hösten.",
            "Utbildningen hölls i oktober.",
            "Beslutet har fattats den 14 november 2025.",
            "I november var alla på plats.",
        )
    )
    report.say("economy.b.budget", text)
    return {("R15", "economy.b.budget")}


def _residual(report: Report) -> set[Place]:
    total = report.facts["economy.total.deviation"].number
    more = Decimal(40).copy_sign(total)
    for name, value in (("x", total), ("y", more)):
        report.fact(f"economy.named.{name}", value, "mnkr", 1, signed=True)
    parts = ("economy.named.x", "economy.named.y")
    report.relations.append(Relation(kind="sum", result="economy.total.deviation", parts=parts, complete=False))
    return {("R17", "economy.total.deviation")}


def _giver(report: Report) -> set[Place]:
    report.set("commissions.u1", giver="Nämnden", stated_giver="Fullmäktige")
    return {("R19", "commissions.u1")}


def _assumed(report: Report) -> set[Place]:
    report.fact("staffing.seen_low", report.facts["staffing.loss"].number - 20, "%")
    report.fact("staffing.seen_high", report.facts["staffing.loss"].number - 15, "%")
    return {("R20", "staffing.loss")}


def _cut(report: Report) -> set[Place]:
    text = report.rng.choice(
        (
            "på grund av att måttet är nytt finns inga svar.",
            "Omfattningen styrs av hur många tjänster som",
            "Vi har anställt fler, och de är",
            "Antalet tjänster har vuxit medan kostnaderna",
        )
    )
    report.say("economy.c.budget", text)
    return {("R21", "economy.c.budget")}


FAULTS: list[Callable[[Report], set[Place]]] = [
    _sum,
    _deviation,
    _example,
    _share,
    _repeated,
    _item_twice,
    _text_status,
    _text_forecast,
    _text_hard,
    _direction,
    _growth,
    _no_support,
    _mean,
    _done_early,
    _past_end,
    _later_end,
    _two_forecasts,
    _unknown_status,
    _scale,
    _no_share,
    _points,
    _required,
    _no_table,
    _same_words,
    _not_decided,
    _operators,
    _later,
    _residual,
    _giver,
    _assumed,
    _cut,
]
