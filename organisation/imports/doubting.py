"""What in a file does not look right: asked of the target once, and answered with a comment before it is written."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.imports.target import Doubt, Target
from organisation.models import Import, ImportDoubt, User
from organisation.models.imports import WRITTEN_KINDS, LineKind
from organisation.places import Place

# Of more of one kind, one answer is asked for all.
MOST_BY_THEMSELVES = 12
_ANSWER = ImportDoubt._meta.get_field("answer").max_length


class Unanswered(Exception):
    """Some doubts have no answer yet; the message says so. `given` is what was typed, by the doubt's id."""

    def __init__(self, given: Mapping[int, str]):
        super().__init__(_("Nothing is written: answer each doubt with a comment, or mend the file."))
        self.given = given


def ask(imported: Import, place: Place, target: Target) -> None:
    """Store the doubts of a preview that has been read to its end. Those from before are removed."""
    imported.doubts.all().delete()
    if not hasattr(target, "doubts"):
        return
    lines = imported.lines.filter(kind__in=(*WRITTEN_KINDS, LineKind.UNCHANGED)).defer("cells", "shown", "sentences")
    kinds: dict[str, list[Doubt]] = {}
    for one in target.doubts(place, list(lines)):
        kinds.setdefault(one.kind, []).append(one)
    groups = [group for found in kinds.values() for group in _groups(found)]
    ImportDoubt.objects.bulk_create(_stored(imported, number, group) for number, group in enumerate(groups, 1))


def _groups(found: list[Doubt]) -> list[list[Doubt]]:
    return [found] if len(found) > MOST_BY_THEMSELVES else [[one] for one in found]


def _stored(imported: Import, number: int, group: list[Doubt]) -> ImportDoubt:
    return ImportDoubt(
        imported=imported,
        number=number,
        kind=group[0].kind,
        label=group[0].label,
        sentences=[one.sentence for one in group],
        lines=sorted({line for one in group for line in one.lines}),
    )


def answer(imported: Import, given: Mapping[int, str], *, by: User) -> dict[int, str]:
    """Keep the answers, and give those that are about one line alone by its number. Raises Unanswered.

    Called in the transaction that writes.
    """
    doubts = list(imported.doubts.all())
    for one in doubts:
        one.answer = " ".join(given.get(one.pk, "").split())[:_ANSWER]
    if not all(one.answer for one in doubts):
        raise Unanswered(given)
    now = timezone.now()
    for one in doubts:
        one.answered_by, one.answered_at = by, now
    ImportDoubt.objects.bulk_update(doubts, ["answer", "answered_by", "answered_at"])
    notes: dict[int, list[str]] = {}
    for one in doubts:
        if len(one.lines) == 1:
            notes.setdefault(one.lines[0], []).append(one.answer)
    return {number: " ".join(dict.fromkeys(said)) for number, said in notes.items()}


def posted(data: Mapping[str, str], imported: Import) -> dict[int, str]:
    """What a form says of each doubt."""
    return {pk: data.get(f"answer_{pk}", "") for pk in imported.doubts.values_list("pk", flat=True)}
