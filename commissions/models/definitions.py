"""What stands for a whole year: commissions, their groups and their sub-targets."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.models.money import Money
from organisation.models import Body, Organisation, Unit


class Periodicity(models.TextChoices):
    """How often a commission is reported."""

    EVERY_MEETING = "every_meeting", _("Every board meeting")
    MONTH = "month", _("Monthly")
    TERTIAL = "tertial", _("Each tertial")
    HALF_YEAR = "half_year", _("Each half-year")
    YEAR = "year", _("Yearly")
    ONCE = "once", _("Once")


class CommissionGroup(models.Model):
    """Commissions from one level to another, under the heading that the board's report gives them."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="commission_groups")
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("heading"), max_length=160)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "code"],
                name="commission_group_code_once",
                violation_error_message=_("The board already has a group with this code."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """What its changes are logged under."""
        return f"commissions.groups.{self.code}"


class CommissionQuerySet(models.QuerySet):
    def reported_by(self, board):
        """Those that the board answers for: in its own ledger, or directed to it from another board's."""
        return self.filter(
            Q(board=board)
            | Q(pk__in=self.model.receivers.through.objects.filter(body__unit=board).values("commission"))
        )

    def told(self, board):
        """Those that the board answers for, with all that is told of them: six queries."""
        decisions = models.Prefetch("decisions", Decision.objects.select_related("body"))
        return (
            self.reported_by(board)
            .select_related("board", "group", "giver", "predecessor")
            .prefetch_related("receivers", "sub_targets", "report_dates", "parts", decisions)
        )

    def reported_in(self, unit, period):
        """The commissions that the unit's board reports for the period's year, in the order of its report."""
        return self.told(unit.root).filter(year=period.end.year)


class Commission(Money):
    """Something that a council, board or director has told others to do during a year.

    It stands in the ledger of one `board`, and is reported by each board among its receivers. `year` is the year it is
    followed up in, `origin_year` the budget year that it was given in first. It ends by a decision of its giver, and
    only so: see `Decision`.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council", _("From the council")
        EXECUTIVE = "executive", _("From the executive board")
        BOARD = "board", _("From the board")
        DIRECTOR = "director", _("From the director")
        NATIONAL = "national", _("From the state")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commissions", editable=False)
    board = models.ForeignKey(Unit, models.PROTECT, related_name="commissions")
    group = models.ForeignKey(CommissionGroup, models.PROTECT, related_name="commissions", verbose_name=_("group"))
    code = models.SlugField(_("code"), max_length=40)
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=500)
    short_title = models.CharField(_("short title"), max_length=100)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    giver = models.ForeignKey(Body, models.PROTECT, related_name="commissions_given", verbose_name=_("given by"))
    receivers = models.ManyToManyField(Body, related_name="commissions_received", verbose_name=_("directed to"))
    year = models.PositiveSmallIntegerField(_("year"))
    origin_year = models.PositiveSmallIntegerField(_("budget year it was given in"), null=True, blank=True)
    origin = models.CharField(_("decided in"), max_length=160, blank=True)
    within_budget = models.BooleanField(_("within the budget"), null=True, blank=True)
    dimension = models.CharField(_("dimension"), max_length=80, blank=True)
    periodicity = models.CharField(_("periodicity"), max_length=14, choices=Periodicity)
    periodicity_text = models.CharField(_("periodicity as printed"), max_length=80, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    owner_role = models.CharField(_("owner (role)"), max_length=120, blank=True)
    leader_role = models.CharField(_("leader (role)"), max_length=120, blank=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("continues")
    )
    relations = models.JSONField(
        _("relations"),
        default=list,
        blank=True,
        help_text=_("How the figures follow from each other: kind, result, parts, place."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = CommissionQuerySet.as_manager()

    class Meta:
        ordering = ["group__order", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="commission_code_once",
                violation_error_message=_("There is already a commission with this code."),
            ),
            models.CheckConstraint(
                name="commission_starts_before_it_ends",
                condition=Q(start=None) | Q(end=None) | Q(start__lte=F("end")),
                violation_error_message=_("The commission must start before it ends."),
            ),
            models.CheckConstraint(
                name="commission_does_not_continue_itself",
                condition=Q(predecessor=None) | ~Q(predecessor=F("id")),
                violation_error_message=_("A commission cannot continue itself."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def key(self) -> str:
        """The stable code that the keys of its facts begin with."""
        return f"commissions.{self.code}"

    @property
    def shown_number(self) -> str:
        """What it is called in lists: its number, or its code in capitals."""
        return self.number or self.code.upper()

    @property
    def name(self) -> str:
        """Number and short title: «U03 Hyrberoende»."""
        return f"{self.shown_number} {self.short_title}"

    @property
    def given(self) -> Decision | None:
        """The decision that gave it, where it has been recorded. No query where the decisions were prefetched."""
        return next((one for one in self.decisions.all() if one.kind == Decision.Kind.GIVEN), None)

    @property
    def ended(self) -> Decision | None:
        """The decision that closed or cancelled it; None while it is open, whatever has been reported of it."""
        return next((one for one in self.decisions.all() if one.ends), None)

    @property
    def decision(self) -> str:
        """Where the decision that gave it is found: registration number and paragraph; "" where it is not known."""
        return self.given.reference if self.given else ""

    @property
    def periodicity_shown(self) -> str:
        """The periodicity as it is printed, or in the portal's word."""
        return self.periodicity_text or str(self.get_periodicity_display())


class SubTarget(models.Model):
    """One of the targets that a commission names."""

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="sub_targets")
    text = models.CharField(_("target"), max_length=400)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "order"],
                name="commission_sub_target_order_once",
                violation_error_message=_("Two targets of a commission cannot have the same place."),
            )
        ]

    def __str__(self):
        return self.text


class Decision(models.Model):
    """What somebody has decided about a commission: that it is given, changed, closed or cancelled.

    Decisions are added and never altered or removed, and each commission has at least the one that gave it: it cannot
    be deleted. Only its giver closes or cancels it (commissions.deciding). The day of one that gave it may be unknown.
    """

    class Kind(models.TextChoices):
        GIVEN = "given", pgettext_lazy("decision", "Given")
        CHANGED = "changed", pgettext_lazy("decision", "Changed")
        CLOSED = "closed", pgettext_lazy("decision", "Closed")
        CANCELLED = "cancelled", pgettext_lazy("decision", "Cancelled")

    ENDS = (Kind.CLOSED.value, Kind.CANCELLED.value)

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="decisions", verbose_name=_("commission"))
    kind = models.CharField(_("decision"), max_length=10, choices=Kind)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    date = models.DateField(_("date of the decision"), null=True, blank=True)
    paragraph = models.CharField(_("paragraph"), max_length=40, blank=True)
    dnr = models.CharField(_("diary number"), max_length=60, blank=True)
    note = models.CharField(_("remark"), max_length=400, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = [F("date").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission"],
                condition=Q(kind="given"),
                name="commission_given_once",
                violation_error_message=_("The decision that gave the commission has been recorded already."),
            ),
            models.UniqueConstraint(
                fields=["commission"],
                condition=Q(kind__in=["closed", "cancelled"]),
                name="commission_ended_once",
                violation_error_message=_("The commission has ended already."),
            ),
            models.CheckConstraint(
                name="commission_decision_can_be_found",
                condition=Q(kind="given") | Q(date__isnull=False) & ~Q(paragraph="") & ~Q(dnr=""),
                violation_error_message=_("Give the date, the paragraph and the diary number of the decision."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.commission}"

    @property
    def ends(self) -> bool:
        """Whether the commission is over with it."""
        return self.kind in self.ENDS

    @property
    def reference(self) -> str:
        """Where it is found: diary number and paragraph."""
        return " ".join(filter(None, (self.dnr, self.paragraph)))


class ReportDate(models.Model):
    """A day on which a commission is to be reported, where it has days of its own; the last of the month where only
    the month is decided."""

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="report_dates")
    date = models.DateField(_("date"))
    month_only = models.BooleanField(_("the month alone is decided"), default=False)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "date"],
                name="commission_report_date_once",
                violation_error_message=_("The commission is already to be reported that day."),
            )
        ]

    def __str__(self):
        return f"{self.commission} · {self.date}"


class Part(models.Model):
    """What a commission is carried out by: a sub-project, or an activity of the commission or of a sub-project."""

    class Kind(models.TextChoices):
        SUB_PROJECT = "sub_project", _("Sub-project")
        ACTIVITY = "activity", _("Activity")

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="parts", verbose_name=_("commission"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ACTIVITY)
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    responsible_role = models.CharField(_("who answers for it (role)"), max_length=120, blank=True)
    is_preliminary = models.BooleanField(_("preliminary"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "code"],
                name="commission_part_code_once",
                violation_error_message=_("The commission already has a part with this code."),
            ),
            models.CheckConstraint(
                name="commission_part_starts_before_it_ends",
                condition=Q(start=None) | Q(end=None) | Q(start__lte=F("end")),
                violation_error_message=_("It must start before it ends."),
            ),
            models.CheckConstraint(
                name="commission_sub_project_stands_first",
                condition=Q(kind="activity") | Q(parent=None),
                violation_error_message=_("A sub-project is a part of the commission itself."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        return f"{self.commission.key}.part.{self.code}"

    @property
    def scale(self) -> str:
        """The scale of its status: an activity is handled or not, a sub-project goes on and ends."""
        return "handling" if self.kind == self.Kind.ACTIVITY else "activity"
