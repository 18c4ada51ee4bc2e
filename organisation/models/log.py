"""What is remembered of what the portal did: reminders sent, and what administrators changed."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from organisation.models.reporting import ReportingPeriod
from organisation.models.structure import Unit


class Reminder(models.Model):
    """One reminder that went to one person: sent once, however often the command runs.

    `occasion` is the days left to the due date, negative after it: «7», «-1».
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="+")
    occasion = models.SmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "period", "occasion"], name="reminder_once"),
        ]

    def __str__(self):
        return f"{self.user} · {self.period} · {self.occasion}"


class AdministrativeAct(models.Model):
    """One change of people, units or roles: who, when, what, before and after. Rows are added and never altered."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    after = models.JSONField(encoder=DjangoJSONEncoder, default=dict)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.verb} · {self.subject}"
