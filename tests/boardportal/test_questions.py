"""Asking from a figure or a row, what the question is about, and where questions and meetings are told of."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from organisation.models import Meeting, Question, State, Submission
from reports.assembly import assemble, build_sections
from tests.html import page, words

AT = {"unit": "vasterbotten-hsn", "period": "2025-t2"}


def _ask(key, **at):
    return reverse("ask", kwargs={**AT, **at, "key": key})


@pytest.mark.parametrize("key", ["goals.m1a", "commissions.u03", "savings.s07", "economy.total.deviation"])
def test_a_question_is_about_a_goal_a_commission_a_measure_or_a_figure(key, reading, member, hsn_t2):
    response = reading(member).get(_ask(key))
    assert response.status_code == 200
    with translation.override("sv"):
        sections = build_sections(unit=hsn_t2.board, period=hsn_t2, today=date(2025, 9, 25))
    titles = [item.title for section in sections for item in section.all_items() if item.key == key]
    labels = [fact.label for section in sections for name, fact in section.all_facts().items() if name == key]
    assert words(page(response).xpath("//p[@class='lead']")[0]).startswith((titles + labels)[0])


def test_nothing_is_asked_about_what_there_is_not(reading, member, hsn_t2):
    assert reading(member).get(_ask("goals.nothing")).status_code == 404
    assert reading(member).get(_ask("nothing")).status_code == 404


def test_a_question_is_kept_mailed_and_listed(
    reading, member, hsn_planner, hsn_t2, django_capture_on_commit_callbacks
):
    hsn_planner.email = "planerare@example.org"
    hsn_planner.save()
    with django_capture_on_commit_callbacks(execute=True):
        response = reading(member).post(_ask("commissions.u03"), {"text": "När är det klart?"})
    made = Question.objects.get()
    assert response.url == reverse("organisation:questions", kwargs=AT) + f"#question-{made.pk}"
    assert (made.key, made.text, made.asked_by) == ("commissions.u03", "När är det klart?", member)
    assert [one.to for one in mail.outbox] == [["planerare@example.org"]]
    assert "När är det klart?" in mail.outbox[0].body


def test_what_is_typed_is_kept_when_it_is_refused(reading, member, hsn, hsn_t2):
    assert reading(member).post(_ask("goals.m1a"), {"text": " "}).status_code == 422
    Submission.objects.filter(unit=hsn, period=hsn_t2).update(state=State.OPEN)
    response = reading(member).post(_ask("economy.total.deviation"), {"text": "Varför?"})
    assert response.status_code == 409
    assert response.context["form"]["text"].value() == "Varför?"
    # What it has become meanwhile is not approved: nothing of it is shown.
    assert response.context["subject"] == ""
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("name", "kwargs", "key"),
    [
        ("goals:list", {}, "goals.m1a"),
        ("commissions:list", {}, "commissions.u03"),
        ("savings:list", {}, "savings.s07"),
        ("figure", {"key": "economy.total.deviation"}, "economy.total.deviation"),
    ],
)
def test_rows_and_figures_lead_to_a_question_for_those_who_may_ask(
    name, kwargs, key, reading, member, hsn_planner, hsn_t2
):
    url = reverse(name, kwargs={**AT, **kwargs})
    shown = [page(reading(who).get(url)).xpath(f"//a[@href='{_ask(key)}']") for who in (member, hsn_planner)]
    assert [len(found) for found in shown] == [1, 0]


def test_the_start_page_tells_of_questions_and_of_the_next_meeting(reading, member, hsn_planner, hsn, hsn_t2):
    Meeting.objects.create(board=hsn, date=date(2090, 6, 20))
    reading(member).post(_ask("goals.m1a"), {"text": "Varför?"})
    said = words(page(reading(hsn_planner).get("/")).xpath("//section[@aria-labelledby='next']")[0])
    assert said.startswith("What comes next 1 question to answer Hälso- och sjukvårdsnämnden")
    assert said.endswith("Next meeting: 20 June 2090.")


def test_the_boards_page_tells_of_the_next_meeting(reading, member, hsn, hsn_t2):
    Meeting.objects.create(board=hsn, date=date(2090, 6, 20))
    response = reading(member).get(reverse("board", kwargs=AT))
    calendar = reverse("organisation:meetings", kwargs=AT)
    assert [words(link) for link in page(response).xpath(f"//a[@href='{calendar}']")] == [
        "Next meeting: 20 June 2090.",
    ]


def test_the_report_has_the_chapter_only_where_something_is_asked(reading, member, hsn, hsn_t2):
    def last():
        return assemble(unit=hsn, period=hsn_t2, today=date(2025, 9, 25)).chapters[-1]

    assert last().title != "Frågor och svar"
    reading(member).post(_ask("goals.m1a"), {"text": "Varför?"})
    chapter = last()
    assert (chapter.number, chapter.title) == ("5", "Frågor och svar")
    assert next(block.text for part in chapter.sections[0].blocks for block in part.blocks) == "Varför?"
