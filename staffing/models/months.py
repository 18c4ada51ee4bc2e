"""Figures by month: of a unit, all its staff or one profession, as HR, payroll and care systems export them."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.missing import CHOICES
from followup.numbers import round_half_up
from organisation.models import PeriodRow, PeriodRowQuerySet, State, Submission, Unit
from staffing.models.people import StaffGroup
from staffing.models.sick_leave import LARGEST_HIDDEN_GROUP


class MonthFigureQuerySet(PeriodRowQuerySet):
    def known_in(self, period):
        """Everything about months that is known in a period: what it says itself, and what decided periods that ended
        before it have said. What a later one corrects is not known yet."""
        decided = Submission.objects.filter(unit=period.board_id, state__in=[State.APPROVED, State.SEALED])
        earlier = models.Q(
            period__in=decided.values("period"), period__end__lte=period.end, period__board=period.board_id
        )
        return self.filter(models.Q(period=period) | earlier, version__gt=0)


class MonthFigure(PeriodRow):
    """One figure of one month, handed in with a period by the unit that reports.

    `of_unit` is the unit that the figure is about. `month` is the first day of the month, and the last month where
    `covers` is more than one. Shares are told by `numerator` and `denominator` (hours, or kronor) or, where the
    source gives no more, by `value` in per cent as it was given, with `decimals`; such a value is never added up or
    averaged. Levels are told by `value` alone. `text` is the cell as it was printed where it is words: «ca 20–30».
    """

    class Measure(models.TextChoices):
        TOTAL = "total", _("Sick leave in total")
        LONG = "long", _("Sick leave of 60 days or more, share of all sick leave")
        WOMEN = "women", _("Sick leave, women")
        MEN = "men", _("Sick leave, men")
        AGE_UNDER_30 = "age_under_30", _("Sick leave, 29 years and younger")
        AGE_30_49 = "age_30_49", _("Sick leave, 30–49 years")
        AGE_50PLUS = "age_50plus", _("Sick leave, 50 years and older")
        EMPLOYEES = "employees", _("Employees")
        FTE = "fte", _("Full-time equivalents")
        OVERTIME = "overtime", _("Overtime, share of working hours")
        VACANCIES = "vacancies", _("Vacant posts")
        HIRED = "hired", _("Hired staff, share of own personnel cost")
        BEDS = "beds", _("Beds per day")

    class Covers(models.TextChoices):
        MONTH = "month", pgettext_lazy("a figure covers", "The month")
        QUARTER = "quarter", pgettext_lazy("a figure covers", "The quarter so far")
        YEAR = "year", pgettext_lazy("a figure covers", "The year so far")
        TWELVE = "r12", pgettext_lazy("a figure covers", "Rolling twelve months")

    SICK = (
        *(Measure.TOTAL, Measure.LONG, Measure.WOMEN, Measure.MEN),
        *(Measure.AGE_UNDER_30, Measure.AGE_30_49, Measure.AGE_50PLUS),
    )
    SHARES = (*SICK, Measure.OVERTIME, Measure.HIRED)
    IDENTITY = ("unit", "period", "of_unit", "month", "covers", "group_code", "measure")

    of_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit the figure is about"))
    month = models.DateField(_("month"))
    covers = models.CharField(_("covers"), max_length=8, choices=Covers, default=Covers.MONTH)
    group = models.ForeignKey(StaffGroup, models.PROTECT, null=True, blank=True, related_name="+")
    group_code = models.CharField(max_length=40, blank=True)
    measure = models.CharField(_("figure"), max_length=20, choices=Measure)
    numerator = models.DecimalField(_("counted"), max_digits=18, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(_("counted among"), max_digits=18, decimal_places=2, null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    n_employees = models.PositiveIntegerField(_("employees in the group"), null=True, blank=True)
    text = models.CharField(_("as printed"), max_length=200, blank=True)
    missing_reason = models.CharField(_("why it is missing"), max_length=20, choices=CHOICES, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = MonthFigureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["period", "measure", "covers", "month"], name="month_figure_series")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "of_unit", "month", "covers", "group_code", "measure"],
                name="month_figure_once",
            ),
            models.CheckConstraint(
                name="month_figure_value_or_reason",
                condition=models.Q(missing_reason="") | models.Q(value=None, numerator=None),
                violation_error_message=_("Give a value or say why it is missing, not both."),
            ),
            models.CheckConstraint(
                name="month_figure_share_is_a_percentage",
                condition=~models.Q(measure__in=["total", "long", "women", "men", "age_under_30", "age_30_49"])
                & ~models.Q(measure__in=["age_50plus", "overtime", "hired"])
                | models.Q(value=None)
                | models.Q(value__range=(0, 100)),
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                name="month_figure_not_negative",
                condition=(models.Q(numerator=None) | models.Q(numerator__gte=0))
                & (models.Q(denominator=None) | models.Q(denominator__gte=0)),
                violation_error_message=_("Neither hours nor costs can be less than nothing."),
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        parts = ("staffing.month", self.measure, f"{self.month:%Y-%m}", self.covers, str(self.of_unit_id))
        return ".".join(filter(None, (*parts, self.group_code)))

    @property
    def percent_or_level(self) -> Decimal | None:
        """The share in per cent with one decimal from what was counted, or the value as it was given."""
        if self.numerator is not None and self.denominator:
            return round_half_up(self.numerator / self.denominator * 100, 1)
        return self.value

    @property
    def is_too_few(self) -> bool:
        """A group too small for its sick leave to be shown."""
        few = self.n_employees is not None and self.n_employees <= LARGEST_HIDDEN_GROUP
        return self.measure in self.SICK and (few or self.missing_reason == "confidential")
