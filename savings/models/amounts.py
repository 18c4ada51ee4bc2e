"""How exactly an amount was given: every row with amounts says so once."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from followup.numbers import amount_text


class GivenAmount(models.Model):
    """A row whose amounts are stored in kronor, with the unit and the decimals they were given in.

    `amount_decimals` is counted in `amount_unit` and is negative for tens and up: 20 000 tkr that was
    reckoned in whole mnkr has −3.
    """

    class AmountUnit(models.TextChoices):
        KR = "kr", _("kronor (kr)")
        TKR = "tkr", _("thousand kronor (tkr)")
        MNKR = "mnkr", _("million kronor (mnkr)")

    class Approximation(models.TextChoices):
        ABOUT = "about", _("about")
        OVER = "over", _("just over")
        UNDER = "under", _("just under")

    amount_unit = models.CharField(_("unit of amounts"), max_length=4, choices=AmountUnit, default=AmountUnit.TKR)
    amount_decimals = models.SmallIntegerField(_("decimals of amounts"), default=0)
    approximate = models.CharField(_("approximate"), max_length=8, choices=Approximation, blank=True)

    class Meta:
        abstract = True

    def as_given(self, kronor: Decimal | None) -> str:
        """One of the row's amounts in words, in the unit and with the decimals it was given in; "" for None."""
        return amount_text(kronor, self.amount_unit, self.amount_decimals, approximate=self.approximate)


def kronor(label, **kwargs) -> models.DecimalField:
    """A column for an amount in kronor and öre."""
    return models.DecimalField(label, max_digits=18, decimal_places=2, **kwargs)


def one_of(amount: str, reason: str) -> models.Q:
    """Never both an amount and a reason why there is none."""
    return models.Q(**{f"{amount}__isnull": True}) | models.Q(**{reason: ""})
