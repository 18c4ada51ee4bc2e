"""What board members ask before a meeting, and what they are answered. Rows are added and never altered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models.reporting import ReportingPeriod, State, Submission
from organisation.models.structure import Unit


class QuestionQuerySet(models.QuerySet):
    def asked_in(self, unit, period):
        """What has been asked about what a unit reports for a period, or a unit below it where it is the board, with
        its answers, in the order it was asked."""
        inside = models.Q(unit=unit) | models.Q(unit__board=unit) if unit.is_board else models.Q(unit=unit)
        found = self.filter(inside, period=period).select_related("asked_by", "unit")
        return found.prefetch_related("answers__answered_by")

    def waiting(self):
        """Those that nobody has answered, where an answer can still be given: nothing is added to what is sealed."""
        sealed = Submission.objects.filter(
            unit=models.OuterRef("unit"), period=models.OuterRef("period"), state=State.SEALED
        )
        return self.filter(~models.Exists(sealed), answers=None)


class Question(models.Model):
    """A question about one thing of what a unit reports: a goal, a commission, a measure or a figure.

    `key` is the stable code of what it is about, as facts and items carry it, and `subject` what that was called when
    it was asked.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="questions")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="questions")
    key = models.CharField(max_length=120)
    subject = models.CharField(_("about"), max_length=500)
    text = models.TextField(_("question"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["unit", "period", "key"], name="question_of_subject")]

    def __str__(self):
        return f"{self.subject} · {self.period}"


class Answer(models.Model):
    """One answer to a question. A later one adds to those before it."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"))
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["answered_at", "pk"]

    def __str__(self):
        return f"{self.question}"
