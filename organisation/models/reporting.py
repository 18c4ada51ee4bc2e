"""When and how a board reports: periods, and what each unit hands in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followup.numbers import date_text
from organisation.models.structure import Unit


class ReportingPeriodQuerySet(models.QuerySet):
    def before(self, period):
        """The board's periods of the same sort that ended before this one does, latest first: a meeting looks back
        at meetings, and a report at reports."""
        meetings = Q(kind=ReportingPeriod.Kind.MEETING)
        found = self.filter(meetings if period.is_meeting else ~meetings, board=period.board_id, end__lt=period.end)
        return found.order_by("-end", "-start")


class ReportingPeriod(models.Model):
    """A stretch of time that a board reports on, under the label the board uses."""

    class Kind(models.TextChoices):
        TERTIAL = "tertial", _("Tertial")
        HALF_YEAR = "half_year", _("Half-year")
        QUARTER = "quarter", _("Quarter")
        MONTH = "month", _("Month")
        YEAR = "year", _("Full year")
        MEETING = "meeting", _("Board meeting")

    board = models.ForeignKey(Unit, models.PROTECT, related_name="periods")
    slug = models.SlugField(_("slug"), max_length=40)
    label = models.CharField(_("label"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    start = models.DateField(_("start"))
    end = models.DateField(_("end"))
    due = models.DateField(_("due"), null=True, blank=True)
    is_cumulative = models.BooleanField(_("figures accumulate from the start of the year"), default=True)

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-end", "-start"]
        constraints = [
            models.UniqueConstraint(fields=["board", "slug"], name="period_slug_once"),
            models.UniqueConstraint(fields=["board", "start", "end", "kind"], name="period_once"),
            models.CheckConstraint(
                name="period_starts_before_it_ends",
                condition=models.Q(start__lte=models.F("end")),
                violation_error_message=_("The period must start before it ends."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def is_meeting(self) -> bool:
        """Whether it is a meeting that is reported to: a summary of the commissions, and nothing else."""
        return self.kind == self.Kind.MEETING

    def previous(self):
        """The board's period before this one, or None. One query."""
        return ReportingPeriod.objects.before(self).first()


class State(models.TextChoices):
    """Where a submission stands. A returned one is open again and keeps the reason."""

    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    SEALED = "sealed", _("Sealed")


def _stamped(states, *names):
    """In these states each stamp is set."""
    return ~models.Q(state__in=states) | models.Q(**{f"{name}__isnull": False for name in names})


class SubmissionQuerySet(models.QuerySet):
    def decided(self):
        """Approved or sealed: what board members may see."""
        return self.filter(state__in=[State.APPROVED, State.SEALED])

    def of(self, unit, period):
        """What a unit hands in for a period; an open one, not yet stored, where nothing is."""
        people = ("submitted_by", "approved_by", "returned_by", "sealed_by")
        found = self.filter(unit=unit, period=period).select_related(*people).first()
        return found or Submission(unit=unit, period=period)


class Submission(models.Model):
    """What one unit hands in for one period, and who has answered for it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="submissions")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    return_reason = models.TextField(_("reason for returning"), blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="submission_once"),
            models.CheckConstraint(
                name="submission_submitted_has_who_and_when",
                condition=_stamped([State.SUBMITTED, State.APPROVED, State.SEALED], "submitted_at", "submitted_by"),
                violation_error_message=_("Say who submits, and when."),
            ),
            models.CheckConstraint(
                name="submission_approved_has_who_and_when",
                condition=_stamped([State.APPROVED, State.SEALED], "approved_at", "approved_by"),
                violation_error_message=_("Say who approves, and when."),
            ),
            models.CheckConstraint(
                name="submission_sealed_has_who_and_when",
                condition=_stamped([State.SEALED], "sealed_at", "sealed_by"),
                violation_error_message=_("Say who seals, and when."),
            ),
            models.CheckConstraint(
                name="submission_return_has_who_when_and_reason",
                condition=models.Q(returned_at=None, returned_by=None, return_reason="")
                | (models.Q(returned_at__isnull=False, returned_by__isnull=False) & ~models.Q(return_reason="")),
                violation_error_message=_("Say who returns it, when, and why."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.period} · {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_decided(self) -> bool:
        """Approved or sealed: what board members may see."""
        return self.state in {State.APPROVED, State.SEALED}

    def locked_reason(self) -> str:
        """Why nothing can be written, in words, or "" while it is open."""
        stamp = {
            State.SUBMITTED: (
                _("Submitted by %(who)s on %(when)s. A manager can return it with a reason."),
                "submitted",
            ),
            State.APPROVED: (
                _("Approved by %(who)s on %(when)s. A controller can unlock it with a reason."),
                "approved",
            ),
            State.SEALED: (_("Sealed by %(who)s on %(when)s. A correction is made as a numbered addition."), "sealed"),
        }.get(self.state)
        if stamp is None:
            return ""
        sentence, verb = stamp
        at = timezone.localtime(getattr(self, f"{verb}_at")).date()
        return sentence % {"who": getattr(self, f"{verb}_by").shown_name, "when": date_text(at)}
