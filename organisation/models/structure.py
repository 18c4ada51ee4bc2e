"""The organisation: boards and their units, frames, bodies and deviation areas."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from followup.numbers import date_text


class Organisation(models.Model):
    """A region or municipality."""

    class Kind(models.TextChoices):
        REGION = "region", _("Region")
        MUNICIPALITY = "municipality", _("Municipality")

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.REGION)
    kolada_id = models.CharField(_("id in Kolada"), max_length=8, blank=True)

    def __str__(self):
        return self.name


class UnitQuerySet(models.QuerySet):
    def boards(self):
        return self.filter(parent=None)

    def of_board(self, board):
        """The board itself and every unit below it."""
        return self.filter(models.Q(pk=board.pk) | models.Q(board=board))

    def standing_on(self, day):
        """Those that are there that day: they have begun, and have not ended."""
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=day),
            models.Q(valid_to=None) | models.Q(valid_to__gte=day),
        )

    def reachable_by(self, user):
        """The units of every board where the user has a role; outside them nothing exists for the user."""
        boards = Unit.objects.filter(memberships__user=user).values_list(
            models.functions.Coalesce("board_id", "pk"), flat=True
        )
        return self.filter(models.Q(pk__in=boards) | models.Q(board__in=boards))


class Unit(models.Model):
    """A board (the root of its tree) or one of the units that report to it.

    `valid_to` is the last day of a unit that has ended, and `merged_into` the one that goes on with what it did. It
    keeps what it has reported, and is asked for nothing in periods that end after that day.
    """

    class Kind(models.TextChoices):
        BOARD = "board", _("Board")
        DIVISION = "division", _("Division")
        SERVICE = "service", _("Service")

    class AmountUnit(models.TextChoices):
        TKR = "tkr", _("thousand kronor (tkr)")
        MNKR = "mnkr", _("million kronor (mnkr)")

    class CostSign(models.TextChoices):
        POSITIVE = "positive", _("Costs without a sign, income without a sign")
        NEGATIVE = "negative", _("Costs with a minus, income without a sign")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    board = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", help_text=_("The root, null for it.")
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.DIVISION)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    language = models.CharField(_("language"), max_length=5, default="sv")
    amount_unit = models.CharField(_("unit of amounts"), max_length=4, choices=AmountUnit, default=AmountUnit.MNKR)
    cost_sign = models.CharField(
        _("sign of costs"),
        max_length=8,
        choices=CostSign,
        default=CostSign.POSITIVE,
        help_text=_("How the board's tables print costs, and how files of its figures state them."),
    )
    frame_word = models.CharField(
        _("word for frames"),
        max_length=40,
        blank=True,
        help_text=_("What the board calls the rows of its economy, where they are not frames: Service."),
    )
    own_words = models.JSONField(
        _("own words for status"), default=dict, blank=True, help_text=_("Scale → code → the board's own word.")
    )
    is_made_up = models.BooleanField(_("made-up figures"), default=False)
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name=_("goes on in")
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["board_id", "order", "name"]
        constraints = [
            models.CheckConstraint(
                name="unit_board_is_root",
                condition=models.Q(parent=None, board=None) | models.Q(parent__isnull=False, board__isnull=False),
                violation_error_message=_("A unit has a parent and a board, a board has neither."),
            ),
            models.CheckConstraint(
                name="unit_starts_before_it_ends",
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_from__lte=models.F("valid_to")),
                violation_error_message=_("A unit must begin before it ends."),
            ),
            models.CheckConstraint(
                name="unit_board_does_not_end",
                condition=models.Q(board__isnull=False) | models.Q(valid_from=None, valid_to=None, merged_into=None),
                violation_error_message=_("A board neither begins nor ends: its units do."),
            ),
            models.CheckConstraint(
                name="unit_goes_on_in_another_when_it_has_ended",
                condition=models.Q(merged_into=None)
                | models.Q(valid_to__isnull=False) & ~models.Q(merged_into=models.F("pk")),
                violation_error_message=_("A unit goes on in another one, and only when it has ended."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def root(self):
        """The board that this unit belongs to: itself, where it is the board."""
        return self.board or self

    @property
    def is_board(self) -> bool:
        return self.board_id is None

    def stands_on(self, day) -> bool:
        """Whether it is there that day: it has begun, and has not ended."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)

    def gone_reason(self, day) -> str:
        """Why nothing is reported for a period that ends that day, in words; "" where the unit is there."""
        if self.stands_on(day):
            return ""
        if self.valid_to and self.valid_to < day:
            words = {"day": date_text(self.valid_to)}
            return _("The unit ended on %(day)s. What it has reported stays as it is.") % words
        return _("The unit begins on %(day)s.") % {"day": date_text(self.valid_from)}

    def words(self, scale: str) -> dict[str, str]:
        """The board's own words for a scale, by code; none in a language that the board does not write in."""
        return self.root.own_words.get(scale, {}) if get_language() == self.root.language else {}


class Frame(models.Model):
    """A share of the board's money that is decided politically: primary care, hospital care …"""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="frames")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["board", "code"], name="frame_code_once")]

    def __str__(self):
        return self.name


class Body(models.Model):
    """Who gives, receives or decides: a council, a board, a preparatory committee, a director."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Council")
        EXECUTIVE = "executive", _("Executive board")
        BOARD = "board", _("Board")
        COMMITTEE = "committee", _("Preparatory committee")
        ADMINISTRATION = "administration", _("Administration")
        DIRECTOR = "director", _("Director")
        NATIONAL = "national", _("The state")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="bodies")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name=_("board in the portal"),
        help_text=_("The board that reports what this body is told to do, where it is in the portal."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "bodies"
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="body_code_once")]

    def __str__(self):
        return self.name


class DeviationArea(models.Model):
    """An area whose deviation the board explains: staff costs, medicines …"""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="deviation_areas")
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["board", "code"], name="deviation_area_code_once")]

    def __str__(self):
        return self.name
