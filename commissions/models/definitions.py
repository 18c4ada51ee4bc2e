"""What stands for a whole year: commissions, their groups and their sub-targets."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commissions.models.money import Money
from organisation.models import Body, Unit


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


class CommissionQuerySet(models.QuerySet):
    def reported_in(self, unit, period):
        """The commissions of the unit's board for the period's year, in the order of its report."""
        return (
            self.filter(board=unit.root, year=period.end.year)
            .select_related("group", "giver", "predecessor", "closed_by")
            .prefetch_related("receivers", "sub_targets")
        )


class Commission(Money):
    """Something that a council, board or director has told others to do during a year."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("From the council")
        EXECUTIVE = "executive", _("From the executive board")
        BOARD = "board", _("From the board")
        DIRECTOR = "director", _("From the director")
        NATIONAL = "national", _("From the state")

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
    dnr = models.CharField(_("registration number"), max_length=60, blank=True)
    paragraph = models.CharField(_("paragraph"), max_length=40, blank=True)
    closed_date = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
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
                fields=["board", "code"],
                name="commission_code_once",
                violation_error_message=_("The board already has a commission with this code."),
            ),
            models.CheckConstraint(
                name="commission_starts_before_it_ends",
                condition=Q(start=None) | Q(end=None) | Q(start__lte=F("end")),
                violation_error_message=_("The commission must start before it ends."),
            ),
            models.CheckConstraint(
                name="commission_closed_by_somebody",
                condition=Q(closed_date=None, closed_by=None) | Q(closed_date__isnull=False, closed_by__isnull=False),
                violation_error_message=_("Say who closed the commission, and when."),
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
    def decision(self) -> str:
        """Where the decision is found: registration number and paragraph."""
        return " ".join(filter(None, (self.dnr, self.paragraph)))

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
