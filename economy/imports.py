"""Outcomes per frame from a file: which row of the portal each line is about, and what of it would change.

An empty cell says nothing, and changes nothing of what is stored: an amount is taken away by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from django.utils.text import slugify
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from economy.import_signs import doubts
from economy.ledger import STATED
from economy.models import TOTAL, Account, FrameOutcome
from followup.numbers import UNIT_FACTORS, Amount, decimals_of, round_half_up
from followup.precision import common_precision, shifted_decimals
from organisation.imports.target import Column, Line, Record
from organisation.models import Frame
from organisation.places import Place

# What systems and their users call the accounts; the portal's own words are known besides.
_ACCOUNT_WORDS = {
    Account.NET: ("netto", "nettokostnad", "nettokostnader", "verksamhetens nettokostnad", "resultat"),
    Account.INCOME: ("intäkt", "intäkter", "verksamhetens intäkter", "totala intäkter"),
    Account.CARE_INCOME: ("vårdintäkter", "såld vård"),
    Account.PATIENT_DENTAL_INCOME: (
        "patientavgifter",
        "patient- och tandvårdsavgifter",
        "patient- och tandvårdsintäkter",
    ),
    Account.OTHER_INCOME: ("övriga intäkter",),
    Account.COSTS: ("kostnad", "kostnader", "verksamhetens kostnader", "totala kostnader", "bruttokostnader"),
    Account.STAFF: ("personal", "personalkostnad", "personalkostnader", "lönekostnader", "löner"),
    Account.HIRED: ("hyrpersonal", "inhyrd personal", "bemanningsföretag"),
    Account.MEDICINES: ("läkemedel", "läkemedelskostnader"),
    Account.MATERIAL: ("medicinskt material", "material", "sjukvårdsmaterial"),
    Account.OUT_OF_COUNTY: ("utomlänsvård", "utomlän", "köpt vård"),
    Account.OTHER_COSTS: ("övriga kostnader", "övrigt"),
}
_SUM = re.compile(r"^(?:del)?(?:summa|s:a|totalsumma|totalt|total)\b[\s:]*(?P<rest>.*)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d[\d.\-]*\s+(?=\D)")
_GROWTH_DECIMALS = 1
_ORE = 2


class Outcomes:
    """The target «economy.outcomes»."""

    code = "economy.outcomes"
    # Which sum row is the total, and how income is signed, is seen of the whole file.
    reads_whole = True

    def label(self) -> str:
        return _("Outcome, budget and forecast by frame")

    def columns(self, place: Place) -> list[Column]:
        """The frame, the account, the eight columns of money, the deviation and the growth."""
        word = place.unit.root.frame_word
        return [
            Column(
                code="frame",
                label=word or _("Frame"),
                kind="key",
                required=True,
                names=tuple(dict.fromkeys(filter(None, (word.lower(), *_FRAME_NAMES)))),
            ),
            Column(
                code="account",
                label=pgettext("bookkeeping", "Account"),
                kind="key",
                names=("konto", "kontogrupp", "kontoklass", "intäkt/kostnad", "kostnadsslag", "slag", "account"),
            ),
            *(
                Column(code=name, label=_label(name), kind=_KINDS.get(name, "cost"), names=names)
                for name, names in _NAMES.items()
            ),
        ]

    def lines(self, place: Place, records: list[Record], *, whole: list[Record] | None = None) -> list[Line]:
        """Each record with the outcome it is about. Two queries."""
        frames = _Frames(list(place.unit.root.frames.order_by("order")))
        stored = {(row.frame_code, row.account): row for row in FrameOutcome.objects.at(place.unit, place.period)}
        everything = [_found(frames, record) for record in (records if whole is None else whole)]
        _only_last_total(everything)
        sign = _sign_of_income(everything)
        lines = everything if whole is None else _of(everything, records)
        seen: dict[tuple[str, str], Line] = {}
        for found in lines:
            _fill(found, place, stored, seen, sign)
        return [found.line for found in lines]


_FRAME_NAMES = (
    "ram",
    "ramar",
    "verksamhet",
    "verksamhetsområde",
    "område",
    "förvaltning",
    "enhet",
    "ansvar",
    "ansvarsområde",
    "resultatenhet",
    "kod",
    "benämning",
    "frame",
    "service",
)
# Heads as Swedish systems write them. A deviation keeps its sign: minus is a deficit in every file.
_NAMES = {
    "actual": ("utfall", "utfall ack", "ack utfall", "utfall perioden", "periodens utfall", "utfall ackumulerat"),
    "budget": ("budget", "budget ack", "ack budget", "periodbudget", "budget perioden", "budget ackumulerad"),
    "deviation": (
        "avvikelse",
        "budgetavvikelse",
        "avvikelse budget",
        "avvikelse mot budget",
        "avv",
        "diff",
        "differens",
    ),
    "prior_actual": (
        "fg år",
        "föreg år",
        "föregående år",
        "utfall fg år",
        "utfall föregående år",
        "ack utfall fg år",
        "utfall ack fg år",
        "utfall fjolår",
    ),
    "growth": ("förändring %", "förändring i %", "utveckling %", "kostnadsutveckling", "ökning %", "procent", "%"),
    "forecast": ("prognos", "årsprognos", "helårsprognos", "prognos helår", "prognos innevarande år"),
    "prior_forecast": ("föregående prognos", "fg prognos", "föreg prognos", "tidigare prognos", "senaste prognos"),
    "budget_year": ("årsbudget", "budget helår", "helårsbudget", "budget år", "budget året"),
    "prior_year_final": ("bokslut", "bokslut fg år", "bokslut föregående år", "årsutfall fg år", "utfall helår fg år"),
}
_KINDS = {"deviation": "amount", "growth": "percent"}


@dataclass
class _Found:
    """A line under way: the frame's code (or the total's) and the account that it is about, once they are known."""

    line: Line
    frame: Frame | None = None
    code: str = ""
    account: str = Account.NET
    is_sum: bool = False

    @property
    def record(self) -> Record:
        return self.line.record


@dataclass
class _Frames:
    """The board's frames by what a file may call them."""

    frames: list[Frame]
    by_word: dict[str, list[Frame]] = field(default_factory=dict)

    def __post_init__(self):
        for frame in self.frames:
            for word in {_word(frame.name), _word(frame.code), slugify(frame.name)}:
                self.by_word.setdefault(word, []).append(frame)

    def named(self, text: str) -> list[Frame]:
        """The frames with that name or code, also where a number stands before the name: «12 Primärvård»."""
        word = _word(text)
        bare = _NUMBERED.sub("", word)
        first = word.split(" ")[0]
        for one in (word, bare, slugify(bare), first if first != word and first[:1].isdigit() else ""):
            if one and (found := self.by_word.get(one)):
                return found
        return []


def _found(frames: _Frames, record: Record) -> _Found:
    """The frame and account that a record names. A sum row is about the frame that it sums, or the total."""
    text = _text(record, "frame")
    made = _Found(Line(record=record, title=text or _("Row without a name")))
    if not text:
        made.line.left_out = _("The row names no frame.")
        return made
    _find_account(made, _text(record, "account"))
    if made.line.errors:
        return made
    candidates = frames.named(text)
    summed = _SUM.match(text)
    if not candidates and summed and not (rest := summed["rest"].strip()):
        made.code, made.is_sum = TOTAL, True
    elif not candidates and summed:
        candidates = frames.named(rest)
        if not candidates and not _as_account(made, rest):
            made.line.left_out = _("A sum row: there is no frame that is called “%(name)s”.") % {"name": rest[:60]}
    elif not candidates and not (_text(record, "account") == "" and _as_account(made, text)):
        made.line.errors.append(_unknown(text))
    if len(candidates) > 1:
        codes = ", ".join(frame.code for frame in candidates)
        what = _("More than one frame is called “%(name)s”. Write the code instead: %(codes)s.")
        made.line.errors.append(what % {"name": text[:60], "codes": codes})
    elif candidates:
        made.frame, made.code = candidates[0], candidates[0].code
    return made


def _find_account(made: _Found, text: str) -> None:
    if not text:
        return
    account = _account(text)
    if account is None:
        words = ", ".join(str(one.label) for one in Account)
        what = _("“%(name)s” is no account that the portal knows. Write one of these: %(accounts)s.")
        made.line.errors.append(what % {"name": text[:60], "accounts": words})
        return
    made.account = account


def _as_account(made: _Found, text: str) -> bool:
    """A row that names an account in place of a frame is about that account of the total."""
    account = _account(text)
    if account is None:
        return False
    made.code, made.account = TOTAL, account
    return True


def _unknown(text: str) -> str:
    return _(
        "There is no frame that is called “%(name)s”. Check the spelling, or let an administrator add it: frames are "
        "added under Administration, Frames."
    ) % {"name": text[:60]}


def _of(everything: list[_Found], records: list[Record]) -> list[_Found]:
    """Those of the records, in their order."""
    by_place = {(found.record.sheet, found.record.row): found for found in everything}
    return [by_place[record.sheet, record.row] for record in records]


def _only_last_total(lines: list[_Found]) -> None:
    """Of several bare sum rows of one account, the last is the total; those before it do not say what they sum."""
    last = {found.account: found for found in lines if found.is_sum}
    for found in lines:
        if found.is_sum and found is not last[found.account]:
            found.code = ""
            found.line.left_out = _("A sum row that does not say what it sums.")


def _sign_of_income(lines: Iterable[_Found]) -> int:
    """-1 where the file writes income with the other sign than the portal does: as most of its income amounts are.

    Bookkeeping writes income with a minus, and where costs are turned, what stood without a sign is turned too.
    """
    amounts = [
        amount.kronor
        for found in lines
        if found.code and Account(found.account).is_income
        for name in STATED
        if name not in _KINDS and isinstance(amount := found.record.values.get(name), Amount)
    ]
    return -1 if sum(amount < 0 for amount in amounts) > sum(amount > 0 for amount in amounts) else 1


def _fill(found: _Found, place: Place, stored: dict, seen: dict, sign: int) -> None:
    """The row with what the record changes of it."""
    line = found.line
    if line.errors or line.left_out or not found.code:
        return
    key = (found.code, found.account)
    label = _("Total") if found.frame is None else found.frame.name
    line.title = label if found.account == Account.NET else f"{label}: {Account(found.account).label}"
    changes = _changes(found, stored.get(key), sign)
    if not changes:
        line.left_out = _("The row holds no figures.")
        return
    if key in seen:
        what = _("The same is said in %(where)s. Keep one of them in the file.")
        line.errors.append(what % {"where": seen[key].record.where})
        return
    seen[key] = line
    line.row = stored.get(key) or FrameOutcome(
        unit=place.unit, period=place.period, account=found.account, **FrameOutcome.about(found.frame)
    )
    line.changes = changes
    amounts = {name: value for name, value in found.record.values.items() if isinstance(value, Amount)}
    line.remarks = doubts(amounts, changes, is_income=Account(found.account).is_income)


def _changes(found: _Found, row: FrameOutcome | None, sign: int) -> dict:
    values = found.record.values
    amounts = {name: values[name] for name in STATED if isinstance(values.get(name), Amount)}
    turned = sign if Account(found.account).is_income else 1
    changes: dict = {
        name: round_half_up(amount.kronor * (1 if name in _KINDS else turned), _ORE)
        for name, amount in amounts.items()
    }
    if amounts:
        changes |= _precision(amounts, row)
    if changes.get("deviation") is not None and row and row.missing_reason:
        changes["missing_reason"] = ""
    if amounts and row and row.approximate:
        changes["approximate"] = ""
    if (growth := values.get("growth")) is not None:
        changes["growth_pct"] = round_half_up(growth, 3)
        changes["growth_decimals"] = min(decimals_of(growth), _GROWTH_DECIMALS)
    return changes


def _precision(amounts: dict[str, Amount], row: FrameOutcome | None) -> dict:
    """The unit and decimals of the file's amounts; of those that stay in the row too, where they are finer."""
    given = list(amounts.values())
    if row and any(getattr(row, name) is not None for name in STATED if name not in amounts):
        given.append(Amount(kronor=Decimal(0), unit=row.amount_unit, decimals=row.amount_decimals))
    unit, decimals = common_precision(given, default=given[0].unit)
    # An amount is kept to the öre: what a spreadsheet computes beyond it is no precision.
    finest = shifted_decimals(_ORE, "kr", unit) if unit in UNIT_FACTORS else decimals
    return {"amount_unit": unit, "amount_decimals": min(decimals, finest)}


def _account(text: str) -> str | None:
    word = _word(text)
    summed = _SUM.match(word)
    for one in (word, summed["rest"].strip() if summed else "", _NUMBERED.sub("", word)):
        if one and (found := _accounts(get_language()).get(one)):
            return found
    return None


@cache
def _accounts(_language: str) -> dict[str, str]:
    """What an account may be called, in lower case: its code, the portal's word in the reader's language, and the
    words of systems. Made once for each language: it is asked of every row of a file."""
    found = {word: account.value for account, words in _ACCOUNT_WORDS.items() for word in words}
    for account in Account:
        found |= {_word(str(account.label)): account.value, account.value: account.value}
    return found


def _label(name: str) -> str:
    """What a column is called, as a heading."""
    words = str(_("growth, per cent") if name == "growth" else FrameOutcome._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def _text(record: Record, name: str) -> str:
    return " ".join(str(record.values.get(name) or "").split())


def _word(text: str) -> str:
    """As words are compared: any space is one, capitals do not matter."""
    return " ".join(text.split()).casefold()


OUTCOMES = Outcomes()
