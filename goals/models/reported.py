"""What a unit reports for a period: its assessment of each goal and the value of each indicator."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from followup import missing
from followup.status import SCALES
from goals.models.indicators import Indicator
from goals.models.plan import NUMBER, Activity, Goal, approximations, missing_reasons
from organisation.models import PeriodRow


def statuses() -> list:
    return [(step.code, step.label) for step in SCALES["goal_status"].values()]


def forecasts() -> list:
    return [(step.code, step.label) for step in SCALES["goal_forecast"].values()]


def ratings() -> list:
    return [(step.code, step.label) for step in SCALES["indicator"].values() if step.is_assessed]


def activity_statuses() -> list:
    return [(step.code, step.label) for step in SCALES["activity"].values()]


class GoalAssessment(PeriodRow):
    """How a unit judges one goal at the end of a period, how it expects the year to end, and why."""

    IDENTITY = ("unit", "period", "goal")

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="assessments")
    status = models.CharField(_("status now"), max_length=16, choices=statuses, default="unassessed")
    forecast = models.CharField(_("forecast for the year"), max_length=16, choices=forecasts, default="unassessed")
    analysis = models.TextField(_("analysis"), blank=True)
    measures_text = models.TextField(_("measures"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "goal"], name="goal_assessment_once"),
            models.CheckConstraint(
                name="goal_assessment_status_known",
                condition=models.Q(status__in=list(SCALES["goal_status"])),
                violation_error_message=_("Choose one of the statuses."),
            ),
            models.CheckConstraint(
                name="goal_assessment_forecast_known",
                condition=models.Q(forecast__in=list(SCALES["goal_forecast"])),
                violation_error_message=_("Choose one of the forecasts."),
            ),
        ]

    def __str__(self):
        return f"{self.goal} · {self.unit} · {self.period}"

    @property
    def key(self) -> str:
        return self.goal.key


class IndicatorValue(PeriodRow):
    """The value of one indicator for a unit and period, as a whole or for one breakdown, or why it is missing.

    `as_of` is the last day that the value is about, where it is another than the period's. `rating_by_hand` is what a
    person judges where that is not what the rule gives; it carries its reason.
    """

    class Quality(models.TextChoices):
        PRELIMINARY = "preliminary", _("Preliminary")
        FINAL = "final", _("Final")
        UNCERTAIN = "uncertain", _("Uncertain")

    IDENTITY = ("unit", "period", "indicator", "breakdown")
    # Set by goals.small_groups on a row that would tell, by subtraction, what another one hides.
    is_withheld = False

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    breakdown = models.SlugField(_("breakdown"), max_length=40, blank=True, help_text=_("Empty for the whole."))
    value = models.DecimalField(_("value"), null=True, blank=True, **NUMBER)
    decimals = models.SmallIntegerField(_("decimals"), default=0)
    approximate = models.CharField(_("approximate"), max_length=6, choices=approximations, blank=True)
    numerator = models.DecimalField(_("numerator"), null=True, blank=True, **NUMBER)
    denominator = models.DecimalField(_("denominator"), null=True, blank=True, **NUMBER)
    value_text = models.CharField(_("value in words"), max_length=300, blank=True)
    missing_reason = models.CharField(_("why it is missing"), max_length=20, choices=missing_reasons, blank=True)
    quality = models.CharField(_("quality"), max_length=12, choices=Quality, blank=True)
    as_of = models.DateField(_("the value's last day, if another than the period's"), null=True, blank=True)
    rating_by_hand = models.CharField(_("your own rating"), max_length=12, choices=ratings, blank=True)
    rating_reason = models.TextField(_("why it differs from the rule"), blank=True)
    comment = models.TextField(_("comment"), blank=True)
    printed_as = models.CharField(_("printed as"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "indicator", "breakdown"], name="indicator_value_once"),
            models.CheckConstraint(
                name="indicator_value_or_reason",
                condition=models.Q(value=None) | models.Q(missing_reason=""),
                violation_error_message=_("Give either a value or the reason why it is missing, not both."),
            ),
            models.CheckConstraint(
                name="indicator_words_or_reason",
                condition=models.Q(value_text="") | models.Q(missing_reason=""),
                violation_error_message=_("Give either a value in words or the reason why it is missing, not both."),
            ),
            models.CheckConstraint(
                name="indicator_value_reason_known",
                condition=models.Q(missing_reason__in=["", *missing.MISSING]),
                violation_error_message=_("Choose one of the reasons."),
            ),
            models.CheckConstraint(
                name="indicator_value_rating_known",
                condition=models.Q(
                    rating_by_hand__in=["", *(code for code, one in SCALES["indicator"].items() if one.is_assessed)]
                ),
                violation_error_message=_("Choose one of the ratings."),
            ),
            models.CheckConstraint(
                name="indicator_value_rating_has_reason",
                condition=models.Q(rating_by_hand="") | ~models.Q(rating_reason=""),
                violation_error_message=_("Write why your rating differs from the rule's."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} · {self.unit} · {self.period}"

    @property
    def key(self) -> str:
        return f"{self.indicator.key}.{self.breakdown}" if self.breakdown else self.indicator.key

    @property
    def is_suppressed(self) -> bool:
        """Too few to be shown: what was counted, or what it was counted among, is below the indicator's limit. A part
        of a whole with a limit never shows its history: what it has been tells what another part hides."""
        counted = self.value if self.denominator is None else self.denominator
        limit = self.indicator.suppress_below
        is_part = bool(limit and self.breakdown)
        is_few = bool(limit and counted is not None and counted < limit)
        return self.missing_reason == "confidential" or self.is_withheld or is_part or is_few

    @property
    def is_given(self) -> bool:
        """A value, words, or the reason why there is none."""
        return self.value is not None or bool(self.value_text or self.missing_reason)


class ActivityStatus(PeriodRow):
    """How far a unit has come with an activity by the end of a period."""

    IDENTITY = ("unit", "period", "activity")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="statuses")
    status = models.CharField(_("status"), max_length=16, choices=activity_statuses, default="unassessed")
    percent = models.PositiveSmallIntegerField(_("done, in per cent"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "activity"], name="activity_status_once"),
            models.CheckConstraint(
                name="activity_status_known",
                condition=models.Q(status__in=list(SCALES["activity"])),
                violation_error_message=_("Choose one of the statuses."),
            ),
            models.CheckConstraint(
                name="activity_percent_within_100",
                condition=models.Q(percent=None) | models.Q(percent__lte=100),
                violation_error_message=_("Give what is done as 0 to 100 per cent."),
            ),
        ]

    def __str__(self):
        return f"{self.activity} · {self.unit} · {self.period}"

    @property
    def key(self) -> str:
        return self.activity.key
