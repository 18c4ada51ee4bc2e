"""The made-up board of fixtures/exempelnamnden: set up and filled by the functions that the portal's pages call."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from boardportal.demo import accounts
from boardportal.example_commissions import add_commissions
from boardportal.example_goals import add_earlier_report, add_goals
from boardportal.example_meetings import add_meetings
from goals.models import GoalAssessment
from goals.star_plan import add_star
from organisation import actions, administration
from organisation.fixtures import ensure
from organisation.imports import applying, doubting, staging
from organisation.imports.mapping import view_of
from organisation.imports.targets import targets
from organisation.models import Import, Organisation, Role, Unit, Upload, User
from organisation.outline import parse
from organisation.places import Place
from reports.models import ChapterText
from staffing.models import ManagerSpan, SpanBand
from staffing.span import bands

FOLDER = settings.BASE_DIR / "fixtures" / "exempelnamnden"
SLUG = "exempelnamnden"
ACCOUNTS = [
    ("exempel-administrator", Role.ADMINISTRATOR, SLUG, "Administratör"),
    ("exempel-planerare", Role.PLANNER, SLUG, "Planerare"),
    ("exempel-chef", Role.MANAGER, SLUG, "Chef"),
    ("exempel-controller", Role.CONTROLLER, SLUG, "Controller"),
    ("exempel-ledamot", Role.BOARD_MEMBER, SLUG, "Ledamot"),
]
# What the accounts are called, and what they do.
_PEOPLE = {
    "administrator": "administrator",
    "planerare": "planner",
    "chef": "manager",
    "controller": "controller",
}


def load_example() -> Unit:
    """The made-up board with its figures for one quarter; as it stands where there is one already. Atomic."""
    found = Unit.objects.filter(slug=SLUG).first()
    if found:
        return found
    data = json.loads((FOLDER / "board.json").read_text("utf-8"))
    with transaction.atomic(), translation.override(data["board"]["language"]):
        # Its region is made up too: no page lets a board begin one.
        organisation = ensure(Organisation, name=data["organisation"]["name"], defaults=data["organisation"])
        board = Unit.objects.create(organisation=organisation, kind=Unit.Kind.BOARD, **data["board"])
        example_accounts()
        _set_up(board, data, by=User.objects.get(username="exempel-administrator"))
        _add_units(board, data, by=User.objects.get(username="exempel-administrator"))
        people = {role: User.objects.get(username=f"exempel-{name}") for name, role in _PEOPLE.items()}
        add_earlier_report(board, data["earlier"], people)
        add_goals(board, data["goals"], people)
        for one in data["imports"]:
            _import(board, data["period"], FOLDER / one["file"], one)
        _write_span(board, data)
        _write_star(board, data)
        _write_summary(board, data)
        add_commissions(
            board,
            data["commissions"],
            period=data["period"],
            administrator=User.objects.get(username="exempel-administrator"),
            keeper=User.objects.get(username="exempel-planerare"),
        )
        add_meetings(board, data["meetings"], by=User.objects.get(username="exempel-administrator"))
    return board


def example_accounts() -> list[tuple[str, str, str]]:
    """The board's accounts as (username, role, unit), created where they are missing."""
    return accounts(ACCOUNTS)


def _set_up(board: Unit, data: dict, *, by: User) -> None:
    administration.add_quarters(board=board, year=data["year"], by=by)
    frames = parse("\n".join(data["frames"]), max_length=120)
    areas = parse("\n".join(data["areas"]), max_length=120)
    nothing = administration.fingerprint(administration.outline_values([]))
    administration.set_frames(board=board, lines=frames, seen=nothing, by=by)
    administration.set_areas(board=board, lines=areas, seen=nothing, by=by)


def _import(board: Unit, slug: str, file: Path, one: dict) -> None:
    """One file by the import engine, its columns as they are proposed. Raises NotReady where a line is refused."""
    by, period = User.objects.get(username="exempel-controller"), board.periods.get(slug=slug)
    place = Place(user=by, unit=board, period=period, periods=[period])
    content, target = file.read_bytes(), targets()[one["target"]]
    where = {"unit": board, "period": period}
    digest, now = hashlib.sha256(content).hexdigest(), timezone.now()
    upload = Upload.objects.create(
        **where, name=file.name, sha256=digest, content=content, uploaded_at=now, uploaded_by=by
    )
    imported = Import.objects.create(**where, target=one["target"], source=one["source"], upload=upload, at=now, by=by)
    columns = target.columns(place)
    staging.prepare(imported, view_of(imported, columns).mapping, columns)
    while staging.read_next(imported, place, target):
        pass
    imported.refresh_from_db()
    answers = dict.fromkeys(doubting.posted({}, imported), one.get("answer", ""))
    applying.apply(imported, by=by, answers=answers)


def _add_units(board: Unit, data: dict, *, by: User) -> None:
    for order, one in enumerate(data["units"], start=1):
        values = {**one, "kind": Unit.Kind.DIVISION, "parent": board.slug, "order": order}
        administration.add_unit(board=board, values=values, by=by)


def _write_span(board: Unit, data: dict) -> None:
    """The guideline for managers, and how many there are in each band."""
    at = {"unit": board, "period": board.periods.get(slug=data["period"])}
    by, (low, high) = User.objects.get(username="exempel-planerare"), data["span"]["guideline"]
    guideline = ManagerSpan(**at)
    actions.write(row=guideline, version=0, changes={"low": low, "high": high}, by=by)
    for (first, last), managers in zip(bands(guideline), data["span"]["managers"], strict=True):
        actions.write(row=SpanBand(**at, low=first), version=0, changes={"high": last, "managers": managers}, by=by)


def _write_star(board: Unit, data: dict) -> None:
    """The board's quality star, and what it and its units say of the perspectives: [status, forecast, analysis]."""
    star = {goal.code: goal for goal in add_star(board=board, by=User.objects.get(username="exempel-administrator"))}
    by, period = User.objects.get(username="exempel-planerare"), board.periods.get(slug=data["period"])
    units = {unit.slug: unit for unit in Unit.objects.of_board(board).select_related("board", "parent")}
    for slug, said in data["star"].items():
        for code, answers in said.items():
            row = GoalAssessment(unit=units[slug], period=period, goal=star[code])
            changes = dict(zip(("status", "forecast", "analysis"), answers, strict=True))
            actions.write(row=row, version=0, changes=changes, by=by)


def _write_summary(board: Unit, data: dict) -> None:
    row = ChapterText(unit=board, period=board.periods.get(slug=data["period"]), code="summary")
    by = User.objects.get(username="exempel-planerare")
    actions.write(row=row, version=0, changes={"text": data["summary"]}, by=by)
