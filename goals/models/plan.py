"""What a board's plan holds: goals in a tree of one to four levels, activities, and the step to a new year."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup import missing
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


def missing_reasons() -> list:
    return missing.CHOICES


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


class PlannedQuerySet(models.QuerySet):
    def valid_in(self, period):
        """What of the board's plan holds at some time of the period, in the order of the plan."""
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=period.end),
            models.Q(valid_to=None) | models.Q(valid_to__gte=period.start),
            board=period.board_id,
        )

    def valid_on(self, day):
        """What of the plan holds that day."""
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=day),
            models.Q(valid_to=None) | models.Q(valid_to__gte=day),
        )


class Planned(models.Model):
    """Something of a board's plan that holds from one day to another. What changes its meaning with a new year is a
    new row that `replaces` the earlier one: what was reported of that stays as it was.
    """

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    objects = PlannedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_valid_on(self, day) -> bool:
        """Whether it holds that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)


def starts_before_it_ends(name: str, sentence: str) -> models.CheckConstraint:
    """A row with both days has them in order."""
    condition = models.Q(valid_from=None) | models.Q(valid_to=None) | models.Q(valid_from__lte=models.F("valid_to"))
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=sentence)


class Goal(Planned):
    """One goal of a board's plan. The goals without any below them are assessed; the others group them.

    The quality star is a tree of its own, of the same kind: its root holds the five perspectives.
    """

    class Tree(models.TextChoices):
        GOALS = "goals", _("Goals")
        STAR = "star", _("Quality star")

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
    tree = models.CharField(_("tree"), max_length=8, choices=Tree, default=Tree.GOALS)

    class Meta:
        ordering = ["board_id", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["board", "code"], name="goal_code_once"),
            models.CheckConstraint(
                name="goal_level_1_has_no_parent",
                condition=models.Q(level=1, parent=None) | models.Q(level__range=(2, 4), parent__isnull=False),
                violation_error_message=_("A goal on the first level has none above it, every other has one."),
            ),
            starts_before_it_ends("goal_starts_before_it_ends", _("A goal must start before it ends.")),
        ]

    def __str__(self):
        return self.heading

    @property
    def key(self) -> str:
        return f"goals.{self.code}"

    @property
    def kind(self) -> str:
        """The kind of the report's item."""
        if not self.parent_id:
            return "goal"
        return "perspective" if self.tree == self.Tree.STAR else "sub_goal"

    @property
    def heading(self) -> str:
        """«1.1 En större andel barn och unga …»."""
        return f"{self.number} {self.title}".strip()


class Activity(Planned):
    """Something that is done to reach a goal. It is reported as how far it has come."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="activities")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="activities")
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    owner_role = models.CharField(_("who answers for it"), max_length=120, blank=True)
    by_unit = models.BooleanField(_("each unit reports it"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["board_id", "order", "code"]
        verbose_name_plural = "activities"
        constraints = [
            models.UniqueConstraint(fields=["board", "code"], name="activity_code_once"),
            starts_before_it_ends("activity_starts_before_it_ends", _("An activity must start before it ends.")),
        ]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        return f"goals.{self.code}"


class YearChange(models.Model):
    """That a board went on to the plan of a new year: what was made and what was ended by it, so that it can be taken
    back until the first entry.

    `made` and `ended` hold primary keys by model label; `periods` are those that came with the year.
    """

    board = models.ForeignKey(Unit, models.PROTECT, related_name="year_changes")
    year = models.PositiveSmallIntegerField(_("year"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.JSONField(default=dict)
    ended = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["board_id", "-year", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "year"], condition=models.Q(taken_back_at=None), name="year_change_once"
            ),
            models.CheckConstraint(
                name="year_change_taken_back_has_who_and_when",
                condition=models.Q(taken_back_at=None, taken_back_by=None)
                | models.Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                violation_error_message=_("Say who takes it back, and when."),
            ),
        ]

    def __str__(self):
        return f"{self.board} {self.year}"
