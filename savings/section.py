"""What the report and the board's page say about savings: `savings` builds the section."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from followup.sections import Block, Figures, Prose, Section
from organisation.models import ReportingPeriod, Unit
from savings.facts import Desk
from savings.later import later_section, later_sentence
from savings.ledger import Ledger, group_table, ledger_of, totals_table
from savings.levels import LevelPart, level_part
from savings.measure_facts import facts_of
from savings.models import Measure
from savings.reading import Savings, read_savings
from savings.targets import ref, target_section
from savings.waterfall import waterfall


def savings(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """Measures by list, with sums and status, and the targets that they are to reach."""
    held = read_savings(unit=unit, period=period)
    return compose(held, level_parts(held))


def level_parts(held: Savings) -> list[LevelPart]:
    """The lists that have measures, in order."""
    desk = Desk(held.unit, held.period)
    return [
        level_part(desk, level, lines, [one for one in held.stated if one.code == level])
        for level in Measure.Level.values
        if (lines := held.level(level))
    ]


def compose(held: Savings, parts: list[LevelPart], ledger: Ledger | None = None) -> Section:
    """The section from what has been read. `ledger` saves reckoning it twice where the caller has it."""
    desk = Desk(held.unit, held.period)
    ledger = ledger or (ledger_of(desk, parts) if parts else None)
    targets = target_section(desk, held.targets, ledger.sums if ledger else None)
    later = later_section(desk, facts_of(desk, held.later))
    said = [summary(parts, ledger)]
    said += [later_sentence(len(held.later), desk.period.end.year)] if later else []
    blocks: list[Block] = [Prose(text=" ".join(said), lang=get_language(), is_composed=True)]
    if ledger or targets:
        blocks.append(_figures(ledger, targets))
    if ledger:
        chart = waterfall(ledger.sums.listed)
        blocks += [chart] if chart else []
        blocks.append(totals_table(ledger, parts, desk.period.end.year))
    blocks += [part.section for part in parts]
    blocks += [later] if later else []
    if ledger:
        blocks.append(_groups(ledger))
    if targets:
        blocks.append(targets)
    return Section(
        key="savings",
        title=_("Savings measures"),
        lang=get_language(),
        blocks=tuple(blocks),
        facts=tuple(ledger.facts) if ledger else (),
        relations=tuple(ledger.relations) if ledger else (),
    )


def _groups(ledger: Ledger) -> Section:
    """Who decides, as a table; the measures divided in every other way as figures alone."""
    groups = [group for way in ledger.dimensions for group in way.groups]
    return Section(
        key="savings.groups",
        title=_("Who decides"),
        lang=get_language(),
        level=2,
        blocks=tuple(group_table(way) for way in ledger.dimensions if way.code == "body"),
        facts=tuple(fact for group in groups for fact in group.facts),
        relations=tuple(relation for group in groups for relation in group.relations),
    )


def summary(parts: list[LevelPart], ledger: Ledger | None) -> str:
    """How the measures stand, in a few sentences with references to the figures."""
    if not ledger:
        return _("No savings measures are listed for this unit and period.")
    count = sum(len(part.lines) for part in parts)
    sentences = [ngettext("%(count)s measure is listed.", "%(count)s measures are listed.", count) % {"count": count}]
    sums = ledger.sums
    listed, decided, verified = (sums.listed[stage] for stage in ("listed", "decided", "verified"))
    if listed.number is not None:
        words = {"with_amount": ref(ledger.with_amount), "total": ref(listed)}
        sentences.append(_("Those with an amount, %(with_amount)s, come to %(total)s a year together.") % words)
    if not any(line.row.status != "unassessed" for part in parts for line in part.lines):
        sentences.append(_("No status has been reported for the period yet."))
    elif decided.number is not None:
        sentences.append(_("Of that, %(decided)s is decided or carried out.") % {"decided": ref(decided)})
    if listed.number is not None and sums.once["listed"].number != listed.number:
        words = {"once": ref(sums.once["listed"])}
        sentence = _("Some measures cut the same cost: with overlaps counted once, what is listed comes to %(once)s.")
        sentences.append(sentence % words)
    if verified.number is not None:
        words = {"realised": ref(sums.listed["realised"]), "verified": ref(verified)}
        sentences.append(_("This year %(realised)s is realised, and %(verified)s verified by a controller.") % words)
    return " ".join(sentences)


def _figures(ledger: Ledger | None, targets: Section | None) -> Figures:
    shown = [ledger.sums.listed[stage].key for stage in ("listed", "decided")] if ledger else []
    shown += [ledger.sums.once["listed"].key] if ledger else []
    needs = [fact.key for fact in targets.facts if fact.key.endswith(".need")] if targets else []
    own = [key for need in needs for key in (need, need.removesuffix(".need") + ".share")]
    return Figures(facts=(*shown, *own))
