"""The forms of a chapter's text and of a case document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.forms import EntryForm
from reports.models import CaseDocument, ChapterText, FindingAnswer


class ChapterTextForm(EntryForm):
    """The text of one chapter, in Markdown."""

    class Meta:
        model = ChapterText
        fields = ["text"]
        labels = {"text": _("Text")}
        help_texts = {
            "text": _(
                "An empty line makes a new paragraph. **Two stars** make bold, a line with - makes a list, one with "
                "## a heading. Lines with | between the cells make a table: the heads, a line with |---|---:|, and "
                "the rows."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}


class FindingAnswerForm(EntryForm):
    """The answer to a finding: why it is as it is, or what is done about it."""

    class Meta:
        model = FindingAnswer
        fields = ["comment", "sentence"]
        labels = {"comment": _("The answer")}
        help_texts = {
            "comment": _("Why it is as it is, or what is done about it. It is kept, and shown beside the finding.")
        }
        widgets = {"comment": forms.Textarea(attrs={"rows": 6}), "sentence": forms.HiddenInput}


class CaseForm(EntryForm):
    """A matter that the board is to decide on, in Markdown."""

    class Meta:
        model = CaseDocument
        fields = ["title", "dnr", "background", "assessment", "proposal", "extracts_to", "written_by_role"]
        labels = {
            "title": _("What the matter is called"),
            "dnr": _("Diary number"),
            "background": _("Description of the matter"),
            "assessment": _("Assessment"),
            "proposal": _("Proposal for a decision"),
            "extracts_to": _("Extracts to"),
            "written_by_role": _("Who writes it: the role"),
        }
        help_texts = {
            "title": _("One without a title is left out of the papers."),
            "background": _(
                "An empty line makes a new paragraph. **Two stars** make bold, a line with - makes a list."
            ),
            "extracts_to": _("One on each line: roles and bodies, no names of persons."),
            "written_by_role": _("A role and no name of a person."),
        }
        widgets = {
            "background": forms.Textarea(attrs={"rows": 12}),
            "assessment": forms.Textarea(attrs={"rows": 8}),
            "proposal": forms.Textarea(attrs={"rows": 5}),
            "extracts_to": forms.Textarea(attrs={"rows": 4}),
        }


class AddCaseForm(forms.Form):
    """A new matter: what it is called. The rest is written afterwards."""

    title = forms.CharField(label=_("What the matter is called"), max_length=200)
    dnr = forms.CharField(label=_("Diary number"), max_length=60, required=False)
