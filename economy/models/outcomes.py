"""Figures per frame: outcomes by account, the named parts of a deviation, and key figures beside them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup import missing
from organisation.models import Frame, PeriodRow

TOTAL = "total"


class Account(models.TextChoices):
    """What an outcome is about, in the order it is read. Income accounts end in INCOME_ACCOUNTS."""

    NET = "net", _("Net cost")
    INCOME = "income", _("Income")
    CARE_INCOME = "care_income", _("Income from care")
    PATIENT_DENTAL_INCOME = "patient_dental_income", _("Patient fees and dental income")
    OTHER_INCOME = "other_income", _("Other income")
    COSTS = "costs", _("Costs")
    STAFF = "staff", _("Staff costs")
    HIRED = "hired", _("Hired staff")
    MEDICINES = "medicines", _("Medicines")
    MATERIAL = "material", _("Medical supplies")
    OUT_OF_COUNTY = "out_of_county", _("Out-of-county care")
    OTHER_COSTS = "other_costs", _("Other costs")

    @property
    def is_income(self) -> bool:
        return self.value == "income" or self.value.endswith("_income")


class Approximate(models.TextChoices):
    """How the source hedges a figure."""

    EXACT = "", pgettext_lazy("a figure as it stands", "As it stands")
    ABOUT = "about", pgettext_lazy("a hedged figure", "About")
    OVER = "over", pgettext_lazy("a hedged figure", "Just over")
    UNDER = "under", pgettext_lazy("a hedged figure", "Just under")


class AmountUnit(models.TextChoices):
    """The unit that amounts were given in."""

    KR = "kr", "kr"
    TKR = "tkr", "tkr"
    MNKR = "mnkr", "mnkr"


def amount(name, **kwargs):
    """An amount in kronor; null where it is not known."""
    return models.DecimalField(name, max_digits=18, decimal_places=2, null=True, blank=True, **kwargs)


class AmountRow(PeriodRow):
    """Amounts in kronor, with the unit and the decimals that they were given in."""

    amount_unit = models.CharField(_("unit"), max_length=4, choices=AmountUnit, default=AmountUnit.MNKR)
    amount_decimals = models.SmallIntegerField(_("decimals"), default=0)
    approximate = models.CharField(
        _("how exact"), max_length=5, choices=Approximate, default=Approximate.EXACT, blank=True
    )

    class Meta:
        abstract = True


class FrameRow(PeriodRow):
    """A row about one frame, or about the unit in total.

    `frame_code` is the frame's code, or «total» where there is no frame: unlike the null of `frame` it can
    stand in a unique key that means the same on every database.
    """

    frame = models.ForeignKey(Frame, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("frame"))
    frame_code = models.SlugField(_("frame code"), max_length=40)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_total_has_no_frame",
                condition=models.Q(frame=None, frame_code=TOTAL)
                | (models.Q(frame__isnull=False) & ~models.Q(frame_code=TOTAL)),
                violation_error_message=_("A row is about one frame, or about the total."),
            )
        ]

    @staticmethod
    def about(frame: Frame | None) -> dict:
        """The two fields that say which frame: keyword arguments for a new row."""
        return {"frame": frame, "frame_code": frame.code if frame else TOTAL}


class FrameOutcome(AmountRow, FrameRow):
    """The outcome of one account in one frame: against budget, against last year, and at year end.

    Amounts of costs and of net costs are positive, a deviation is negative where it is a deficit. `change`
    is the difference in kronor from the same period of last year, `growth_pct` the same in per cent.
    """

    IDENTITY = ("unit", "period", "frame", "frame_code", "account")

    account = models.CharField(_("account"), max_length=24, choices=Account)
    actual = amount(_("actual"))
    budget = amount(_("budget"))
    deviation = amount(_("deviation from budget"))
    prior_actual = amount(_("actual last year"))
    forecast = amount(_("forecast for the year"))
    prior_forecast = amount(_("previous forecast"))
    budget_year = amount(_("budget for the year"))
    prior_year_final = amount(_("final outcome last year"))
    change = amount(_("change from last year"))
    growth_pct = models.DecimalField(_("growth, per cent"), max_digits=9, decimal_places=3, null=True, blank=True)
    growth_decimals = models.PositiveSmallIntegerField(_("decimals of the growth"), default=1)
    missing_reason = models.CharField(_("why it is missing"), max_length=20, choices=missing.CHOICES, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta(FrameRow.Meta):
        constraints = [
            *FrameRow.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "period", "frame_code", "account"], name="frame_outcome_once"),
            models.CheckConstraint(
                name="frame_outcome_value_or_reason",
                condition=models.Q(deviation=None) | models.Q(missing_reason=""),
                violation_error_message=_("Enter a deviation or say why it is missing, not both."),
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.period}"

    @property
    def key(self) -> str:
        return f"economy.{self.frame_code}" + ("" if self.account == Account.NET else f".{self.account}")


class DeviationPart(AmountRow, FrameRow):
    """A part of a frame's deviation that is named in words: «främst statsbidrag, 50 mnkr»."""

    IDENTITY = ("unit", "period", "frame", "frame_code", "code")

    code = models.SlugField(_("code"), max_length=40)
    label = models.CharField(_("what it is"), max_length=160, blank=True)
    amount = amount(_("amount"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(FrameRow.Meta):
        constraints = [
            *FrameRow.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "period", "frame_code", "code"], name="deviation_part_once"),
        ]

    def __str__(self):
        return f"{self.key} {self.period}"

    @property
    def key(self) -> str:
        return f"economy.{self.frame_code}.part.{self.code}"


class Figure(models.TextChoices):
    """Key figures that stand beside the outcomes."""

    VISITS = "visits", _("Visits")
    PATIENTS = "patients", _("Patients")
    LISTED = "listed", _("Listed patients")
    PAYROLL_RATE = "payroll_rate", _("Payroll on-cost")
    BUDGET_CHANGE = "budget_change", _("Change of the budget")
    INITIATIVE = "initiative", _("Left in place when the payroll on-cost fell")


class KeyFigureUnit(models.TextChoices):
    """What a key figure is counted in. Amounts are stored in kronor, whatever unit they are given in."""

    COUNT = "count", pgettext_lazy("unit of measure", "number")
    PEOPLE = "people", _("people")
    PERCENT = "%", "%"
    KR = "kr", "kr"
    TKR = "tkr", "tkr"
    MNKR = "mnkr", "mnkr"


# What each key figure is counted in; "" is the board's unit of amounts.
FIGURE_UNITS = {
    Figure.VISITS: KeyFigureUnit.COUNT,
    Figure.PATIENTS: KeyFigureUnit.PEOPLE,
    Figure.LISTED: KeyFigureUnit.PEOPLE,
    Figure.PAYROLL_RATE: KeyFigureUnit.PERCENT,
    Figure.BUDGET_CHANGE: "",
    Figure.INITIATIVE: "",
}


class KeyFigure(FrameRow):
    """A figure that explains the economy: visits, patients, the payroll on-cost.

    `value` and `prior_value` are kronor where `value_unit` is money; `change` is the difference from the
    point that the note names, `growth_pct` the same in per cent.
    """

    IDENTITY = ("unit", "period", "frame", "frame_code", "code")

    code = models.CharField(_("key figure"), max_length=24, choices=Figure)
    value_unit = models.CharField(_("unit"), max_length=6, choices=KeyFigureUnit, default=KeyFigureUnit.COUNT)
    decimals = models.SmallIntegerField(_("decimals"), default=0)
    value = amount(_("value"))
    prior_value = amount(_("value before"))
    change = amount(_("change"))
    growth_pct = models.DecimalField(_("growth, per cent"), max_digits=9, decimal_places=3, null=True, blank=True)
    growth_decimals = models.PositiveSmallIntegerField(_("decimals of the growth"), default=1)
    note = models.TextField(_("note"), blank=True)

    class Meta(FrameRow.Meta):
        constraints = [
            *FrameRow.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "period", "frame_code", "code"], name="key_figure_once"),
        ]

    def __str__(self):
        return f"{self.key} {self.period}"

    @property
    def key(self) -> str:
        return f"economy.{self.frame_code}.{self.code}"
