"""What keeps text safe while it is typed: who has a field open and who was first, which save of a tab was the latest,
text that came too late, and the key of drafts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models.reporting import ReportingPeriod
from organisation.models.structure import Unit


class Presence(models.Model):
    """Somebody has the form of one row open in one tab, and was there at `seen_at`. Locks nobody out."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    tab = models.CharField(max_length=36)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period", "key", "tab"], name="presence_once")]

    def __str__(self):
        return f"{self.user} · {self.key}"


class FirstOpened(models.Model):
    """When somebody first had a form of what a unit hands in for a period open: how long the reporting takes is
    counted from here. Nobody's name is kept."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period"], name="first_opened_once")]

    def __str__(self):
        return f"{self.unit} · {self.period}"


class TabSave(models.Model):
    """The latest save that one browser tab has had acknowledged of one row: its number in the tab, and the version
    that the tab's next save starts from. Of use for as long as the tab lives."""

    kind = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    tab = models.CharField(max_length=36)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row_id", "tab", "by"], name="tab_save_once")]

    def __str__(self):
        return f"{self.kind} {self.row_id} · {self.sequence}"


class KeptText(models.Model):
    """What somebody typed that could not be saved because the period was locked meanwhile: kept to be read,
    copied and downloaded by whoever typed it.

    `fields` is a list of {name, label, text} in the order of the form. Each browser tab keeps its own, the latest by
    `sequence`: the number of the save in its tab, 0 from a browser that sends none.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_texts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    tab = models.CharField(max_length=36, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(max_length=300)
    fields = models.JSONField()
    reason = models.TextField(_("why it was not saved"))
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-kept_at"]
        constraints = [models.UniqueConstraint(fields=["user", "unit", "period", "key", "tab"], name="kept_text_once")]

    def __str__(self):
        return f"{self.user} · {self.key}"


class DraftKey(models.Model):
    """The key under which one person's browser keeps what the server has not got yet: 32 random bytes in base64."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="draft_key")
    key = models.CharField(max_length=44)
    created_at = models.DateTimeField()

    def __str__(self):
        return str(self.user)
