"""Assessments in words: text per frame, the forecast, and cause and action per area of deviation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from economy.models.outcomes import AmountRow, Approximate, amount
from organisation.models import DeviationArea, PeriodRow


class Topic(models.TextChoices):
    """What a text is about, beside the codes of the board's frames."""

    RESULT = "result", _("Result")
    FORECAST = "forecast", _("Forecast")


class FrameCommentary(PeriodRow):
    """What a unit says of its result, of one frame, or of the forecast: prose in Markdown."""

    IDENTITY = ("unit", "period", "frame_code")

    frame_code = models.SlugField(_("topic"), max_length=40, help_text=_("A frame's code, result or forecast."))
    text = models.TextField(_("text"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period", "frame_code"], name="frame_commentary_once")]

    def __str__(self):
        return f"{self.key} {self.period}"

    @property
    def key(self) -> str:
        return f"economy.text.{self.frame_code}"


class ForecastAssessment(AmountRow):
    """The deviation that is expected for the whole year, and whether the unit can keep its frame.

    `mechanical_printed` is what a source itself says that the pace so far leads to; the portal computes
    its own (economy.rules.mechanical). `approximate` concerns `deviation`.
    """

    class Frame(models.TextChoices):
        UNKNOWN = "", _("Not yet assessed")
        KEPT = "kept", _("Yes, the frame is kept")
        EXCEEDED = "exceeded", _("No, the frame cannot be kept")

    deviation = amount(_("expected deviation for the year"))
    mechanical_printed = amount(_("deviation at the pace so far, as printed"))
    printed_approximate = models.CharField(
        _("how exact the printed figure is"), max_length=5, choices=Approximate, default="", blank=True
    )
    comment = models.TextField(_("why the forecast is what it is"), blank=True)
    frame_kept = models.CharField(_("can the frame be kept"), max_length=8, choices=Frame, default="", blank=True)
    notified_to = models.CharField(_("notified to"), max_length=160, blank=True)
    notified_with = models.CharField(_("notified with"), max_length=160, blank=True)
    notified_date = models.DateField(_("notified on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="forecast_assessment_once"),
            models.CheckConstraint(
                name="forecast_notification_has_receiver",
                condition=~models.Q(notified_to="") | models.Q(notified_with="", notified_date=None),
                violation_error_message=_("Say who was notified."),
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.period}"

    @property
    def key(self) -> str:
        return "economy.forecast"


class DeviationAnalysis(PeriodRow):
    """What causes the deviation in one area, and what is done about it."""

    IDENTITY = ("unit", "period", "area")

    area = models.ForeignKey(DeviationArea, models.PROTECT, related_name="+", verbose_name=_("area"))
    cause = models.TextField(_("cause"), blank=True)
    action = models.TextField(_("action"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period", "area"], name="deviation_analysis_once")]

    def __str__(self):
        return f"{self.key} {self.period}"

    @property
    def key(self) -> str:
        return f"economy.area.{self.area.code}"
