"""The facts of the economy: every figure with its key, its precision, its source and its rule in words."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from economy import rules
from economy.ledger import DEVIATIONS, DIFFERENCES
from economy.models import TOTAL, Account, DeviationPart, Figure, FrameOutcome, KeyFigure
from economy.reported import Reported
from followup.numbers import UNIT_FACTORS, round_half_up, trimmed
from followup.precision import shifted_decimals
from followup.sections import NO_ROW, Fact, day, decimal_string
from organisation.places import figure_url

NOT_REPORTED = "not_reported"
# What each amount of an outcome is called, and what it is, in words.
_AMOUNTS = {
    "deviation": (
        gettext_lazy("deviation from budget"),
        gettext_lazy("Outcome against the budget of the period; minus is a deficit."),
    ),
    "actual": (gettext_lazy("actual"), gettext_lazy("Booked in the period.")),
    "budget": (gettext_lazy("budget"), gettext_lazy("The budget of the period.")),
    "prior_actual": (gettext_lazy("actual last year"), gettext_lazy("Booked in the same period of last year.")),
    "change": (
        gettext_lazy("change from last year"),
        gettext_lazy("The difference from the same period of last year."),
    ),
    "forecast": (gettext_lazy("forecast for the year"), gettext_lazy("What is expected for the whole year.")),
    "prior_forecast": (gettext_lazy("previous forecast"), gettext_lazy("The forecast of the period before.")),
    "budget_year": (gettext_lazy("budget for the year"), gettext_lazy("The budget of the whole year.")),
    "forecast_deviation": (
        gettext_lazy("expected deviation for the year"),
        gettext_lazy("The forecast against the budget of the year; minus is a deficit."),
    ),
    "prior_forecast_deviation": (
        gettext_lazy("expected deviation by the previous forecast"),
        gettext_lazy("The previous forecast against the budget of the year; minus is a deficit."),
    ),
    "prior_year_final": (gettext_lazy("final outcome last year"), gettext_lazy("Booked in the whole of last year.")),
}
_BUDGET_LESS = gettext_lazy("Computed: the budget less the outcome.")
_INCOME_LESS = gettext_lazy("Computed: the outcome less the budget.")
_SUBTOTAL = gettext_lazy("Computed: the sum of those below.")
# The words stand in front of a colon or alone: «Tandvård, besök: förändring».
_FIGURE_PARTS = {
    "prior_value": ("prior", pgettext_lazy("part of a key figure", "before")),
    "change": ("change", pgettext_lazy("part of a key figure", "change")),
}


def frame_name(at: Reported, code: str) -> str:
    """The frame's name, «Total» for the unit as a whole."""
    return next(
        (frame.name for frame in at.all_frames if frame.code == code), pgettext("the unit as a whole", "Total")
    )


def row_key(code: str, account: str = Account.NET) -> str:
    """The key that the facts of an outcome begin with."""
    return FrameOutcome(frame_code=code, account=account).key


def amount_fact(
    at: Reported, key: str, label: str, row, name: str, *, rule: str, signed: bool = True, hedge=""
) -> Fact:
    """An amount of a row in the board's unit, as exactly as it was given; missing where there is none."""
    kronor = getattr(row, name) if row else None
    reason = getattr(row, "missing_reason", "") or NOT_REPORTED
    return Fact(
        key=key,
        label=label,
        value=None if kronor is None else decimal_string(rules.in_unit(kronor, at.money)),
        unit=at.money,
        decimals=shifted_decimals(row.amount_decimals, row.amount_unit, at.money) if row else 0,
        approximate=hedge,
        missing=reason if kronor is None else "",
        as_of=day(at.period.end),
        source=row.source if row else "",
        rule=rule,
        url=figure_url(at.unit, at.period, key),
        signed=signed,
        row=row.key if row else NO_ROW,
    )


def outcome_facts(at: Reported, code: str, account: str) -> list[Fact]:
    """The facts of one account: its deviation always, of the rest what there is (growth always of the total)."""
    names = [name for name in _AMOUNTS if name == "deviation" or at.amount(code, name, account)]
    facts = [_outcome_fact(at, code, account, name) for name in names]
    growth = outcome_growth(at, code, account)
    return [*facts, growth] if growth.value is not None or (code, account) == (TOTAL, Account.NET) else facts


def _outcome_fact(at: Reported, code: str, account: str, name: str) -> Fact:
    """One amount, with the board's sign of costs; what it follows from where it is not stated."""
    row, known = at.outcome(code, account), at.amount(code, name, account)
    key, (label, rule) = f"{row_key(code, account)}.{name}", _AMOUNTS[name]
    sign = at.sign(account) if name not in DIFFERENCES else 1
    said = {"stated": rule, "difference": f"{rule} {_how(account)}", "subtotal": f"{rule} {_SUBTOTAL}"}
    of_row = row if row and known.origin != "subtotal" else None
    return Fact(
        key=key,
        label=f"{_what(at, code, account)}: {label}",
        value=decimal_string(rules.in_unit(sign * known.kronor, at.money)) if known else None,
        unit=at.money,
        decimals=known.decimals,
        approximate=row.approximate if row and known.origin == "stated" else "",
        missing="" if known else (row and row.missing_reason) or NOT_REPORTED,
        as_of=day(at.period.end),
        source=of_row.source if of_row else "",
        rule=_with_note(said.get(known.origin, rule), row),
        url=figure_url(at.unit, at.period, key),
        signed=name in DEVIATIONS,
        row=of_row.key if of_row else NO_ROW,
    )


def _how(account: str):
    return _INCOME_LESS if Account(account).is_income else _BUDGET_LESS


def outcome_growth(at: Reported, code: str, account: str) -> Fact:
    """The growth of an account as it is stated, else as it follows from the amounts."""
    row, key, what = at.outcome(code, account), row_key(code, account), _what(at, code, account)
    value = at.ledger.growth(code, account)
    if value is None or (row and row.growth_pct is not None):
        return growth_fact(at, key, what, row)
    rounded = round_half_up(value, 1)
    return replace(
        growth_fact(at, key, what, None),
        value=decimal_string(rounded),
        missing="",
        source=row.source if row else "",
        rule=_with_note(_("Computed from the outcome and that of the same period of last year."), row),
    )


def growth_fact(at: Reported, key: str, what: str, row: FrameOutcome | KeyFigure | None) -> Fact:
    """The change from last year in per cent."""
    value = row.growth_pct if row else None
    label, rule = _("growth from last year"), _("The change from the same period of last year, in per cent.")
    return Fact(
        key=f"{key}.growth",
        label=f"{what}: {label}",
        value=None if value is None else decimal_string(trimmed(value)),
        unit="%",
        decimals=row.growth_decimals if row else 1,
        missing=NOT_REPORTED if value is None else "",
        as_of=day(at.period.end),
        source=row.source if row else "",
        rule=_with_note(rule, row),
        url=figure_url(at.unit, at.period, f"{key}.growth"),
        signed=True,
        row=row.key if row else NO_ROW,
    )


def part_fact(at: Reported, row: DeviationPart) -> Fact:
    """One named part of a frame's deviation."""
    label = f"{frame_name(at, row.frame_code)}: {row.label}"
    rule = _("A part of the deviation that is named in the text.")
    return amount_fact(at, row.key, label, row, "amount", rule=rule, hedge=row.approximate)


def figure_facts(at: Reported, row: KeyFigure) -> list[Fact]:
    """A key figure with what it was before, its change and its growth, as far as they are known."""
    what = _figure_name(at, row)
    facts = (
        []
        if row.value is None
        else [_figure_fact(at, row, row.key, what, row.value, row.code == Figure.BUDGET_CHANGE)]
    )
    for name, (suffix, label) in _FIGURE_PARTS.items():
        if (value := getattr(row, name)) is not None:
            facts.append(_figure_fact(at, row, f"{row.key}.{suffix}", f"{what}: {label}", value, name == "change"))
    if row.growth_pct is not None:
        facts.append(growth_fact(at, row.key, what, row))
    return facts


def _figure_fact(at: Reported, row: KeyFigure, key: str, label: str, value, signed: bool) -> Fact:
    is_money = row.value_unit in UNIT_FACTORS
    unit = at.money if is_money else row.value_unit
    return Fact(
        key=key,
        label=label,
        value=decimal_string(rules.in_unit(value, unit if is_money else "kr")),
        unit=unit,
        decimals=shifted_decimals(row.decimals, row.value_unit, unit) if is_money else row.decimals,
        as_of=day(at.period.end),
        source=row.source,
        rule=row.note,
        url=figure_url(at.unit, at.period, key),
        signed=signed,
        row=row.key,
    )


def other_income_fact(at: Reported, known: dict[str, Fact]) -> Fact | None:
    """What is left of the deviation of income when care, patients and dental care are taken from it (P28).

    None where it is reported itself, or where a part of it is not known.
    """
    key = f"{row_key(TOTAL, Account.OTHER_INCOME)}.deviation"
    whole, *parts = (known.get(f"{row_key(TOTAL, account)}.deviation") for account in _INCOME)
    if key in known or not whole or whole.number is None or any(not p or p.number is None for p in parts):
        return None
    return Fact(
        key=key,
        label=f"{_what(at, TOTAL, Account.OTHER_INCOME)}: {_AMOUNTS['deviation'][0]}",
        value=decimal_string(whole.number - sum(part.number for part in parts)),
        unit=at.money,
        decimals=max(whole.decimals, *(part.decimals for part in parts)),
        as_of=day(at.period.end),
        rule=_("Derived: the deviation of all income less that of care, patient fees and dental income."),
        url=figure_url(at.unit, at.period, key),
        signed=True,
        row=NO_ROW,
    )


_INCOME = (Account.INCOME, Account.CARE_INCOME, Account.PATIENT_DENTAL_INCOME)


def _what(at: Reported, code: str, account: str) -> str:
    """«Primärvård», «Primärvård, personalkostnader»."""
    name = frame_name(at, code)
    return name if account == Account.NET else f"{name}, {_lower(Account(account).label)}"


def _figure_name(at: Reported, row: KeyFigure) -> str:
    label = str(row.get_code_display())
    return label if row.frame_code == TOTAL else f"{frame_name(at, row.frame_code)}, {_lower(label)}"


def _lower(label) -> str:
    text = str(label)
    return text[:1].lower() + text[1:]


def _with_note(rule, row) -> str:
    return " ".join(filter(None, (str(rule), row.note if row else "")))
