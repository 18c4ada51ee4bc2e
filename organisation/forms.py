"""Forms with good manners: numbers as people type them, nothing lost, nothing decided."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from followup import missing, numbers, precision

TEXT_LIMIT = 200_000
_fits = MaxLengthValidator(
    TEXT_LIMIT, _("The text has %(show_value)d characters, and %(limit_value)d fit. Divide it or shorten it.")
)


class NumberField(forms.CharField):
    """A number as people write it: comma or point, spaces, minus or hyphen. Gives a Decimal or None.

    `unit` is the word that stands behind it, `decimals` those that the stored number was given in. `signed`
    says that minus may be typed: it is not on the number pad of every telephone, nor are letters.
    """

    def __init__(self, *, unit: str = "", decimals: int = 0, signed: bool = False, **kwargs):
        self.unit, self.decimals = unit, decimals
        input_mode = "text" if signed else "decimal"
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": input_mode, "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return self.read(text)
        except numbers.NumberError as error:
            raise forms.ValidationError(str(error)) from error

    def read(self, text: str) -> Any:
        """What was typed, as a number. Raises NumberError."""
        return numbers.parse_number(text)

    def prepare_value(self, value):
        """A stored number as it is typed, «1 234,5»; what was typed stays as it was."""
        return self.shown(value) if isinstance(value, Decimal) else value

    def shown(self, value: Decimal) -> str:
        return precision.typed_text(value, self.decimals)


class AmountField(NumberField):
    """An amount as people write it, «−112», «3 mnkr», «616 280 kr»; or a number where the unit is not money.

    What is typed without a unit is in `default_unit`. Gives an Amount with the unit and decimals that were
    typed, or None; its `kronor` is the number itself where the unit is not money. The stored value is shown
    as it was given: in `given_unit`, named where it is another than `default_unit`, with `decimals`.
    """

    def __init__(self, **kwargs):
        super().__init__(signed=True, **kwargs)

    def given_in(self, unit: str, decimals: int, *, default_unit: str) -> None:
        """How the stored value was given, and what is read where no unit is typed."""
        self.given_unit, self.decimals, self.default_unit = unit, decimals, default_unit
        self.unit = str(numbers.UNITS.get(unit, unit)) if unit == default_unit else ""

    def read(self, text: str) -> numbers.Amount:
        if self.default_unit in numbers.UNIT_FACTORS:
            return numbers.parse_amount(text, default_unit=self.default_unit)
        number = numbers.parse_number(text)
        return numbers.Amount(kronor=number, unit=self.default_unit, decimals=numbers.decimals_of(number))

    def shown(self, value: Decimal) -> str:
        text = super().shown(value / numbers.UNIT_FACTORS.get(self.given_unit, 1))
        return text if self.given_unit == self.default_unit else f"{text}{numbers.NBSP}{self.given_unit}"

    def has_changed(self, initial, data) -> bool:
        try:
            amount = self.to_python(data)
        except forms.ValidationError:
            return True
        return (amount.kronor if amount else None) != initial


class MissingField(forms.ChoiceField):
    """Why a value is missing, where it is."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("If the value is missing: why"))
        choices = [("", _("It is not missing")), *missing.CHOICES]
        super().__init__(choices=choices, required=False, **kwargs)


class EntryForm(forms.ModelForm):
    """The form of one PeriodRow. `version` is the one the page was made from and is checked in the write.

    `DECIMALS` maps a number to the column that keeps the decimals it was typed with. `SOURCED` are the fields
    that carry a source's own words and numbers, all of them where it is None. `FOLDED` are those that are shown
    when one asks for them, under the heading `FOLDED_LABEL`.
    """

    DECIMALS: dict[str, str] = {}
    SOURCED: tuple[str, ...] | None = None
    FOLDED: tuple[str, ...] = ()
    FOLDED_LABEL: Any = ""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=True)

    def __init__(self, data=None, *args, instance, **kwargs):
        super().__init__(_with_plain_newlines(data), *args, instance=instance, **kwargs)
        self.fields["version"].initial = instance.version
        self.order_fields(["version"])
        for name, column in self.DECIMALS.items():
            self.fields[name].decimals = getattr(instance, column)
        for name, field in self.fields.items():
            # A browser cuts what is pasted off at this length and says nothing: the server refuses it in words.
            field.widget.attrs.pop("maxlength", None)
            if self.is_prose(name):
                field.strip = False
                field.validators.append(_fits)

    def is_prose(self, name: str) -> bool:
        """Whether the field takes running text, kept to the last character as it was typed."""
        return isinstance(self.fields[name].widget, forms.Textarea)

    def changes(self) -> dict[str, Any]:
        """What `write` is to set: the form's own fields, version aside, with the decimals that were typed.

        What is changed by hand is no longer the source's.
        """
        given = {
            self.DECIMALS[name]: numbers.decimals_of(self.cleaned_data[name])
            for name in self.retyped(self.DECIMALS)
            if self.cleaned_data[name] is not None
        }
        sourced = set(self._meta.fields if self.SOURCED is None else self.SOURCED)
        typed_over = sourced & set(self.changed_data) and "source" not in self._meta.fields
        own = {name: self.cleaned_data[name] for name in self._meta.fields}
        return own | given | ({"source": ""} if typed_over else {})

    def retyped(self, names: Iterable[str]) -> list[str]:
        """Those of the fields that do not stand as they were shown: «8,0» where it said «8»."""
        shown = {name: self.fields[name].prepare_value(self.initial.get(name)) for name in names}
        return [name for name, text in shown.items() if (self[name].data or "") != (text or "")]

    def validate_unique(self):
        """Two first savers meet in the write, as a conflict with both texts, not here as an error."""


def _with_plain_newlines(data):
    """What a browser posts, with the line breaks that texts are stored with."""
    if data is None:
        return None
    plain = data.copy()
    for name, value in data.items():
        if isinstance(value, str) and "\r" in value:
            plain[name] = value.replace("\r\n", "\n")
    return plain


class AmountForm(EntryForm):
    """A row with amounts, whose unit and decimals are stored beside them in the two columns `PRECISION`.

    `unit` is what is meant where none is typed; without it, the one that the row's amounts were given in.
    `unit_shown` is posted back with the form: what was typed beside «mnkr» is mnkr, although somebody has
    saved the row in tkr since.
    """

    PRECISION = ("amount_unit", "amount_decimals")

    unit_shown = forms.ChoiceField(
        choices=[(unit, unit) for unit in numbers.UNIT_FACTORS], widget=forms.HiddenInput, required=False
    )

    def __init__(self, *args, instance, unit: str = "", **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        given_unit, decimals = (getattr(instance, column) for column in self.PRECISION)
        self.default_unit = self._unit_shown(unit or given_unit)
        for name in self.amounts:
            # Where nothing is stored yet, nothing was given in another unit.
            shown_in = self.default_unit if getattr(instance, name) is None else given_unit
            self.fields[name].given_in(shown_in, decimals, default_unit=self.default_unit)
            typed = self[name].data if self.is_bound else None
            if typed and not any(sign.isalpha() for sign in typed):
                self.fields[name].unit = str(numbers.UNITS.get(self.default_unit, self.default_unit))

    def _unit_shown(self, unit: str) -> str:
        """The unit that the posted form was shown with, or `unit`; only money can be shown in another one."""
        if unit not in numbers.UNIT_FACTORS:
            del self.fields["unit_shown"]
            return unit
        self.fields["unit_shown"].initial = unit
        posted = self["unit_shown"].data if self.is_bound else None
        return posted if posted in numbers.UNIT_FACTORS else unit

    @property
    def amounts(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, AmountField)]

    def clean(self):
        """Amounts become what is stored; how they were typed is kept in `given`."""
        data = super().clean()
        self.given = {name: data[name] for name in self.amounts if data.get(name)}
        return data | {name: amount.kronor for name, amount in self.given.items()}

    def changes(self) -> dict[str, Any]:
        """With how the amounts were typed; left as they were shown they keep how they were given."""
        if not (self.given and self.retyped(self.amounts)):
            return super().changes()
        typed = precision.common_precision(self.given.values(), default=self.default_unit)
        return super().changes() | dict(zip(self.PRECISION, typed, strict=True))


class ReasonForm(forms.Form):
    """A reason that stays in the log."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=True
    )
