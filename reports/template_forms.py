"""The form of one chapter of a report's template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.template_plan import DEEPEST, at_level, level_of


class ChapterForm(forms.Form):
    """What the chapter is called, where it stands, what it shows and what those who write it are told."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("What the chapter is called"), max_length=120)
    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        choices=[(1, _("A chapter")), (DEEPEST, _("A part of the chapter before"))],
        help_text=_("The number follows of the order and the level."),
    )
    own_text = forms.BooleanField(
        label=_("The board writes a text here"),
        required=False,
        help_text=_("It stands first in the chapter, and is missed until it is written."),
    )
    hint = forms.CharField(
        label=_("To those who write"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What belongs here, and how long it is to be. It stands beside the text, and not in the report."),
    )
    parts = forms.MultipleChoiceField(
        label=_("The chapter shows"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In the order of this list. What no chapter shows is not in the report."),
    )
    only_with_content = forms.BooleanField(label=_("Left out where there is nothing to show"), required=False)

    def __init__(self, *args, chapter: dict[str, Any], parts: list[tuple[str, str]], initial: dict, **kwargs):
        shown = {
            "title": chapter.get("title", ""),
            "level": level_of(chapter) if chapter else 1,
            "own_text": bool(chapter.get("text")),
            "hint": chapter.get("hint", ""),
            "parts": list(chapter.get("parts", ())),
            "only_with_content": bool(chapter.get("only_with_content")),
        }
        super().__init__(*args, initial={**shown, **initial}, **kwargs)
        # What it shows already comes first, in its own order.
        own = [key for key in chapter.get("parts", ()) if key in dict(parts)]
        self.fields["parts"].choices = [(key, dict(parts)[key]) for key in own] + [
            (key, title) for key, title in parts if key not in own
        ]

    def chapter_with(self, chapter: dict[str, Any], code: str) -> dict[str, Any]:
        """The chapter as the form says; `code` is that of its text, where it has one."""
        data = self.cleaned_data
        chosen = [key for key, _title in self.fields["parts"].choices if key in data["parts"]]
        said = {
            "title": data["title"],
            "text": code if data["own_text"] else "",
            "hint": data["hint"],
            "parts": chosen,
            "only_with_content": data["only_with_content"],
        }
        kept = {name: value for name, value in {**chapter, **said}.items() if value}
        return at_level(kept, data["level"])
