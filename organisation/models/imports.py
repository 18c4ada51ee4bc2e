"""What is imported from files: how a source's columns are read, each import with its lines, and what it wrote."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisation.models.history import Upload
from organisation.models.reporting import ReportingPeriod
from organisation.models.structure import Unit


class MoneyUnit(models.TextChoices):
    """What the amounts of a file are in."""

    KR = "kr", _("kronor (kr)")
    TKR = "tkr", _("thousand kronor (tkr)")
    MNKR = "mnkr", _("million kronor (mnkr)")


class ImportMapping(models.Model):
    """How the files of one source are read: remembered for the board, so that columns are mapped once.

    `columns` is the column's code by the head as it is compared ("" for one that is not read), `sheets` the names
    of the sheets that are read. The row of the heads is looked for in each file.
    """

    board = models.ForeignKey(Unit, models.PROTECT, related_name="import_mappings")
    target = models.CharField(max_length=60)
    source = models.CharField(_("source"), max_length=80)
    columns = models.JSONField(default=dict)
    sheets = models.JSONField(default=list)
    unit = models.CharField(_("unit of the file's amounts"), max_length=4, choices=MoneyUnit, default=MoneyUnit.MNKR)
    cost_sign = models.CharField(
        _("sign of the file's costs"), max_length=8, choices=Unit.CostSign, default=Unit.CostSign.POSITIVE
    )
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["source"]
        constraints = [
            models.UniqueConstraint(fields=["board", "target", "source"], name="import_mapping_once"),
        ]

    def __str__(self):
        return f"{self.source} · {self.target}"


class ImportState(models.TextChoices):
    """How far an import has come."""

    MAPPING = "mapping", _("Columns to be chosen")
    READING = "reading", _("Being read")
    PREVIEWED = "previewed", _("Previewed, not written")
    APPLIED = "applied", pgettext_lazy("an import", "Written")
    TAKEN_BACK = "taken_back", _("Taken back")


class Import(models.Model):
    """One file for one unit and period: from the choice of columns until it is written, and perhaps taken back.

    `mapping` is how the file was read this time; `counts` is the number of lines by their kind.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="imports")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="imports")
    target = models.CharField(max_length=60)
    source = models.CharField(_("source"), max_length=80)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="imports")
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.MAPPING)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_written_has_who_and_when",
                condition=~models.Q(state__in=[ImportState.APPLIED, ImportState.TAKEN_BACK])
                | models.Q(applied_at__isnull=False, applied_by__isnull=False),
                violation_error_message=_("Say who writes the import, and when."),
            ),
            models.CheckConstraint(
                name="import_taken_back_has_who_when_and_reason",
                condition=models.Q(taken_back_at=None, taken_back_by=None, taken_back_reason="")
                & ~models.Q(state=ImportState.TAKEN_BACK)
                | models.Q(taken_back_at__isnull=False, taken_back_by__isnull=False, state=ImportState.TAKEN_BACK)
                & ~models.Q(taken_back_reason=""),
                violation_error_message=_("Say who takes the import back, when, and why."),
            ),
        ]

    def __str__(self):
        return f"{self.upload} · {self.get_state_display()}"

    @property
    def is_written(self) -> bool:
        return self.state in {ImportState.APPLIED, ImportState.TAKEN_BACK}


class LineKind(models.TextChoices):
    """What a line of a file would do."""

    WAITING = "waiting", _("Not read yet")
    REFUSED = "refused", pgettext_lazy("lines of a file", "Refused")
    NEW = "new", pgettext_lazy("lines of a file", "New")
    CHANGED = "changed", pgettext_lazy("lines of a file", "Changed")
    UNCHANGED = "unchanged", pgettext_lazy("lines of a file", "Unchanged")
    LEFT_OUT = "left_out", pgettext_lazy("lines of a file", "Left out")


WRITTEN_KINDS = (LineKind.NEW, LineKind.CHANGED)


class ImportLine(models.Model):
    """One row of the file in the preview: its cells, the row of the portal that it is about, and what it would change.

    `cells` is [kind, text] by the column's code. `identity` and `changes` are by column name; `version` is the one
    that stood when the line was compared. `shown` is [label, before, after] for each field that changes.
    `sentences` say why the line is refused or left out, or what ought to be looked at before it is written. `column`
    is the head of the column where a row of the file holds a figure for each month, and makes a line of each.
    """

    imported = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    cells = models.JSONField()
    kind = models.CharField(max_length=10, choices=LineKind, default=LineKind.WAITING)
    title = models.CharField(max_length=300, blank=True)
    model = models.CharField(max_length=60, blank=True)
    identity = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    version = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    shown = models.JSONField(default=list)
    sentences = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="import_line_once"),
        ]
        indexes = [models.Index(fields=["imported", "kind"], name="import_lines_by_kind")]

    def __str__(self):
        return f"{self.sheet} {self.row}".strip()


class ImportedRow(models.Model):
    """One version of a reported row that an import wrote, and the sheet and row of the file that it came from."""

    imported = models.ForeignKey(Import, models.PROTECT, related_name="written")
    kind = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    key = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "row_id", "version"], name="imported_row_once_per_version"),
        ]

    def __str__(self):
        return f"{self.key} v{self.version}"


class ImportDoubt(models.Model):
    """What does not look right in a file, in words, and what the person who wrote it nevertheless answered.

    `sentences` is one, or all of one kind where there are many. `lines` are the numbers of the lines it is about.
    """

    imported = models.ForeignKey(Import, models.CASCADE, related_name="doubts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    sentences = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="import_doubt_once"),
            models.CheckConstraint(
                name="import_doubt_answered_has_who_and_when",
                condition=models.Q(answer="", answered_by=None, answered_at=None)
                | ~models.Q(answer="") & models.Q(answered_by__isnull=False, answered_at__isnull=False),
                violation_error_message=_("Say who answers the doubt, and when."),
            ),
        ]

    def __str__(self):
        return f"{self.imported_id} {self.kind}"
