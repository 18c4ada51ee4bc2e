"""What has been changed in a board's plans: what is followed up, apart from what is reported of it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from organisation.models.structure import Unit


class PlanChange(models.Model):
    """One change of a board's plans: who, when, what, before and after. Rows are added and never altered.

    `kind` is the model of what was changed («savings.measure») and `subject` its key («savings.s07»). Only the
    fields that changed are kept; nothing stands in `before` where the subject was added, as it was, in `after`.
    """

    board = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    after = models.JSONField(encoder=DjangoJSONEncoder, default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["board", "at"], name="plan_change_since"),
            models.Index(fields=["board", "subject"], name="plan_change_about"),
        ]

    def __str__(self):
        return f"{self.subject} · {self.at:%Y-%m-%d}"
