"""Every address of the portal, with what it is for: the access matrix reads it, and an undeclared one fails.

`kind` says who may what: see tests/project/test_access_matrix.py. `kwargs` are those of the real board.
"""

from __future__ import annotations

from dataclasses import dataclass, field

AT = {"unit": "vasterbotten-hsn", "period": "2025"}


@dataclass(frozen=True)
class Route:
    """public · own (any logged-in person) · view (GET, who may see the period) · edit (GET and POST, who may
    write in the unit) · verb (POST only)."""

    kind: str
    kwargs: dict[str, str] = field(default_factory=dict)


def _at(kind, **kwargs):
    return Route(kind, {**AT, **kwargs})


ROUTES: dict[str, Route] = {
    "start": Route("own"),
    "login": Route("public"),
    "logout": Route("own-verb"),
    "set_language": Route("public-verb"),
    "health": Route("public"),
    "board": _at("view"),
    "figure": _at("view", key="goals.total"),
    "submit": _at("verb"),
    "organisation:return": _at("verb"),
    "organisation:approve": _at("verb"),
    "organisation:unlock": _at("verb"),
    "goals:list": _at("view"),
    "goals:assess": _at("edit", code="m1a"),
    "goals:indicator": _at("edit", code="i05"),
    "commissions:list": _at("view"),
    "commissions:report": _at("edit", code="u03"),
    "commissions:figure": _at("edit", code="u03", figure="share"),
    "savings:list": _at("view"),
    "savings:status": _at("edit", code="s07"),
    "savings:target": _at("edit", code="own_plans"),
    "staffing:list": _at("view"),
    "staffing:sick": _at("edit", group="alla", key="total"),
    "staffing:hired": _at("edit", frame="primarvard"),
    "staffing:share": _at("edit"),
    "staffing:headcount": _at("edit"),
    "staffing:text": _at("edit", topic="headcount"),
    "economy:list": _at("view"),
    "economy:outcome": _at("edit", frame="primarvard", account="net"),
    "economy:part": _at("edit", frame="anslag-administration", code="statsbidrag"),
    "economy:figure": _at("edit", frame="tandvard", code="visits"),
    "economy:commentary": _at("edit", topic="primarvard"),
    "economy:forecast": _at("edit"),
    "economy:deviation": _at("edit", code="lakemedel"),
    "reports:report": _at("view"),
    "reports:pdf": _at("view"),
    "reports:html": _at("view"),
    "reports:json": _at("view"),
    "reports:chapters": _at("view"),
    "reports:chapter": _at("edit", code="summary"),
}
