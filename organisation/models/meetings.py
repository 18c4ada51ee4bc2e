"""When a board meets, when its reports must be where they are to be, and what is done how many days before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.models.people import Role
from organisation.models.reporting import ReportingPeriod
from organisation.models.structure import Unit


class Anchor(models.TextChoices):
    """The days that one plans backwards from."""

    MEETING = "meeting", _("The meeting")
    BOARD = "board", _("The report reaches the board")
    COUNCIL = "council", _("The report reaches the council")
    AUDITORS = "auditors", _("The report reaches the auditors")


class Meeting(models.Model):
    """A meeting of the board; one that is reported to has a period of its own."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="meetings")
    date = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    period = models.OneToOneField(ReportingPeriod, models.PROTECT, null=True, blank=True, related_name="meeting")

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "date"],
                name="meeting_once",
                violation_error_message=_("The board has a meeting on this day already."),
            )
        ]

    def __str__(self):
        return f"{self.board} {self.date}"


class Handover(models.Model):
    """The day that a period's report must have reached the board, the council or the auditors."""

    class Receiver(models.TextChoices):
        BOARD = "board", _("The board")
        COUNCIL = "council", _("The council")
        AUDITORS = "auditors", _("The auditors")

    board = models.ForeignKey(Unit, models.PROTECT, related_name="handovers")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="handovers", verbose_name=_("period"))
    receiver = models.CharField(_("receiver"), max_length=10, choices=Receiver)
    date = models.DateField(_("date"))

    class Meta:
        ordering = ["date", "receiver"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "receiver"],
                name="handover_once",
                violation_error_message=_("This report has a day for this receiver already."),
            )
        ]

    def __str__(self):
        return f"{self.period} · {self.get_receiver_display()} {self.date}"


class PlanningStep(models.Model):
    """Something that is done so many days before a meeting, or before a report must be where it is to be.

    One without a unit holds for every unit of the board; a unit's own one with the same code holds instead of it
    there. `role` is who does it, empty where that is anybody who reports.
    """

    class Counted(models.TextChoices):
        WORKING = "working", _("Working days")
        CALENDAR = "calendar", _("Calendar days")

    board = models.ForeignKey(Unit, models.PROTECT, related_name="planning_steps")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="own_planning_steps", verbose_name=_("unit")
    )
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("what is done"), max_length=120)
    role = models.CharField(_("who"), max_length=20, choices=Role, blank=True)
    anchor = models.CharField(_("before"), max_length=10, choices=Anchor, default=Anchor.MEETING)
    days_before = models.PositiveSmallIntegerField(_("days before"))
    counted = models.CharField(_("counted in"), max_length=10, choices=Counted, default=Counted.WORKING)

    class Meta:
        ordering = ["anchor", "-days_before", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "code"], condition=Q(unit=None), name="planning_step_of_all_units_once"
            ),
            models.UniqueConstraint(
                fields=["board", "unit", "code"], condition=Q(unit__isnull=False), name="planning_step_of_a_unit_once"
            ),
            models.CheckConstraint(
                name="planning_step_within_a_year",
                condition=Q(days_before__lte=366),
                violation_error_message=_("Plan at most a year ahead."),
            ),
        ]

    def __str__(self):
        return self.label
