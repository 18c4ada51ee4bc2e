"""`make guards` takes away what stands in the code: it is checked here, quickly, that it still does."""

import re

import pytest

from tests.guards.guards import GUARDS, Change
from tests.guards.removal import ROOT, NotFound, changed_text


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_the_guard_stands_once_where_it_is_taken_from_and_its_tests_are_there(guard):
    for change in guard.changes:
        assert changed_text(ROOT, change) != (ROOT / change.file).read_text(encoding="utf-8")
    for test in guard.tests:
        file, _colons, name = test.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {re.escape(name.partition('[')[0])}\(", text, re.MULTILINE), test


def test_no_guard_has_the_name_of_another():
    assert len({guard.name for guard in GUARDS}) == len(GUARDS)


@pytest.mark.parametrize("old", ["does not stand there", "\n"])
def test_what_does_not_stand_there_once_is_refused(old):
    with pytest.raises(NotFound):
        changed_text(ROOT, Change("manage.py", old))
