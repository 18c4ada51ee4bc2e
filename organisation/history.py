"""The history of one reported row: its versions, the steps they were written in, what differs, and restoring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import TextField
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from followup.numbers import date_text
from followup.text_diff import Piece, word_count, word_diff
from organisation import actions
from organisation.actions.workflow import KIND
from organisation.field_words import CARRIED, column_of, is_hidden, is_named, label_of, row_as_of, value_of, words_of
from organisation.models import PeriodRow, Revision, User
from organisation.places import Place
from organisation.titles import Title, period_row, rows_of, title_of, titles, wings

SAME_SITTING = timedelta(minutes=10)
# A text that is longer is counted in a step and read in the comparison.
_SHORT_TEXT = 12


@dataclass(frozen=True)
class Version:
    """The row as one write left it: who, when and why, and every value that the log knows of, by column.

    Number 0 is the row before anybody wrote it. The values of a hidden one are too few to be shown, or would
    tell what a later version hides.
    """

    number: int
    state: dict[str, Any]
    revision: Revision | None = None
    is_hidden: bool = False

    @property
    def at(self) -> datetime | None:
        return self.revision.at if self.revision else None

    @property
    def by(self) -> User | None:
        return self.revision.by if self.revision else None


@dataclass(frozen=True)
class FieldChange:
    """One field of a step: short values as words; of a long text, how many words it had and has."""

    label: str
    before: str
    after: str
    is_counted: bool = False


@dataclass(frozen=True)
class Step:
    """Versions that one person wrote in one go, latest first, and what they changed together."""

    versions: tuple[Version, ...]
    before: Version
    changes: tuple[FieldChange, ...]
    unchanged_since: str = ""

    @property
    def latest(self) -> Version:
        return self.versions[0]

    @property
    def first(self) -> Version:
        return self.versions[-1]


@dataclass(frozen=True)
class FieldDiff:
    """One field in two versions: a text word by word, anything else as words before and after."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two versions and what differs between them."""

    earlier: Version
    later: Version
    fields: tuple[FieldDiff, ...]

    @property
    def is_hidden(self) -> bool:
        return self.earlier.is_hidden or self.later.is_hidden


@dataclass
class History:
    """Every version of one row, oldest first and from number 0, in words for one reader."""

    place: Place
    key: str
    row: PeriodRow | None = None
    versions: list[Version] = field(default_factory=list)
    title: Title | None = None

    @property
    def current(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def choices(self) -> list[Version]:
        """Latest first, for choosing two to compare."""
        return self.versions[::-1]

    @property
    def unchanged_since(self) -> str:
        return self._carried(self.current.state) if self.current else ""

    @property
    def has_hidden(self) -> bool:
        return any(version.is_hidden for version in self.versions)

    @property
    def steps(self) -> list[Step]:
        """Latest first."""
        groups: list[list[Version]] = []
        for version in self.versions[1:]:
            if groups and _goes_on(groups[-1][-1], version):
                groups[-1].append(version)
            else:
                groups.append([version])
        return [self._step(group) for group in groups[::-1]]

    def version(self, number: int) -> Version | None:
        return next((one for one in self.versions if one.number == number), None)

    def compare(self, earlier: Version, later: Version) -> Comparison:
        """What differs, field by field; nothing where one of them is hidden."""
        if earlier.number > later.number:
            earlier, later = later, earlier
        hidden = earlier.is_hidden or later.is_hidden
        found = [] if hidden else [self._diff(*one) for one in self._changed(earlier, later)]
        return Comparison(earlier, later, tuple(found))

    def _step(self, group: list[Version]) -> Step:
        before = self.version_before(group[0])
        latest = group[-1]
        changed = () if latest.is_hidden else self._changed(before, latest)
        marked = latest.revision.after.get(CARRIED) is not None
        return Step(
            versions=tuple(group[::-1]),
            before=before,
            changes=tuple(self._change(*one) for one in changed),
            unchanged_since=self._carried(latest.state) if marked else "",
        )

    def version_before(self, version: Version) -> Version:
        return self.versions[self.versions.index(version) - 1]

    def _changed(self, earlier: Version, later: Version):
        """(field, stored before, stored after) of what differs: what a reader has a name for, else what is left."""
        model = type(self.row)
        found = []
        for name, after in later.state.items():
            column = column_of(model, name)
            before = None if earlier.is_hidden else earlier.state.get(name)
            if column is not None and name != CARRIED and value_of(column, before) != value_of(column, after):
                found.append((column, before, after))
        named = [one for one in found if is_named(one[0])]
        return named or found

    def _words(self, column, stored) -> str:
        return words_of(column, stored, unit=self.place.unit, periods={})

    def _change(self, column, before, after) -> FieldChange:
        old, new = self._words(column, before), self._words(column, after)
        long = isinstance(column, TextField) and max(word_count(old), word_count(new)) > _SHORT_TEXT
        if long:
            old, new = str(word_count(old)), str(word_count(new))
        return FieldChange(_label(column), old, new, is_counted=long)

    def _diff(self, column, before, after) -> FieldDiff:
        old, new = self._words(column, before), self._words(column, after)
        pieces = word_diff(old, new) if isinstance(column, TextField) else ()
        return FieldDiff(_label(column), old, new, pieces)

    def _carried(self, state: dict[str, Any]) -> str:
        return next((one.label for one in self.place.periods if one.pk == state.get(CARRIED)), "")


def history_of(place: Place, key: str) -> History | None:
    """The history of the row with this key; without versions where nobody has written it yet, and None where there
    is neither such a row nor such a duty."""
    found = Revision.objects.filter(unit=place.unit, period=place.period, key=key).exclude(kind=KIND)
    revisions = list(found.select_related("by").order_by("at", "pk"))
    if not revisions:
        return _unwritten(place, key)
    history = _written(place, revisions)
    history.title = title_of(place, history.row, titles(place, [key]))
    return history


def history_behind(place: Place, key: str, *, until: datetime | None = None) -> History | None:
    """The history of the row that the fact with this key was entered in, as it was at `until`, without a title;
    None where nobody had entered it. What is hidden now is hidden in it too. Two queries."""
    history = _written(place, Revision.objects.of_fact(place.unit, place.period, key)[::-1])
    if history is not None and until is not None:
        history.versions = [one for one in history.versions if one.at is None or one.at <= until]
    return history if history is not None and len(history.versions) > 1 else None


def _unwritten(place: Place, key: str) -> History | None:
    title = titles(place, [key]).get(key) if key.split(".")[0] in wings() else None
    return History(place, key, title=title) if title else None


def _written(place: Place, revisions: list[Revision]) -> History | None:
    """The history of the row that the last of the revisions is of; None where there are none."""
    if not revisions:
        return None
    latest = revisions[-1]
    own = [one for one in revisions if (one.kind, one.row_id) == (latest.kind, latest.row_id)]
    row = rows_of(latest.kind, [latest.row_id])[latest.row_id]
    return History(place, latest.key, row, _versions(row, own))


def restore(history: History, number: int, *, seen: int, by: User) -> PeriodRow:
    """Write the values of an earlier version as a new one, with the reason in the board's language.

    `seen` is the version that stood when the reader chose. Raises what `actions.write` raises, and Refused for
    a version that is hidden.
    """
    version = history.version(number)
    if version is None or version.revision is None or version.is_hidden:
        raise actions.Refused(_("This version cannot be restored."))
    model = period_row(version.revision.kind)
    columns = {name: column_of(model, name) for name in version.state if name != CARRIED}
    changes = {
        column.name: value_of(column, version.state[name]) for name, column in columns.items() if column is not None
    }
    with translation.override(history.place.unit.root.language):
        when = date_text(timezone.localtime(version.at).date())
        reason = _("Restored from version %(number)s of %(when)s") % {"number": number, "when": when}
    return actions.write(row=history.row, version=seen, changes=changes, by=by, reason=reason)


def _label(column) -> str:
    return label_of(column) if is_named(column) else _("How it is given")


def _goes_on(earlier: Version, later: Version) -> bool:
    """Whether the same person went on writing: in the same tab, or within ten minutes; a reason stands alone."""
    one, two = earlier.revision, later.revision
    if one.by_id != two.by_id or one.reason or two.reason:
        return False
    if one.after.get(CARRIED) is not None or two.after.get(CARRIED) is not None:
        return False
    return (one.tab != "" and one.tab == two.tab) or two.at - one.at <= SAME_SITTING


def _versions(row: PeriodRow, revisions: list[Revision]) -> list[Version]:
    state: dict[str, Any] = {}
    for revision in reversed(revisions):
        state = {**state, **revision.before}
    states = [state]
    for revision in revisions:
        state = {**state, **revision.after}
        states.append(state)
    small = [is_hidden(row_as_of(row, one)) for one in states]
    # What was shown before a group became too small would tell it all the same.
    last = max((index for index, hidden in enumerate(small) if hidden), default=-1)
    written = [None, *revisions]
    return [
        Version(one.version if one else 0, states[index], one, is_hidden=index <= last)
        for index, one in enumerate(written)
    ]
