"""What a wing says about what can be imported into it. `settings.IMPORT_TARGETS` lists dotted paths of targets.

The engine reads the file, maps its columns and turns cells into values; the target says which row of the portal
each record of the file is about, and what of it would change. It writes nothing: the engine does, through
`organisation.actions.write`, all lines or none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol

from django.utils.translation import gettext as _

from organisation.models import PeriodRow
from organisation.places import Place


@dataclass(frozen=True, kw_only=True)
class Column:
    """One thing that a file can say of a row. `names` are heads that usually mean it, in lower case.

    kind: key (finds the row) and text are str · amount is a followup.numbers.Amount, its kronor with the sign of
    the portal · number and percent are Decimal · figure is a Figure, a number or words · printed is a Figure too, and
    keeps signs such as «..» and «–» as they are printed · date is a date · month is the first day of a month, and
    finds the row as a key does. A column of the kind cost is an amount whose sign in the file follows the file's
    convention for costs.
    """

    code: str
    label: str
    kind: Literal["key", "text", "amount", "cost", "number", "percent", "figure", "printed", "date", "month"]
    required: bool = False
    names: tuple[str, ...] = ()

    @property
    def is_key(self) -> bool:
        """Whether it says what the row is about, and nothing of it."""
        return self.kind in ("key", "month")


@dataclass(frozen=True)
class Figure:
    """What a cell says where a number is expected and words may stand: «17,9», «45 %», «Stängt», «ca 20–30».

    `number` is None where it is words; `text` is the cell as it is printed, and nothing is read out of it.
    """

    number: Decimal | None
    text: str
    is_percent: bool = False


@dataclass(frozen=True, kw_only=True)
class Record:
    """One row of the file: its sheet, its number as the spreadsheet counts (from 1), and what it says.

    `values` holds the mapped columns by code, None for an empty cell. `column` is the head that the figure stands
    below, where the file has a column for each month.
    """

    sheet: str
    row: int
    values: dict[str, Any]
    column: str = ""

    @property
    def where(self) -> str:
        """«bladet Resultat, rad 12»; a file without sheets has rows alone."""
        words = _("sheet %(sheet)s, row %(row)s") if self.sheet else _("row %(row)s")
        said = words % {"sheet": self.sheet, "row": self.row}
        return _("%(row)s, column %(column)s") % {"row": said, "column": self.column} if self.column else said


@dataclass(kw_only=True)
class Line:
    """One record with the row of the portal it is about, and the columns that it sets there.

    `row` carries its identity and the version that stands now; None where the record is refused or left out.
    `errors` are sentences that say what to do; `left_out` says why a record is passed over, as a sum row is.
    `remarks` are sentences about what can be written and ought to be looked at first.
    """

    record: Record
    title: str
    row: PeriodRow | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    left_out: str = ""
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something in a file that can be right and does not look it: answered with a comment before it is written.

    `label` names the kind in a few words, `sentence` says what was found. `lines` are the numbers of the preview's
    lines that it is about; where it is one, the answer is kept in its row's note.
    """

    kind: str
    label: str
    sentence: str
    lines: tuple[int, ...] = ()


class Target(Protocol):
    """Something that a file can be imported into: «economy.outcomes»."""

    code: str

    def label(self) -> str:
        """What is imported, in the active language: «Outcome per frame»."""

    def columns(self, place: Place) -> list[Column]:
        """What a file can say, in the order of the mapping page."""

    def lines(self, place: Place, records: list[Record]) -> list[Line]:
        """Each record with its row, in the order of the file. A constant number of queries.

        A target with the attribute `reads_whole` is also given `whole`, all records of the file with figures, since
        it reads some of them by the others: `records` are some of them.
        """

    # Three things that a target may have besides:
    # months_wide: (code of the month's column, code of the figure's): a file with a column for each month is read as
    # one record for each row and month.
    # leaves_out_equals = True: a line that says what an earlier one says is left out, and not refused.
    # doubts(place, lines) -> list[Doubt]: asked once, with the import's lines that are new, changed or unchanged.
