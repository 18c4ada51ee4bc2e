"""What a measure goes through before it is decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisation.models import Body
from savings.models.measures import Measure


class MeasureStep(models.Model):
    """One step on the way to a measure: that it is prepared, analysed, discussed with the unions, decided."""

    class Kind(models.TextChoices):
        PREPARATION = "preparation", _("Preparation")
        RISK_ANALYSIS = "risk_analysis", _("Analysis of risks and consequences")
        CONSULTATION = "consultation", _("Consultation with the unions")
        DECISION = "decision", _("Decision")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("step of a measure", "Planned")
        DONE = "done", pgettext_lazy("step of a measure", "Done")
        DROPPED = "dropped", pgettext_lazy("step of a measure", "Dropped")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps")
    kind = models.CharField(_("step"), max_length=16, choices=Kind)
    date = models.DateField(_("date"), null=True, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body"))
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    state = models.CharField(_("state of the step"), max_length=8, choices=State, default=State.PLANNED)
    note = models.CharField(_("note"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="measure_step_known",
                condition=models.Q(
                    kind__in=["preparation", "risk_analysis", "consultation", "decision"],
                    state__in=["planned", "done", "dropped"],
                ),
                violation_error_message=_("Choose a step and a state from the lists."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.measure}"
