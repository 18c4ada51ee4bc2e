"""What is submitted, approved or sealed does not change: no form, no way of saving, no role, no verb of the code."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from boardportal.demo import load_board
from organisation import actions
from organisation.fixtures import enter_once, source_user
from organisation.models import KeptText, Role, State, Submission
from tests.safety.checks import ROWS, changed, tables
from tests.safety.typing import CHANNELS, EDITS, TYPED, form_of, typed, url_of

LOCKED = [State.SUBMITTED, State.APPROVED, State.SEALED]
WRITERS = [Role.PLANNER, Role.MANAGER, Role.CONTROLLER]


def set_state(unit, period, state, by):
    stamps = {
        f"{verb}_{what}": value
        for verb in ("submitted", "approved", "sealed")
        for what, value in (("at", timezone.now()), ("by", by))
    }
    defaults = {"state": state, **(stamps if state != State.OPEN else {})}
    Submission.objects.update_or_create(unit=unit, period=period, defaults=defaults)


@pytest.fixture
def posts(hsn, hsn_t2, hsn_cast, client_of):
    """What somebody would post from each form of the period that is full, opened while it was open."""
    set_state(hsn, hsn_t2, State.OPEN, hsn_cast[Role.MANAGER])
    client = client_of(hsn_cast[Role.PLANNER])
    return {name: typed(form_of(client, name, period=hsn_t2.slug)) for name in EDITS}


def _send(client, posts, period, channel):
    """Everything posted; the answers by route."""
    headers = CHANNELS[channel]
    return {
        name: client.post(url_of(name, period=period.slug), data, headers=headers).status_code
        for name, data in posts.items()
    }


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_of_these_posts_writes_while_the_period_is_open(channel, posts, hsn_t2, hsn_cast, client_of):
    """What the tests below post is worth posting."""
    before = tables()
    answers = _send(client_of(hsn_cast[Role.PLANNER]), posts, hsn_t2, channel)
    assert set(answers.values()) == {302 if channel == "page" else 200}
    written = {model._meta.label_lower for model in ROWS} & set(changed(before, tables()))
    assert len(written) >= 12


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("state", LOCKED)
def test_no_form_writes_and_what_was_typed_is_kept(state, channel, posts, hsn, hsn_t2, hsn_cast, client_of):
    set_state(hsn, hsn_t2, state, hsn_cast[Role.MANAGER])
    clients = {role: client_of(hsn_cast[role]) for role in Role}
    before = tables()
    for role in WRITERS:
        assert set(_send(clients[role], posts, hsn_t2, channel).values()) == {409}
    for role in (Role.BOARD_MEMBER, Role.ADMINISTRATOR):
        assert set(_send(clients[role], posts, hsn_t2, channel).values()) == {403}
    assert set(changed(before, tables())) == {"organisation.kepttext"}
    # A status alone is chosen again: nothing was typed.
    assert KeptText.objects.count() == (len(posts) - len({"savings:quick"})) * len(WRITERS)
    prose = [name for name, data in posts.items() if TYPED in data.values()]
    texts = [str(kept.fields) for kept in KeptText.objects.filter(user=hsn_cast[Role.PLANNER])]
    assert sum(TYPED in text for text in texts) == len(prose)


@pytest.mark.parametrize("state", LOCKED)
def test_a_board_that_is_locked_holds_its_units(state, hsn, hsn_t2, hsn_cast, client_of):
    umea = hsn.units.get(slug="vasterbotten-hsn-umea")
    for unit in (hsn, umea):
        set_state(unit, hsn_t2, State.OPEN, hsn_cast[Role.MANAGER])
    client = client_of(hsn_cast["division"])
    at = {"unit": umea.slug, "period": hsn_t2.slug}
    data = typed(form_of(client, "reports:chapter", **at))
    set_state(hsn, hsn_t2, state, hsn_cast[Role.MANAGER])
    before = tables()
    answers = [
        client.post(url_of("reports:chapter", **at), data, headers=headers).status_code
        for headers in CHANNELS.values()
    ]
    assert (answers, set(changed(before, tables()))) == ([409, 409, 409], {"organisation.kepttext"})


@pytest.mark.parametrize("state", LOCKED)
@pytest.mark.parametrize("role", WRITERS)
def test_neither_unchanged_nor_an_earlier_version_is_written(role, state, posts, hsn, hsn_t2, hsn_cast, client_of):
    client = client_of(hsn_cast[role])
    client.post(url_of("goals:assess", period=hsn_t2.slug), posts["goals:assess"])
    set_state(hsn, hsn_t2, state, hsn_cast[Role.MANAGER])
    before = tables()
    at = {"unit": hsn.slug, "period": hsn_t2.slug, "key": "goals.m1a"}
    answers = [
        client.post(reverse(name, kwargs=at), data, headers=headers).status_code
        for name, data in (
            ("carry", {"version": "2"}),
            ("organisation:restore", {"version": "1", "current": "2"}),
        )
        for headers in ({}, {"HX-Request": "true"})
    ]
    assert (set(answers) <= {403, 409}, changed(before, tables())) == (True, {})


@pytest.mark.parametrize("state", LOCKED)
def test_the_one_writer_and_the_loaders_write_nothing(state, hsn, hsn_t2, hsn_cast, settings):
    settings.DEBUG = True
    call_command("demo", stdout=StringIO())
    set_state(hsn, hsn_t2, state, hsn_cast[Role.MANAGER])
    before = tables()
    people = [*(hsn_cast[role] for role in Role), source_user()]
    for model in ROWS:
        row = model.objects.filter(unit=hsn, period=hsn_t2).first() or model(unit=hsn, period=hsn_t2)
        for by in people:
            with pytest.raises(actions.Refused):
                actions.write(row=row, version=row.version, changes={"source": TYPED}, by=by)
        assert not enter_once(row, {"source": TYPED}, by=source_user())
    load_board(hsn.slug)
    call_command("demo", stdout=StringIO())
    # The accounts of the demo are made anew; nothing that is reported is.
    accounts = {"organisation.user", "organisation.membership"}
    assert set(changed(before, tables())) <= accounts
