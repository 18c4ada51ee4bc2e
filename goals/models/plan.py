"""What a board's plan holds: goals in a tree of one to four levels, indicators and their targets."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisation.models import Body, Unit

# Wide enough for the fifteen digits that a person may type, with six decimals.
NUMBER = {"max_digits": 21, "decimal_places": 6}
APPROXIMATE = [
    ("about", pgettext_lazy("before a number", "about")),
    ("over", pgettext_lazy("before a number", "just over")),
    ("under", pgettext_lazy("before a number", "just under")),
]


def approximations() -> list:
    return APPROXIMATE


class GoalLevel(models.Model):
    """What a board calls one level of its tree of goals: «Mål», «Delmål»."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="goal_levels")
    level = models.PositiveSmallIntegerField(_("level"), validators=[MinValueValidator(1), MaxValueValidator(4)])
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        ordering = ["board_id", "level"]
        constraints = [models.UniqueConstraint(fields=["board", "level"], name="goal_level_once")]

    def __str__(self):
        return self.name


class GoalQuerySet(models.QuerySet):
    def valid_in(self, period):
        """The board's goals that hold at some time of the period, in the order of the plan."""
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=period.end),
            models.Q(valid_to=None) | models.Q(valid_to__gte=period.start),
            board=period.board_id,
        )


class Goal(models.Model):
    """One goal of a board's plan. The goals without any below them are assessed; the others group them."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="goals")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    code = models.SlugField(_("code"), max_length=40)
    number = models.CharField(_("number of the goal"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)
    giver = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["board_id", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["board", "code"], name="goal_code_once"),
            models.CheckConstraint(
                name="goal_level_1_has_no_parent",
                condition=models.Q(level=1, parent=None) | models.Q(level__range=(2, 4), parent__isnull=False),
                violation_error_message=_("A goal on the first level has none above it, every other has one."),
            ),
            models.CheckConstraint(
                name="goal_starts_before_it_ends",
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_from__lte=models.F("valid_to")),
                violation_error_message=_("A goal must start before it ends."),
            ),
        ]

    def __str__(self):
        return self.heading

    @property
    def key(self) -> str:
        return f"goals.{self.code}"

    @property
    def kind(self) -> str:
        """The kind of the report's item."""
        return "sub_goal" if self.parent_id else "goal"

    @property
    def heading(self) -> str:
        """«1.1 En större andel barn och unga …»."""
        return f"{self.number} {self.title}".strip()


class Indicator(models.Model):
    """A measure that supports the assessment of a goal, with its definition and how it is judged."""

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

    board = models.ForeignKey(Unit, models.PROTECT, related_name="indicators")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="indicators")
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    definition = models.TextField(_("definition"), blank=True)
    unit = models.CharField(_("measured in"), max_length=12, choices=MeasuredIn, default=MeasuredIn.COUNT)
    direction = models.CharField(_("direction"), max_length=12, choices=Direction, default=Direction.HIGHER)
    aggregation = models.CharField(_("aggregation"), max_length=20, choices=Aggregation, default=Aggregation.PERIOD)
    decimals = models.SmallIntegerField(_("decimals"), default=0)
    data_source = models.CharField(_("data source"), max_length=200, blank=True)
    kolada_kpi_id = models.CharField(_("id in Kolada"), max_length=12, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("base year"), null=True, blank=True)
    baseline_value = models.DecimalField(_("base value"), null=True, blank=True, **NUMBER)
    met_from = models.DecimalField(_("met from, per cent of the target"), default=Decimal(100), **NUMBER)
    partly_from = models.DecimalField(_("partly met from, per cent of the target"), default=Decimal(80), **NUMBER)
    breakdowns = models.JSONField(_("breakdowns"), default=list, blank=True)
    by_unit = models.BooleanField(_("each unit reports it"), default=False)
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
        """Whether a value is due: what is measured once a year is asked for with the full year."""
        return self.aggregation != self.Aggregation.ANNUAL_ONLY or period.kind == period.Kind.YEAR


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
