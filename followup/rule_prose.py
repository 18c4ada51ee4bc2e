"""R6: what a text says of a goal against how the goal is assessed, and a direction against the figures beside it.

Pure functions over sections. Swedish sentences are read, by the words that such texts use: the goal («målet»,
«delmålet», «prognosen»), whether it is reached («nås», «uppfyllt») and how far («inte», «delvis», «helt», «svår»).
A sentence with a condition («om»), a risk, a question or another time («förra året») is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.prose_figures import NUMBER, UNIT_WORDS, number_of, unit_of
from followup.rule_items import STATUS_SCALES, label, name_of, said
from followup.sections import Fact, Item, Section
from followup.status import SCALES
from followup.written import Written, quoted, sentences_of, written_in

_GOALS = ("goal", "sub_goal", "perspective")
_HARD = frozenset({"hard", "not_assessable"})
# That something cannot be said at all is what «no data» says too.
_NOT_POSSIBLE = _HARD | {"no_data"}
_LEFT_ALONE = re.compile(
    r"\?|\b(?:om|ifall|risk\w*|skulle|förra|fjol\w*|föregående|tidigare|annars|utan att"
    # What somebody else thinks is not what the report says.
    r"|anser|menar|tycker|uppger|säger|rapporterar|hävdar)\b",
    re.IGNORECASE,
)
# Two things said in one sentence: «Delmålet är delvis uppfyllt, men en prognos är svår att göra».
_CLAUSES = re.compile(r"[,;–]\s+(?=(?:och|men|eftersom|då|medan|så)\b)|\s+(?=men\b)", re.IGNORECASE)
_GOAL = r"\b(?:del)?mål(?:et|värdet|uppfyllelsen)\b"
_BEFORE = r"(?P<before>(?:\s+[\wåäö.]+){0,6}?)"
_HOW = r"(?P<how>(?:\s+[a-zåäö]+){0,6}?)"
_COMES = re.compile(
    rf"{_GOAL}{_BEFORE}\s+(?:kommer|väntas|förväntas|beräknas|ser\s+ut|bedöms){_HOW}"
    r"\s+(?P<verb>nås|uppnås|uppfyllas|infrias|nå|uppnått|uppfyllt)\b(?P<after>\s+(?:helt|delvis))?",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"{_GOAL}{_BEFORE}\s+(?:är|har){_HOW}"
    r"\s+(?P<verb>uppfyllt|uppnått|nått|uppnåtts|uppfyllts|nåtts)\b(?P<after>\s+(?:helt|delvis))?",
    re.IGNORECASE,
)
_NOW = re.compile(
    rf"{_GOAL}\s+(?P<verb>nås|uppnås|uppfylls)\b(?P<before>)(?P<how>)(?P<after>(?:\s+(?:inte|ej|helt|delvis)){{0,2}})",
    re.IGNORECASE,
)
_PARTICIPLES = {"uppnått", "uppfyllt"}
_YEAR_END = re.compile(r"\b(?:årets slut|årsskiftet|helåret|under året|för året|i år|bokslutet)\b", re.IGNORECASE)
_DIFFICULT = re.compile(
    r"\b(?P<hard>svår\w*)\b|\bomöjlig\w*\b|\binte\s+(?:(?:är|går|möjligt|möjlig)\s+)*(?:att\s+)?(?:göra|ge|lämna|bedöma)\b"
    r"|\b(?:går|är|kan)\s+(?:det\s+)?inte\s+(?:\w+\s+){0,2}?(?:göra|göras|ge|ges|lämna|lämnas|bedöma|bedömas)\b",
    re.IGNORECASE,
)
_FORECAST = re.compile(r"\bprognos\w*", re.IGNORECASE)
_ASSESSED = re.compile(rf"{_GOAL}.*\bbedöm\w*|\bbedöm\w*\b.*{_GOAL}", re.IGNORECASE)

_UP = r"ökar|ökat|ökade|ökning(?:en)?|uppgång(?:en)?|stiger|stigit|steg(?=\s+(?:från|med|till)\b)|växer|vuxit|växte"
_DOWN = r"minskar|minskat|minskade|minskning(?:en)?|nedgång(?:en)?|sjunker|sjunkit|sjönk|faller|fallit|föll"
_DIRECTION = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_FROM_TO = re.compile(
    rf"\bfrån\s+(?:cirka\s+|ca\s+)?(?P<a>{NUMBER})(?:\s*(?P<ua>{UNIT_WORDS}))?(?:\s+(?!till\b)[a-zåäö]+)?\s+till\s+(?:cirka\s+|ca\s+)?"
    rf"(?P<b>{NUMBER})(?:\s*(?P<ub>{UNIT_WORDS}))?",
    re.IGNORECASE,
)
_BY = re.compile(rf"\bmed\s+(?:cirka\s+|ca\s+)?(?P<c>{NUMBER})\s*(?P<uc>{UNIT_WORDS})", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:inte|ej|varken)\b", re.IGNORECASE)
_YEARS = range(1900, 2101)


@dataclass(frozen=True)
class _Claim:
    """What a sentence says of a goal: of `status`, `forecast`, or either, and the codes that would agree."""

    about: tuple[str, ...]
    codes: frozenset[str]
    sentence: str


def check_prose(sections: Iterable[Section]) -> list[Finding]:
    """A warning where a text and the assessment beside it, or two sentences of a text, cannot both be right, and
    where a direction is not that of its figures."""
    found: list[Finding] = []
    for section in sections:
        goals = {item.key: item for item in section.items if item.kind in _GOALS}
        grown = _grown(section)
        for one in written_in(section):
            if one.place in goals:
                found += _of_goal(goals[one.place], one)
            if one.place:
                found += [each for sentence in sentences_of(one.text) for each in _directions(one, sentence, grown)]
    return found


def _of_goal(item: Item, one: Written) -> Iterator[Finding]:
    claims = [claim for sentence in sentences_of(one.text) for claim in _claims(sentence)]
    for name, words in (("status", _("status now")), ("forecast", _("forecast"))):
        own = [claim for claim in claims if claim.about == (name,)]
        clash = next(((a, b) for a in own for b in own if not a.codes & b.codes), None)
        if clash:
            yield _two_ways(item, *clash)
            continue
        code = said(item, name)
        if not own or not code or _is_gap(item, name, code):
            continue
        if code not in own[0].codes:
            yield _against(item, own[0], words, _word(item, name, code))
    either = next((claim for claim in claims if len(claim.about) > 1), None)
    codes = {said(item, "status"), said(item, "forecast")}
    if either and all(codes) and not codes & either.codes and not any(_is_gap(item, "status", one) for one in codes):
        yield _against(item, either, _("status now"), _word(item, "status", said(item, "status")))


def _claims(sentence: str) -> Iterator[_Claim]:
    if not _LEFT_ALONE.search(sentence):
        for clause in _CLAUSES.split(sentence):
            yield from _claim(clause, sentence)


def _claim(clause: str, sentence: str) -> Iterator[_Claim]:
    if difficult := _DIFFICULT.search(clause):
        codes = _HARD if difficult["hard"] else _NOT_POSSIBLE
        if _FORECAST.search(clause) or (_ASSESSED.search(clause) and _YEAR_END.search(clause)):
            yield _Claim(("forecast",), codes, sentence)
        elif _ASSESSED.search(clause):
            yield _Claim(("status",), codes, sentence)
        return
    if found := _COMES.search(clause):
        # «Bedöms vara uppnått» is how it stands, unless the year's end is spoken of.
        is_now = found["verb"].lower() in _PARTICIPLES and not _YEAR_END.search(clause)
        is_now = is_now and not re.search(r"\b(?:kommer|väntas|förväntas|beräknas)\b", found[0], re.IGNORECASE)
        yield _Claim(("status" if is_now else "forecast",), _codes(found), sentence)
    elif found := _IS.search(clause):
        yield _Claim(("status",), _codes(found), sentence)
    elif found := _NOW.search(clause):
        yield _Claim(("status", "forecast"), _codes(found), sentence)


def _codes(found: re.Match[str]) -> frozenset[str]:
    """«inte helt» and «delvis» are partly, «inte» is not met, nothing or «helt» is met."""
    words = set(f"{found['before']} {found['how']} {found['after'] or ''}".lower().split())
    is_negated = bool(words & {"inte", "ej", "aldrig"})
    if ("delvis" in words and not is_negated) or ("helt" in words and is_negated):
        return frozenset({"partly"})
    return frozenset({"not_met"}) if is_negated else frozenset({"met"})


def _is_gap(item: Item, name: str, code: str) -> bool:
    scale = _scale(item, name)
    return code not in SCALES[scale] or SCALES[scale][code].is_gap


def _scale(item: Item, name: str) -> str:
    return "goal_forecast" if name == "forecast" else STATUS_SCALES[item.kind][0]


def _word(item: Item, name: str, code: str) -> str:
    return label(_scale(item, name), code)


def _against(item: Item, claim: _Claim, what: str, word: str) -> Finding:
    words = {"name": name_of(item), "text": quoted(claim.sentence), "what": what, "word": word}
    return Finding(
        rule="R6",
        severity=Severity.WARNING,
        place=item.key,
        expected=word,
        found=words["text"],
        sentence=_("%(name)s: the text says “%(text)s”, and the %(what)s is “%(word)s”.") % words,
        proposal=_("Change the text or the assessment, so that they say the same."),
    )


def _two_ways(item: Item, one: _Claim, other: _Claim) -> Finding:
    words = {"name": name_of(item), "one": quoted(one.sentence), "other": quoted(other.sentence)}
    return Finding(
        rule="R6",
        severity=Severity.WARNING,
        place=item.key,
        expected=words["one"],
        found=words["other"],
        sentence=_("%(name)s: the text says “%(one)s” and also “%(other)s”.") % words,
        proposal=_("Say it in one way."),
    )


def _grown(section: Section) -> list[Fact]:
    """The figures that are a growth: their sign is a direction."""
    keys = {relation.result for relation in section.all_relations() if relation.kind == "growth"}
    return [fact for key, fact in section.all_facts().items() if key in keys and fact.value is not None]


def _directions(one: Written, sentence: str, grown: list[Fact]) -> Iterator[Finding]:
    """The direction of a sentence that has one, against its own figures and those of a growth in the section."""
    said_in = list(_DIRECTION.finditer(sentence))
    ways = {"up" if match["up"] else "down" for match in said_in}
    if len(ways) != 1 or _NEGATED.search(sentence):
        return
    goes_up, word = ways == {"up"}, said_in[0][0]
    span = _span(sentence)
    if span and span[0] != span[1]:
        if (span[1] > span[0]) != goes_up:
            yield _wrong_way(one, sentence, word, _FROM_TO.search(sentence)[0])
        return
    if found := _BY.search(sentence):
        value, unit = number_of(found["c"]), unit_of(found["uc"])
        alike = {fact.number > 0 for fact in grown if unit == "%" and abs(fact.number) == value}
        if len(alike) == 1 and goes_up not in alike:
            sign = "+" if not goes_up else "−"
            yield _wrong_way(one, sentence, word, f"{sign}{found['c']}\u00a0%")


def _span(sentence: str) -> tuple[Decimal, Decimal] | None:
    found = _FROM_TO.search(sentence)
    if not found:
        return None
    first, last = number_of(found["a"]), number_of(found["b"])
    units = {unit_of(found[name] or "") for name in ("ua", "ub")} - {""}
    if len(units) > 1 or (not units and {first, last} <= {Decimal(year) for year in _YEARS}):
        return None
    return first, last


def _wrong_way(one: Written, sentence: str, word: str, figures: str) -> Finding:
    words = {"name": one.name or _("the report"), "word": word, "figures": figures, "text": quoted(sentence)}
    return Finding(
        rule="R6",
        severity=Severity.WARNING,
        place=one.place,
        expected=figures,
        found=word,
        sentence=_("%(name)s says “%(word)s”, and the figures are %(figures)s: “%(text)s”.") % words,
        proposal=_("Change the word or the figures."),
    )
