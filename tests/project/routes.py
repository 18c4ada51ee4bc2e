"""Every address of the portal, with what it is for: the access matrix reads it, and an undeclared one fails.

`kind` says who may what: see tests/project/test_access_matrix.py. `kwargs` are those of the real board.
"""

from __future__ import annotations

from dataclasses import dataclass, field

AT = {"unit": "vasterbotten-hsn", "period": "2025"}
# Somebody with a role in the board, whom the matrix adds.
PERSON = 2_000_000_000


@dataclass(frozen=True)
class Route:
    """public · own (any logged-in person) · leaving (POST, logged in or not) · account-form (GET and POST, one's own
    account) · again (asks first who one is) · none (of what one has not got) · sessions · end-session · view (GET,
    who may see the period) · edit (GET and POST, who may write in the unit) · verb (POST only) · step (POST;
    GET leads to the submission) · history and restore (who reports in the unit) · drafts (GET, who sees what is not
    approved) · draft-part (a part of such a page, which leads to it) · controller (an act of the controller's) ·
    sealed (what the board has nothing of: what is sealed, a quality star) · kept (GET, a text of one's own that there
    is not) · presence (POST, who writes in the unit) · plan (GET and POST, who changes the board's plans) · plan-file
    (GET, who changes them) · verify (GET and POST, the controller) · imports
    and import (GET; GET and POST: who imports) · no-import, no-import-form and no-import-verb (of an import that there
    is not) · no-edit (GET and POST, of a row that the board has not)."""

    kind: str
    kwargs: dict[str, str] = field(default_factory=dict)


def _at(kind, **kwargs):
    return Route(kind, {**AT, **kwargs})


def _manage(kind, **kwargs):
    return Route(kind, {"board": AT["unit"], **kwargs})


ROUTES: dict[str, Route] = {
    "start": Route("own"),
    "account_login": Route("public"),
    "account_logout": Route("leaving"),
    "account": Route("own"),
    "whoami": Route("public"),
    "account_inactive": Route("public"),
    "account_reauthenticate": Route("account-form"),
    "account_change_password": Route("account-form"),
    "account_reset_password": Route("public"),
    "account_reset_password_done": Route("public"),
    "account_reset_password_from_key": Route("public", {"uidb36": "1", "key": "a-b"}),
    "account_reset_password_from_key_done": Route("public"),
    "mfa_index": Route("own"),
    "mfa_authenticate": Route("again"),
    "mfa_reauthenticate": Route("again"),
    "mfa_activate_totp": Route("again"),
    "mfa_deactivate_totp": Route("none"),
    "mfa_view_recovery_codes": Route("none"),
    "mfa_generate_recovery_codes": Route("again"),
    "usersessions_list": Route("sessions"),
    "end_session": Route("end-session", {"pk": "1"}),
    "set_language": Route("public-verb"),
    "health": Route("public"),
    "roles": Route("own"),
    "draft_key": Route("own-verb"),
    "kept:list": Route("own"),
    "kept:file": Route("kept", {"pk": "1"}),
    "kept:remove": Route("end-session", {"pk": "1"}),
    "manage:people": _manage("manage-list"),
    "manage:add_person": _manage("manage"),
    "manage:admit": _manage("manage"),
    "manage:person": _manage("manage", person=PERSON),
    "manage:give_role": _manage("manage-verb", person=PERSON),
    "manage:take_role": _manage("manage-verb", person=PERSON),
    "manage:send_link": _manage("manage-verb", person=PERSON),
    "manage:units": _manage("manage-list"),
    "manage:add_unit": _manage("manage"),
    "manage:unit": _manage("manage", unit="vasterbotten-hsn-umea"),
    "manage:settings": _manage("manage"),
    "manage:add_board": _manage("manage"),
    "manage:periods": _manage("manage-list"),
    "manage:add_period": _manage("manage"),
    "manage:add_quarters": _manage("manage-verb"),
    "manage:period": _manage("manage", period="2025"),
    "manage:frames": _manage("manage"),
    "manage:areas": _manage("manage"),
    "manage:bodies": _manage("manage"),
    "manage:log": _manage("manage-list"),
    "star_settings": _manage("manage-list"),
    "star_add": _manage("manage-verb"),
    "plan_board": _manage("manage"),
    "plan_board_build": _manage("manage-verb"),
    "plan_board_template": _manage("manage-list"),
    "board": _at("view"),
    "presence": _at("presence"),
    "figure": _at("view", key="goals.total"),
    "reporting": _at("drafts"),
    "reporting_head": _at("draft-part"),
    "reporting_row": _at("draft-part", key="goals.m1a"),
    "carry": _at("verb", key="goals.m1a"),
    "submit": _at("step"),
    "organisation:return": _at("step"),
    "organisation:approve": _at("step"),
    "organisation:unlock": _at("step"),
    "organisation:submission": _at("view"),
    "organisation:history": _at("history", key="goals.m1a"),
    "organisation:restore": _at("restore", key="goals.m1a"),
    "progress": _at("drafts"),
    "imports:list": _at("imports"),
    "imports:new": _at("import"),
    "imports:detail": _at("no-import", pk="0"),
    "imports:file": _at("no-import", pk="0"),
    "imports:columns": _at("no-import-form", pk="0"),
    "imports:take_back": _at("no-import-form", pk="0"),
    "imports:discard": _at("no-import-verb", pk="0"),
    "imports:read": _at("no-import-verb", pk="0"),
    "imports:again": _at("no-import-verb", pk="0"),
    "imports:leave_out": _at("no-import-verb", pk="0"),
    "imports:apply": _at("no-import-verb", pk="0"),
    "goals:list": _at("view"),
    "goals:assess": _at("edit", code="m1a"),
    "goals:indicator": _at("edit", code="i05"),
    "goals:sheet": _at("view", code="i05"),
    "goals:kolada": _at("import"),
    "goals:star": _at("sealed"),
    "goals:report": _at("drafts"),
    "goals:activity": _at("no-edit", code="a01"),
    "goals:plan": _at("plan"),
    "goals:plan_write": _at("verb"),
    "goals:plan_undo": _at("verb", year=2026),
    "goals:plan_template": _at("plan-file"),
    "goals:plan_filled": _at("plan-file", year=2025),
    "commissions:list": _at("view"),
    "commissions:report": _at("edit", code="u03"),
    "commissions:figure": _at("edit", code="u03", figure="share"),
    "savings:list": _at("view"),
    "savings:status": _at("edit", code="s07"),
    "savings:target": _at("edit", code="own_plans"),
    "savings:measure": _at("view", code="s07"),
    "savings:quick": _at("edit", code="s07"),
    "savings:verify": _at("verify", code="s07"),
    "savings:add_measure": _at("plan"),
    "savings:change_measure": _at("plan", code="s07"),
    "savings:steps": _at("plan", code="s07"),
    "savings:add_target": _at("plan"),
    "savings:change_target": _at("plan", code="own_plans"),
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
    "economy:observed": _at("edit", code="fvis"),
    "economy:add_profile": _at("plan"),
    "economy:profile": _at("plan", code="fvis"),
    "economy:deviation": _at("edit", code="lakemedel"),
    "reports:report": _at("view"),
    "reports:pdf": _at("view"),
    "reports:html": _at("view"),
    "reports:xlsx": _at("view"),
    "reports:json": _at("view"),
    "reports:review": _at("drafts"),
    "reports:seal": _at("controller"),
    "reports:correct": _at("controller"),
    "reports:sealed": _at("sealed", number="0"),
    "reports:sealed_pdf": _at("sealed", number="0"),
    "reports:sealed_html": _at("sealed", number="0"),
    "reports:sealed_xlsx": _at("sealed", number="0"),
    "reports:sealed_json": _at("sealed", number="0"),
    "tables": _at("view", wing="economy"),
    "reports:chapters": _at("view"),
    "reports:chapter": _at("edit", code="summary"),
}
