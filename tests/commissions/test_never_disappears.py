"""A commission cannot disappear: whatever is tried, it stands in the register with a sentence about it."""

from datetime import date

import pytest
from django.apps import apps
from django.db.models import ProtectedError
from django.urls import get_resolver

from commissions import deciding
from commissions.models import Commission, Decision
from commissions.register_reading import boards_of, read_register, readable_reports
from commissions.register_words import marks
from organisation.actions import Refused
from organisation.models import Body, Submission, Unit

TODAY = date(2026, 2, 15)


@pytest.fixture
def register(planner, region):
    """What the planner's register says on a day: (code of the commission, codes of what is said)."""

    def read(today=TODAY):
        boards = boards_of(planner, region.pk)
        entries = read_register(boards=boards, reports=readable_reports(planner, boards), today=today)
        return {entry.commission.code: [(mark.code, mark.text) for mark in marks(entry)] for entry in entries}

    return read


@pytest.fixture
def row(give, period):
    """One that is to be reported each tertial of 2025, until its end."""
    return give("u01", origin_year=2025)


def decide(row, kind, by):
    values = {"body": row.giver, "on": date(2026, 2, 3), "paragraph": "§ 9", "dnr": "RS 4-2026"}
    return deciding.decide(row, kind=kind, by=by, **values)


def test_it_is_not_deleted_by_row_or_by_query(row, register):
    row.receivers.clear()
    for delete in (row.delete, Commission.objects.all().delete, Commission.objects.filter(pk=row.pk).delete):
        with pytest.raises(ProtectedError):
            delete()
    assert list(register()) == ["u01"]


def test_neither_is_what_it_hangs_on(row, register):
    for owner in (row.board, row.group, row.giver, row.organisation):
        with pytest.raises(ProtectedError):
            owner.delete()
    assert list(register()) == ["u01"]


def test_everything_that_points_at_it_protects_it():
    relations = {one.related_model: one.on_delete.__name__ for one in Commission._meta.related_objects}
    assert set(relations.values()) <= {"PROTECT", "SET_NULL"}
    assert relations[Decision] == "PROTECT"


def test_no_page_deletes_one():
    """The portal has no address for it, and the administration of the framework is not part of the portal."""
    addresses = [str(one.pattern) for one in get_resolver("commissions.urls").url_patterns]
    assert [one for one in addresses if "delete" in one or "remove" in one] == []
    assert apps.is_installed("django.contrib.admin") is False


def test_a_cancelled_one_stays_with_the_decision(row, register, planner, english):
    decide(row, "cancelled", planner)
    assert register() == {"u01": [("cancelled", "Cancelled: Fullmäktige, 3 February 2026, RS 4-2026 § 9.")]}


def test_it_is_not_cancelled_without_a_decision_or_by_another(row, register, planner, region):
    other = Body.objects.create(organisation=region, code="rs", name="Regionstyrelsen", kind="executive")
    for wrong in ({"body": other}, {"paragraph": " "}, {"dnr": ""}):
        values = {"body": row.giver, "on": TODAY, "paragraph": "§ 9", "dnr": "RS 4-2026"} | wrong
        with pytest.raises(Refused):
            deciding.decide(row, kind="cancelled", by=planner, **values)
    assert "cancelled" not in dict(register()["u01"])


def test_a_closed_one_stays_with_the_decision(row, register, planner, english):
    decide(row, "closed", planner)
    assert register() == {"u01": [("closed", "Closed: Fullmäktige, 3 February 2026, RS 4-2026 § 9.")]}


def test_what_is_reported_as_done_is_open_until_its_giver_closes_it(row, register, told, board, period, english):
    told(row, board, period, status="done")
    assert register()["u01"] == [
        ("not_closed", "Reported as “Done” (Helår 2025), but Fullmäktige has not closed it."),
        ("past_end", "Was to be finished by 31 December 2025, and has not been closed."),
        ("left_behind", "Was followed up last in 2025, and no commission continues it."),
    ]


def test_its_end_passes(row, register, english):
    said = dict(register(date(2025, 12, 31)))["u01"], dict(register(date(2026, 1, 1)))["u01"]
    sentence = ("past_end", "Was to be finished by 31 December 2025, and has not been closed.")
    assert [sentence in one for one in said] == [False, True]


def test_its_year_passes_and_nothing_continues_it(row, register, english):
    assert ("left_behind", "Was followed up last in 2025, and no commission continues it.") in register()["u01"]


@pytest.mark.parametrize("year", [2023, 2026, 2031])
def test_it_is_moved_to_another_year(year, row, register):
    Commission.objects.filter(pk=row.pk).update(year=year)
    said = [code for code, _text in register()["u01"]]
    assert ("carried" if year > 2025 else "left_behind") in said


def test_it_was_reported_in_another_year_than_it_has_now(row, register, told, board, period, english):
    told(row, board, period, status="ongoing")
    Commission.objects.filter(pk=row.pk).update(year=2026, origin_year=None, end=None)
    assert register()["u01"] == [("carried", "Known since 2025, and followed up in 2026.")]


def test_its_receivers_unit_ends_and_goes_on_in_another(row, register, unit, board, region, english):
    south = Unit.objects.create(
        organisation=region, parent=board, board=board, slug="sodra", name="Södra området", short_name="Södra"
    )
    body = Body.objects.create(organisation=region, code="norra", name="Norra området", kind="administration")
    Body.objects.filter(pk=body.pk).update(unit=unit)
    row.receivers.set([body])
    Unit.objects.filter(pk=unit.pk).update(valid_to=date(2025, 9, 30), merged_into=south)
    text = "It is directed to Norra området, which ended on 30 September 2025; Södra området goes on with what it did."
    assert ("receiver_gone", text) in register()["u01"]


def test_its_receiver_is_no_board_of_the_portal_any_more(row, register, board, region):
    body = Body.objects.create(organisation=region, code="pn", name="Provnämnden", kind="board", unit=board)
    row.receivers.set([body])
    Body.objects.filter(pk=body.pk).update(unit=None)
    assert list(register()) == ["u01"]


def test_it_loses_its_receivers(row, register, english):
    row.receivers.clear()
    assert ("nobody", "It is directed to nobody.") in register()["u01"]


def test_it_gets_a_successor(row, give, register, english):
    give("u02", year=2026, predecessor=row, end=None, order=2)
    assert register()["u01"] == [("continued", "Continued by U02 Kort u02 (2026).")]


def test_it_goes_on_in_the_ledger_of_a_board_out_of_reach(row, give, register, region, planner, english):
    other = Unit.objects.create(organisation=region, slug="dold", name="Dolda nämnden", short_name="DN", kind="board")
    group = other.commission_groups.create(code="fm", title="Från fullmäktige")
    hidden = Commission.objects.get(pk=row.pk)
    hidden.pk, hidden.board, hidden.group, hidden.code, hidden.year = None, other, group, "d1", 2026
    hidden._state.adding, hidden.predecessor = True, row
    deciding.give(hidden, by=planner)
    assert register() == {"u01": [("continued", "Continued by a commission of another board.")]}


def test_its_report_is_taken_back_by_an_open_period(row, register, told, board, period, board_member, region):
    """Whoever reads only what is decided sees it too, with what was decided."""
    told(row, board, period, status="done")
    boards = boards_of(board_member, region.pk)
    reports = readable_reports(board_member, boards)
    [entry] = read_register(boards=boards, reports=reports, today=TODAY)
    assert (entry.commission, entry.last_report) == (row, None)
    Submission.objects.create(unit=board, period=period)
    [entry] = read_register(boards=boards, reports=reports, today=TODAY)
    assert entry.last_report is None
