"""Amounts, and the grants that are amounts for a purpose."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followup.numbers import in_unit, round_half_up
from followup.sections import decimal_string
from organisation.models import Unit


class Money(models.Model):
    """An amount in kronor (or none), with the unit and the decimals it was given in."""

    class AmountUnit(models.TextChoices):
        KR = "kr", "kr"
        TKR = "tkr", "tkr"
        MNKR = "mnkr", "mnkr"

    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True, blank=True)
    amount_unit = models.CharField(_("unit of the amount"), max_length=4, choices=AmountUnit, default=AmountUnit.MNKR)
    amount_decimals = models.SmallIntegerField(_("decimals of the amount"), default=0)
    amount_approximate = models.CharField(_("hedge of the amount"), max_length=5, blank=True)

    class Meta:
        abstract = True

    @property
    def shown_amount(self) -> str | None:
        """The amount in `amount_unit` as a decimal string, with the decimals it was given in."""
        if self.amount is None:
            return None
        return decimal_string(round_half_up(in_unit(Decimal(self.amount), self.amount_unit), self.amount_decimals))


class Grant(Money):
    """Money that somebody outside gives for a purpose, to be used from one day to another."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    giver = models.CharField(_("given by"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True)
    commission = models.ForeignKey(
        "commissions.Commission",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("serves"),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "code"],
                name="grant_code_once",
                violation_error_message=_("The board already has a grant with this code."),
            ),
            models.CheckConstraint(
                name="grant_starts_before_it_ends",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                violation_error_message=_("The grant must start before it ends."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def key(self) -> str:
        return f"commissions.grants.{self.code}"

    def is_in(self, period) -> bool:
        """Whether it can be used at some time of the period."""
        begun = self.valid_from is None or self.valid_from <= period.end
        return begun and (self.valid_to is None or self.valid_to >= period.start)
