"""The pages of an import: who reaches them, what a bad file or choice answers, and what is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organisation.models import Import, Upload
from tests.html import page, words
from tests.imports.files import workbook

GETS = ["list", "new"]
OF_ONE = ["detail", "columns", "take_back", "file"]
VERBS = ["columns", "read", "again", "leave_out", "apply", "take_back", "discard"]


@pytest.mark.parametrize("who", ["planner", "manager", "administrator", "board_member", "unit_planner"])
def test_only_a_controller_imports(who, request, preview, login, address):
    imported = preview()
    client = login(request.getfixturevalue(who))
    answers = [client.get(address(name)) for name in GETS] + [client.get(address(name, imported)) for name in OF_ONE]
    answers += [client.post(address("new"))] + [client.post(address(name, imported)) for name in VERBS]
    assert {answer.status_code for answer in answers} == {403}
    imported.refresh_from_db()
    assert imported.state == "previewed"


def test_outside_the_board_there_is_no_import(preview, login, outsider, address):
    imported = preview()
    client = login(outsider)
    answers = [client.get(address(name)) for name in GETS] + [client.get(address(name, imported)) for name in OF_ONE]
    answers += [client.post(address(name, imported)) for name in VERBS]
    assert {answer.status_code for answer in answers} == {404}


def test_an_import_is_reached_in_its_own_unit_and_period_only(
    preview, login, controller, board, unit, previous_period
):
    imported = preview()
    client = login(controller)
    for slug, period in ((unit.slug, "2025"), (board.slug, previous_period.slug)):
        for name in ("detail", "file", "columns"):
            url = reverse(f"imports:{name}", kwargs={"unit": slug, "period": period, "pk": imported.pk})
            assert client.get(url).status_code == 404


def test_a_refused_file_is_said_beside_the_field_and_nothing_is_stored(hand_in):
    answer = hand_in(b"PK\x03\x04 not a workbook", "utfall.xlsx", source="Raindance")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == ["The file is damaged or incomplete. Export it again."]
    assert answer.context["form"]["source"].value() == "Raindance"
    assert (Upload.objects.count(), Import.objects.count()) == (0, 0)


def test_a_file_that_is_too_large_is_refused_in_a_sentence(hand_in):
    answer = hand_in(b"a;1\n" * 2_700_000, "utfall.csv")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == ["The file is larger than 10 MB. Export less at a time."]
    assert answer.context["form"]["source"].value() == "Raindance"
    assert Upload.objects.count() == 0


def test_a_file_goes_to_no_disk_on_its_way(hand_in, monkeypatch):
    from django.core.files import uploadedfile

    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", lambda *_args, **_kwargs: pytest.fail("disk"))
    assert hand_in(b"a;1\n" * 19_000 + b";" * 4_000_000, "utfall.csv").status_code == 302


def test_without_a_file_the_form_says_so(login, controller, in_english, address):
    answer = login(controller).post(address("new"), {"target": "tests.parts", "source": "Raindance"})
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"file": ["Choose a file, or paste cells below."]},
    )


@pytest.mark.parametrize("name", ["new", "apply"])
def test_a_post_without_the_token_is_refused(name, preview, controller, address):
    imported = preview()
    client = Client(enforce_csrf_checks=True)
    client.force_login(controller)
    url = address("new") if name == "new" else address(name, imported)
    data = {"target": "tests.parts", "source": "x", "file": SimpleUploadedFile("a.csv", b"Del;Utfall\na;1\n")}
    assert client.post(url, data if name == "new" else {}).status_code == 403
    assert Import.objects.count() == 1


def test_the_token_in_the_form_is_enough(controller, address, in_english):
    client = Client(enforce_csrf_checks=True)
    client.force_login(controller)
    token = page(client.get(address("new"))).xpath("//form[@enctype]//input[@name='csrfmiddlewaretoken']/@value")[0]
    data = {"target": "tests.parts", "source": "x", "file": SimpleUploadedFile("a.csv", b"Del;Utfall\na;1\n")}
    assert client.post(address("new"), data | {"csrfmiddlewaretoken": token}).status_code == 302


def test_the_file_comes_back_as_it_was_and_only_to_be_saved(preview, login, controller, address):
    content = workbook(Resultat=[["Del", "Utfall"], ["a", 1]])
    imported = preview(content)
    Upload.objects.update(name='utfall "åäö"\r\n; x.xlsx')
    answer = login(controller).get(address("file", imported))
    assert answer.content == content
    assert {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options")} == {
        "Content-Type": "application/octet-stream",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''utfall")
    assert not set(answer.headers["Content-Disposition"]) & set('\r\n"')


def test_the_same_file_is_stored_once(preview):
    preview()
    preview(name="samma.xlsx")
    assert (Import.objects.count(), Upload.objects.count()) == (2, 1)


def test_a_file_that_is_not_wanted_is_removed_with_its_import(preview, login, controller, address):
    first, second = preview(), preview()
    client = login(controller)
    assert client.post(address("discard", first)).status_code == 302
    assert (Import.objects.count(), Upload.objects.count()) == (1, 1)
    client.post(address("discard", second))
    assert (Import.objects.count(), Upload.objects.count()) == (0, 0)


def test_what_is_written_is_not_removed(applied, login, controller, address):
    imported = applied()
    assert login(controller).post(address("discard", imported)).status_code == 409
    assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"column_0": ""}, "Choose which column of the file is “Part”."),
        ({"column_1": "code"}, "Another column means this already. Choose one of them."),
        ({"column_1": "", "column_2": ""}, "Choose at least one column with something to import."),
        ({"unit": "mdkr"}, "Select a valid choice. mdkr is not one of the available choices."),
        ({"column_2": "secret"}, "Select a valid choice. secret is not one of the available choices."),
    ],
)
def test_a_choice_of_columns_that_cannot_be_is_said_and_kept(changes, error, hand_in, choose):
    hand_in(workbook(Resultat=[["Del", "Benämning", "Utfall"], ["a", "A", 1]]))
    imported = Import.objects.get()
    answer = choose(imported, **changes)
    assert answer.status_code == 422
    assert error in [text for texts in answer.context["form"].errors.values() for text in texts]
    assert imported.lines.count() == 0
    assert answer.context["form"]["column_2"].value() == changes.get("column_2", "amount")


def test_another_row_of_heads_is_shown_before_it_is_read(hand_in, choose):
    hand_in(workbook(Resultat=[["Del", "Utfall"], ["Konto", "Belopp"], ["a", 1]]))
    imported = Import.objects.get()
    answer = choose(imported, head_0="2")
    assert (answer.status_code, imported.lines.count()) == (200, 0)
    assert [head["head"].text for head in answer.context["form"].heads] == ["Konto", "Belopp"]
    assert "The heads are read from the row that you pointed out." in words(page(answer))


def test_a_file_without_a_table_says_so(hand_in, login, controller, address):
    hand_in(b"bara text\n", "a.csv")
    answer = login(controller).get(address("columns", Import.objects.get()))
    assert "There is no table in the file" in words(page(answer))


@pytest.mark.parametrize(("show", "rows"), [("", 3), ("new", 2), ("refused", 1), ("nonsense", 3)])
def test_lines_are_shown_by_kind(show, rows, preview, login, controller, address):
    imported = preview([["Del", "Utfall"], ["a", 1], ["b", 2], ["okand", 3]])
    answer = login(controller).get(f"{address('detail', imported)}?show={show}")
    assert len(page(answer).xpath("//table[contains(@class, 'imports-table')]/tbody/tr")) == rows
    assert answer.context["counts"] == "2 new, 1 refused"


def test_what_ought_to_be_looked_at_is_said_and_can_be_written(preview, applied, kinds, login, controller, address):
    rows = [["Del", "Utfall"], ["a", 1], ["tveksam", 2]]
    imported = preview(rows)
    answer = login(controller).get(f"{address('detail', imported)}?show=remarked")
    assert page(answer).xpath("//p[@class='imports-remark']/text()") == ["Look at this first."]
    assert len(page(answer).xpath("//table[contains(@class, 'imports-table')]/tbody/tr")) == 1
    assert [(chip.label, chip.count, chip.is_current) for chip in answer.context["chips"]] == [
        ("All lines", "2", False), ("New", "2", False), ("To look at", "1", True)
    ]  # fmt: skip
    assert answer.context["lead"] == (
        "This is what the file would change. Nothing is written until you say so. "
        "1 line has figures that contradict each other: look at it before you write."
    )
    assert (applied(rows).state, kinds(preview(rows))) == ("applied", ["unchanged", "unchanged"])
    assert Import.objects.latest("pk").lines.exclude(sentences=[]).count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_the_more_imports_there_are(count, preview, login, controller, address,
                                                          django_assert_num_queries):  # fmt: skip
    for number in range(count):
        preview(name=f"{number}.xlsx")
    client = login(controller)
    with django_assert_num_queries(7):
        client.get(address("list"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_no_more_the_more_lines_there_are(count, preview, login, controller, address,
                                                           django_assert_num_queries):  # fmt: skip
    imported = preview([["Del", "Utfall"], *([f"d{n}", n] for n in range(count))])
    client = login(controller)
    with django_assert_num_queries(13):
        client.get(address("detail", imported))


def test_reading_a_page_writes_nothing(preview, login, controller, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    imported = preview()
    client = login(controller)
    with CaptureQueriesContext(connection) as queries:
        for name in OF_ONE:
            client.get(address(name, imported))
    writes = ("INSERT", "UPDATE", "DELETE")
    assert [one["sql"] for one in queries if one["sql"].lstrip().upper().startswith(writes)] == []


@pytest.mark.parametrize("who", ["controller", "planner"])
def test_the_link_to_an_import_is_there_for_who_imports(who, request, login, in_english, address):
    from django.template.loader import render_to_string

    from organisation.models import ReportingPeriod
    from organisation.places import Place

    period = ReportingPeriod.objects.get(slug=address("list").split("/")[2])
    place = Place(request.getfixturevalue(who), period.board, period)
    shown = render_to_string("organisation/imports/_link.html", {"place": place, "import_target": "tests.parts"})
    assert ("?target=tests.parts" in shown) == (who == "controller")
