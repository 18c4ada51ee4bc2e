"""An import from the file to the figures and back: previewed, written as a whole, taken back as a whole."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from economy.models import DeviationPart
from organisation import actions
from organisation.imports import applying, staging
from organisation.imports.applying import source_words
from organisation.imports.mapping import Mapping
from organisation.imports.targets import targets
from organisation.models import Import, ImportedRow, ImportLine, ImportMapping, Revision, State, Submission, Upload
from organisation.places import place_or_404
from tests.html import page, words
from tests.imports.files import workbook
from tests.imports.targets import PARTS

HEADS = ["Del", "Benämning", "Utfall"]


def _stands():
    return {row.code: row.amount for row in DeviationPart.objects.all()}


def _post(login, controller, address, name, imported, **data):
    seen = {}
    if name == "apply":
        imported.refresh_from_db()
        seen = {"seen": applying.preview_of(imported)}
    return login(controller).post(address(name, imported), seen | data)


def test_a_preview_tells_each_line_and_writes_no_figure(preview, kinds):
    rows = [["Rapport"], HEADS, ["a", "A", 5], ["Summa", None, 5], ["okand", None, 1], ["b", "B", "1.234"], ["Rubrik"]]
    imported = preview(rows)
    assert kinds(imported) == ["new", "left_out", "refused", "refused", "left_out"]
    assert [line.sentences for line in imported.lines.all()][1:] == [
        ["A sum is computed, not imported."],
        ["There is no part with this name. Add it first."],
        ["Amount: “1.234” can be read in more than one way. Write 1\u00a0234 if you mean thousands, or 1,234 if you "
         "mean decimals."],
        ["There are no figures in the row."],
    ]  # fmt: skip
    assert (DeviationPart.objects.count(), Revision.objects.count()) == (0, 0)


def test_figures_are_written_with_their_file_sheet_and_row(applied, board, controller):
    imported = applied()
    row = DeviationPart.objects.get(code="hyra")
    assert (row.amount, row.amount_unit, row.amount_decimals) == (Decimal("-12500000"), "mnkr", 1)
    assert row.source == "utfall.xlsx, sheet Resultat, row 3" or row.source == "utfall.xlsx, blad Resultat, rad 3"
    written = ImportedRow.objects.get(key=row.key)
    assert (written.imported, written.row_id, written.version, written.sheet, written.row) == (
        imported, row.pk, 1, "Resultat", 3
    )  # fmt: skip
    revision = Revision.objects.get(row_id=row.pk)
    assert (revision.by, revision.reason) == (controller, "Import: utfall.xlsx")
    assert (imported.state, imported.applied_by) == ("applied", controller)


def test_the_same_file_twice_changes_nothing_and_says_so(applied, preview, kinds, login, controller, address):
    applied()
    before = list(Revision.objects.values_list("pk", flat=True))
    again = preview()
    assert kinds(again) == ["unchanged", "unchanged"]
    answer = login(controller).get(address("detail", again))
    assert "Everything in the file stands already. There is nothing to write." in words(page(answer))
    refused = _post(login, controller, address, "apply", again)
    assert refused.status_code == 409
    assert list(Revision.objects.values_list("pk", flat=True)) == before
    assert Upload.objects.count() == 1


def test_a_correction_keeps_the_earlier_value(applied, preview, login, controller, address):
    applied()
    corrected = preview([HEADS, ["statsbidrag", "Statsbidrag", 55], ["hyra", "Hyrpersonal", -12.5]])
    assert [line.shown for line in corrected.lines.all()] == [
        [["Amount", "50\u00a0mnkr", "55\u00a0mnkr"]],
        [],
    ]
    _post(login, controller, address, "apply", corrected)
    revision = Revision.objects.filter(key="economy.total.part.statsbidrag").latest("pk")
    assert (revision.version, revision.before["amount"], revision.after["amount"]) == (2, "50000000.00", "55000000.00")
    assert _stands() == {"statsbidrag": Decimal(55_000_000), "hyra": Decimal(-12_500_000)}


def test_costs_that_the_file_states_negative_are_stored_positive(applied):
    applied([HEADS, ["a", None, -5]], cost_sign="negative", unit="tkr")
    assert _stands() == {"a": Decimal(5000)}


def test_nothing_is_written_while_a_line_is_refused(preview, login, controller, address):
    imported = preview([HEADS, ["a", None, 5], ["okand", None, 1]])
    assert _post(login, controller, address, "apply", imported).status_code == 409
    assert _stands() == {}


def test_a_refused_line_can_be_left_out_by_choice(preview, kinds, login, controller, address):
    imported = preview([HEADS, ["a", None, 5], ["okand", None, 1]])
    refused = imported.lines.get(kind="refused")
    assert _post(login, controller, address, "leave_out", imported, line=refused.pk).status_code == 302
    assert kinds(imported) == ["new", "left_out"]
    refused.refresh_from_db()
    assert refused.sentences == [f"Left out by {controller.shown_name}."]
    assert _post(login, controller, address, "apply", imported).status_code == 302
    assert _stands() == {"a": Decimal(5_000_000)}


def test_two_lines_about_the_same_are_both_refused_until_one_is_left_out(preview, kinds, login, controller, address):
    imported = preview([HEADS, ["a", None, 5], ["b", None, 6], ["a", None, 7]])
    assert kinds(imported) == ["refused", "new", "refused"]
    first, _second, third = imported.lines.all()
    assert (first.sentences, third.sentences) == (
        ["The same is said in sheet Resultat, row 4. Leave one of them out."],
        ["The same is said in sheet Resultat, row 2. Leave one of them out."],
    )
    _post(login, controller, address, "leave_out", imported, line=third.pk)
    assert kinds(imported) == ["new", "new", "left_out"]


def test_two_sheets_that_say_different_columns_of_a_row_are_both_written(hand_in, choose, login, controller, address):
    sheets = {"Namn": [HEADS[:2], ["a", "Statsbidrag"]], "Belopp": [["Del", "Utfall"], ["a", 5]]}
    hand_in(workbook(**sheets))
    imported = Import.objects.get()
    assert choose(imported, sheet_0="on", sheet_1="on").status_code == 302
    assert _post(login, controller, address, "apply", imported).status_code == 302
    row = DeviationPart.objects.get()
    assert (row.label, row.amount, row.version) == ("Statsbidrag", Decimal(5_000_000), 2)
    _post(login, controller, address, "take_back", imported, reason="Fel fil")
    row.refresh_from_db()
    assert (row.label, row.amount, row.version) == ("", None, 3)


def test_a_row_that_somebody_saved_since_is_a_conflict_and_nothing_is_written(
    preview, login, controller, manager, address
):
    imported = preview()
    row = DeviationPart(unit=imported.unit, period=imported.period, code="hyra", **DeviationPart.about(None))
    actions.write(row=row, version=0, changes={"amount": Decimal(1)}, by=manager)
    answer = _post(login, controller, address, "apply", imported)
    assert answer.status_code == 409
    assert answer.context["error"] == (
        "Nothing is written. Somebody has saved since the file was read: hyra. Read it again."
    )
    assert _stands() == {"hyra": Decimal(1)}
    _post(login, controller, address, "again", imported)
    assert [line.shown for line in imported.lines.filter(kind="changed")] == [
        [["What it is", "", "Hyrpersonal"], ["Amount", "0,000001\u00a0mnkr", "−12,5\u00a0mnkr"]]
    ]


def test_an_import_is_written_once(applied, login, controller, address):
    imported = applied()
    before = Revision.objects.count()
    assert _post(login, controller, address, "apply", imported).status_code == 409
    assert Revision.objects.count() == before


def test_a_preview_that_nobody_has_seen_is_not_written(preview, login, controller, address):
    imported = preview()
    seen = applying.preview_of(imported)
    assert _post(login, controller, address, "again", imported).status_code == 302
    assert _post(login, controller, address, "apply", imported, seen=seen).status_code == 409
    assert _stands() == {}


def test_a_failure_in_the_middle_writes_nothing(preview, controller, monkeypatch):
    imported = preview()
    real, calls = applying._imported, []

    def fails_at_the_second(*args):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError
        return real(*args)

    monkeypatch.setattr(applying, "_imported", fails_at_the_second)
    with pytest.raises(RuntimeError):
        applying.apply(imported, by=controller)
    assert (_stands(), Revision.objects.count(), ImportedRow.objects.count()) == ({}, 0, 0)


def test_an_import_is_taken_back_as_a_whole_with_what_was_there_before(applied, login, controller, address):
    applied()
    second = applied([HEADS, ["statsbidrag", "Annat", 99], ["ny", "Ny", 1]])
    answer = _post(login, controller, address, "take_back", second, reason="Fel månad")
    assert answer.status_code == 302
    assert _stands() == {"statsbidrag": Decimal(50_000_000), "hyra": Decimal(-12_500_000), "ny": None}
    row = DeviationPart.objects.get(code="statsbidrag")
    assert (row.label, row.version, row.source.startswith("utfall.xlsx")) == ("Statsbidrag", 3, True)
    latest = Revision.objects.filter(row_id=row.pk).latest("pk")
    assert "Fel månad" in latest.reason
    second.refresh_from_db()
    assert (second.state, second.taken_back_by, second.taken_back_reason) == ("taken_back", controller, "Fel månad")


def test_what_is_taken_back_can_be_imported_again(applied, preview, kinds, login, controller, address):
    _post(login, controller, address, "take_back", applied(), reason="Fel")
    assert kinds(preview()) == ["changed", "changed"]


def test_a_row_that_was_changed_afterwards_is_named_and_nothing_is_taken_back(
    applied, login, controller, manager, address
):
    imported = applied()
    row = DeviationPart.objects.get(code="hyra")
    actions.write(row=row, version=1, changes={"amount": Decimal(7)}, by=manager)
    answer = _post(login, controller, address, "take_back", imported, reason="Fel")
    assert answer.status_code == 409
    assert answer.context["error"].startswith("Not taken back: somebody has changed rows after the import: hyra.")
    assert _stands() == {"statsbidrag": Decimal(50_000_000), "hyra": Decimal(7)}
    assert "Fel" in words(page(answer)) or answer.context["form"]["reason"].value() == "Fel"


@pytest.mark.parametrize("count", [1, 30])
def test_taking_back_asks_no_more_the_more_rows_there_are(count, applied, controller, django_assert_num_queries):
    rows = [HEADS, *([f"d{n}", f"Del {n}", n + 0.5] for n in range(count))]
    imported = applied(rows)
    with django_assert_num_queries(17):
        applying.take_back(imported, reason="Fel", by=controller)
    assert list(DeviationPart.objects.values_list("amount", "version").distinct()) == [(None, 2)]


def test_taking_back_needs_a_reason(applied, login, controller, address):
    imported = applied()
    assert _post(login, controller, address, "take_back", imported, reason=" ").status_code == 422
    assert Import.objects.get(pk=imported.pk).state == "applied"


@pytest.mark.parametrize("step", ["apply", "columns", "leave_out", "take_back"])
def test_a_period_that_is_handed_in_is_not_imported_into(step, preview, login, controller, address, board, period):
    imported = preview()
    if step == "take_back":
        _post(login, controller, address, "apply", imported)
    before = Revision.objects.count()
    Submission.objects.update_or_create(
        unit=board,
        period=period,
        defaults={"state": State.SUBMITTED, "submitted_at": timezone.now(), "submitted_by": controller},
    )
    answer = _post(login, controller, address, step, imported, reason="x", line="1")
    assert answer.status_code == 409
    assert "Submitted by" in words(page(answer))
    assert Revision.objects.count() == before


def test_what_the_columns_mean_is_remembered_for_the_source(preview, hand_in, login, controller, address):
    preview(
        [["Kod", "Text", "Summa tkr"], ["a", "A", 5]], column_0="code", column_1="label", column_2="amount", unit="tkr"
    )
    hand_in(workbook(Blad=[["Skriven i oktober"], [], ["Kod", "Text", "Summa tkr"], ["b", "B", 6]]), "oktober.xlsx")
    form = login(controller).get(address("columns", Import.objects.latest("pk"))).context["form"]
    assert [form[f"column_{n}"].value() for n in range(3)] == ["code", "label", "amount"]
    assert (form["unit"].value(), ImportMapping.objects.count()) == ("tkr", 1)


def test_another_source_starts_anew(preview, hand_in, login, controller, address):
    preview([["Kod", "Text", "Kr"], ["a", "A", 5]], column_0="code", column_2="amount")
    hand_in(workbook(Blad=[["Kod", "Text", "Kr"], ["b", "B", 6]]), source="Kuben")
    form = login(controller).get(address("columns", Import.objects.latest("pk"))).context["form"]
    assert [form[f"column_{n}"].value() for n in range(3)] == ["", "", ""]


def test_a_row_that_the_database_would_refuse_is_refused_in_the_preview(preview, kinds):
    imported = preview([HEADS, ["a", "x" * 161, 5], ["b", None, 10**14]])
    assert kinds(imported) == ["refused", "refused"]
    assert "160" in imported.lines.first().sentences[0]


def test_long_files_are_read_some_lines_at_a_time(hand_in, choose, login, controller, address, htmx):
    hand_in(workbook(Blad=[HEADS, *([f"d{n}", None, n] for n in range(1, 1_201))]))
    imported = Import.objects.get()
    choose(imported)
    seen = []
    client = login(controller)
    shown = page(client.get(address("detail", imported)))
    seen.append(shown.xpath("//progress/@value"))
    assert shown.xpath("//*[@id='reading']/@aria-live") == ["polite"]
    answer = client.post(address("read", imported), headers=htmx)
    seen.append(page(answer).xpath("//progress/@value"))
    last = client.post(address("read", imported), headers=htmx)
    assert (seen, last.headers["HX-Redirect"]) == ([["500"], ["1000"]], address("detail", imported))
    assert ImportLine.objects.filter(imported=imported, kind="new").count() == 1_200
    assert DeviationPart.objects.count() == 0


def test_reading_on_works_without_a_script_and_twice_does_no_harm(hand_in, choose, login, controller, address):
    hand_in(workbook(Blad=[HEADS, *([f"d{n}", None, n] for n in range(1, 502))]))
    imported = Import.objects.get()
    choose(imported)
    for _time in range(3):
        answer = _post(login, controller, address, "read", imported)
        assert answer.headers["Location"] == address("detail", imported)
    imported.refresh_from_db()
    assert (imported.state, imported.counts) == ("previewed", {"new": 501})


@pytest.mark.parametrize("count", [1, 30])
def test_comparing_lines_asks_no_more_the_more_there_are(count, board, period, planner, django_assert_max_num_queries):
    from organisation.imports.comparing import compare
    from organisation.imports.target import Record
    from organisation.places import Place
    from tests.imports.targets import PARTS

    place = Place(planner, board, period)
    rows = [
        DeviationPart(unit=board, period=period, code=f"d{n}", version=1, **DeviationPart.about(None))
        for n in range(count)
    ]
    DeviationPart.objects.bulk_create(rows)
    told = PARTS.lines(
        place, [Record(sheet="", row=n, values={"code": f"d{n}", "amount": None}) for n in range(count)]
    )
    with django_assert_max_num_queries(1):
        found = compare(told, place=place, columns=PARTS.columns(place), unit="mnkr")
    assert {one.kind for one in found} == {"unchanged"}


def test_the_source_of_a_figure_fits_whatever_the_file_is_called(preview, board):
    imported = preview(name="å" * 115 + ".xlsx")
    line = imported.lines.first()
    line.sheet = "Blad " * 6
    assert len(source_words(imported, line)) <= 200
    assert source_words(imported, line).endswith("2")


def test_a_chunk_is_what_the_page_says(settings):
    assert staging.CHUNK == 500


def test_the_latest_import_stands_first(preview, login, controller, address):
    first = preview()
    Import.objects.filter(pk=first.pk).update(at=timezone.now() - timedelta(days=1))
    second = preview(name="andra.xlsx")
    answer = login(controller).get(address("list"))
    assert [row["imported"].pk for row in answer.context["rows"]] == [second.pk, first.pk]


def test_what_is_written_in_the_meantime_is_not_laid_out_anew(preview, controller, board, period):
    imported = preview()
    columns = targets()["tests.parts"].columns(place_or_404(controller, board.slug, period.slug))
    applying.apply(Import.objects.get(), by=controller)
    staging.prepare(imported, Mapping.of(imported.mapping), columns)
    stored = Import.objects.get()
    assert (stored.state, stored.lines.count()) == ("applied", 2)


@pytest.mark.parametrize("step", ["again", "columns"])
def test_a_file_that_cannot_be_read_just_now_is_said(step, preview, choose, login, controller, address):
    imported = preview()
    Upload.objects.update(content=b"")
    client = login(controller)
    answer = client.post(address(step, imported))
    assert answer.status_code == 422
    assert ImportLine.objects.filter(imported=imported).count() == 2


@pytest.mark.parametrize("count", [1, 30])
def test_a_target_that_reads_the_whole_file_is_given_it_in_one_query(
    count, preview, board, period, controller, monkeypatch, django_assert_num_queries
):
    imported = preview([HEADS, *([f"d{n}", None, n] for n in range(1, count + 1)), ["Rubrik"]])
    monkeypatch.setattr(PARTS, "reads_whole", True, raising=False)
    columns = PARTS.columns(place_or_404(controller, board.slug, period.slug))
    with django_assert_num_queries(1):
        given = staging._whole(imported, PARTS, columns, Mapping.of(imported.mapping))
    assert [record.row for record in given["whole"]] == list(range(2, count + 2))


@pytest.mark.parametrize(
    ("board_sign", "amounts", "proposed"),
    [
        ("positive", [-5, -6, -7, 1], "negative"),
        ("negative", [5, 6, 7], "positive"),
        ("positive", [5, 6, 7], "positive"),
        ("negative", [-5, 6, 7, 8], "negative"),
        ("positive", [-5, -6], "positive"),
        ("positive", [None, "–", "okänt"], "positive"),
    ],
)
def test_how_a_file_states_costs_is_proposed_from_most_of_them(board_sign, amounts, proposed, board, preview):
    board.cost_sign = board_sign
    board.save()
    imported = preview([HEADS, *([f"d{n}", "Del", amount] for n, amount in enumerate(amounts))])
    assert imported.mapping["cost_sign"] == proposed
