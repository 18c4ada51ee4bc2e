"""Questions before a meeting: who asks and answers when, what is mailed, and what stands in the sealed papers."""

import pytest
from django.core import mail
from django.urls import reverse

from organisation import actions
from organisation.actions import Locked, Refused, seen_of
from organisation.models import Answer, Membership, Question, Role, State, Submission, User
from organisation.questions import asking
from organisation.questions.reading import waiting_for
from organisation.questions.section import questions
from tests.html import page, words

TEXT = "Hur många vårdplatser är stängda?"


@pytest.fixture
def state(planner, manager, controller, board, period):
    """Sets where a submission of the period stands."""

    def make(value, unit=board):
        found = Submission.objects.of(unit, period)
        found.unit, found.period, found.state = unit, period, value
        at = "2026-01-20T10:00Z"
        found.submitted_by, found.submitted_at, found.approved_by, found.approved_at = planner, at, manager, at
        found.sealed_by, found.sealed_at = controller, at
        found.save()
        return found

    return make


@pytest.fixture
def ask(board, period, board_member):
    def make(text=TEXT, unit=board, key="goals.m1a"):
        where = {"unit": unit, "period": period}
        return asking.ask(**where, key=key, subject="Delmålet", text=text, by=User.objects.get(pk=board_member.pk))

    return make


def _url(name, board, period, **kwargs):
    return reverse(name, kwargs={"unit": board.slug, "period": period.slug, **kwargs})


@pytest.mark.parametrize(
    ("value", "error"),
    [(State.OPEN, Refused), (State.SUBMITTED, Refused), (State.APPROVED, None), (State.SEALED, Locked)],
)
def test_a_board_member_asks_about_what_is_approved_and_not_sealed(value, error, state, ask):
    state(value)
    if error is None:
        assert ask().text == TEXT
    else:
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.type is error
        assert not Question.objects.exists()


@pytest.mark.parametrize("who", ["planner", "manager", "controller", "administrator", "outsider"])
def test_nobody_else_asks(who, request, state, board, period):
    state(State.APPROVED)
    with pytest.raises(Refused):
        asking.ask(unit=board, period=period, key="k", subject="s", text=TEXT, by=request.getfixturevalue(who))


@pytest.mark.parametrize(
    ("value", "error"), [(State.OPEN, None), (State.SUBMITTED, None), (State.APPROVED, None), (State.SEALED, Locked)]
)
@pytest.mark.parametrize("who", ["planner", "manager", "controller"])
def test_those_who_report_answer_until_it_is_sealed(who, value, error, request, state, ask):
    state(State.APPROVED)
    question = ask()
    state(value)
    by = request.getfixturevalue(who)
    if error is None:
        assert asking.answer(question=question, text="Tolv.", by=by).text == "Tolv."
    else:
        with pytest.raises(error):
            asking.answer(question=question, text="Tolv.", by=by)


@pytest.mark.parametrize("who", ["board_member", "administrator", "outsider", "unit_planner"])
def test_nobody_else_answers(who, request, state, ask):
    state(State.APPROVED)
    question = ask()
    with pytest.raises(Refused):
        asking.answer(question=question, text="Tolv.", by=request.getfixturevalue(who))


def test_a_question_without_words_is_refused(state, ask):
    state(State.APPROVED)
    with pytest.raises(Refused):
        ask("  \n ")


def test_a_question_and_an_answer_are_something_that_a_seal_has_not_seen(state, ask, board, period, planner):
    state(State.APPROVED)
    seen = [seen_of(board, period)]
    question = ask()
    seen.append(seen_of(board, period))
    asking.answer(question=question, text="Tolv.", by=planner)
    seen.append(seen_of(board, period))
    assert seen == sorted(set(seen))


def test_a_seal_that_has_not_seen_the_question_is_refused(state, ask, board, period, controller):
    state(State.APPROVED)
    seen = seen_of(board, period)
    ask()
    with pytest.raises(actions.MovedOn):
        actions.seal(board=board, period=period, by=controller, seen=seen, store=lambda: None)


def test_what_is_asked_below_the_board_stands_with_the_boards(state, ask, unit, board, period):
    state(State.APPROVED)
    state(State.APPROVED, unit)
    ask()
    ask("Och i norr?", unit)
    assert [one.text for one in Question.objects.asked_in(board, period)] == [TEXT, "Och i norr?"]
    assert [one.text for one in Question.objects.asked_in(unit, period)] == ["Och i norr?"]


def _listed(response):
    found = response.context["page"]
    return [[one.question.text for one in group] for group in (found.waiting, found.answered)]


def test_the_list_has_what_waits_first_and_the_readers_own_before_others(
    state, ask, board, period, planner, board_member, login
):
    state(State.APPROVED)
    other = User.objects.create_user("ledamot-2")
    Membership.objects.create(user=other, unit=board, role=Role.BOARD_MEMBER)
    asking.ask(unit=board, period=period, key="k", subject="s", text="Av en annan", by=other)
    first, _second = ask("Min första"), ask("Min andra")
    asking.answer(question=first, text="Tolv.", by=planner)
    url = _url("organisation:questions", board, period)
    assert _listed(login(board_member).get(url)) == [["Min andra", "Av en annan"], ["Min första"]]
    assert _listed(login(planner).get(url)) == [["Av en annan", "Min andra"], ["Min första"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_much_is_asked(
    count, state, ask, board, period, planner, login, django_assert_num_queries
):
    state(State.APPROVED)
    for number in range(count):
        asking.answer(question=ask(f"Fråga {number}"), text="Tolv.", by=planner)
    client = login(planner)
    url = _url("organisation:questions", board, period)
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)


def test_an_answer_is_given_on_its_page_and_mailed_to_who_asked(
    state, ask, board, period, planner, board_member, login, django_capture_on_commit_callbacks
):
    state(State.APPROVED)
    question = ask()
    client = login(planner)
    url = _url("organisation:answer", board, period, pk=question.pk)
    assert client.get(url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url, {"text": "Tolv.\r\nFrån maj."})
    assert response.url == f"{_url('organisation:questions', board, period)}#question-{question.pk}"
    assert question.answers.get().text == "Tolv.\nFrån maj."
    assert [one.to for one in mail.outbox] == [[board_member.email]]
    assert "Tolv." in mail.outbox[0].body


@pytest.mark.parametrize("text", ["", " ", "x" * 20_001])
def test_an_answer_that_cannot_be_is_kept(text, state, ask, board, period, planner, login):
    state(State.APPROVED)
    response = login(planner).post(_url("organisation:answer", board, period, pk=ask().pk), {"text": text})
    assert response.status_code == 422
    assert response.context["form"]["text"].value() == text
    assert not Answer.objects.exists()


def test_what_is_written_when_the_papers_are_sealed_meanwhile_is_handed_back(
    state, ask, board, period, planner, login, in_english
):
    state(State.APPROVED)
    question = ask()
    state(State.SEALED)
    client = login(planner)
    url = _url("organisation:answer", board, period, pk=question.pk)
    assert client.get(url).status_code == 403
    response = client.post(url, {"text": "Tolv."})
    assert response.status_code == 409
    assert response.context["form"]["text"].value() == "Tolv."
    assert "Ask at the next meeting." in words(page(response).xpath("//*[@role='alert']")[0])


def test_the_list_says_that_it_is_frozen(state, ask, board, period, board_member, login, in_english):
    state(State.APPROVED)
    ask()
    state(State.SEALED)
    response = login(board_member).get(_url("organisation:questions", board, period))
    assert "The papers are sealed" in words(page(response).xpath("//*[@class='notice']")[0])


def test_who_may_answer_is_told_where_questions_wait(state, ask, board, unit, period, planner, board_member):
    state(State.APPROVED)
    first = ask()
    ask()
    assert [(one.unit, one.count) for one in waiting_for(planner)] == [(board, 2)]
    assert waiting_for(board_member) == []
    asking.answer(question=first, text="Tolv.", by=planner)
    assert [one.count for one in waiting_for(planner)] == [1]
    state(State.SEALED)
    assert waiting_for(planner) == []


@pytest.mark.parametrize("count", [1, 3])
def test_where_questions_wait_is_two_queries(count, state, ask, planner, django_assert_num_queries):
    state(State.APPROVED)
    for _one in range(count):
        ask()
    reader = User.objects.get(pk=planner.pk)
    with django_assert_num_queries(2):
        waiting_for(reader)


def test_the_papers_name_roles_and_nobody_by_name(state, ask, board, unit, period, planner, english):
    state(State.APPROVED)
    state(State.APPROVED, unit)
    asking.answer(question=ask(), text="Tolv.", by=planner)
    ask("Och i norr?", unit)
    found = questions(unit=board, period=period, today=None)
    assert (found.key, found.title) == ("questions", "Questions and answers")
    told = [
        (part.key, part.title, [(block.heading.rsplit(",")[0], block.text) for block in part.blocks])
        for part in found.blocks
    ]
    assert told == [
        ("questions.1", "Delmålet", [("Question from board member", TEXT), ("Answer from planner", "Tolv.")]),
        ("questions.2", "Delmålet (Norra)", [("Question from board member", "Och i norr?"), ("", "*Not answered.*")]),
    ]


def test_where_nothing_is_asked_there_is_no_section_and_one_query(board, period, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = questions(unit=board, period=period, today=None)
    assert (found.title, found.blocks) == ("", ())
