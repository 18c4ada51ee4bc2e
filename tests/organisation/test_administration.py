"""The acts of administrators: what each changes, what it leaves in the log, and what it refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation import administration
from organisation.administration import Refused, Stale
from organisation.models import AdministrativeAct, Membership, Role, Unit, User
from tests.conftest import PASSWORD

NEW = {"username": "ny", "first_name": "Ny", "last_name": "Planerare", "title": "Planerare", "email": "ny@Example.ORG"}
UNIT = {"name": "Östra området", "short_name": "Östra", "kind": "division", "parent": "provnamnden", "order": 2}


def _seen(person):
    return administration.fingerprint(administration.person_values(person))


def _changed(person, **values):
    return administration.person_values(person) | values


def _acts():
    return list(AdministrativeAct.objects.order_by("pk").values_list("verb", "subject", "before", "after"))


@pytest.fixture
def change(board, administrator):
    """Changes a person as the administrator, from what is stored unless `seen` says otherwise."""

    def as_administrator(person, *, seen=None, **values):
        given = {"values": _changed(person, **values), "seen": seen or _seen(person), "by": administrator}
        return administration.change_person(board=board, person=person, **given)

    return as_administrator


@pytest.fixture
def change_unit(board, administrator):
    def as_administrator(unit, *, seen=None, **values):
        shown = administration.unit_values(unit)
        given = {"values": shown | values, "seen": seen or administration.fingerprint(shown), "by": administrator}
        return administration.change_unit(board=board, unit=unit, **given)

    return as_administrator


@pytest.fixture
def second_administrator(board):
    person = User.objects.create_user("second", "second@example.org", PASSWORD)
    Membership.objects.create(user=person, unit=board, role=Role.ADMINISTRATOR)
    return person


def test_a_new_person_has_a_role_and_no_password(board, unit, administrator):
    person = administration.add_person(board=board, values=NEW, unit=unit, role="planner", by=administrator)
    assert (person.username, person.email, person.is_active) == ("ny", "ny@example.org", True)
    assert (person.has_usable_password(), person.is_staff, person.is_superuser) == (False, False, False)
    assert list(person.memberships.values_list("unit", "role")) == [(unit.pk, "planner")]
    assert _acts() == [
        (
            "person_added",
            "ny",
            {},
            {"first_name": "Ny", "last_name": "Planerare", "title": "Planerare", "email": "ny@example.org"},
        ),
        ("role_given", "ny", {}, {"role": "planner", "unit": unit.slug}),
    ]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"username": "PLANNER"}, ["username"]),
        ({"email": "Planner@example.ORG"}, ["email"]),
        ({"username": "planner@example.org"}, ["username"]),
        ({"username": "ÅSA"}, ["username"]),
        ({"username": "planner", "email": "planner@example.org"}, ["email", "username"]),
        ({"email": ""}, ["email"]),
    ],
)
def test_a_username_and_an_address_are_one_persons(values, fields, board, planner, administrator):
    User.objects.create(username="åsa")
    with pytest.raises(ValidationError) as caught:
        administration.add_person(board=board, values=NEW | values, unit=board, role="planner", by=administrator)
    assert sorted(caught.value.message_dict) == fields
    assert (User.objects.filter(first_name="Ny").exists(), _acts()) == (False, [])


def test_nothing_of_a_new_person_stays_where_the_role_is_refused(board, unit, administrator):
    with pytest.raises(ValidationError, match=r"\w"):
        administration.add_person(board=board, values=NEW, unit=unit, role="administrator", by=administrator)
    assert not User.objects.filter(username="ny").exists()


def test_somebody_with_an_account_is_let_in_by_the_address(board, outsider, administrator):
    person = administration.admit(
        board=board, email="OUTSIDER@example.org ", unit=board, role="manager", by=administrator
    )
    assert (person, outsider.memberships.count()) == (outsider, 2)
    assert _acts() == [("role_given", "outsider", {}, {"role": "manager", "unit": board.slug})]


def test_an_address_that_no_active_account_has_lets_nobody_in(board, outsider, administrator):
    User.objects.filter(pk=outsider.pk).update(is_active=False)
    with pytest.raises(ValidationError) as caught:
        administration.admit(board=board, email=outsider.email, unit=board, role="manager", by=administrator)
    assert list(caught.value.message_dict) == ["email"]


def test_a_change_is_logged_with_what_it_was(change, planner):
    assert change(planner, title=" Utvecklare ", last_name="Ny") is True
    planner.refresh_from_db()
    assert (planner.title, planner.last_name) == ("Utvecklare", "Ny")
    before, after = {"last_name": "", "title": ""}, {"last_name": "Ny", "title": "Utvecklare"}
    assert _acts() == [("person_changed", "planner", before, after)]


def test_nothing_is_written_where_nothing_changes(change, planner):
    with CaptureQueriesContext(connection) as queries:
        assert change(planner) is False
    assert [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert _acts() == []


def test_what_was_changed_since_it_was_shown_is_not_overwritten(change, planner):
    seen = _seen(planner)
    change(planner, title="Den enas")
    planner.refresh_from_db()
    with pytest.raises(Stale) as caught:
        change(planner, seen=seen, title="Den andras")
    assert caught.value.current["title"] == "Den enas"
    assert len(_acts()) == 1


def test_an_address_of_somebody_else_is_refused(change, planner, manager):
    with pytest.raises(ValidationError) as caught:
        change(planner, email="MANAGER@example.org")
    assert list(caught.value.message_dict) == ["email"]


def test_a_person_of_two_boards_is_changed_by_neither_alone(change, board, planner, other_board, administrator):
    Membership.objects.create(user=planner, unit=other_board, role=Role.PLANNER)
    with pytest.raises(Refused, match=r"\w"):
        change(planner, title="Ny")
    assert administration.take_role(board=board, person=planner, unit=board, role="planner", by=administrator)
    assert list(planner.memberships.values_list("unit", flat=True)) == [other_board.pk]


def test_a_source_of_facts_is_never_changed(change, board, administrator):
    source = User.objects.create(username="source", is_source=True, is_active=False)
    Membership.objects.create(user=source, unit=board, role=Role.PLANNER)
    with pytest.raises(Refused):
        change(source, title="Ny")
    with pytest.raises(Refused):
        administration.give_role(board=board, person=source, unit=board, role="manager", by=administrator)
    assert administration.take_role(board=board, person=source, unit=board, role="planner", by=administrator) is False


def test_an_inactive_person_is_logged_as_such(change, planner):
    assert change(planner, is_active=False) is True
    assert _acts() == [("person_changed", "planner", {"is_active": True}, {"is_active": False})]


def test_the_last_administrator_stays(change, board, administrator, second_administrator):
    User.objects.filter(pk=second_administrator.pk).update(is_active=False)
    with pytest.raises(ValidationError) as caught:
        change(administrator, is_active=False)
    assert list(caught.value.message_dict) == ["is_active"]
    with pytest.raises(Refused):
        administration.take_role(board=board, person=administrator, unit=board, role="administrator", by=administrator)
    assert _acts() == []


def test_nobody_changes_their_own_role_as_administrator(change, board, administrator, second_administrator):
    mine = {"board": board, "person": administrator, "unit": board, "role": "administrator", "by": administrator}
    for verb in (administration.give_role, administration.take_role):
        with pytest.raises(Refused):
            verb(**mine)
    with pytest.raises(ValidationError):
        change(administrator, is_active=False)
    assert _acts() == []


def test_another_administrator_is_one_no_more(board, administrator, second_administrator):
    theirs = {"board": board, "person": second_administrator, "unit": board, "role": "administrator"}
    assert administration.take_role(**theirs, by=administrator) is True
    with pytest.raises(Refused):
        administration.give_role(**theirs, by=second_administrator)


@pytest.mark.parametrize("who", ["planner", "manager", "controller", "board_member", "outsider"])
def test_only_an_administrator_acts(who, board, planner, administrator, request):
    by = request.getfixturevalue(who)
    role = {"board": board, "person": administrator, "unit": board, "role": "planner", "by": by}
    calls = [
        lambda: administration.add_person(board=board, values=NEW, unit=board, role="planner", by=by),
        lambda: administration.admit(board=board, email=planner.email, unit=board, role="manager", by=by),
        lambda: administration.change_person(
            board=board, person=planner, values=_changed(planner, title="x"), seen=_seen(planner), by=by
        ),
        lambda: administration.record_link(board=board, person=planner, by=by),
        lambda: administration.give_role(**role),
        lambda: administration.take_role(**role),
        lambda: administration.add_unit(board=board, values=UNIT, by=by),
        lambda: administration.change_unit(board=board, unit=board, values=UNIT, seen="", by=by),
    ]
    for call in calls:
        with pytest.raises(Refused, match=r"\w"):
            call()
    assert _acts() == []


def test_an_administrator_who_is_inactive_acts_no_more(change, planner, administrator):
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    with pytest.raises(Refused):
        change(planner, title="Ny")


def test_a_role_is_given_once(board, unit, planner, administrator):
    role = {"board": board, "person": planner, "unit": unit, "role": "manager", "by": administrator}
    assert [administration.give_role(**role), administration.give_role(**role)] == [True, False]
    assert [administration.take_role(**role), administration.take_role(**role)] == [True, False]
    assert [verb for verb, *_rest in _acts()] == ["role_given", "role_taken"]


def test_no_role_is_given_or_taken_in_another_board(board, other_board, outsider, administrator):
    role = {"board": board, "person": outsider, "unit": other_board, "role": "planner", "by": administrator}
    for verb in (administration.give_role, administration.take_role):
        with pytest.raises(Refused):
            verb(**role)
    assert outsider.memberships.count() == 1


def test_a_role_that_there_is_not_is_refused(board, planner, administrator):
    with pytest.raises(Refused):
        administration.give_role(board=board, person=planner, unit=board, role="emperor", by=administrator)


def test_an_administrator_has_the_whole_board(board, unit, planner, administrator):
    with pytest.raises(ValidationError) as caught:
        administration.give_role(board=board, person=planner, unit=unit, role="administrator", by=administrator)
    assert list(caught.value.message_dict) == ["unit"]


@pytest.mark.parametrize("values", [{"is_active": False}, {"email": ""}])
def test_a_link_is_sent_only_where_it_can_be_used(values, board, planner, administrator):
    User.objects.filter(pk=planner.pk).update(**values)
    with pytest.raises(Refused):
        administration.record_link(board=board, person=planner, by=administrator)


def test_a_new_unit_takes_after_its_board(board, administrator):
    Unit.objects.filter(pk=board.pk).update(amount_unit="tkr", is_made_up=True)
    board.refresh_from_db()
    made = administration.add_unit(board=board, values=UNIT, by=administrator)
    assert (made.slug, made.board, made.parent) == ("provnamnden-ostra-omradet", board, board)
    assert (made.organisation, made.amount_unit, made.is_made_up) == (board.organisation, "tkr", True)
    assert _acts() == [("unit_added", made.slug, {}, UNIT)]


def test_a_slug_is_free_and_never_changes(board, unit, change_unit, administrator):
    first = administration.add_unit(board=board, values=UNIT, by=administrator)
    second = administration.add_unit(board=board, values=UNIT | {"name": "Östra Området!"}, by=administrator)
    odd = administration.add_unit(board=board, values=UNIT | {"name": "…"}, by=administrator)
    assert change_unit(first, name="Södra området") is True
    first.refresh_from_db()
    slugs = [one.slug for one in (first, second, odd)]
    assert slugs == ["provnamnden-ostra-omradet", "provnamnden-ostra-omradet-2", "provnamnden-enhet"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "NORRA området"}, "name"),
        ({"kind": "board"}, "kind"),
        ({"parent": "andra-namnden"}, "parent"),
        ({"parent": ""}, "parent"),
    ],
)
def test_a_unit_that_cannot_be_is_refused(values, field, board, unit, other_board, administrator):
    with pytest.raises(ValidationError) as caught:
        administration.add_unit(board=board, values=UNIT | values, by=administrator)
    assert (list(caught.value.message_dict), Unit.objects.filter(board=board).count()) == ([field], 1)


def test_a_unit_is_moved_but_never_below_itself(board, unit, change_unit, administrator):
    lower = administration.add_unit(board=board, values=UNIT | {"parent": unit.slug}, by=administrator)
    for parent in (lower.slug, unit.slug):
        with pytest.raises(ValidationError) as caught:
            change_unit(unit, parent=parent)
        assert list(caught.value.message_dict) == ["parent"]
    assert change_unit(lower, parent=board.slug) is True
    lower.refresh_from_db()
    assert lower.parent == board
    assert _acts()[-1] == ("unit_changed", lower.slug, {"parent": unit.slug}, {"parent": board.slug})


def test_of_the_board_itself_only_the_names_are_changed(board, change_unit):
    assert change_unit(board, name="Nya nämnden", kind="service", parent=board.slug, order=9) is True
    board.refresh_from_db()
    assert (board.name, board.kind, board.parent, board.order) == ("Nya nämnden", "board", None, 0)


def test_a_unit_that_was_changed_since_it_was_shown_is_not_overwritten(unit, change_unit):
    seen = administration.fingerprint(administration.unit_values(unit))
    change_unit(unit, name="Den enas")
    with pytest.raises(Stale) as caught:
        change_unit(unit, seen=seen, name="Den andras")
    assert caught.value.current["name"] == "Den enas"


def test_a_unit_of_another_board_is_refused(other_board, change_unit):
    with pytest.raises(Refused):
        change_unit(other_board, name="Min")


def test_there_is_no_way_to_remove_a_unit():
    assert [name for name in administration.__all__ if "delete" in name or "remove_unit" in name] == []
