"""Two people open the same text and both save: neither overwrites the other, by button or while typing."""

import pytest
from lxml import html as markup

from organisation.models import Revision
from reports.models import ChapterText
from tests.html import words
from tests.safety.checks import broken_chains

pytestmark = pytest.mark.usefixtures("in_english")
WAYS = {
    "page": {},
    "htmx": {"HX-Request": "true"},
    "autosave": {"X-Autosave": "1", "X-Tab": "bbbbbbbb-2222", "X-Sequence": "1"},
}


def _loaded(client, url):
    """What the form holds that was loaded: its version and its text."""
    form = client.get(url).context["entry"].form
    return {"version": str(form["version"].value()), "text": form["text"].value()}


def _answer(response):
    """The cells of the conflict: what I wrote, what is stored, what was before."""
    text = response.json()["html"] if response["Content-Type"] == "application/json" else response.content.decode()
    tree = markup.fromstring(f"<main>{text}</main>")
    return [words(cell) for cell in tree.xpath("//*[@data-conflict]//tbody/tr[th]/td")]


def _version_now(response):
    is_data = response["Content-Type"] == "application/json"
    return response.json()["version"] if is_data else response.context["entry"].form["version"].value()


@pytest.mark.parametrize("way", WAYS)
def test_the_second_to_save_gets_both_texts_and_what_was_before(way, client_of, planner, manager, chapter):
    first, second = client_of(planner), client_of(manager)
    first.post(chapter, {"version": "0", "text": "Före"})
    mine, theirs = _loaded(second, chapter), _loaded(first, chapter)
    assert mine == theirs == {"version": "1", "text": "Före"}
    assert first.post(chapter, theirs | {"text": "Den förstas"}).status_code == 302
    response = second.post(chapter, mine | {"text": "Den andras"}, headers=WAYS[way] | {"X-User": str(manager.pk)})
    assert (response.status_code, _answer(response)) == (409, ["Den andras", "Den förstas", "Före"])
    assert (ChapterText.objects.get().text, Revision.objects.count()) == ("Den förstas", 2)


@pytest.mark.parametrize("way", WAYS)
def test_who_has_seen_both_texts_saves_on_top(way, client_of, planner, manager, chapter):
    first, second = client_of(planner), client_of(manager)
    first.post(chapter, {"version": "0", "text": "Den förstas"})
    headers = WAYS[way] | {"X-User": str(manager.pk)}
    response = second.post(chapter, {"version": "0", "text": "Den andras"}, headers=headers)
    version = _version_now(response)
    headers |= {"X-Sequence": "2"} if way == "autosave" else {}
    again = second.post(chapter, {"version": version, "text": "Den förstas och den andras"}, headers=headers)
    assert again.status_code in {200, 302}
    assert (ChapterText.objects.get().text, broken_chains()) == ("Den förstas och den andras", [])


@pytest.mark.parametrize("posted", ["", "-1", "x", None])
def test_a_save_that_does_not_say_what_it_starts_from_writes_nothing(posted, client_of, planner, chapter):
    data = {"text": "Mitt"} | ({} if posted is None else {"version": posted})
    response = client_of(planner).post(chapter, data)
    assert response.status_code == 422
    assert (ChapterText.objects.count(), response.context["entry"].form["text"].value()) == (0, "Mitt")


@pytest.mark.parametrize("posted", ["2", "99", "2147483647", "99999999999999999999"])
def test_a_version_that_never_was_is_no_way_past(posted, client_of, planner, manager, chapter):
    client_of(planner).post(chapter, {"version": "0", "text": "Den förstas"})
    response = client_of(manager).post(chapter, {"version": posted, "text": "Den andras"})
    assert response.status_code in {409, 422}
    assert ChapterText.objects.get().text == "Den förstas"
