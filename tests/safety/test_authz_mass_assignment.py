"""A form changes its own fields: whatever else is posted beside them changes nothing."""

import pytest
from django.apps import apps

from organisation.models import Revision, Role, State
from tests.safety.checks import changed, tables
from tests.safety.test_authz_locked import set_state
from tests.safety.typing import CHANNELS, EDITS, form_of, typed, url_of

HOSTILE = "1"
# What the writer itself sets.
BY_WRITER = {"version", "saved_at", "saved_by_id", "source", "carried_from_id"}


def _every_name():
    """The names of every column and relation that the portal has."""
    models = [model for model in apps.get_models() if model._meta.app_label not in {"contenttypes", "sites"}]
    names = {one for model in models for field in model._meta.fields for one in (field.name, field.attname)}
    return names | {"pk", "state", "by", "user", "is_superuser", "is_staff", "next", "_method", "user_permissions"}


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("name", EDITS)
def test_nothing_but_the_forms_own_fields_is_written(name, channel, hsn, hsn_t2, hsn_cast, client_of):
    set_state(hsn, hsn_t2, State.OPEN, hsn_cast[Role.MANAGER])
    client = client_of(hsn_cast[Role.PLANNER])
    form = form_of(client, name, period=hsn_t2.slug)
    own = typed(form)
    extra = {one: HOSTILE for one in _every_name() if one not in form.fields}
    before, stood = tables(), Revision.objects.count()
    answer = client.post(url_of(name, period=hsn_t2.slug), extra | own, headers=CHANNELS[channel])
    assert answer.status_code in {200, 302}
    row = form._meta.model._meta.label_lower
    found = changed(before, tables())
    own_columns = {form._meta.model._meta.get_field(one).attname for one in form._meta.fields}
    assert set(found) <= {row, "organisation.revision", "organisation.tabsave"}
    # A form may empty what its own fields take the place of, such as words where there is a number now.
    others = found.get(row, set()) - own_columns - BY_WRITER - _how_it_was_typed(form)
    stored = type(form.instance).objects.get(**form.instance.identity())
    if form.instance.pk is None:
        # Where the row stands is said by the address.
        others = {one for one in others - {"id"} if getattr(stored, one) != getattr(form.instance, one)}
    assert {getattr(stored, column) for column in others} <= {None, ""}
    assert Revision.objects.count() <= stood + 1
    for revision in Revision.objects.order_by("pk")[stood:]:
        assert (revision.by, revision.unit, revision.period, revision.reason) == (
            hsn_cast[Role.PLANNER],
            hsn,
            hsn_t2,
            "",
        )


def _how_it_was_typed(form):
    """The columns that say with how many decimals a number was typed, and in which unit."""
    return {*form.DECIMALS.values(), *getattr(form, "PRECISION", ())}


@pytest.mark.parametrize("verb", ["submit", "organisation:approve", "organisation:return", "organisation:unlock"])
def test_a_verb_takes_nothing_but_its_own(verb, hsn, hsn_t2, hsn_cast, client_of):
    """Everything posted to a verb that the state does not allow changes nothing at all."""
    state = State.OPEN if verb != "submit" else State.APPROVED
    set_state(hsn, hsn_t2, state, hsn_cast[Role.MANAGER])
    clients = [client_of(hsn_cast[role]) for role in (Role.PLANNER, Role.MANAGER, Role.CONTROLLER)]
    before = tables()
    extra = dict.fromkeys(_every_name(), HOSTILE) | {"reason": "Därför", "seen": "1"}
    answers = {client.post(url_of(verb, period=hsn_t2.slug), extra).status_code for client in clients}
    assert (answers <= {403, 409}, changed(before, tables())) == (True, {})


def test_ones_own_account_takes_no_role(hsn, hsn_cast, client_of):
    client = client_of(hsn_cast[Role.PLANNER])
    before = tables()
    extra = dict.fromkeys(_every_name(), HOSTILE)
    for name in ("account_change_password", "usersessions_list", "account_reauthenticate"):
        client.post(url_of(name), extra)
    found = changed(before, tables())
    assert {name for name in found if not name.startswith(("sessions", "usersessions"))} == set()
