"""Hired staff: what they cost by frame, and their share of what the board's own staff costs."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.missing import CHOICES
from organisation.models import Frame, PeriodRow


class AmountUnit(models.TextChoices):
    KR = "kr", _("kronor")
    TKR = "tkr", _("thousand kronor (tkr)")
    MNKR = "mnkr", _("million kronor (mnkr)")


class Approximation(models.TextChoices):
    ABOUT = "about", _("about")
    OVER = "over", _("just over")
    UNDER = "under", _("just under")


def _kronor(label):
    return models.DecimalField(label, max_digits=18, decimal_places=2, null=True, blank=True)


class HiredFrame(models.Model):
    """A frame that a board follows the cost of hired staff in. A board without any follows all its own frames."""

    frame = models.OneToOneField(Frame, models.PROTECT, related_name="+")

    def __str__(self):
        return str(self.frame)


class HiredStaff(PeriodRow):
    """What hired staff cost in one frame, or in all ("" as `frame_code`), in kronor.

    `amount_unit` and `amount_decimals` are the precision the amounts were given in. The row of all frames
    holds what a source prints as totals; what it leaves out is added up. `change_pct` and `extra_cost` are
    what a source prints, `extra_cost_pct` is the share of the cost that own staff would not have cost.
    """

    IDENTITY = ("unit", "period", "frame_code")

    frame = models.ForeignKey(Frame, models.PROTECT, null=True, blank=True, related_name="+")
    frame_code = models.CharField(max_length=40, blank=True)
    cost = _kronor(_("cost of hired staff"))
    change = _kronor(_("change from the year before"))
    change_pct = models.DecimalField(_("change in per cent"), max_digits=7, decimal_places=2, null=True, blank=True)
    change_pct_decimals = models.PositiveSmallIntegerField(default=0)
    prior_cost = _kronor(_("cost the year before"))
    own_personnel_cost = _kronor(_("cost of own staff"))
    extra_cost = _kronor(_("extra cost"))
    extra_cost_pct = models.DecimalField(
        _("extra cost, share of the cost"), max_digits=5, decimal_places=2, null=True, blank=True, default=Decimal(50)
    )
    amount_unit = models.CharField(_("unit of amounts"), max_length=4, choices=AmountUnit, default=AmountUnit.MNKR)
    amount_decimals = models.PositiveSmallIntegerField(default=0)
    approximate = models.CharField(_("approximate"), max_length=5, choices=Approximation, blank=True)
    missing_reason = models.CharField(_("why it is missing"), max_length=20, choices=CHOICES, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "frame_code"], name="hired_staff_once"),
            models.CheckConstraint(
                name="hired_staff_value_or_reason",
                condition=models.Q(missing_reason="") | models.Q(cost=None),
                violation_error_message=_("Give a value or say why it is missing, not both."),
            ),
            models.CheckConstraint(
                name="hired_staff_extra_is_a_share",
                condition=models.Q(extra_cost_pct=None) | models.Q(extra_cost_pct__range=(0, 100)),
                violation_error_message=_("The extra cost is between 0 and 100 per cent of the cost."),
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return f"staffing.hired.cost.{self.frame_code or 'total'}"


class HiredShare(PeriodRow):
    """Hired staff as a share of what own staff costs, over rolling twelve months, in per cent.

    `months` says which twelve, «2409–2508». `operator_elsewhere` is how the same source states the target
    in another place, where that is not the same.
    """

    class Operator(models.TextChoices):
        LT = "lt", pgettext_lazy("operator", "under")
        LE = "le", pgettext_lazy("operator", "at most")
        EQ = "eq", pgettext_lazy("operator", "exactly")

    share_r12 = models.DecimalField(_("share"), max_digits=5, decimal_places=2, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=2)
    numerator = _kronor(_("cost of hired staff"))
    denominator = _kronor(_("cost of own staff"))
    months = models.CharField(_("which twelve months"), max_length=20, blank=True)
    target_operator = models.CharField(_("the share is to be"), max_length=2, choices=Operator, default=Operator.LT)
    operator_elsewhere = models.CharField(_("said elsewhere"), max_length=2, choices=Operator, blank=True)
    target = models.DecimalField(_("target"), max_digits=5, decimal_places=2, null=True, blank=True)
    forecast_text = models.TextField(_("forecast"), blank=True)
    missing_reason = models.CharField(_("why it is missing"), max_length=20, choices=CHOICES, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="hired_share_once"),
            models.CheckConstraint(
                name="hired_share_value_or_reason",
                condition=models.Q(missing_reason="") | models.Q(share_r12=None),
                violation_error_message=_("Give a value or say why it is missing, not both."),
            ),
            models.CheckConstraint(
                name="hired_share_is_a_percentage",
                condition=(models.Q(share_r12=None) | models.Q(share_r12__range=(0, 100)))
                & (models.Q(target=None) | models.Q(target__range=(0, 100))),
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                name="hired_share_has_a_cost_to_divide_by",
                condition=models.Q(denominator=None) | models.Q(denominator__gt=0),
                violation_error_message=_("The cost of own staff must be more than nothing."),
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return "staffing.hired.share"

    @property
    def target_decimals(self) -> int:
        """The decimals the target says anything with: targets are set, not measured."""
        exponent = self.target.normalize().as_tuple().exponent if self.target else 0
        return max(0, -exponent)
