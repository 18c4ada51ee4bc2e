"""What a board measures: indicators with their definition, their targets, and what others have reached."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goals.models.plan import NUMBER, Goal, Planned, approximations, missing_reasons, starts_before_it_ends
from organisation.models import Unit


class Indicator(Planned):
    """A measure that supports the assessment of a goal, with its definition and how it is judged.

    `frequency` is how often it is measured, `aggregation` what a value is of. `rollup` is how the values of the units
    become the board's: added up, or as the sum of what is counted over the sum of what it is counted among.
    """

    class MeasuredIn(models.TextChoices):
        COUNT = "count", pgettext_lazy("unit of measure", "number")
        PEOPLE = "people", _("people")
        PERCENT = "%", _("per cent")
        POINTS = "pp", _("percentage points")
        KR = "kr", "kr"
        TKR = "tkr", "tkr"
        MNKR = "mnkr", "mnkr"
        HOURS = "hours", _("hours")
        DAYS = "days", _("days")
        RATIO = "ratio", pgettext_lazy("unit of measure", "ratio")
        INDEX = "index", _("index")
        # Shown as it stands: it is no unit of followup.numbers.
        PER_1000 = "per 1 000", _("per 1 000")
        TEXT = "text", pgettext_lazy("unit of measure", "words")

    class Direction(models.TextChoices):
        HIGHER = "higher", _("Higher is better")
        LOWER = "lower", _("Lower is better")
        RANGE = "range", _("Within a range")
        REFERENCE = "reference", _("To compare with")
        NONE = "none", _("No wanted direction")

    class Aggregation(models.TextChoices):
        PERIOD = "period", _("The period")
        CUMULATIVE_YEAR = "cumulative_year", _("From the start of the year")
        CUMULATIVE_MANDATE = "cumulative_mandate", _("From the start of the term of office")
        R12 = "r12", _("Rolling 12 months")
        POINT_IN_TIME = "point_in_time", _("A point in time")
        ANNUAL_ONLY = "annual_only", _("Once a year")

    class Frequency(models.TextChoices):
        PERIOD = "period", _("Each reporting period")
        MONTH = "month", _("Month")
        TERTIAL = "tertial", _("Tertial")
        QUARTER = "quarter", _("Quarter")
        HALF_YEAR = "half_year", _("Half-year")
        SCHOOL_YEAR = "school_year", _("School year")
        YEAR = "year", _("Year")

    class Rollup(models.TextChoices):
        NONE = "none", _("Not added up")
        SUM = "sum", _("The sum of the units")
        RATIO = "ratio", _("The units' parts over their wholes")

    board = models.ForeignKey(Unit, models.PROTECT, related_name="indicators")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="indicators")
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    definition = models.TextField(_("definition"), blank=True)
    unit = models.CharField(_("measured in"), max_length=12, choices=MeasuredIn, default=MeasuredIn.COUNT)
    direction = models.CharField(_("direction"), max_length=12, choices=Direction, default=Direction.HIGHER)
    aggregation = models.CharField(_("aggregation"), max_length=20, choices=Aggregation, default=Aggregation.PERIOD)
    frequency = models.CharField(_("measured"), max_length=12, choices=Frequency, default=Frequency.PERIOD)
    decimals = models.SmallIntegerField(_("decimals"), default=0)
    method = models.TextField(_("how it is measured"), blank=True)
    known_problems = models.TextField(_("known problems of quality"), blank=True)
    owner_role = models.CharField(_("who answers for it"), max_length=120, blank=True)
    data_source = models.CharField(_("data source"), max_length=200, blank=True)
    kolada_kpi_id = models.CharField(_("id in Kolada"), max_length=12, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("base year"), null=True, blank=True)
    baseline_value = models.DecimalField(_("base value"), null=True, blank=True, **NUMBER)
    met_from = models.DecimalField(_("met from, per cent of the target"), default=Decimal(100), **NUMBER)
    partly_from = models.DecimalField(_("partly met from, per cent of the target"), default=Decimal(80), **NUMBER)
    breakdowns = models.JSONField(_("breakdowns"), default=list, blank=True)
    by_unit = models.BooleanField(_("each unit reports it"), default=False)
    rollup = models.CharField(_("the units' values"), max_length=8, choices=Rollup, default=Rollup.NONE)
    suppress_below = models.PositiveSmallIntegerField(_("not shown below"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["board_id", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["board", "code"], name="indicator_code_once"),
            models.CheckConstraint(
                name="indicator_limits_in_order",
                condition=models.Q(partly_from__lte=models.F("met_from")),
                violation_error_message=_("The limit for partly met cannot lie above the limit for met."),
            ),
            starts_before_it_ends("indicator_starts_before_it_ends", _("An indicator must start before it ends.")),
        ]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        return f"goals.{self.code}"

    @property
    def is_text(self) -> bool:
        return self.unit == self.MeasuredIn.TEXT

    @property
    def thresholds(self) -> tuple[Decimal, Decimal]:
        return (self.met_from, self.partly_from)

    def asked_for(self, period) -> bool:
        """Whether a value is due with the period: what is measured once a year is asked for with the full year, what
        is measured more seldom than the board reports with the period that its own ends with."""
        if self.aggregation == self.Aggregation.ANNUAL_ONLY or self.frequency == self.Frequency.YEAR:
            return period.kind == period.Kind.YEAR
        if self.frequency == self.Frequency.HALF_YEAR:
            return period.kind in {period.Kind.HALF_YEAR, period.Kind.YEAR} or period.end.month in {6, 12}
        if self.frequency == self.Frequency.SCHOOL_YEAR:
            # It ends in June: the first report after that has it.
            return period.start.month <= 6 <= period.end.month < 12 or period.end.month in {6, 7, 8, 9}
        return True


class Target(models.Model):
    """What an indicator is to reach, in one year or by the end of a span of years."""

    class Operator(models.TextChoices):
        GE = "ge", _("at least")
        GT = "gt", _("over")
        LE = "le", _("at most")
        LT = "lt", _("under")
        BETWEEN = "between", _("between")
        EQ = "eq", _("exactly")
        RELATIVE_CHANGE = "relative_change", _("change in per cent from the base")
        TEXT = "text", _("in words")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    first_year = models.PositiveSmallIntegerField(_("first year"))
    year = models.PositiveSmallIntegerField(_("year"), help_text=_("The last year, where the target spans several."))
    operator = models.CharField(_("operator"), max_length=20, choices=Operator, default=Operator.GE)
    value = models.DecimalField(_("value"), null=True, blank=True, **NUMBER)
    value_high = models.DecimalField(_("upper value"), null=True, blank=True, **NUMBER)
    approximate = models.CharField(_("approximate"), max_length=6, choices=approximations, blank=True)
    decimals = models.SmallIntegerField(_("decimals"), default=0)
    text = models.CharField(_("in words"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["indicator_id", "first_year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="target_once_a_year"),
            models.CheckConstraint(
                name="target_years_in_order",
                condition=models.Q(first_year__lte=models.F("year")),
                violation_error_message=_("The first year cannot come after the last."),
            ),
            models.CheckConstraint(
                name="target_says_what",
                condition=models.Q(operator="text", value=None, value_high=None) & ~models.Q(text="")
                | models.Q(
                    operator="between",
                    value__isnull=False,
                    value_high__isnull=False,
                    value_high__gte=models.F("value"),
                )
                | models.Q(value__isnull=False, value_high=None) & ~models.Q(operator__in=["text", "between"]),
                violation_error_message=_("Give a value, two values for a range, or words for a target in words."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.years}"

    @property
    def years(self) -> str:
        return str(self.year) if self.first_year == self.year else f"{self.first_year}–{self.year}"


class Comparison(models.Model):
    """What an indicator is elsewhere in a year: in the country, in a group of others. Told beside, never judged by."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="comparisons")
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("who"), max_length=80)
    breakdown = models.SlugField(_("breakdown"), max_length=40, blank=True, help_text=_("Empty for the whole."))
    value = models.DecimalField(_("value"), null=True, blank=True, **NUMBER)
    decimals = models.SmallIntegerField(_("decimals"), default=0)
    missing_reason = models.CharField(_("why it is missing"), max_length=20, choices=missing_reasons, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["indicator_id", "name", "breakdown", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "name", "breakdown"], name="comparison_once_a_year"),
            models.CheckConstraint(
                name="comparison_value_or_reason",
                condition=models.Q(value=None) & ~models.Q(missing_reason="")
                | models.Q(value__isnull=False, missing_reason=""),
                violation_error_message=_("Give either a value or the reason why it is missing."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} · {self.name} {self.year}"
