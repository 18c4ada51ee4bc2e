"""Every id, slug and key in path, query, body and header exchanged for another board's: 404, and no word of it."""

import pytest
from django.urls import reverse

from organisation import actions
from organisation.models import KeptText, Membership, Role, Submission, Unit, User
from tests.project.routes import ROUTES
from tests.safety.checks import changed, tables

OURS = {"unit": "andra-namnden", "period": "2025-t2"}
PLACES = {name: route for name, route in ROUTES.items() if "unit" in route.kwargs and "board" not in route.kwargs}
# Addresses of one thing, which our board has not got.
ONE_THING = {name: route for name, route in PLACES.items() if set(route.kwargs) - {"unit", "period", "number"}}
# Words that only the real board has, in its name, its goals, its units and its texts.
THEIR_WORDS = ("Hälso- och sjukvårdsnämnden", "Umeå", "Västerbotten", "Mål 1", "primärvård")

# What every board has under the same key: it is our own that is found, and empty.
EVERY_BOARDS = {
    "reports:chapter": {"reports.chaptertext"},
    "reports:prepare": {"reports.rendering"},
    "staffing:text": {"staffing.staffingtext"},
    "staffing:sick": {"staffing.sickleave"},
    "staffing:availability": {"staffing.availability"},
    "staffing:band": {"staffing.spanband"},
}


def _words_in(response):
    text = response.content.decode(errors="replace")
    return [word for word in THEIR_WORDS if word.lower() in text.lower()]


@pytest.fixture
def stranger(hsn, other_board, client_of):
    """A planner, manager, controller and administrator of another board."""
    user = User.objects.create_user("stranger", first_name="stranger")
    for role in (Role.PLANNER, Role.MANAGER, Role.CONTROLLER, Role.ADMINISTRATOR):
        Membership.objects.create(user=user, unit=other_board, role=role)
    return client_of(user)


def test_another_boards_addresses_are_not_there_and_say_nothing(stranger):
    before, answers = tables(), {}
    data = {"version": "1", "text": "x", "reason": "x", "seen": "1", "current": "1", "key": "goals.m1a"}
    for name, route in PLACES.items():
        url = reverse(name, kwargs={**route.kwargs, "period": "2025-t2"})
        asked = [stranger.get(url), stranger.get(url, headers={"HX-Request": "true"})]
        asked += [stranger.post(url, data, headers=headers) for headers in ({}, {"HX-Request": "true"})]
        asked += [stranger.post(url, data, headers={"X-Autosave": "1", "X-Tab": "aaaaaaaa-1"})]
        answers[name] = (
            {one.status_code for one in asked} - {404, 405},
            [word for one in asked for word in _words_in(one)],
        )
    assert answers == dict.fromkeys(PLACES, (set(), []))
    assert changed(before, tables()) == {}


@pytest.mark.parametrize("name", ONE_THING)
def test_their_keys_below_our_own_board_find_nothing(name, stranger):
    before = tables()
    url = reverse(name, kwargs={**ONE_THING[name].kwargs, **OURS})
    answers = [stranger.get(url), stranger.post(url, {"version": "0", "text": "x"})]
    assert [_words_in(answer) for answer in answers] == [[], []]
    found = set(changed(before, tables())) - {"organisation.submission", "organisation.revision"}
    if name in EVERY_BOARDS:
        assert found <= EVERY_BOARDS[name]
        return
    assert found == set()
    if ROUTES[name].kind == "edit":
        assert {answer.status_code for answer in answers} <= {404, 405}


def test_what_is_unknown_and_what_is_somebody_elses_answer_alike(stranger):
    """Neither status nor words tell that a board or a unit exists."""
    theirs, unknown = (stranger.get(f"/{slug}/2025-t2/") for slug in ("vasterbotten-hsn", "finns-inte-alls"))
    assert (theirs.status_code, unknown.status_code) == (404, 404)
    bare = [
        one.content.decode().replace(slug, "")
        for one, slug in ((theirs, "vasterbotten-hsn"), (unknown, "finns-inte-alls"))
    ]
    assert _without_tokens(bare[0]) == _without_tokens(bare[1])


def _without_tokens(text):
    from re import sub

    return sub(r"[A-Za-z0-9]{64}", "", text)


def test_their_ids_in_a_query_show_nothing(stranger):
    found = {}
    for value in ("vasterbotten-hsn", "vasterbotten-hsn-umea", "1", "goals.m1a"):
        query = dict.fromkeys(["unit", "board", "period", "from", "to", "show", "key", "next"], value)
        for url in (
            "/",
            "/andra-namnden/2025-t2/",
            "/andra-namnden/2025-t2/reporting/",
            "/andra-namnden/2025-t2/goals/",
        ):
            found[url, value] = _words_in(stranger.get(url, query))
    assert [words for words in found.values() if words] == []


def test_their_ids_in_headers_and_body_show_and_change_nothing(stranger, hsn, hsn_t2):
    before = tables()
    url = "http://testserver/vasterbotten-hsn/2025-t2/reporting/"
    headers = {"HX-Request": "true", "HX-Current-URL": url, "HX-Target": "row-goals-m1a", "X-Tab": "aaaaaaaa-1"}
    body = {
        "unit": hsn.pk,
        "period": hsn_t2.pk,
        "board": hsn.pk,
        "id": "1",
        "pk": "1",
        "goal": "1",
        "key": "goals.m1a",
    }
    own = "/andra-namnden/2025-t2/"
    for path in ("reporting/", "reporting/head/", "goals/", "report/", "presence/", "staffing/headcount/"):
        for answer in (stranger.get(own + path, headers=headers), stranger.post(own + path, body, headers=headers)):
            assert _words_in(answer) == []
    assert {name for name in changed(before, tables()) if not name.startswith("organisation.submission")} == set()


def test_kept_texts_sessions_and_people_of_others_are_not_there(stranger, hsn, hsn_t2, hsn_cast, client_of):
    planner = hsn_cast[Role.PLANNER]
    kept = KeptText.objects.create(
        user=planner,
        unit=hsn,
        period=hsn_t2,
        key="goals.m1a",
        title="Mål 1",
        url="/",
        fields=[],
        reason="Låst",
        kept_at="2025-09-01T12:00Z",
    )
    owner = client_of(planner)
    owner.get("/")
    session = planner.usersession_set.first()
    before = tables()
    answers = [
        stranger.get(f"/kept/{kept.pk}/file.txt"),
        stranger.post(f"/kept/{kept.pk}/remove/"),
        stranger.post(f"/account/sessions/{session.pk if session else 1}/end/"),
        stranger.get(f"/manage/andra-namnden/people/{planner.pk}/"),
        stranger.get("/manage/andra-namnden/units/vasterbotten-hsn-umea/"),
        stranger.get("/manage/vasterbotten-hsn/people/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 6
    assert [_words_in(answer) for answer in answers] == [[]] * 6
    assert changed(before, tables()) == {}


def test_a_period_of_another_board_is_none_of_ours(stranger, hsn):
    from datetime import date

    from organisation.models import ReportingPeriod

    ReportingPeriod.objects.create(
        board=hsn, slug="bara-deras", label="Deras", start=date(2024, 1, 1), end=date(2024, 4, 30)
    )
    assert stranger.get("/andra-namnden/bara-deras/").status_code == 404


def test_a_planner_of_one_unit_writes_in_no_other(hsn, hsn_cast, client_of):
    """Within the same board the neighbours are read, and not written."""
    client, before = client_of(hsn_cast["division"]), tables()
    others = Unit.objects.of_board(hsn).exclude(slug="vasterbotten-hsn-umea")
    for unit in others[:4]:
        for headers in ({}, {"HX-Request": "true"}, {"X-Autosave": "1", "X-Tab": "aaaaaaaa-1", "X-Sequence": "1"}):
            url = reverse("goals:assess", kwargs={"unit": unit.slug, "period": "2025", "code": "m1a"})
            assert client.post(url, {"version": "0", "status": "met"}, headers=headers).status_code in {403, 404}
    for verb in ("submit", "organisation:approve"):
        assert client.post(reverse(verb, kwargs={"unit": hsn.slug, "period": "2025"})).status_code == 403
    assert set(changed(before, tables())) == set()
    assert not Submission.objects.filter(unit__in=others, period__slug="2025").exists()
    assert actions.seen_of(hsn, hsn.periods.get(slug="2025")) == 0
