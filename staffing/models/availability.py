"""Availability of care: the care guarantee, those who wait, and beds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.missing import CHOICES
from organisation.models import PeriodRow


class Availability(PeriodRow):
    """One figure of availability: for a kind of care, or one part of it («läkarbesök»).

    A source may give the value, the change since `since`, or the change alone. `part` is named as the source names
    it, its code stands in `part_code` ("" for the whole); `is_example` is a part that the source gives as an example,
    so that the parts need not make the whole. `as_of` is the last day of the time that the value is for.
    """

    class Care(models.TextChoices):
        FIRST_VISITS = "first_visits", _("First visits")
        TREATMENTS = "treatments", _("Treatments")
        BEDS = "beds", _("Beds")

    class Measure(models.TextChoices):
        GUARANTEE = "guarantee", _("Within the care guarantee")
        WAITING = "waiting", pgettext_lazy("patients", "Waiting in all")
        OVER_90 = "over_90", pgettext_lazy("patients", "Waiting longer than 90 days")
        OVER_365 = "over_365", pgettext_lazy("patients", "Waiting longer than 365 days")
        BEDS_R12 = "beds_r12", _("Beds per day, rolling twelve months")

    OF_CARE = (Measure.GUARANTEE, Measure.WAITING, Measure.OVER_90, Measure.OVER_365)
    IDENTITY = ("unit", "period", "care", "measure", "part_code")

    care = models.CharField(_("care"), max_length=20, choices=Care)
    measure = models.CharField(_("figure"), max_length=20, choices=Measure)
    part_code = models.SlugField(_("code of the part"), max_length=40, blank=True)
    part = models.CharField(_("part"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_example = models.BooleanField(_("an example among more parts"), default=False)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    change = models.DecimalField(_("change"), max_digits=12, decimal_places=2, null=True, blank=True)
    change_decimals = models.PositiveSmallIntegerField(default=0)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    since = models.DateField(_("change since"), null=True, blank=True)
    missing_reason = models.CharField(_("why it is missing"), max_length=20, choices=CHOICES, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "care", "measure", "part_code"], name="availability_once"
            ),
            models.CheckConstraint(
                name="availability_value_or_reason",
                condition=models.Q(missing_reason="") | models.Q(value=None, change=None),
                violation_error_message=_("Give a value or say why it is missing, not both."),
            ),
            models.CheckConstraint(
                name="availability_guarantee_is_a_percentage",
                condition=~models.Q(measure="guarantee") | models.Q(value=None) | models.Q(value__range=(0, 100)),
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                name="availability_number_not_negative",
                condition=models.Q(value=None) | models.Q(value__gte=0),
                violation_error_message=_("There cannot be fewer than none who wait."),
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return ".".join(filter(None, ("staffing.availability", self.care, self.measure, self.part_code)))
