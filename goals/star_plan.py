"""How a board gets a quality star: a tree of its own with the five perspectives of the basic assignment."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from organisation.administration.acts import act, log
from organisation.models import State, Submission, Unit, User

ROOT = "star"
PERSPECTIVES = (
    ("access", _("Accessibility")),
    ("staff", _("Sustainable working life")),
    ("flows", _("Reliable flows and medical quality")),
    ("economy", _("Economy in balance")),
    ("patient", _("The patient's experience of value")),
)


def star_of(board: Unit) -> list[Goal]:
    """The star that goes on, the root first; empty where the board has none. One query."""
    return list(Goal.objects.filter(board=board, tree=Goal.Tree.STAR, valid_to=None).order_by("level", "order"))


def add_star(*, board: Unit, by: User) -> list[Goal]:
    """Give the board a star in its own language, by an administrator; the star it has, where it has one. Logged.

    It holds from the day after the last period that is handed in: what has been handed in does not change. Raises
    Refused where `by` is no administrator of the board.
    """
    with act(board, by):
        found = star_of(board)
        if found:
            return found
        with translation.override(board.language):
            made = _make(board, _first_day(board))
        names = "\n".join(one.title for one in made)
        log("star_added", board=board, by=by, subject=board.slug, after={"lines": names})
        return made


def _make(board: Unit, first_day: date | None) -> list[Goal]:
    taken = set(Goal.objects.filter(board=board).values_list("code", flat=True))
    common = {"board": board, "tree": Goal.Tree.STAR, "valid_from": first_day}
    root = Goal.objects.create(code=_free(ROOT, taken), title=str(_("Quality star")), **common)
    below = [
        Goal(code=_free(f"{ROOT}-{code}", taken), title=str(title), parent=root, level=2, order=order, **common)
        for order, (code, title) in enumerate(PERSPECTIVES, start=1)
    ]
    return [root, *Goal.objects.bulk_create(below)]


def _first_day(board: Unit) -> date | None:
    """The day after the last period that is not open any more, of the board or a unit of it; None where all are."""
    closed = Submission.objects.filter(period__board=board).exclude(state=State.OPEN)
    last = closed.order_by("-period__end").values_list("period__end", flat=True).first()
    return last + timedelta(days=1) if last else None


def _free(code: str, taken: set[str]) -> str:
    numbers = (code, *(f"{code}-{number}" for number in range(2, 100)))
    return next(one for one in numbers if one not in taken)
