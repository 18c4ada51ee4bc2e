"""What has been asked for a period, and answering it. One asks from a figure or a row: boardportal/question_views."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from organisation.models import Question
from organisation.places import place_or_404
from organisation.questions import asking
from organisation.questions.forms import AnswerForm
from organisation.questions.mails import mail_answered
from organisation.questions.posting import posted, refuse
from organisation.questions.reading import questions_page


@require_safe
def questions(request, unit, period):
    place = place_or_404(request.user, unit, period, sealed=True)
    return render(request, "organisation/questions.html", {"place": place, "page": questions_page(place)})


@require_http_methods(["GET", "POST"])
def answer(request, unit, period, pk):
    place = place_or_404(request.user, unit, period, sealed=True)
    found = Question.objects.asked_in(place.unit, place.period).select_related("unit__board", "unit__parent")
    question = get_object_or_404(found, pk=pk)
    refuse(request, place, "answer")

    def act(text):
        made = asking.answer(question=question, text=text, by=request.user)
        return question.pk, lambda: mail_answered(made)

    form = AnswerForm(request.POST if request.method == "POST" else None)
    return posted(request, place, form, "answer", act, template="organisation/answer.html", question=question)
