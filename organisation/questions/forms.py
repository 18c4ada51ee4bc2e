"""The forms of a question and of an answer: running text, kept to the last character where it is refused."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LIMIT = 20_000
_fits = MaxLengthValidator(
    LIMIT, _("The text has %(show_value)d characters, and %(limit_value)d fit. Divide it or shorten it.")
)


class _TextForm(forms.Form):
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), strip=False, validators=[_fits])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if not text.strip():
            raise forms.ValidationError(_("Write something first."))
        return text


class QuestionForm(_TextForm):
    """What a board member wants to know."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your question")
        self.fields["text"].help_text = _("It is mailed to those who report, and stands in the sealed papers.")


class AnswerForm(_TextForm):
    """What is answered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your answer")
        self.fields["text"].help_text = _("It is mailed to who asked, and stands in the sealed papers.")
