"""How many work in a unit, how many each manager has, and what is said about the staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from followup.missing import CHOICES
from organisation.models import PeriodRow, PeriodRowQuerySet, Unit


class StaffGroup(models.Model):
    """A profession or another group of staff that a board follows by itself."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="staff_groups")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    aid_group = models.CharField(_("AID group"), max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["board", "code"], name="staff_group_code_once")]

    def __str__(self):
        return self.name


class Headcount(PeriodRow):
    """How many employees a unit has, in all or in one group, and the change from the year before.

    `group_code` is "" for all, so that the unique key means the same in every database.
    """

    IDENTITY = ("unit", "period", "group_code")

    group = models.ForeignKey(StaffGroup, models.PROTECT, null=True, blank=True, related_name="+")
    group_code = models.CharField(max_length=40, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    fte = models.DecimalField(_("full-time equivalents"), max_digits=10, decimal_places=2, null=True, blank=True)
    change = models.IntegerField(_("change from the year before"), null=True, blank=True)
    is_average = models.BooleanField(_("average over the period"), default=True)
    missing_reason = models.CharField(_("why it is missing"), max_length=20, choices=CHOICES, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "group_code"], name="headcount_once"),
            models.CheckConstraint(
                name="headcount_value_or_reason",
                condition=models.Q(missing_reason="") | models.Q(change=None, employees=None),
                violation_error_message=_("Give a value or say why it is missing, not both."),
            ),
            models.CheckConstraint(
                name="headcount_fte_not_negative",
                condition=models.Q(fte=None) | models.Q(fte__gte=0),
                violation_error_message=_("Full-time equivalents cannot be fewer than none."),
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return f"staffing.headcount.{self.group_code}" if self.group_code else "staffing.headcount"


class ManagerSpan(PeriodRow):
    """The guideline for how many employees a manager has, as decided, and the one before it."""

    low = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    high = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    before_low = models.PositiveSmallIntegerField(_("at least, before"), null=True, blank=True)
    before_high = models.PositiveSmallIntegerField(_("at most, before"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    managers = models.PositiveIntegerField(_("managers"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="manager_span_once"),
            models.CheckConstraint(
                name="manager_span_in_order",
                condition=(models.Q(low=None) | models.Q(high=None) | models.Q(low__lte=models.F("high")))
                & (
                    models.Q(before_low=None)
                    | models.Q(before_high=None)
                    | models.Q(before_low__lte=models.F("before_high"))
                ),
                violation_error_message=_("The lowest number cannot be above the highest."),
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return "staffing.span"


class SpanBand(PeriodRow):
    """How many managers have at least `low` and at most `high` employees; no `high` is «and more»."""

    IDENTITY = ("unit", "period", "low")

    low = models.PositiveSmallIntegerField(_("employees, at least"))
    high = models.PositiveSmallIntegerField(_("employees, at most"), null=True, blank=True)
    managers = models.PositiveIntegerField(_("managers"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "low"], name="span_band_once"),
            models.CheckConstraint(
                name="span_band_in_order",
                condition=models.Q(high=None) | models.Q(low__lte=models.F("high")),
                violation_error_message=_("The lowest number cannot be above the highest."),
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return f"staffing.span.band.{self.low}"


class StaffingTextQuerySet(PeriodRowQuerySet):
    def of_topic(self, topic, *, unit, period, previous=None):
        """What is said about one matter in a period and, where there is one, in the period before."""
        return self.filter(
            unit=unit, period__in=[one for one in (period, previous) if one], topic=topic, version__gt=0
        )


class StaffingText(PeriodRow):
    """What a unit says about one matter of its staff."""

    class Topic(models.TextChoices):
        HEADCOUNT = "headcount", _("Number of employees")
        WORK_ENVIRONMENT = "work_environment", _("Work environment")
        SICK_LEAVE = "sick_leave", _("Sick leave")
        DENTAL = "dental", _("Sick leave in dental care")
        HIRED = "hired", _("Hired staff")
        AVAILABILITY = "availability", _("Availability")
        BEDS = "beds", _("Beds")

    IDENTITY = ("unit", "period", "topic")

    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    text = models.TextField(_("text"), blank=True)

    objects = StaffingTextQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period", "topic"], name="staffing_text_once")]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return f"staffing.text.{self.topic}"
