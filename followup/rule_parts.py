"""R11: a text refers to a table, a chart, an annex or a note that is not there. R21: a text is cut off.

Pure functions over sections. Swedish texts are read. A text's table stands in its own section, or next to it: in the
section before or after where the text has one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from followup.charts import Chart
from followup.findings import Finding, Severity
from followup.sections import Figures, Section, StatusList, Table
from followup.written import Written, on_one_line, quoted, sentences_of, written_in

_TABLE = re.compile(
    r"\b(?:nedanstående|följande|ovanstående)\s+(?:\w+\s+)?(?:tabell(?:er)?|diagram|figur(?:er)?)\b"
    r"|\b(?:tabell(?:en|erna)?|diagram(?:met|men)?|figur(?:en|erna)?)\s+(?:nedan|ovan)\b",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"\b(?:i|se|enligt|av)\s+(?:en\s+)?(?P<annex>bilag(?:a|an|or|orna)(?:\s+\d+)?)\b", re.IGNORECASE)
_ANNEX_TITLE = re.compile(r"\b(?:bilag|annex|appendi)", re.IGNORECASE)
_STAR = re.compile(r"(?<=[\wåäö%])\*(?=[\s.,;)]|$)")
_EMPHASIS = re.compile(r"\*\*?[^*\n]+\*\*?")
# What no sentence ends with.
_OPEN_ENDS = re.compile(
    r"(?:och|eller|samt|men|att|som|för|till|från|med|utan|av|på|i|under|över|vid|om|när|där|den|det|de|en|ett|är|var"
    r"|har|kan|ska|kommer|totalt|per|genom|inom|mellan)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 4


def check_references(sections: Iterable[Section], chapters: Iterable[str] = ()) -> list[Finding]:
    """A warning for each sentence that refers to what is not there. `sections` are those of a whole report, in its
    order, and `chapters` the titles of its chapters."""
    parts = list(sections)
    has_annex = any(_ANNEX_TITLE.search(title) for title in (*chapters, *(part.title for part in parts)))
    found: list[Finding] = []
    for number, part in enumerate(parts):
        near = [part, *(one for one in (_at(parts, number - 1), _at(parts, number + 1)) if one)]
        has_table = any(_shows_figures(one) for one in near)
        for one in written_in(part):
            if one.place:
                found += _missing(one, has_table=has_table, has_annex=has_annex)
    return found


def check_cut_off(sections: Iterable[Section]) -> list[Finding]:
    """A notice for each text that begins or ends in the middle of a sentence."""
    return [
        finding
        for part in sections
        for one in written_in(part)
        if one.place and not one.is_of_item
        for finding in _cut_off(one)
    ]


def _at(parts: list[Section], number: int) -> Section | None:
    return parts[number] if 0 <= number < len(parts) else None


def _shows_figures(section: Section) -> bool:
    return any(
        isinstance(block, Table | Chart | Figures | StatusList) for part in section.walk() for block in part.blocks
    )


def _missing(one: Written, *, has_table: bool, has_annex: bool) -> Iterator[Finding]:
    for sentence in sentences_of(one.text):
        if not has_table and (found := _TABLE.search(sentence)):
            yield _finding(one, sentence, found[0])
        if not has_annex and (found := _ANNEX.search(sentence)):
            yield _finding(one, sentence, found["annex"])
    plain = _EMPHASIS.sub("", one.text)
    stars = _STAR.findall(plain)
    if stars and not re.search(r"^\s*\*\s*\S", plain, re.MULTILINE):
        line = next(line for line in one.text.splitlines() if _STAR.search(_EMPHASIS.sub("", line)))
        yield _finding(one, line, "*")


def _finding(one: Written, sentence: str, what: str) -> Finding:
    words = {"name": one.name or _("the report"), "what": what, "text": quoted(sentence)}
    return Finding(
        rule="R11",
        severity=Severity.WARNING,
        place=one.place,
        expected=what,
        found="",
        sentence=_("%(name)s refers to “%(what)s”, which is not there: “%(text)s”.") % words,
        proposal=_("Add what is referred to, or take the reference away."),
    )


def _cut_off(one: Written) -> Iterator[Finding]:
    """A text that begins with a small letter, or ends with a word that no sentence ends with."""
    plain = on_one_line(one.text)
    words = plain.split()
    if len(words) < _FEWEST_WORDS:
        return
    begins = words[0][:1].islower() and not one.text.lstrip().startswith(("-", "*", "1."))
    ends = bool(_OPEN_ENDS.fullmatch(words[-1])) or words[-1].endswith((",", "-"))
    if begins or ends:
        where = _("begins in the middle of a sentence") if begins else _("ends in the middle of a sentence")
        piece = " ".join(words[:8] if begins else words[-8:])
        said = {"name": one.name or _("the report"), "where": where, "text": piece}
        yield Finding(
            rule="R21",
            severity=Severity.NOTICE,
            place=one.place,
            expected="",
            found=piece,
            sentence=_("%(name)s %(where)s: “%(text)s”.") % said,
            proposal=_("See whether something has been lost, and write the whole sentence."),
        )
