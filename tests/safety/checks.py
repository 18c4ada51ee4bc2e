"""What must hold in the database whoever has written what, in which order: the history tells every text there was."""

from __future__ import annotations

from django.apps import apps
from django.db.models import CharField, TextField

from organisation.models import PeriodRow, Revision, State, Submission

ROWS = [model for model in apps.get_models() if issubclass(model, PeriodRow)]
# What a login, a message or a look at a page leaves behind.
BOOKKEEPING = {"sessions.session", "usersessions.usersession", "organisation.presence"}


def broken_chains(*models) -> list[str]:
    """Rows whose history does not lead to what stands in them, step by step: none, where nothing was lost.

    Of these models, or of all that are reported.
    """
    wrong = []
    for model in models or ROWS:
        for row in model.objects.order_by("pk"):
            wrong += _chain(row, model)
    return wrong


def _chain(row, model) -> list[str]:
    name = f"{model._meta.label} {row.pk}"
    steps = list(Revision.objects.filter(kind=model._meta.label_lower, row_id=row.pk).order_by("version"))
    wrong = []
    if [step.version for step in steps] != list(range(1, row.version + 1)):
        wrong.append(f"{name}: version {row.version}, revisions {[step.version for step in steps]}")
    said: dict[str, object] = {}
    for step in steps:
        moved = [field for field, before in step.before.items() if field in said and said[field] != before]
        wrong += [f"{name} v{step.version}: {field} was something else" for field in moved]
        said |= step.after
    wrong += [f"{name}: {field} is not what was saved last" for field in _text_fields(row, said)]
    return wrong


def _text_fields(row, said) -> list[str]:
    """The texts that do not stand in the row as they were saved last."""
    texts = {field.attname for field in row._meta.fields if isinstance(field, CharField | TextField)}
    return [name for name, value in said.items() if name in texts and getattr(row, name) != value]


def late_writes() -> list[str]:
    """Texts whose Revision stands after a submit of their board or unit that nothing has opened since."""
    wrong, closed = [], {}
    for step in Revision.objects.select_related("unit__board").order_by("pk"):
        if step.kind == "organisation.submission":
            closed[step.unit_id, step.period_id] = step.after["state"] != State.OPEN
            continue
        line = {step.unit_id, step.unit.root.pk}
        wrong += [f"{step} at {step.at}" for unit in line if closed.get((unit, step.period_id))]
    return wrong


def stamps_hold() -> bool:
    """Whether each submission is in the state that its own latest Revision says."""
    for one in Submission.objects.all():
        steps = Revision.objects.filter(kind="organisation.submission", row_id=one.pk).order_by("version")
        before = State.OPEN
        for step in steps:
            if step.before["state"] != before:
                return False
            before = step.after["state"]
        if one.state != before:
            return False
    return True


def tables(*, without: set[str] = BOOKKEEPING) -> dict[str, list[dict]]:
    """Everything that is stored, by table: compared before and after what must change nothing."""
    models = apps.get_models(include_auto_created=True)
    kept = [model for model in models if model._meta.label_lower not in without]
    return {model._meta.label_lower: _rows(model) for model in kept}


def changed(before: dict, after: dict) -> dict[str, set[str]]:
    """By table, the columns in which some row differs; every column of one that is new or gone."""
    found: dict[str, set[str]] = {}
    for table, rows in after.items():
        old, new = ({row["pk_"]: row for row in one} for one in (before[table], rows))
        for pk in old.keys() | new.keys():
            here, there = old.get(pk, {}), new.get(pk, {})
            columns = {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)}
            if columns - {"pk_"}:
                found.setdefault(table, set()).update(columns - {"pk_"})
    return found


def _rows(model) -> list[dict]:
    pk = model._meta.pk.attname
    rows = [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
        for row in model._base_manager.order_by("pk").values()
    ]
    return [{**row, "pk_": row[pk]} | ({"last_login": None} if "last_login" in row else {}) for row in rows]
