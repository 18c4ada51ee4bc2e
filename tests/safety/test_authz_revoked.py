"""A role that is taken, an account that is closed, a session that is over: the next save is refused at once."""

import pytest
from django.contrib.sessions.models import Session

from organisation.models import KeptText, Membership, Role
from reports.models import ChapterText

TEXT = "Det som står i formuläret"
WAYS = {
    "page": {},
    "htmx": {"HX-Request": "true"},
    "autosave": {"X-Autosave": "1", "X-Tab": "aaaaaaaa-1111", "X-Sequence": "1"},
}


def other_role(user):
    Membership.objects.filter(user=user).update(role=Role.ADMINISTRATOR)


def no_role(user):
    Membership.objects.filter(user=user).delete()


def closed(user):
    user.is_active = False
    user.save(update_fields=["is_active"])


def session_over(user):
    Session.objects.all().delete()


def new_password(user):
    user.set_password("en annan lång mening")
    user.save(update_fields=["password"])


# What happened → what a page, htmx and the page's script are answered.
REVOKED = {
    other_role: (403, 403, 403),
    no_role: (404, 404, 404),
    closed: (302, 401, 401),
    session_over: (302, 401, 401),
    new_password: (302, 401, 401),
}
CASES = [
    pytest.param(happened, way, status, id=f"{happened.__name__}-{way}")
    for happened, statuses in REVOKED.items()
    for way, status in zip(WAYS, statuses, strict=True)
]


@pytest.mark.parametrize(("happened", "way", "status"), CASES)
def test_the_next_save_is_refused(happened, way, status, chapter, planner, client_of):
    client = client_of(planner)
    assert client.get(chapter).status_code == 200
    happened(planner)
    answer = client.post(chapter, {"version": "0", "text": TEXT}, headers=WAYS[way])
    assert (answer.status_code, ChapterText.objects.count(), KeptText.objects.count()) == (status, 0, 0)
    if status == 401:
        assert (answer["HX-Trigger"], answer.content) == ("session-over", b"")


@pytest.mark.parametrize("happened", REVOKED)
def test_the_next_look_is_refused_too(happened, chapter, planner, client_of):
    client = client_of(planner)
    happened(planner)
    pages = [chapter, "/provnamnden/2025/", "/provnamnden/2025/report/", "/provnamnden/2025/history/reports.summary/"]
    answers = [client.get(url).status_code for url in pages]
    # An administrator reads what is reported, and does not write.
    assert answers == {other_role: [403, 200, 200, 200], no_role: [404] * 4}.get(happened, [302] * 4)


def test_an_acknowledged_text_is_there_after_the_role_is_gone(chapter, planner, client_of):
    client = client_of(planner)
    assert client.post(chapter, {"version": "0", "text": TEXT}, headers=WAYS["autosave"]).status_code == 200
    no_role(planner)
    late = client.post(chapter, {"version": "1", "text": "Senare"}, headers=WAYS["autosave"] | {"X-Sequence": "2"})
    assert (late.status_code, ChapterText.objects.get().text) == (404, TEXT)


def test_what_was_kept_is_its_authors_alone_and_gone_with_the_account(chapter, row, planner, manager, client_of):
    from organisation import actions
    from organisation.models import Submission

    client = client_of(planner)
    actions.submit(submission=Submission(unit=row.unit, period=row.period), missing=list, by=manager)
    client.post(chapter, {"version": "0", "text": TEXT}, headers=WAYS["autosave"])
    kept = KeptText.objects.get()
    assert TEXT in client.get(f"/kept/{kept.pk}/file.txt").content.decode()
    assert client_of(manager).get(f"/kept/{kept.pk}/file.txt").status_code == 404
    closed(planner)
    assert client.get(f"/kept/{kept.pk}/file.txt").status_code == 302
