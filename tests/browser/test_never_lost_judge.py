"""The judge of `make faults` cannot be fooled: a page that says «saved» and saves nothing is found out."""

from __future__ import annotations

import pytest

from tests.faults.driver import World
from tests.faults.faults import network

pytestmark = pytest.mark.browser


def test_text_that_is_said_to_be_saved_and_is_not_is_silently_lost(portal, chromium, sessions):
    world = World(portal, chromium, sessions, seed=1)
    world.begin()
    tab = world.tabs[0]
    words = world.journal.words(30)
    with network(liar=1)(world, tab):
        tab.type_words(tab.forms[0].place(tab.forms[0].columns[0]), words, at=1)
        tab.page.wait_for_timeout(1500)
        tab.look()
        # A tab that is closed types no more, with which the page would save the rest as well.
        tab.new()
    losses = world.judge()
    for context in world.contexts.values():
        context.close()
    assert {(loss.word, loss.silent) for loss in losses} == {(word, True) for word in words.split()}
