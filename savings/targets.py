"""The savings targets in the report: what is to be saved, what has been reached, what the source says."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.numbers import UNIT_FACTORS, format_fact, format_number, format_value, in_unit, trimmed
from followup.precision import shifted_decimals
from followup.sections import Block, Cell, Column, Fact, Item, Prose, Relation, Row, Section, Table, decimal_string
from savings import rules
from savings.facts import Desk, target_amount, target_change, target_realised, target_share
from savings.models import SavingsTarget
from savings.reach import Reach, Sums, reach_of, reach_table
from savings.reading import TargetLine


def target_section(desk: Desk, lines: list[TargetLine], sums: Sums | None) -> Section | None:
    """The targets with what has been reached, and how far the listed measures reach. None without targets.

    `sums` is None where no measure is listed.
    """
    if not lines:
        return None
    amounts = [target_amount(desk, line) for line in lines]
    reached = [target_realised(desk, line) for line in lines]
    shares = [target_share(desk, line) for line in lines]
    is_listed = sums is not None and sums.listed["listed"].number is not None
    pairs = zip(lines, amounts, strict=True)
    reaches = [reach_of(desk, line.target, amount, sums) for line, amount in pairs] if is_listed else []
    changes = [change for line in lines if (change := target_change(desk, line))]
    blocks: list[Block] = [_table(amounts, reached, shares)]
    if reaches:
        blocks.append(reach_table(reaches))
    for number, (line, amount, share) in enumerate(zip(lines, amounts, shares, strict=True)):
        blocks += _prose(line, amount, share, reaches[number] if reaches else None, sums)
    return Section(
        key="savings.targets",
        title=_("Savings targets"),
        lang=get_language(),
        level=2,
        blocks=tuple(blocks),
        items=tuple(_item(line) for line in lines),
        facts=(*amounts, *reached, *shares, *(fact for reach in reaches for fact in reach.facts), *changes),
        relations=(
            *_relations(lines, amounts, reached, shares),
            *(relation for reach in reaches for relation in reach.relations),
        ),
    )


def _relations(lines, amounts, reached, shares) -> list[Relation]:
    found = []
    for line, amount, realised, share in zip(lines, amounts, reached, shares, strict=True):
        printed = line.row.share_printed
        if share.number is not None:
            claim = {} if printed is None else {"printed": decimal_string(trimmed(printed)), "place": line.row.source}
            found.append(Relation(kind="ratio", result=share.key, parts=(realised.key, amount.key), **claim))
    return found


def _table(amounts: list[Fact], reached: list[Fact], shares: list[Fact]) -> Table:
    rows = [
        Row(cells=(Cell(text=amount.label, lang="sv"), _mnkr(amount), _mnkr(realised), _share(share)))
        for amount, realised, share in zip(amounts, reached, shares, strict=True)
    ]
    return Table(
        key="savings.targets.table",
        caption=_("Savings targets and what has been reached"),
        columns=(
            Column(label=_("Savings target"), width=40),
            Column(label=_("Amount"), kind="number", unit="mnkr", width=20),
            Column(label=_("Reached"), kind="number", unit="mnkr", width=20),
            Column(label=_("Share"), kind="number", unit="%", width=20),
        ),
        rows=tuple(rows),
    )


def _mnkr(fact: Fact) -> Cell:
    """An amount in whatever unit it was given, shown in mnkr with the same precision."""
    if fact.number is None:
        return Cell(text=format_fact(fact), fact=fact.key, url=fact.url)
    kronor = fact.number * UNIT_FACTORS[fact.unit]
    decimals = shifted_decimals(fact.decimals, fact.unit, "mnkr")
    return Cell(text=format_number(in_unit(kronor, "mnkr"), decimals=decimals), fact=fact.key, url=fact.url)


def _share(fact: Fact) -> Cell:
    text = format_fact(fact) if fact.number is None else format_number(fact.number, decimals=1)
    return Cell(text=text, fact=fact.key, url=fact.url)


def _prose(line: TargetLine, amount: Fact, share: Fact, reach: Reach | None, sums: Sums | None) -> list[Prose]:
    """What the figures say, in the reader's language, and below it what the unit wrote, in its own."""
    sentences = [_reached_sentence(line, amount, share)]
    if reach and sums and line.target.basis == SavingsTarget.Basis.MEASURES:
        sentences += _reach_sentences(reach, sums)
    found = [Prose(text=" ".join(sentences), lang=get_language(), heading=line.target.name, is_composed=True)]
    if line.row.comment:
        found.append(Prose(text=line.row.comment, lang="sv"))
    return found


def _reach_sentences(reach: Reach, sums: Sums) -> list[str]:
    found = [
        _("The listed measures come to %(total)s, which is %(cover)s of the target.")
        % {"total": ref(sums.listed["listed"]), "cover": ref(reach.listed["listed"])}
    ]
    if sums.once["listed"].number != sums.listed["listed"].number:
        words = {"total": ref(sums.once["listed"]), "cover": ref(reach.once["listed"])}
        found.append(_("With overlaps counted once it is %(total)s: %(cover)s.") % words)
    if reach.listed["decided"].number is not None:
        words = {"total": ref(sums.listed["decided"]), "cover": ref(reach.listed["decided"])}
        found.append(_("What is decided, %(total)s, is %(cover)s.") % words)
    return found


def _reached_sentence(line: TargetLine, amount: Fact, share: Fact) -> str:
    row = line.row
    if share.number is None:
        return _("The target is %(amount)s. Reached so far: %(reason)s.") % {
            "amount": ref(amount),
            "reason": format_fact(share),
        }
    words = {
        "amount": ref(amount),
        "reached": f"[[{line.target.key}.realised|{row.as_given(row.realised)}]]",
        "share": ref(share),
    }
    sentence = _("Of %(amount)s, %(reached)s has been reached: %(share)s.") % words
    if row.share_printed is None:
        return sentence
    printed = format_value(trimmed(row.share_printed), "%")
    return f"{sentence} " + _("The source gives the share as %(printed)s.") % {"printed": printed}


def ref(fact: Fact) -> str:
    """A reference that the report refreshes."""
    return f"[[{fact.key}|{format_fact(fact)}]]"


def _item(line: TargetLine) -> Item:
    target = line.target
    return Item(
        key=target.key,
        kind="savings_target",
        title=target.name,
        attributes={"target": decimal_string(rules.in_tkr(target.amount)) or "", "basis": target.basis},
    )
