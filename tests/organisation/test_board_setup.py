"""A board is set up in the portal: the board, its settings, its periods, and its lists."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from economy.models import FrameOutcome
from organisation import actions
from organisation.models import (
    AdministrativeAct,
    Body,
    DeviationArea,
    Frame,
    Membership,
    Reminder,
    ReportingPeriod,
    Role,
    Unit,
)
from reports.models import ChapterText

NEW = {
    "name": "Nya nämnden",
    "short_name": "NN",
    "slug": "",
    "amount_unit": "mnkr",
    "cost_sign": "negative",
    "frame_word": "Verksamhet",
    "language": "sv",
    "is_made_up": "on",
}
PERIOD = {"kind": "quarter", "start": "2026-01-01", "end": "2026-03-31", "is_cumulative": "on"}


def _url(name, **kwargs):
    return reverse(f"manage:{name}", kwargs={"board": "provnamnden", **kwargs})


def _seen(client, name):
    return client.get(_url(name)).context["form"]["seen"].value()


def _set(client, name, lines):
    return client.post(_url(name), {"lines": lines, "seen": _seen(client, name)})


def _acts(board):
    return list(AdministrativeAct.objects.filter(board=board).order_by("pk").values_list("verb", "subject"))


def _tree(board):
    frames = Frame.objects.filter(board=board).order_by("order")
    return [(frame.code, frame.name, frame.parent.code if frame.parent else "") for frame in frames]


@pytest.fixture
def admin(login, administrator, in_english):
    return login(administrator)


def test_a_new_board_stands_in_the_same_organisation_with_its_maker_as_administrator(admin, administrator, board):
    response = admin.post(_url("add_board"), NEW)
    made = Unit.objects.get(slug="nya-namnden")
    assert response.url == _url("periods", board=made.slug)
    assert (made.organisation, made.kind, made.is_board) == (board.organisation, "board", True)
    assert (made.amount_unit, made.cost_sign, made.frame_word, made.is_made_up) == (
        "mnkr",
        "negative",
        "Verksamhet",
        True,
    )
    assert list(Membership.objects.filter(unit=made).values_list("user", "role")) == [
        (administrator.pk, Role.ADMINISTRATOR)
    ]
    assert _acts(made) == [("board_added", made.slug), ("role_given", administrator.username)]
    assert _acts(board) == [("board_added", made.slug)]


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"name": "PROVNÄMNDEN"}, "name", "There is already a board with this name in the organisation."),
        ({"slug": "provnamnden"}, "slug", "“provnamnden” is taken. Write another."),
        ({"slug": "manage"}, "slug", "“manage” is taken. Write another."),
        ({"slug": "å/ä"}, "slug", "Write it with the letters a–z, digits and hyphens: exempelnamnden."),
        ({"name": "!!!"}, "slug", "Write it with the letters a–z, digits and hyphens: exempelnamnden."),
    ],
)
def test_a_board_that_cannot_be_is_refused_and_what_was_typed_is_kept(given, field, said, admin, board):
    response = admin.post(_url("add_board"), NEW | given)
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [said]}
    assert response.context["form"]["frame_word"].value() == "Verksamhet"
    assert Unit.objects.count() == 1


def test_settings_are_changed_for_the_board_and_its_units(admin, board, unit):
    posted = {name: value for name, value in NEW.items() if name != "slug"} | {"seen": _seen(admin, "settings")}
    assert admin.post(_url("settings"), posted).status_code == 302
    for one in (board, unit):
        one.refresh_from_db()
        assert (one.amount_unit, one.cost_sign, one.frame_word, one.is_made_up) == (
            "mnkr",
            "negative",
            "Verksamhet",
            True,
        )
    assert (board.name, unit.name) == ("Nya nämnden", "Norra området")
    assert admin.post(_url("settings"), posted | {"seen": _seen(admin, "settings")}).status_code == 302
    assert _acts(board) == [("board_changed", board.slug)]


def test_settings_that_somebody_changed_meanwhile_are_shown_beside_what_was_typed(admin, board):
    posted = {name: value for name, value in NEW.items() if name != "slug"} | {"seen": _seen(admin, "settings")}
    Unit.objects.filter(pk=board.pk).update(short_name="Annan")
    response = admin.post(_url("settings"), posted)
    assert response.status_code == 409
    assert ("NN", "Annan") in [(one.mine, one.theirs) for one in response.context["form"].differences]
    assert Unit.objects.get(pk=board.pk).short_name == "Annan"


def test_made_up_and_real_figures_are_never_mixed(admin, board, period, write_something):
    posted = {name: value for name, value in NEW.items() if name != "slug"} | {"seen": _seen(admin, "settings")}
    response = admin.post(_url("settings"), posted)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["is_made_up"])
    board.refresh_from_db()
    assert (board.is_made_up, board.name) == (False, "Provnämnden")


@pytest.mark.parametrize(
    ("kind", "end", "slug", "label"),
    [
        ("quarter", "2026-03-31", "2026-k1", "Kvartal 1 2026"),
        ("quarter", "2026-12-31", "2026-k4", "Kvartal 4 2026"),
        ("tertial", "2026-08-31", "2026-t2", "Tertial 2 2026"),
        ("month", "2026-03-31", "2026-03", "Mars 2026"),
        ("year", "2026-12-31", "2026", "Helår 2026"),
        ("half_year", "2026-06-30", "2026-h1", "Halvår 1 2026"),
    ],
)
def test_a_period_is_named_by_its_kind_and_end_in_the_boards_language(kind, end, slug, label, admin, board):
    response = admin.post(_url("add_period"), PERIOD | {"kind": kind, "end": end, "due": "2027-01-15"})
    made = ReportingPeriod.objects.get()
    assert (response.url, made.slug, made.label) == (_url("periods"), slug, label)
    assert (made.start, made.due, made.is_cumulative) == (date(2026, 1, 1), date(2027, 1, 15), True)
    assert _acts(board) == [("period_added", slug)]


def test_a_period_may_have_a_name_of_its_own(admin):
    admin.post(_url("add_period"), PERIOD | {"label": "Våren", "slug": "varen-2026"})
    made = ReportingPeriod.objects.get()
    assert (made.label, made.slug) == ("Våren", "varen-2026")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"end": "2025-12-31"}, "end"),
        ({"due": "2025-12-31", "kind": "year", "slug": "annan"}, "due"),
        ({"kind": "meeting"}, "kind"),
        ({"start": ""}, "start"),
        ({"slug": "2026-k1", "end": "2026-03-30"}, "slug"),
        ({"slug": "annan"}, "end"),
    ],
)
def test_a_period_that_cannot_be_is_refused(given, field, admin):
    admin.post(_url("add_period"), PERIOD)
    response = admin.post(_url("add_period"), PERIOD | given)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.parametrize(("typed", "due"), [("2026-05-02", date(2026, 5, 2)), ("", None)])
def test_the_day_that_a_period_is_handed_in_is_changed_and_reminders_count_anew(typed, due, admin, board, planner):
    admin.post(_url("add_period"), PERIOD | {"due": "2026-04-15"})
    period = ReportingPeriod.objects.get()
    Reminder.objects.create(user=planner, unit=board, period=period, occasion=7, sent_at=timezone.now())
    page = _url("period", period="2026-k1")
    assert page in admin.get(_url("periods")).content.decode()
    form = admin.get(page).context["form"]
    assert 'value="2026-04-15"' in str(form["due"])
    for _time in range(2):
        response = admin.post(page, {"due": typed, "seen": form["seen"].value()})
        assert (response.status_code, response.url) == (302, _url("periods"))
    period.refresh_from_db()
    assert (period.due, period.label, Reminder.objects.count()) == (due, "Kvartal 1 2026", 0)
    assert _acts(board) == [("period_added", "2026-k1"), ("period_changed", "2026-k1")]
    act = AdministrativeAct.objects.get(verb="period_changed")
    assert (act.before, act.after) == ({"due": "2026-04-15"}, {"due": typed or None})


@pytest.mark.parametrize("typed", ["2026-01-01", "2025-12-31", "i maj"])
def test_a_day_that_cannot_be_is_refused_and_stays_typed(typed, admin):
    admin.post(_url("add_period"), PERIOD | {"due": "2026-04-15"})
    page = _url("period", period="2026-k1")
    seen = admin.get(page).context["form"]["seen"].value()
    response = admin.post(page, {"due": typed, "seen": seen})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["due"])
    assert f'value="{typed}"' in response.content.decode()
    assert ReportingPeriod.objects.get().due == date(2026, 4, 15)


def test_who_changes_the_day_second_sees_both(admin, board):
    admin.post(_url("add_period"), PERIOD | {"due": "2026-04-15"})
    page = _url("period", period="2026-k1")
    seen = admin.get(page).context["form"]["seen"].value()
    admin.post(page, {"due": "2026-05-02", "seen": seen})
    response = admin.post(page, {"due": "2026-06-03", "seen": seen})
    (row,) = response.context["form"].differences
    assert (response.status_code, row.mine, row.theirs) == (409, "3 June 2026", "2 May 2026")
    assert ReportingPeriod.objects.get().due == date(2026, 5, 2)


def test_the_period_of_another_board_is_not_there(admin, period, other_board):
    ReportingPeriod.objects.filter(pk=period.pk).update(board=other_board)
    assert admin.get(_url("period", period=period.slug)).status_code == 404


def test_the_quarters_of_a_year_are_added_in_one_press_and_once(admin, board):
    admin.post(_url("add_period"), PERIOD)
    assert [admin.post(_url("add_quarters"), {"year": "2026"}).status_code for _ in range(2)] == [302, 302]
    found = ReportingPeriod.objects.order_by("end").values_list("slug", "start", "end")
    assert list(found) == [
        ("2026-k1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-k2", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-k3", date(2026, 1, 1), date(2026, 9, 30)),
        ("2026-k4", date(2026, 1, 1), date(2026, 12, 31)),
    ]
    assert admin.post(_url("add_quarters"), {"year": "26"}).status_code == 422


def test_frames_are_a_tree_and_keep_their_codes_when_they_move(admin, board):
    assert _set(admin, "frames", "Vård\n  Primärvård\n  Tandvård\nStab").status_code == 302
    assert _tree(board) == [
        ("vard", "Vård", ""),
        ("primarvard", "Primärvård", "vard"),
        ("tandvard", "Tandvård", "vard"),
        ("stab", "Stab", ""),
    ]
    _set(admin, "frames", "Stab\nTandvård → Folktandvård\nVård\n  Primärvård\n    Jour")
    assert _tree(board) == [
        ("stab", "Stab", ""),
        ("tandvard", "Folktandvård", ""),
        ("vard", "Vård", ""),
        ("primarvard", "Primärvård", "vard"),
        ("jour", "Jour", "primarvard"),
    ]
    shown = admin.get(_url("frames")).context["form"]["lines"].value()
    assert shown == "Stab\nFolktandvård\nVård\n    Primärvård\n        Jour"
    assert _acts(board) == [("frames_changed", board.slug)] * 2


def test_the_log_says_which_names_came_and_went(admin, board):
    for lines in ("A\nB", "B\nC", "C\nB"):
        _set(admin, "areas", lines)
    changes = [act.changes for act in admin.get(_url("log")).context["acts"]]
    assert changes == [("Order or level changed",), ("Added: C", "Removed: A"), ("Added: A, B",)]


def test_codes_never_meet(admin, board):
    _set(admin, "frames", "Total\nVård 1\nVård-1\n!!!")
    assert [code for code, _name, _parent in _tree(board)] == ["total-2", "vard-1", "vard-1-2", "rad"]


def test_a_frame_with_figures_stays_and_says_so(admin, board, period, frame_with_figures):
    before = _tree(board)
    response = _set(admin, "frames", "Annan")
    assert response.status_code == 422
    assert response.context["form"].errors["lines"] == [
        "“Primärvård” cannot be removed: there are figures or texts that refer to it. Put the line back, or rename "
        "it: old name → new name."
    ]
    assert response.context["form"]["lines"].value() == "Annan"
    assert _tree(board) == before
    assert _set(admin, "frames", "Primärvård → Nära vård").status_code == 302
    assert _tree(board) == [("primarvard", "Nära vård", "")]


def test_a_frame_without_figures_is_removed_with_those_below_it(admin, board):
    _set(admin, "frames", "A\n  B\n    C\nD")
    assert _set(admin, "frames", "D\n  C").status_code == 302
    assert _tree(board) == [("d", "D", ""), ("c", "C", "d")]


def test_areas_are_a_list(admin, board):
    assert _set(admin, "areas", "Personal\nLäkemedel").status_code == 302
    found = DeviationArea.objects.filter(board=board).values_list("code", "name", "order")
    assert list(found) == [("personal", "Personal", 1), ("lakemedel", "Läkemedel", 2)]
    assert _set(admin, "areas", "Personal\n  Läkemedel").status_code == 422


def test_bodies_have_a_kind_in_either_language(admin, board):
    assert _set(admin, "bodies", "Fullmäktige | Council\nPresidiet | committee").status_code == 302
    found = Body.objects.filter(organisation=board.organisation).values_list("code", "name", "kind")
    assert list(found) == [("fullmaktige", "Fullmäktige", "council"), ("presidiet", "Presidiet", "committee")]
    response = _set(admin, "bodies", "Fullmäktige\nPresidiet | committee")
    assert response.context["form"].errors["lines"] == [
        "“Fullmäktige”: write the name, a bar (|) and one of the kinds."
    ]


@pytest.mark.parametrize("name", ["frames", "areas"])
def test_a_list_that_somebody_changed_meanwhile_is_shown_beside_what_was_typed(name, admin, board):
    seen = _seen(admin, name)
    _set(admin, name, "Deras")
    response = admin.post(_url(name), {"lines": "Min", "seen": seen})
    assert response.status_code == 409
    form = response.context["form"]
    assert [(one.mine, one.theirs) for one in form.differences] == [("Min", "Deras")]
    again = admin.post(_url(name), {"lines": "Min", "seen": form["seen"].value()})
    assert again.status_code == 302


@pytest.mark.parametrize("name", ["settings", "add_board", "add_period", "frames", "areas", "bodies"])
def test_an_empty_form_changes_nothing(name, admin, board):
    _set(admin, "frames", "A")
    assert admin.post(_url(name), {}).status_code == 422
    assert [code for code, _name, _parent in _tree(board)] == ["a"]
    assert _acts(board) == [("frames_changed", board.slug)]


@pytest.mark.parametrize("role", ["planner", "manager", "controller"])
@pytest.mark.parametrize("name", ["settings", "add_board", "add_period", "frames", "areas", "bodies"])
def test_nobody_but_an_administrator_sets_up_a_board(role, name, login, request, board):
    client = login(request.getfixturevalue(role))
    assert [client.get(_url(name)).status_code, client.post(_url(name), NEW).status_code] == [403, 403]


def test_the_number_of_queries_does_not_grow_with_the_lines(admin, board, django_assert_num_queries):
    _set(admin, "frames", "A")
    with django_assert_num_queries(5):
        admin.get(_url("frames"))
    _set(admin, "frames", "A\n  B\n  C\nD")
    with django_assert_num_queries(5):
        admin.get(_url("frames"))


@pytest.fixture
def write_something(board, period, planner):
    return actions.write(
        row=ChapterText(unit=board, period=period, code="summary"), version=0, changes={"text": "Hej"}, by=planner
    )


@pytest.fixture
def frame_with_figures(board, period, planner):
    frame = Frame.objects.create(board=board, code="primarvard", name="Primärvård", order=1)
    row = FrameOutcome(unit=board, period=period, frame=frame, frame_code=frame.code, account="net")
    actions.write(row=row, version=0, changes={"deviation": -1}, by=planner)
    return frame
