"""The made-up board's meetings, and what is done how long before them."""

from __future__ import annotations

from datetime import date

from organisation import administration
from organisation.models import Unit, User


def add_meetings(board: Unit, data: dict, *, by: User) -> None:
    """The meetings and the planning steps of the file. `by` administers the board."""
    units = {unit.short_name: unit for unit in Unit.objects.of_board(board)}
    for one in data["steps"]:
        values = {"role": "", "anchor": "meeting", "counted": "working", **one, "unit": units.get(one.get("unit"))}
        administration.add_step(board=board, values=values, by=by)
    for one in data["dates"]:
        due = date.fromisoformat(one["due"]) if "due" in one else None
        values = {"date": date.fromisoformat(one["date"]), "place": data["place"], "due": due}
        administration.add_meeting(board=board, values=values | {"is_reported": due is not None}, by=by)
