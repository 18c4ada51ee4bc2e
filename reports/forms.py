"""The form of a chapter's text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.forms import EntryForm
from reports.models import ChapterText


class ChapterTextForm(EntryForm):
    """The text of one chapter, in Markdown."""

    class Meta:
        model = ChapterText
        fields = ["text"]
        labels = {"text": _("Text")}
        help_texts = {
            "text": _("An empty line makes a new paragraph. **Two stars** make bold, a line with - makes a list.")
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
