"""Sick leave: the seven key figures that are required by law, and what a board follows beside them."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from followup.missing import CHOICES
from followup.numbers import round_half_up
from organisation.models import PeriodRow
from staffing.models.people import StaffGroup

# The law on municipal accounts: no figure is given for a group of at most ten.
LARGEST_HIDDEN_GROUP = 10


class SickLeave(PeriodRow):
    """One key figure of sick leave in per cent, for all staff ("" as `group_code`) or one profession.

    `decimals` is the precision the value was given in. `before` is an earlier value that the source
    compares with, from the time that `before_label` names. Hours give the value where no percentage was
    given.
    """

    class Key(models.TextChoices):
        TOTAL = "total", _("Total")
        LONG = "long", _("60 days or more")
        WOMEN = "women", _("Women")
        MEN = "men", _("Men")
        AGE_UNDER_30 = "age_under_30", _("29 years and younger")
        AGE_30_49 = "age_30_49", _("30–49 years")
        AGE_50PLUS = "age_50plus", _("50 years and older")
        NONE = "none", _("Without any sick leave")
        UNDER_5_DAYS = "under_5_days", _("Fewer than five days")
        LONG_180 = "long_180", _("Long-term, 180 days")
        LONG_15_180 = "long_15_180", _("Long-term, 15–180 days")

    STATUTORY = (Key.TOTAL, Key.LONG, Key.WOMEN, Key.MEN, Key.AGE_UNDER_30, Key.AGE_30_49, Key.AGE_50PLUS)
    OF_ALL_STAFF = (*STATUTORY, Key.NONE, Key.UNDER_5_DAYS)
    OF_PROFESSIONS = (
        *(Key.TOTAL, Key.WOMEN, Key.MEN, Key.AGE_UNDER_30, Key.AGE_30_49, Key.AGE_50PLUS),
        *(Key.LONG_180, Key.LONG_15_180),
    )
    IDENTITY = ("unit", "period", "group_code", "measure")

    group = models.ForeignKey(StaffGroup, models.PROTECT, null=True, blank=True, related_name="+")
    group_code = models.CharField(max_length=40, blank=True)
    measure = models.CharField(_("key figure"), max_length=20, choices=Key)
    value = models.DecimalField(_("sick leave"), max_digits=5, decimal_places=2, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    before = models.DecimalField(_("before"), max_digits=5, decimal_places=2, null=True, blank=True)
    before_decimals = models.PositiveSmallIntegerField(default=1)
    before_label = models.CharField(_("when that was"), max_length=60, blank=True)
    is_rolling12 = models.BooleanField(_("rolling twelve months"), default=False)
    sick_hours = models.DecimalField(_("hours of sick leave"), max_digits=14, decimal_places=2, null=True, blank=True)
    work_hours = models.DecimalField(_("working hours"), max_digits=14, decimal_places=2, null=True, blank=True)
    n_employees = models.PositiveIntegerField(_("employees in the group"), null=True, blank=True)
    missing_reason = models.CharField(_("why it is missing"), max_length=20, choices=CHOICES, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "group_code", "measure"], name="sick_leave_once"),
            models.CheckConstraint(
                name="sick_leave_value_or_reason",
                condition=models.Q(missing_reason="") | models.Q(value=None),
                violation_error_message=_("Give a value or say why it is missing, not both."),
            ),
            models.CheckConstraint(
                name="sick_leave_is_a_percentage",
                condition=(models.Q(value=None) | models.Q(value__range=(0, 100)))
                & (models.Q(before=None) | models.Q(before__range=(0, 100))),
                violation_error_message=_("Sick leave lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                name="sick_leave_small_groups_are_hidden",
                condition=(models.Q(n_employees=None) | models.Q(n_employees__gt=LARGEST_HIDDEN_GROUP))
                & ~models.Q(missing_reason="confidential")
                | models.Q(value=None, before=None),
                violation_error_message=_(
                    "A group of at most ten employees is not shown: leave its values empty and say that it is too few."
                ),
            ),
            models.CheckConstraint(
                name="sick_leave_has_hours_to_divide_by",
                condition=models.Q(work_hours=None) | models.Q(work_hours__gt=0),
                violation_error_message=_("Working hours must be more than none."),
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return ".".join(filter(None, ("staffing.sick", self.group_code, self.measure)))

    @property
    def percent(self) -> Decimal | None:
        """The value, or what the hours come to, in per cent with one decimal; None where it may not be shown."""
        if self.is_suppressed:
            return None
        if self.value is not None or None in (self.sick_hours, self.work_hours):
            return self.value
        return round_half_up(self.sick_hours / self.work_hours * 100, 1)

    @property
    def is_suppressed(self) -> bool:
        """A group too small to be shown."""
        small = self.n_employees is not None and self.n_employees <= LARGEST_HIDDEN_GROUP
        return small or self.missing_reason == "confidential"
