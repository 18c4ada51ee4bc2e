"""How the board is doing, in at most three sentences; each number leads to what lies behind it."""

from __future__ import annotations

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.numbers import format_number
from followup.sections import Fact


def headline(facts: dict[str, Fact]) -> tuple[SafeString, ...]:
    """Sentences made from the figures, in the order of weight; those whose figures are missing are left out."""
    return tuple(sentence for sentence in (_economy(facts), _goals(facts), _commissions(facts)) if sentence)


def _economy(facts: dict[str, Fact]) -> SafeString | str:
    now, forecast = facts.get("economy.total.deviation"), facts.get("economy.forecast.assessed")
    if now is None or now.number is None:
        return ""
    if now.number >= 0:
        return _said(_("The result is %(now)s better than budget."), now=_size(now))
    if forecast is None or forecast.number is None:
        return _said(_("The deficit is %(now)s."), now=_size(now))
    if forecast.number >= 0:
        sentence = _("The deficit is %(now)s and is expected to be a surplus of %(forecast)s at the end of the year.")
    else:
        sentence = _("The deficit is %(now)s and is expected to be %(forecast)s at the end of the year.")
    return _said(sentence, now=_size(now), forecast=_size(forecast))


def _goals(facts: dict[str, Fact]) -> SafeString | str:
    met, total = facts.get("goals.status.met"), facts.get("goals.total")
    if met is None or not _any_reported(facts, "goals"):
        return ""
    said = {"met": _linked(met, met.value), "total": total.value}
    gaps = facts.get("goals.status.unassessed")
    if gaps and gaps.number:
        sentence = _("%(met)s of %(total)s sub-goals are met, %(gaps)s are not assessed yet.")
        return _said(sentence, gaps=_linked(gaps, gaps.value), **said)
    return _said(_("%(met)s of %(total)s sub-goals are met."), **said)


def _commissions(facts: dict[str, Fact]) -> SafeString | str:
    if not _any_reported(facts, "commissions"):
        return ""
    done, deviation = facts.get("commissions.status.done"), facts.get("commissions.status.done_deviation")
    if done is None:
        return ""
    said = {"done": _linked(done, done.value), "total": facts["commissions.total"].value}
    count = int(done.number or 0)
    if deviation and deviation.number:
        sentence = ngettext(
            "%(done)s of %(total)s commissions is done, %(deviation)s done with deviation.",
            "%(done)s of %(total)s commissions are done, %(deviation)s done with deviation.",
            count,
        )
        return _said(sentence, deviation=_linked(deviation, deviation.value), **said)
    sentence = ngettext(
        "%(done)s of %(total)s commissions is done.", "%(done)s of %(total)s commissions are done.", count
    )
    return _said(sentence, **said)


def _any_reported(facts: dict[str, Fact], wing: str) -> bool:
    """Whether anything that the wing counts has got a status."""
    total, gaps = facts.get(f"{wing}.total"), facts.get(f"{wing}.status.unassessed")
    return bool(total and total.number and not (gaps and gaps.number == total.number))


def _size(fact: Fact) -> SafeString:
    """A deviation as a size, «335 mnkr»: the sentence says which way."""
    number = format_number(abs(fact.number), decimals=max(fact.decimals, 0))
    return _linked(fact, f"{number}\u00a0{fact.unit}")


def _linked(fact: Fact, text: str | None) -> SafeString:
    return format_html('<a class="fact" href="{}">{}</a>', fact.url, text)


def _said(sentence: str, **parts: str | None) -> SafeString:
    """The sentence with its parts in their places, as HTML."""
    return mark_safe(escape(sentence) % {name: conditional_escape(part) for name, part in parts.items()})
