"""Sets up the made-up board of fixtures/exempelnamnden the way a person does: through the portal's pages alone."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

FOLDER = settings.BASE_DIR / "fixtures" / "exempelnamnden"
DATA = json.loads((FOLDER / "board.json").read_text("utf-8"))
SLUG, PERIOD = DATA["board"]["slug"], DATA["period"]
MONEY = (
    "actual",
    "budget",
    "deviation",
    "prior_actual",
    "forecast",
    "prior_forecast",
    "budget_year",
    "prior_year_final",
)


def rows() -> list[list[str]]:
    """The made-up file as it stands: preface, heads, services, sub-totals, total."""
    with (FOLDER / DATA["imports"][0]["file"]).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def excel(changed: dict[tuple[str, int], float] | None = None) -> bytes:
    """The same as an .xlsx file with numbers, some changed: by (service, column from 1)."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet("Resultat")
    look = book.add_format({"num_format": "#,##0.0"})
    for line, row in enumerate(rows()):
        for place, text in enumerate(row):
            value = (changed or {}).get((row[0], place), _number(text))
            if isinstance(value, float):
                sheet.write_number(line, place, value, look)
            else:
                sheet.write_string(line, place, text)
    book.close()
    return written.getvalue()


def stated() -> dict[str, dict[str, str]]:
    """The file's amounts as decimal strings, by service and column."""
    found = {}
    for row in rows()[4:]:
        texts = [text.replace("−", "-").replace(" ", "").replace(",", ".") for text in row[1:]]
        found[row[0].removeprefix("Summa ")] = dict(zip(MONEY, texts, strict=True))
    return found


def _number(text: str) -> float | str:
    clean = text.replace("−", "-").replace(" ", "").replace(",", ".")
    return float(clean) if re.fullmatch(r"-?\d+\.\d", clean) else text


@dataclass
class Portal:
    """One person at the portal: gets pages and posts what their forms hold."""

    client: Client

    def get(self, url: str):
        response = self.client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        return response

    def fill(self, url: str, **given):
        """Post the form of the page as it is shown, with what is given; follow to the page that it leads to."""
        form = self.get(url).context["form"]
        shown = {field.html_name: field.value() for field in form}
        values = {name: value for name, value in (shown | given).items() if value not in (None, False)}
        response = self.client.post(url, values, follow=True)
        assert response.status_code == 200, (url, getattr(response.context["form"], "errors", ""))
        return response

    def post(self, url: str, **given):
        response = self.client.post(url, given, follow=True)
        assert response.status_code == 200, (url, response.status_code)
        return response

    def set_up(self, beside: str) -> None:
        """The board beside another, its quarters, its services and its deviation areas."""
        board = {name: "on" if value is True else value for name, value in DATA["board"].items()}
        self.fill(reverse("manage:add_board", args=[beside]), **board)
        self.post(reverse("manage:add_quarters", args=[SLUG]), year=str(DATA["year"]))
        self.fill(reverse("manage:frames", args=[SLUG]), lines="\n".join(DATA["frames"]))
        self.fill(reverse("manage:areas", args=[SLUG]), lines="\n".join(DATA["areas"]))

    def give(self, email: str, role: str) -> None:
        """A role in the board to somebody who has an account."""
        self.fill(reverse("manage:admit", args=[SLUG]), email=email, role=role, unit=SLUG)

    def import_file(self, name: str, content: bytes):
        """The file through each page of the import; the page of what was written."""
        one = DATA["imports"][0]
        posted = {"target": one["target"], "source": one["source"], "file": SimpleUploadedFile(name, content)}
        columns = self.client.post(at("imports:new"), posted)
        assert columns.status_code == 302, columns.context["form"].errors
        self.fill(columns["Location"])
        detail = columns["Location"].removesuffix("columns/")
        self.post(f"{detail}read/")
        return self.post(f"{detail}apply/", seen=self.get(detail).context["seen"])


def at(name: str, **kwargs) -> str:
    return reverse(name, kwargs={"unit": SLUG, "period": PERIOD, **kwargs})
