"""What somebody writes is shown as it was typed: on every page that shows it, no word of it becomes anything else."""

import pytest
from django.urls import reverse
from lxml import html as markup

from organisation import actions
from organisation.models import Role, Submission
from reports import exports
from reports.assembly import assemble
from tests.safety.typing import form_of, shown, url_of
from tests.safety.vectors import MARK, VECTORS

# Where a value may stand: what a form posts, and what a button puts in its field.
VALUES = {"value", "data-value", "title", "aria-label", "content", "label"}
ALL = "\n\n".join(VECTORS)
AT = {"unit": "vasterbotten-hsn", "period": "2025"}
PAGES = {
    "board": {},
    "reporting": {},
    "goals:list": {},
    "commissions:list": {},
    "savings:list": {},
    "economy:list": {},
    "staffing:list": {},
    "reports:report": {},
    "reports:html": {},
    "reports:chapters": {},
    "organisation:history": {"key": "goals.m1a"},
    "organisation:submission": {},
}
WRITTEN = {
    "goals:assess": ("analysis", "measures_text"),
    "commissions:report": ("analysis",),
    "economy:commentary": ("text",),
    "staffing:text": ("text",),
    "reports:chapter": ("text",),
    "savings:status": ("comment",),
}


def dangers(text: str) -> list[str]:
    """What of the marked words has become markup: elements, attributes, addresses. Empty where all is text."""
    tree = markup.fromstring(f"<main>{text}</main>")
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            found += [f"comment: {element.text}"] if MARK in (element.text or "") else []
            continue
        if element.tag in {"script", "style", "template"} and MARK in (element.text or ""):
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            is_link = element.tag == "a" and name == "href" and value.startswith(("https://", "http://", "/"))
            if MARK in name or (MARK in value and name not in VALUES and not is_link):
                found.append(f"<{element.tag} {name}={value!r}>")
    return found


@pytest.fixture
def written(hsn, hsn_cast, client_of):
    """Every vector in a text field of each wing, saved twice so that the history has something to compare."""
    client = client_of(hsn_cast[Role.PLANNER])
    for name, fields in WRITTEN.items():
        for round_, text in enumerate((ALL, f"{ALL}\n\nMer {MARK}")):
            form = form_of(client, name)
            assert set(fields) <= set(form.fields)
            data = shown(form) | dict.fromkeys(fields, text)
            assert client.post(url_of(name), data).status_code == 302, (name, round_)
    return client


@pytest.mark.parametrize("markup_of", ["<b>{}</b>", '<p title="{}">x</p>', '<input value="{}">', "<i>x</i>"])
def test_text_and_values_are_no_danger(markup_of):
    assert dangers(markup_of.format(MARK)) == []


@pytest.mark.parametrize(
    "bad",
    [
        "<script>{}</script>",
        "<img src=x onerror={}>",
        '<b hx-get="/{}">x</b>',
        "<a href='javascript:{}'>x</a>",
        "<style>{}</style>",
        "<!-- {} -->",
        "<p {}>x</p>",
        "<form action='//{}'></form>",
    ],
)
def test_what_would_do_something_is_a_danger(bad):
    assert dangers(bad.format(MARK)) != []


def test_there_are_vectors_enough():
    assert (len(VECTORS) >= 30, [one for one in VECTORS if MARK not in one]) == (True, [])


def test_every_page_shows_it_as_text(written):
    found, shows = {}, set()
    for name, more in PAGES.items():
        url = reverse(name, kwargs={**AT, **more})
        for headers in ({}, {"HX-Request": "true"}):
            response = written.get(url, headers=headers)
            if response.status_code == 302:
                continue
            assert response.status_code == 200, name
            content = b"".join(response) if response.streaming else response.content
            if MARK.encode() in content:
                shows.add(name)
            if bad := dangers(content.decode()):
                found[name] = bad
    assert found == {}
    assert {"goals:list", "reports:report", "reports:html", "reports:chapters", "organisation:history"} <= shows


def test_the_form_and_the_row_show_it_as_text(written):
    for name, fields in WRITTEN.items():
        for headers in ({}, {"HX-Request": "true"}):
            response = written.get(url_of(name), headers=headers)
            assert (name, dangers(response.content.decode())) == (name, [])
            assert response.context["entry"].form[fields[0]].value().endswith(MARK)


def test_a_conflict_a_refusal_and_a_lock_show_it_as_text(written, hsn, hsn_cast, client_of):
    name = "goals:assess"
    other = client_of(hsn_cast[Role.MANAGER])
    data = shown(form_of(other, name)) | {"version": "1", "analysis": ALL + "\n\nannat"}
    autosave = {"X-Autosave": "1", "X-Tab": "aaaaaaaa-1111", "X-Sequence": "1"}
    answers = [other.post(url_of(name), data, headers=headers) for headers in ({}, {"HX-Request": "true"})]
    script = other.post(url_of(name), data, headers=autosave)
    assert [one.status_code for one in [*answers, script]] == [409] * 3
    texts = [one.content.decode() for one in answers] + [script.json()["html"]]
    invalid = other.post(url_of(name), data | {"status": f"<script>{MARK}</script>"})
    assert invalid.status_code == 422
    submission = Submission.objects.of(hsn, hsn.periods.get(slug="2025"))
    actions.submit(submission=submission, missing=list, by=hsn_cast[Role.PLANNER])
    locked = other.post(url_of(name), data | {"version": "2"})
    kept = other.get("/kept/")
    assert (locked.status_code, kept.status_code) == (409, 200)
    texts += [one.content.decode() for one in (invalid, locked, kept)]
    assert [dangers(text) for text in texts] == [[]] * len(texts)
    assert [MARK in text for text in texts] == [True] * len(texts)


def test_reasons_and_titles_show_as_text(written, hsn, hsn_cast, client_of):
    """A reason that stays in the log, and a row's own history of it."""
    period = hsn.periods.get(slug="2025")
    actions.submit(submission=Submission.objects.of(hsn, period), missing=list, by=hsn_cast[Role.PLANNER])
    reason = " ".join(VECTORS)[:1900]
    url = reverse("organisation:return", kwargs=AT)
    client_of(hsn_cast[Role.CONTROLLER]).post(url, {"reason": reason})
    for name in ("organisation:submission", "board", "reporting"):
        assert dangers(written.get(reverse(name, kwargs=AT)).content.decode()) == []
    assert Submission.objects.of(hsn, period).return_reason == reason.strip()


def test_the_report_on_paper_has_it_as_text(written, hsn):
    period = hsn.periods.get(slug="2025")
    text = exports.html(assemble(unit=hsn, period=period, today=period.end))
    assert MARK in text
    assert dangers(text if isinstance(text, str) else text.decode()) == []


def test_templates_are_not_run(written):
    text = written.get(reverse("reports:report", kwargs=AT)).content.decode()
    assert ("{{ 7|add:7 }}" in text, "{% now &#x27;Y&#x27; %}" in text or "{% now 'Y' %}" in text) == (True, True)
