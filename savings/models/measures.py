"""The measures, and how each of them stands in a period."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup import missing
from followup.numbers import amount_text
from followup.status import SCALES
from organisation.models import Body, Frame, PeriodRow, Unit
from savings.models.amounts import GivenAmount, kronor, one_of

STATUSES = list(SCALES["measure"])


class Measure(GivenAmount):
    """Something that is to save money: what, where, for which staff, and by how much a year.

    `listed_under` is the list the source puts it in, `deciding_body` who decides: two different things.
    `replaces` is the measure that failed, and in whose place this one came.
    """

    class Level(models.TextChoices):
        POLITICAL = "political", _("Measures that need political preparation")
        OFFICIALS = "officials", _("Measures that officials decide on")

    board = models.ForeignKey(Unit, models.PROTECT, related_name="measures")
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("measure"), max_length=200)
    area_text = models.CharField(_("area as printed"), max_length=120, blank=True)
    area = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    staff_category = models.CharField(_("staff category"), max_length=80, blank=True)
    listed_under = models.CharField(_("listed under"), max_length=12, choices=Level)
    deciding_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    effect = kronor(_("effect a year"), null=True, blank=True)
    effect_missing = models.CharField(_("why there is no amount"), max_length=20, choices=missing.CHOICES, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    is_permanent = models.BooleanField(_("permanent"), null=True, blank=True)
    one_off = models.BooleanField(_("one-off"), default=False)
    overlaps = models.ManyToManyField("self", blank=True, verbose_name=_("overlaps"))
    commission = models.ForeignKey(
        "commissions.Commission", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commission")
    )
    frame = models.ForeignKey(Frame, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("frame"))
    decided_date = models.DateField(_("decided on"), null=True, blank=True)
    decision_ref = models.CharField(_("decision"), max_length=120, blank=True)
    owner_role = models.CharField(_("responsible role"), max_length=120, blank=True)
    presented_in = models.CharField(
        _("presented in"), max_length=200, blank=True, help_text=_("The list that it was presented in, and when.")
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "code"],
                name="measure_code_once",
                violation_error_message=_("The board already has a measure with this code."),
            ),
            models.CheckConstraint(
                name="measure_amount_or_reason",
                condition=Q(effect__isnull=False, effect_missing="") | (Q(effect=None) & ~Q(effect_missing="")),
                violation_error_message=_("Give the effect a year, or say why there is none."),
            ),
            models.CheckConstraint(
                name="measure_starts_before_it_ends",
                condition=Q(start=None) | Q(end=None) | Q(start__lte=models.F("end")),
                violation_error_message=_("The measure must start before it ends."),
            ),
            models.CheckConstraint(
                name="measure_one_off_is_not_permanent",
                condition=Q(one_off=False) | Q(is_permanent=None) | Q(is_permanent=False),
                violation_error_message=_("A measure is one-off or permanent, not both."),
            ),
            models.CheckConstraint(
                name="measure_replaces_another",
                condition=Q(replaces=None) | ~Q(replaces=models.F("id")),
                violation_error_message=_("A measure cannot replace itself."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """What the keys of this measure's facts begin with: «savings.s01»."""
        return f"savings.{self.code}"

    @property
    def number(self) -> str:
        return self.code.upper()

    def belongs_to(self, unit: Unit) -> bool:
        """Whether it is one of the unit's: of the whole board's, or in the unit's area or just below it."""
        return unit.is_board or (self.area is not None and unit.pk in {self.area.pk, self.area.parent_id})

    def starts_after(self, year: int) -> bool:
        return self.start is not None and self.start.year > year

    def applies_in(self, year: int) -> bool:
        """Whether it applies at some time in the year; one without dates always does.

        What is saved is counted from the start of the year, and what is decided now often starts later in it.
        """
        return not self.starts_after(year) and (self.end is None or self.end.year >= year)


class MeasureStatus(GivenAmount, PeriodRow):
    """How one measure stands for one unit and period, and what it has saved.

    `verified` is what of `realised` a controller has seen proof of, and `evidence` is the proof. It was given in
    a unit and with decimals of its own.
    """

    IDENTITY = ("unit", "period", "measure")
    GUARDED = {"verified": "verify", "evidence": "verify"}

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="statuses")
    status = models.CharField(_("status"), max_length=20, default="unassessed")
    status_text = models.CharField(_("status as printed"), max_length=200, blank=True)
    planned = kronor(_("planned this year"), null=True, blank=True)
    realised = kronor(_("realised this year"), null=True, blank=True)
    verified = kronor(_("verified this year"), null=True, blank=True)
    verified_unit = models.CharField(max_length=4, choices=GivenAmount.AmountUnit, default="tkr", editable=False)
    verified_decimals = models.SmallIntegerField(default=0, editable=False)
    evidence = models.TextField(_("evidence"), blank=True)
    forecast = kronor(_("forecast for the year"), null=True, blank=True)
    missing_reason = models.CharField(_("why there is no amount"), max_length=20, choices=missing.CHOICES, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name_plural = "measure statuses"
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "measure"], name="measure_status_once"),
            models.CheckConstraint(
                name="measure_status_known",
                condition=Q(status__in=STATUSES),
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                name="measure_realised_or_reason",
                condition=one_of("realised", "missing_reason"),
                violation_error_message=_("Give an amount or a reason why there is none, not both."),
            ),
            models.CheckConstraint(
                name="measure_verified_is_realised",
                condition=Q(verified=None) | Q(realised__isnull=False, verified__lte=models.F("realised")),
                violation_error_message=_("No more can be verified than has been realised."),
            ),
            models.CheckConstraint(
                name="measure_verified_has_evidence",
                condition=Q(verified=None) | ~Q(evidence=""),
                violation_error_message=_("Say what shows that the amount has been saved."),
            ),
        ]

    def __str__(self):
        return f"{self.measure} · {self.period}"

    @property
    def key(self) -> str:
        return self.measure.key

    @property
    def verified_as_given(self) -> str:
        """What is verified in words, in the unit and with the decimals it was given in; "" for None."""
        return amount_text(self.verified, self.verified_unit, self.verified_decimals)
