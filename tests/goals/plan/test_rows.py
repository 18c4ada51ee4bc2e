"""The plan of a year in the portal, row by row: the same plan as the spreadsheet's, refused for the same reasons."""

import pytest
from django.urls import reverse

from goals.models import Goal, Indicator, Target
from goals.plan.reading import read_plan
from organisation.models import PlanChange
from tests.html import page


def at(name, board, period, **more):
    return reverse(f"goals:{name}", kwargs={"unit": board.slug, "period": period.slug, **more})


@pytest.fixture
def planning(in_english, login, planner, plan):
    return login(planner)


@pytest.fixture
def typed(planning, board, period):
    """What a form holds when it is opened, as it is posted back."""

    def read(name, **more):
        form = planning.get(at(name, board, period, year=2025, **more)).context["form"]
        return {field.name: field.value() for field in form if field.value() not in (None, False)}

    return read


def test_the_year_holds_everything_with_where_it_is_changed(planning, board, period):
    answer = planning.get(at("plan_year", board, period, year=2025))
    found = read_plan(board, 2025)
    parts = {part.code: part for part in answer.context["parts"]}
    assert len(parts["goals"].lines) == len(found.goals)
    assert [line.title for line in parts["indicators"].lines] == [one.title for one in found.indicators]
    assert sum(len(line.below) for line in parts["indicators"].lines) == len(found.targets)
    for line in parts["indicators"].lines:
        assert planning.get(line.url).status_code == 200
    assert planning.get(at("plan_year", board, period, year=1999)).status_code == 404


def test_a_goal_an_indicator_a_target_and_an_activity_are_added(planning, typed, board, period):
    def add(part, **given):
        filled = typed("plan_row_add", part=part) | given
        return planning.post(at("plan_row_add", board, period, year=2025, part=part), filled)

    assert add("goals", code="ny", number="9", title="Ett nytt mål").status_code == 302
    assert add("indicators", code="nytt", goal="ny", title="Ett nytt mått", unit="%", decimals="1").status_code == 302
    added = add("targets", indicator="nytt", year="2025", operator="ge", value="97,5", decimals="1")
    assert added.status_code == 302
    assert add("activities", code="gor", goal="ny", title="Gör något").status_code == 302
    assert add("words", scale="goal_status", code="met", word="I hamn").status_code == 302
    made = Indicator.objects.get(board=board, code="nytt")
    assert (made.goal.title, made.get_unit_display()) == ("Ett nytt mål", "per cent")
    assert str(Target.objects.get(indicator=made).value) == "97.500000"
    board.refresh_from_db()
    assert board.own_words["goal_status"]["met"] == "I hamn"
    assert PlanChange.objects.filter(board=board, subject="goals.nytt").exists()


def test_what_is_changed_is_told_and_the_code_stays(planning, typed, board, period):
    one = read_plan(board, 2025).indicators[0]
    filled = typed("plan_row", part="indicators", key=one.key)
    assert "code" not in filled
    url = at("plan_row", board, period, year=2025, part="indicators", key=one.key)
    assert planning.post(url, filled | {"owner_role": "Enhetschef"}).status_code == 302
    assert read_plan(board, 2025).indicators[0].owner_role == "Enhetschef"
    assert PlanChange.objects.filter(board=board, after__owner_role="Enhetschef").count() == 1
    again = planning.post(url, typed("plan_row", part="indicators", key=one.key), follow=True)
    assert "Nothing was changed." in again.content.decode()


@pytest.mark.parametrize(
    ("part", "given", "field", "sentence"),
    [
        ("goals", {"code": "", "title": "Ett"}, "code", "This has to be filled in."),
        ("goals", {"code": "å ä", "title": "Ett"}, "code", "“å ä” is no code: write letters a–z, digits and hyphens."),
        ("goals", {"code": "m9", "title": "x" * 301}, "title", "It is longer than 300 characters."),
        ("indicators", {"code": "i9", "title": "Ett", "decimals": "många"}, "decimals", "“många” is no whole number."),
        ("levels", {"level": "5", "name": "Femte"}, "__all__", None),
        (
            "indicators",
            {"code": "i9", "title": "Ett", "met_from": "80", "partly_from": "90"},
            "__all__",
            "The limit for partly met cannot lie above the limit for met.",
        ),
        ("targets", {"indicator": "x2", "year": "2025", "operator": "between", "value": "5"}, "__all__", None),
    ],
)
def test_a_row_that_cannot_be_says_why_and_keeps_what_was_typed(
    planning, typed, board, period, part, given, field, sentence
):
    before = read_plan(board, 2025)
    filled = typed("plan_row_add", part=part) | given
    answer = planning.post(at("plan_row_add", board, period, year=2025, part=part), filled)
    assert answer.status_code == 422
    errors = answer.context["form"].errors[field]
    assert sentence is None or errors == [sentence]
    for name, value in given.items():
        assert answer.context["form"][name].value() == value
    assert read_plan(board, 2025) == before


def test_a_code_that_is_there_is_not_used_again(planning, typed, board, period):
    one = read_plan(board, 2025).goals[0]
    filled = typed("plan_row_add", part="goals") | {"code": one.code, "title": "Igen"}
    answer = planning.post(at("plan_row_add", board, period, year=2025, part="goals"), filled)
    assert answer.context["form"].errors == {"code": ["The plan has one like this already. Change that one."]}


def test_who_saves_second_is_told_and_keeps_what_was_typed(planning, typed, board, period):
    one = read_plan(board, 2025).indicators[0]
    url = at("plan_row", board, period, year=2025, part="indicators", key=one.key)
    filled = typed("plan_row", part="indicators", key=one.key) | {"owner_role": "Enhetschef"}
    Indicator.objects.filter(board=board, code=one.code).update(definition="En annan")
    answer = planning.post(url, filled)
    assert answer.status_code == 409
    assert answer.context["form"]["owner_role"].value() == "Enhetschef"
    # Saved again, it is over what was read now.
    again = {field.name: field.value() for field in answer.context["form"] if field.value() not in (None, False)}
    assert planning.post(url, again | {"definition": "En annan"}).status_code == 302
    assert Indicator.objects.get(board=board, code=one.code).owner_role == "Enhetschef"


def test_a_goal_with_something_below_it_does_not_end(planning, typed, board, period):
    plan = read_plan(board, 2025)
    held = next(one for one in plan.goals if any(each.goal == one.code for each in plan.indicators))
    url = at("plan_row", board, period, year=2025, part="goals", key=held.key)
    seen = typed("plan_row", part="goals", key=held.key)["seen"]
    answer = planning.post(url, {"remove": "1", "seen": seen})
    assert answer.status_code == 422
    assert "Move or end them first." in page(answer).text_content()
    assert Goal.objects.filter(board=board, code=held.code).exists()


def test_an_indicator_ends_with_its_targets_and_what_was_reported_stays(planning, typed, board, period):
    plan = read_plan(board, 2025)
    one = next(each for each in plan.indicators if any(target.indicator == each.code for target in plan.targets))
    url = at("plan_row", board, period, year=2025, part="indicators", key=one.key)
    assert planning.post(url, {"remove": "1", "seen": typed("plan_row", part="indicators", key=one.key)["seen"]}).url
    after = read_plan(board, 2025)
    assert one.code not in {each.code for each in after.indicators}
    assert one.code not in {each.indicator for each in after.targets}


def test_next_years_plan_is_prepared_beside_the_running_one(planning, board, period):
    one = read_plan(board, 2026).indicators[0]
    url = at("plan_row", board, period, year=2026, part="indicators", key=one.key)
    form = planning.get(url).context["form"]
    filled = {field.name: field.value() for field in form if field.value() not in (None, False)}
    assert planning.post(url, filled | {"title": "Ett annat mått"}).status_code == 302
    assert read_plan(board, 2025).indicators[0].title == one.title
    assert read_plan(board, 2026).indicators[0].title == "Ett annat mått"


def test_an_unknown_part_or_row_is_not_there(planning, board, period):
    assert planning.get(at("plan_row_add", board, period, year=2025, part="board")).status_code == 404
    assert planning.get(at("plan_row", board, period, year=2025, part="goals", key="nix")).status_code == 404


def test_an_administrator_changes_the_plan_and_a_manager_does_not(login, administrator, manager, board, period, plan):
    url = at("plan_year", board, period, year=2025)
    assert login(administrator).get(url).status_code == 200
    assert login(manager).get(url).status_code == 403


def test_queries_do_not_grow_with_the_plan(planning, board, period, django_assert_max_num_queries):
    url = at("plan_year", board, period, year=2025)
    planning.get(url)
    with django_assert_max_num_queries(20) as few:
        planning.get(url)
    Indicator.objects.bulk_create(
        Indicator(board=board, code=f"q{number}", title=f"Mått {number}", order=number) for number in range(40)
    )
    with django_assert_max_num_queries(len(few)):
        planning.get(url)
