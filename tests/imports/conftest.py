"""A controller's way through an import, against a target made for tests."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisation.imports.applying import preview_of
from organisation.models import Import
from tests.imports.files import workbook

ROWS = [["Del", "Benämning", "Utfall"], ["statsbidrag", "Statsbidrag", 50], ["hyra", "Hyrpersonal", -12.5]]


@pytest.fixture(autouse=True)
def _targets(settings):
    settings.IMPORT_TARGETS = ["tests.imports.targets.PARTS"]


@pytest.fixture
def address(board, period):
    """address("apply", imported): where a step of an import is."""

    def to(name, imported=None, **kwargs):
        pk = {"pk": imported.pk} if imported else {}
        return reverse(f"imports:{name}", kwargs={"unit": board.slug, "period": period.slug, **pk, **kwargs})

    return to


@pytest.fixture
def hand_in(login, controller, in_english, address):
    """Hands a file in as the controller; gives the answer."""

    def post(content, name="utfall.xlsx", source="Raindance", target="tests.parts"):
        data = {"target": target, "source": source, "file": SimpleUploadedFile(name, content)}
        return login(controller).post(address("new"), data)

    return post


@pytest.fixture
def choose(login, controller, address):
    """Posts the columns as the page proposes them, with changes; gives the answer."""

    def post(imported, **changes):
        client = login(controller)
        form = client.get(address("columns", imported)).context["form"]
        data = {name: form[name].value() for name in form.fields}
        data = {name: value for name, value in data.items() if value not in (None, False)}
        return client.post(address("columns", imported), data | changes)

    return post


@pytest.fixture
def preview(hand_in, choose):
    """Hands in rows (or a file's bytes) and accepts the proposed columns; gives the import, read to the end."""

    def make(rows=None, name="utfall.xlsx", **changes):
        content = rows if isinstance(rows, bytes) else workbook(Resultat=rows or ROWS)
        answer = hand_in(content, name)
        assert answer.status_code == 302, answer.context["form"].errors
        imported = Import.objects.latest("pk")
        answer = choose(imported, **({"unit": "mnkr"} | changes))
        assert answer.status_code == 302, answer.context["form"].errors
        imported.refresh_from_db()
        return imported

    return make


@pytest.fixture
def applied(preview, login, controller, address):
    """The same, written."""

    def make(rows=None, **kwargs):
        imported = preview(rows, **kwargs)
        answer = login(controller).post(address("apply", imported), {"seen": preview_of(imported)})
        assert answer.status_code == 302, answer.context["error"]
        imported.refresh_from_db()
        return imported

    return make


@pytest.fixture
def kinds():
    """The kinds of an import's lines, in the order of the file."""
    return lambda imported: [line.kind for line in imported.lines.all()]
