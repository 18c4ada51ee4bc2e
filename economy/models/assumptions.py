"""What the board's plans assume, step by step, and what has been observed of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from economy.models.outcomes import Approximate
from organisation.models import PeriodRow, Unit


def percentage(name, **kwargs):
    """A change in per cent of the profile's base: minus is a loss."""
    return models.DecimalField(name, max_digits=7, decimal_places=2, **kwargs)


class AssumptionProfile(models.Model):
    """Something that is assumed to change for a time, in steps: what production loses when a system is replaced."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="assumption_profiles")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("what is assumed"), max_length=160)
    base = models.CharField(
        _("what the per cent are of"), max_length=160, blank=True, help_text=_("For example: outpatient visits.")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["board", "code"], name="assumption_profile_code_once")]

    def __str__(self):
        return self.name

    @property
    def key(self) -> str:
        """What the keys of its figures begin with: «economy.assumption.bortfall»."""
        return f"economy.assumption.{self.code}"


class AssumptionStep(models.Model):
    """One stretch of time of a profile, with the change in per cent that is assumed for it."""

    profile = models.ForeignKey(AssumptionProfile, models.CASCADE, related_name="steps")
    start = models.DateField(_("start"))
    end = models.DateField(_("end"))
    pct = percentage(_("change, per cent"))
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "start"], name="assumption_step_once"),
            models.CheckConstraint(
                name="assumption_step_starts_before_it_ends",
                condition=models.Q(start__lte=models.F("end")),
                violation_error_message=_("A step must start before it ends."),
            ),
        ]

    def __str__(self):
        return f"{self.profile} {self.start}"


class AssumptionObserved(PeriodRow):
    """What a unit has observed of an assumption: one figure, or from `low` to `high`, in per cent of the base."""

    IDENTITY = ("unit", "period", "profile")

    profile = models.ForeignKey(AssumptionProfile, models.PROTECT, related_name="+", verbose_name=_("assumption"))
    low = percentage(_("observed change, from"), null=True, blank=True)
    high = percentage(_("observed change, to"), null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    approximate = models.CharField(
        _("how exact"), max_length=5, choices=Approximate, default=Approximate.EXACT, blank=True
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "profile"], name="assumption_observed_once"),
            models.CheckConstraint(
                name="assumption_observed_in_order",
                condition=models.Q(high=None) | models.Q(low__isnull=False, low__lte=models.F("high")),
                violation_error_message=_("Enter the lower figure first: −20 is lower than −15."),
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.period}"

    @property
    def key(self) -> str:
        return self.profile.key
