"""A target made for tests: named parts of a deviation, which there can be thousands of."""

from django.utils.text import slugify

from economy.models import DeviationPart
from organisation.imports.target import Column, Line


class Parts:
    code = "tests.parts"

    def label(self):
        return "Parts of the deviation"

    def columns(self, place):
        return [
            Column(code="code", label="Part", kind="key", required=True, names=("del", "konto")),
            Column(code="label", label="What it is", kind="text", names=("benämning",)),
            Column(code="amount", label="Amount", kind="cost", names=("utfall", "belopp")),
        ]

    def lines(self, place, records):
        stored = {row.code: row for row in DeviationPart.objects.at(place.unit, place.period)}
        return [_line(place, stored, record) for record in records]


def _line(place, stored, record):
    code = slugify(record.values["code"])
    title = record.values["code"]
    if title.lower().startswith("summa"):
        return Line(record=record, title=title, left_out="A sum is computed, not imported.")
    if code == "okand":
        return Line(record=record, title=title, errors=["There is no part with this name. Add it first."])
    row = stored.get(code) or DeviationPart(
        unit=place.unit, period=place.period, code=code, **DeviationPart.about(None)
    )
    changes = {}
    if label := record.values.get("label"):
        changes["label"] = label
    if amount := record.values.get("amount"):
        changes |= {"amount": amount.kronor, "amount_unit": amount.unit, "amount_decimals": amount.decimals}
    remarks = ["Look at this first."] if code == "tveksam" else []
    return Line(record=record, title=title, row=row, changes=changes, remarks=remarks)


PARTS = Parts()
