"""The forms of an import: the file, what its columns mean, and why it is taken back."""

from __future__ import annotations

import hashlib

from django import forms
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.imports import limits
from organisation.imports.mapping import FileView, Mapping
from organisation.imports.reading import own_name, sentence
from organisation.imports.target import Column
from organisation.imports.wide import MONTHS
from organisation.models import ImportMapping, Unit
from organisation.models.imports import MoneyUnit


class SmallFiles(MemoryFileUploadHandler):
    """Keeps a file in memory and never on disk; of one that is too large nothing is kept, and `is_too_large` of the
    request says so."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = True

    def new_file(self, *args, **kwargs):
        self.received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > limits.MAX_FILE:
            self.file.close()
            self.request.is_too_large = True
            raise SkipFile()
        return super().receive_data_chunk(raw_data, start)


class UploadForm(forms.Form):
    """A file, what it is imported into, and the system that it comes from."""

    target = forms.ChoiceField(label=gettext_lazy("What the file holds"))
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=ImportMapping._meta.get_field("source").max_length,
        help_text=gettext_lazy(
            "The system or report that the file comes from. What its columns mean is remembered under this name."
        ),
        widget=forms.TextInput(attrs={"list": "known-sources", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        max_length=None,
        help_text=gettext_lazy("Excel (.xlsx) or text (.csv), at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    cells = forms.CharField(
        label=gettext_lazy("Or paste cells"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Copy the cells in Excel, the row of heads included, and paste them here."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args, choices: list[tuple[str, str]], is_too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = choices
        self.is_too_large = is_too_large

    def clean_source(self):
        return " ".join(self.cleaned_data["source"].split())

    def clean(self):
        file, cells = self.cleaned_data.get("file"), self.cleaned_data.get("cells", "")
        if self.is_too_large:
            self.add_error("file", sentence("too_large"))
        elif file and cells.strip():
            self.add_error("cells", _("Choose a file or paste cells, not both."))
        elif not file and not cells.strip() and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste cells below."))
        return self.cleaned_data

    @property
    def given(self) -> tuple[str, bytes]:
        """The name and content of the file, or of the cells that were pasted."""
        if file := self.cleaned_data.get("file"):
            return own_name(file.name), file.read()
        text = self.cleaned_data["cells"].replace("\r\n", "\n")
        # Said in the text itself, so that a comma within the cells is never taken for what separates them.
        return _("pasted.tsv"), f"sep=\t\n{text}".encode()


class MappingForm(forms.Form):
    """What each head of the file means, which sheets are read, and how amounts are stated."""

    unit = forms.ChoiceField(label=gettext_lazy("The amounts of the file are in"), choices=MoneyUnit)
    cost_sign = forms.ChoiceField(label=gettext_lazy("The file states"), choices=Unit.CostSign)
    # The heads that the page showed: where another row is pointed out they are others.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, view: FileView, columns: list[Column], **kwargs):
        self.view, self.columns = view, columns
        mapping = view.mapping
        kwargs["initial"] = {"unit": mapping.unit, "cost_sign": mapping.cost_sign, "shown": self.fingerprint}
        super().__init__(*args, **kwargs)
        for number, table in enumerate(view.tables):
            self.fields[f"head_{number}"] = _head_field(table.head_row)
            if len(view.tables) > 1:
                chosen = table.sheet in mapping.sheets
                self.fields[f"sheet_{number}"] = forms.BooleanField(
                    label=_("Read the sheet"), required=False, initial=chosen
                )
        choices = [("", _("Not read")), *((column.code, _choice(column)) for column in columns)]
        for number, head in enumerate(view.heads):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=head.text, choices=choices, required=False, initial=mapping.columns.get(head.key, "")
            )

    @property
    def fingerprint(self) -> str:
        heads = [[table.sheet, table.head_row, *table.heads] for table in self.view.tables]
        return hashlib.sha256(repr(heads).encode()).hexdigest()

    @property
    def tables(self) -> list[dict]:
        """Each sheet with its fields."""
        names = [name for name in self.fields if name.startswith("head_")]
        return [
            {
                "table": table,
                "name": table.sheet or _("The file"),
                "head": self[name],
                "chosen": self[name.replace("head", "sheet")] if len(names) > 1 else None,
            }
            for table, name in zip(self.view.tables, names, strict=True)
        ]

    @property
    def heads(self) -> list[dict]:
        """Each head with its first values and its field."""
        return [{"head": head, "field": self[f"column_{i}"]} for i, head in enumerate(self.view.heads)]

    def clean(self):
        chosen = [self.cleaned_data.get(f"column_{i}", "") for i in range(len(self.view.heads))]
        for number, code in enumerate(chosen):
            if code and code in chosen[:number]:
                self.add_error(f"column_{number}", _("Another column means this already. Choose one of them."))
        if self._is_wide(chosen):
            month = self.view.wide[0]
            if month in chosen:
                self.add_error(None, _("Each month has a column of its own: no other column can say the month."))
            chosen = [*chosen, month]
        for column in self.columns:
            if column.required and column.code not in chosen:
                self.add_error(None, _("Choose which column of the file is “%(column)s”.") % {"column": column.label})
        if not any(code for code in chosen if code not in self._keys):
            self.add_error(None, _("Choose at least one column with something to import."))
        if not self._sheets():
            self.add_error(None, _("Choose at least one sheet."))
        return self.cleaned_data

    def _is_wide(self, chosen: list[str]) -> bool:
        """Whether the months of the file, each with a column of its own, are read."""
        keys = [head.key for head in self.view.heads]
        return bool(self.view.wide) and MONTHS in keys and bool(chosen[keys.index(MONTHS)])

    @property
    def _keys(self) -> set[str]:
        return {column.code for column in self.columns if column.is_key}

    def _sheets(self) -> list[str]:
        tables = self.view.tables
        return [one.sheet for i, one in enumerate(tables) if len(tables) == 1 or self.cleaned_data.get(f"sheet_{i}")]

    @property
    def mapping(self) -> Mapping:
        """What was chosen."""
        data = self.cleaned_data
        return Mapping(
            columns={head.key: data[f"column_{i}"] for i, head in enumerate(self.view.heads)},
            sheets=self._sheets(),
            unit=data["unit"],
            cost_sign=data["cost_sign"],
            head_rows={table.sheet: table.head_row for table in self.view.tables},
        )


def _head_field(row: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Row of the heads"), min_value=1, max_value=limits.MAX_ROWS, required=False, initial=row
    )


def _choice(column: Column) -> str:
    return _("%(column)s (needed)") % {"column": column.label} if column.required else str(column.label)


def posted_head_rows(data, sheets: list[str]) -> dict[str, int]:
    """The rows of heads that somebody has pointed out, by sheet, in a form that is not checked yet."""
    posted = ((sheet, data.get(f"head_{number}", "")) for number, sheet in enumerate(sheets))
    return {sheet: int(text) for sheet, text in posted if text.isdecimal() and len(text) < 6}
