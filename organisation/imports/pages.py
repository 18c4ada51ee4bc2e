"""What the pages of an import show, and who may see and do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.numbers import format_number
from organisation.imports.applying import preview_of
from organisation.imports.targets import target_label
from organisation.models import Import, ImportDoubt
from organisation.models.imports import WRITTEN_KINDS, ImportState, LineKind
from organisation.places import Place, place_or_404

LINES_PER_PAGE = 100
# What is shown of the lines that are written with a remark, whatever their kind.
REMARKED = "remarked"
_CHIPS = (LineKind.REFUSED, LineKind.NEW, LineKind.CHANGED, LineKind.UNCHANGED, LineKind.LEFT_OUT)


def importing_place(request, unit: str, period: str) -> Place:
    """The place, for those whose role imports there, also while it is locked. Raises Http404, PermissionDenied."""
    place = place_or_404(request.user, unit, period, section="imports")
    if not (role := place.has_role("import")):
        raise PermissionDenied(role.reason)
    return place


def import_or_404(place: Place, pk: int, *, held: bool = False) -> Import:
    """An import of the place; held until the transaction ends, where it is asked to be."""
    found = Import.objects.select_related("upload", "by", "applied_by", "taken_back_by", "unit__board", "period")
    if held:
        found = found.select_for_update(of=("self",))
    return get_object_or_404(found, pk=pk, unit=place.unit, period=place.period)


def locked_reason(place: Place) -> str:
    """Why nothing can be imported now; "" while it is open."""
    answer = place.may("import")
    return str(place.locked_reason) if answer else str(answer.reason)


@dataclass(frozen=True)
class Chip:
    """One kind of line, how many there are, and where they are shown alone."""

    label: str
    count: str
    url: str
    is_current: bool


def chips(imported: Import, url: str, shown: str, *, remarked: int = 0) -> list[Chip]:
    """All lines, each kind that there is, and those that are written with a remark."""
    counted = [(kind.value, str(kind.label), imported.counts.get(kind, 0)) for kind in _CHIPS]
    counted.append((REMARKED, _("To look at"), remarked))
    total = sum(imported.counts.values())
    found = [Chip(_("All lines"), format_number(total), url, not shown)]
    return found + [
        Chip(label, format_number(count), f"{url}?show={code}", shown == code)
        for code, label, count in counted
        if count
    ]


def _lines(imported: Import, shown: str):
    if shown == REMARKED:
        return imported.lines.filter(kind__in=WRITTEN_KINDS).exclude(sentences=[])
    return imported.lines.filter(kind=shown) if shown in LineKind.values else imported.lines.all()


def counts_in_words(counts: dict[str, int]) -> str:
    """«12 new, 3 changed, 1 refused»."""
    words = {
        LineKind.NEW: lambda n: ngettext("%(n)s new", "%(n)s new", n),
        LineKind.CHANGED: lambda n: ngettext("%(n)s changed", "%(n)s changed", n),
        LineKind.UNCHANGED: lambda n: ngettext("%(n)s unchanged", "%(n)s unchanged", n),
        LineKind.LEFT_OUT: lambda n: ngettext("%(n)s left out", "%(n)s left out", n),
        LineKind.REFUSED: lambda n: ngettext("%(n)s refused", "%(n)s refused", n),
        LineKind.WAITING: lambda n: ngettext("%(n)s not read yet", "%(n)s not read yet", n),
    }
    said = ((word, counts.get(kind, 0)) for kind, word in words.items())
    return ", ".join(word(count) % {"n": format_number(count)} for word, count in said if count)


def lead(imported: Import, *, remarked: int = 0) -> str:
    """What the preview amounts to, in a sentence or two."""
    counts = imported.counts
    if imported.state != ImportState.PREVIEWED:
        return str(imported.get_state_display())
    if counts.get(LineKind.REFUSED):
        return _(
            "Nothing can be written yet: some lines are refused. Correct the file and import it anew, "
            "or leave them out."
        )
    if not any(counts.get(kind) for kind in WRITTEN_KINDS):
        return _("Everything in the file stands already. There is nothing to write.")
    said = _("This is what the file would change. Nothing is written until you say so.")
    if not remarked:
        return said
    more = ngettext(
        "%(n)s line has figures that contradict each other: look at it before you write.",
        "%(n)s lines have figures that contradict each other: look at them before you write.",
        remarked,
    )
    return f"{said} {more % {'n': format_number(remarked)}}"


@dataclass(frozen=True)
class ShownDoubt:
    """A doubt with the field of its answer: what was typed, and what is wrong with it."""

    doubt: ImportDoubt
    name: str
    typed: str
    error: str


def _doubts(imported: Import, given: dict[int, str] | None) -> list[ShownDoubt]:
    """`given` is what was typed, where somebody has tried to write."""
    lacks = _("Answer with a comment.")
    return [
        ShownDoubt(one, f"answer_{one.pk}", text, lacks if given is not None and not text.strip() else "")
        for one in imported.doubts.select_related("answered_by")
        for text in [(given or {}).get(one.pk, one.answer)]
    ]


def detail_page(
    request,
    place: Place,
    imported: Import,
    *,
    status: int = 200,
    error: str = "",
    given: dict[int, str] | None = None,
):
    """The preview, what was written, or how far the reading has come."""
    shown = request.GET.get("show", "")
    url = place.url("imports:detail", pk=imported.pk)
    remarked = _lines(imported, REMARKED).count()
    locked = locked_reason(place)
    is_previewed = imported.state == ImportState.PREVIEWED
    context = {
        "place": place,
        "imported": imported,
        "target": target_label(imported.target),
        "lead": lead(imported, remarked=remarked),
        "counts": counts_in_words(imported.counts),
        "chips": chips(imported, url, shown, remarked=remarked),
        "show": shown,
        "lines": Paginator(_lines(imported, shown), LINES_PER_PAGE).get_page(request.GET.get("page")),
        "progress": progress(imported),
        "locked": locked,
        "error": error,
        "doubts": _doubts(imported, given) if imported.state != ImportState.READING else [],
        "may_apply": is_previewed and not locked and _is_writable(imported),
        "may_leave_out": is_previewed and not locked and bool(imported.counts.get(LineKind.REFUSED)),
        "may_take_back": imported.state == ImportState.APPLIED and not locked,
        "is_previewed": is_previewed,
        "seen": preview_of(imported) if is_previewed else "",
        "is_reading": imported.state == ImportState.READING,
        "before": _written_before(imported),
    }
    return render(request, "organisation/imports/import_detail.html", context, status=status)


def _is_writable(imported: Import) -> bool:
    counts = imported.counts
    return not counts.get(LineKind.REFUSED) and any(counts.get(kind) for kind in WRITTEN_KINDS)


def _written_before(imported: Import) -> Import | None:
    """The latest import that wrote the same file, where this one has not been written."""
    if imported.is_written:
        return None
    same = imported.upload.imports.filter(state=ImportState.APPLIED).exclude(pk=imported.pk)
    return same.select_related("applied_by").first()


def progress(imported: Import) -> dict[str, Any]:
    """How many of the lines have been read."""
    total = sum(imported.counts.values())
    done = total - imported.counts.get(LineKind.WAITING, 0)
    said = {"done": format_number(done), "total": format_number(total)}
    return {"done": done, "total": total, "words": _("%(done)s of %(total)s lines read") % said}
