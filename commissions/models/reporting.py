"""What a unit reports about a commission for a period: how it stands, and the figures it states."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.models.definitions import Commission, Part
from commissions.models.money import Grant
from followup import missing
from followup.numbers import UNIT_FACTORS, in_unit, round_half_up
from followup.sections import decimal_string
from followup.status import SCALES
from organisation.models import PeriodRow, PeriodRowQuerySet

# The fields that are written for an interim report, and those of the summary for a board meeting.
REPORT_TEXTS = ("summary", "result", "analysis", "remaining")
MEETING_TEXTS = ("last_month", "next_month", "comments", "risks_support")


class CommissionReport(PeriodRow):
    """How one commission stands, as one unit says for one period."""

    IDENTITY = ("unit", "period", "commission")

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="reports", verbose_name=_("commission"))
    status = models.CharField(_("Status"), max_length=20, default="unassessed")
    forecast_text = models.CharField(_("Forecast in words"), max_length=300, blank=True)
    summary = models.TextField(_("Summary"), blank=True)
    result = models.TextField(_("Result"), blank=True)
    analysis = models.TextField(_("Analysis"), blank=True)
    remaining = models.TextField(_("Remaining work"), blank=True)
    last_month = models.TextField(_("Activities last month"), blank=True)
    next_month = models.TextField(_("Activities next month"), blank=True)
    comments = models.TextField(_("Comments"), blank=True)
    risks_support = models.TextField(_("Risks and need of support"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "commission"],
                name="commission_report_once",
                violation_error_message=_("The unit already has a report on this commission for the period."),
            ),
            models.CheckConstraint(
                name="commission_report_status_is_known",
                condition=Q(status__in=list(SCALES["commission"])),
                violation_error_message=_("Choose one of the statuses of the list."),
            ),
        ]

    def __str__(self):
        return f"{self.commission} · {self.period}"

    @property
    def key(self) -> str:
        return self.commission.key

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """(label, text) of what is written, in the active language and the order it is read."""
        fields = [self._meta.get_field(name) for name in (*REPORT_TEXTS, *MEETING_TEXTS)]
        written = ((str(field.verbose_name), getattr(self, field.name).strip()) for field in fields)
        return tuple((label, text) for label, text in written if text)


class CommissionFigureQuerySet(PeriodRowQuerySet):
    def ordered(self):
        """In the order of the commissions and, within one, of the figures."""
        return self.order_by("commission__group__order", "commission__order", "order", "code")


class CommissionFigure(PeriodRow):
    """A figure that a unit states in its report on a commission.

    `value` is in kronor where `value_unit` is kr, tkr or mnkr, and otherwise in `value_unit` itself;
    `decimals` is the precision it was given in, counted in `value_unit`.
    """

    IDENTITY = ("unit", "period", "commission", "code")

    class Approximate(models.TextChoices):
        ABOUT = "about", pgettext_lazy("before a number", "about")
        OVER = "over", pgettext_lazy("before a number", "just over")
        UNDER = "under", pgettext_lazy("before a number", "just under")

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="figures", verbose_name=_("commission"))
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("Label"), max_length=160)
    value = models.DecimalField(_("Value"), max_digits=20, decimal_places=4, null=True, blank=True)
    value_unit = models.CharField(_("Measured in"), max_length=10, default="count")
    decimals = models.SmallIntegerField(_("Decimals"), default=0)
    approximate = models.CharField(_("Precision"), max_length=5, choices=Approximate, blank=True)
    is_change = models.BooleanField(_("Is a change, shown with its sign"), default=False)
    missing_reason = models.CharField(
        _("Why the value is missing"), max_length=20, choices=missing.CHOICES, blank=True
    )
    note = models.CharField(_("Remark"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("Order"), default=0)

    objects = CommissionFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "commission", "code"],
                name="commission_figure_once",
                violation_error_message=_("The unit already has this figure for the period."),
            ),
            models.CheckConstraint(
                name="commission_figure_value_or_reason",
                condition=Q(value=None) | Q(missing_reason=""),
                violation_error_message=_("Give a value or a reason why it is missing, not both."),
            ),
            models.CheckConstraint(
                name="commission_figure_is_not_the_amount",
                condition=~Q(code="amount"),
                violation_error_message=_("The amount of a commission stands on the commission itself."),
            ),
        ]

    def __str__(self):
        return f"{self.label} · {self.period}"

    @property
    def key(self) -> str:
        return f"{self.commission.key}.{self.code}"

    @property
    def shown_value(self) -> str | None:
        """The value in `value_unit` as a decimal string, with the decimals it was given in."""
        if self.value is None:
            return None
        value = Decimal(self.value)
        shown = in_unit(value, self.value_unit) if self.value_unit in UNIT_FACTORS else value
        return decimal_string(round_half_up(shown, self.decimals))


class PartReport(PeriodRow):
    """How far one activity or sub-project has come, as one unit says for one period."""

    IDENTITY = ("unit", "period", "part")

    part = models.ForeignKey(Part, models.PROTECT, related_name="reports", verbose_name=_("part"))
    status = models.CharField(_("Status"), max_length=20, default="unassessed")
    comment = models.CharField(_("Comment"), max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "part"],
                name="commission_part_report_once",
                violation_error_message=_("The unit has already reported this for the period."),
            ),
            models.CheckConstraint(
                name="commission_part_report_status_is_known",
                condition=Q(status__in=sorted({*SCALES["handling"], *SCALES["activity"]})),
                violation_error_message=_("Choose one of the statuses of the list."),
            ),
        ]

    def __str__(self):
        return f"{self.part} · {self.period}"

    @property
    def key(self) -> str:
        return self.part.key


class GrantUse(PeriodRow):
    """How much of a grant has been used until the end of a period, in kronor."""

    IDENTITY = ("unit", "period", "grant")

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="uses", verbose_name=_("grant"))
    used = models.DecimalField(_("Used so far"), max_digits=18, decimal_places=2, null=True, blank=True)
    decimals = models.SmallIntegerField(_("Decimals"), default=0)
    missing_reason = models.CharField(
        _("Why the value is missing"), max_length=20, choices=missing.CHOICES, blank=True
    )
    note = models.CharField(_("Remark"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "grant"],
                name="grant_use_once",
                violation_error_message=_("The unit has already reported the use of this grant for the period."),
            ),
            models.CheckConstraint(
                name="grant_use_value_or_reason",
                condition=Q(used=None) | Q(missing_reason=""),
                violation_error_message=_("Give a value or a reason why it is missing, not both."),
            ),
        ]

    def __str__(self):
        return f"{self.grant} · {self.period}"

    @property
    def key(self) -> str:
        return f"{self.grant.key}.used"
