"""What is to be saved in all, what of it has been reached, and the sums that sources print."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup import missing
from organisation.models import PeriodRow, ReportingPeriod, Unit
from savings.models.amounts import GivenAmount, kronor, one_of


class SavingsTarget(GivenAmount):
    """An amount that is to be saved: by the units' own plans, or by a commission's measures."""

    class Basis(models.TextChoices):
        PLANS = "plans", _("The units' own plans")
        MEASURES = "measures", _("The listed measures")

    board = models.ForeignKey(Unit, models.PROTECT, related_name="savings_targets")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("savings target"), max_length=200)
    basis = models.CharField(_("reached by"), max_length=10, choices=Basis, default=Basis.MEASURES)
    amount = kronor(_("amount"))
    commission = models.ForeignKey(
        "commissions.Commission", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commission")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "code"],
                name="savings_target_code_once",
                violation_error_message=_("The board already has a savings target with this code."),
            ),
            models.CheckConstraint(
                name="savings_target_above_zero",
                condition=Q(amount__gt=0),
                violation_error_message=_("The target must be more than zero."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def key(self) -> str:
        return f"savings.{self.code}"

    @property
    def amount_key(self) -> str:
        """The key of the amount's fact: «savings.own_plans.need», «savings.target.staff_cost_text»."""
        return f"{self.key}.need" if self.basis == self.Basis.PLANS else f"savings.target.{self.code}"


class TargetOutcome(GivenAmount, PeriodRow):
    """What has been reached of one savings target, for one unit and period.

    `share_printed` (per cent) and `change_printed` (percentage points since the last report) are what the
    source says; the portal computes the share itself.
    """

    IDENTITY = ("unit", "period", "target")

    target = models.ForeignKey(SavingsTarget, models.PROTECT, related_name="outcomes")
    realised = kronor(_("reached"), null=True, blank=True)
    missing_reason = models.CharField(_("why there is no amount"), max_length=20, choices=missing.CHOICES, blank=True)
    forecast = kronor(_("forecast for the year"), null=True, blank=True)
    share_printed = models.DecimalField(_("share as printed"), max_digits=7, decimal_places=2, null=True, blank=True)
    change_printed = models.DecimalField(_("change as printed"), max_digits=7, decimal_places=2, null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "target"], name="target_outcome_once"),
            models.CheckConstraint(
                name="target_realised_or_reason",
                condition=one_of("realised", "missing_reason"),
                violation_error_message=_("Give an amount or a reason why there is none, not both."),
            ),
        ]

    def __str__(self):
        return f"{self.target} · {self.period}"

    @property
    def key(self) -> str:
        return self.target.key


class StatedTotal(GivenAmount):
    """A sum of a list of measures, as a source prints it in one place. The portal adds up by itself."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="+")
    code = models.SlugField(_("list"), max_length=40)
    amount = kronor(_("amount"))
    place = models.CharField(_("place"), max_length=120)
    source = models.CharField(_("source"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "period", "code", "place"],
                name="stated_total_once",
                violation_error_message=_("This place already has a sum for this list."),
            )
        ]

    def __str__(self):
        return f"{self.code} · {self.place}"
