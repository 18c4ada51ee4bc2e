"""The rows that are reported per unit and period, and the history of every change."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models.reporting import ReportingPeriod
from organisation.models.structure import Unit


class PeriodRowQuerySet(models.QuerySet):
    def at(self, unit, period):
        """What a unit has reported for a period."""
        return self.filter(unit=unit, period=period)


class PeriodRow(models.Model):
    """One thing that one unit reports for one period. Written only through `organisation.actions.write`.

    `version` counts the writes; 0 is a row that nobody has written. `IDENTITY` names the fields that say
    which row it is: one unique constraint over them in each subclass. `carried_from` is the period whose
    words stand here unchanged by choice («Unchanged»); any later change by hand clears it. `GUARDED` names
    the fields that need more than the right to write, with the action of organisation/access.py that grants it.
    """

    IDENTITY: tuple[str, ...] = ("unit", "period")
    GUARDED: dict[str, str] = {}

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="+", verbose_name=_("period"))
    version = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    source = models.CharField(_("source"), max_length=200, blank=True)
    carried_from = models.ForeignKey(
        ReportingPeriod,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("unchanged since"),
    )

    objects = PeriodRowQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """The stable code that the keys of this row's facts begin with: «goals.m1a»."""
        raise NotImplementedError

    def identity(self) -> dict:
        """What tells this row from every other, by column name, for filter() and for a new row."""
        return {
            self._meta.get_field(name).attname: getattr(self, self._meta.get_field(name).attname)
            for name in self.IDENTITY
        }


class RevisionQuerySet(models.QuerySet):
    def of_fact(self, unit, period, key):
        """The changes behind a fact, latest first: of the row with the longest key that the fact's begins with."""
        parts = key.split(".")
        keys = [".".join(parts[:n]) for n in range(2, len(parts) + 1)]
        found = list(self.filter(unit=unit, period=period, key__in=keys).select_related("by").order_by("-at", "-pk"))
        longest = max((len(revision.key) for revision in found), default=0)
        return [revision for revision in found if len(revision.key) == longest]


class Revision(models.Model):
    """One change: who, when, before, after and why. Rows are added and never altered.

    `tab` and `sequence` say which save of which browser tab it was, where one saved: a late older save of the
    same tab is known by them.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    row_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)
    tab = models.CharField(max_length=36, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["unit", "period", "key"], name="revision_of_row")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "row_id", "version"], name="revision_once_per_version"),
        ]

    def __str__(self):
        return f"{self.key} v{self.version}"


class Upload(models.Model):
    """A file of figures that somebody handed in, kept as it came, with its hash."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="uploads")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="uploads")
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.name
