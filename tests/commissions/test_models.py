"""What the database refuses, and what rows call themselves."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from commissions.models import (
    Commission,
    CommissionFigure,
    CommissionGroup,
    CommissionReport,
    Decision,
    Grant,
    SubTarget,
)


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def says(row, sentence):
    with pytest.raises(ValidationError) as error:
        row.full_clean(exclude=["receivers"])
    assert error.value.messages == [sentence]


def test_a_code_is_used_once_in_a_board(give, english):
    row = give("u01")
    refused(lambda: give("u01"))
    row.pk = None
    with pytest.raises(ValidationError) as error:
        row.validate_constraints()
    assert error.value.messages == ["There is already a commission with this code."]


def test_a_group_code_is_used_once_in_a_board(board):
    CommissionGroup.objects.create(board=board, code="fm", title="Från fullmäktige")
    refused(lambda: CommissionGroup.objects.create(board=board, code="fm", title="Igen"))


def test_a_commission_starts_before_it_ends(give, english):
    refused(lambda: give("u01", start=date(2026, 1, 1)))
    row = give("u02")
    row.start = date(2026, 1, 1)
    says(row, "The commission must start before it ends.")


def ending(row, **fields):
    values = {"kind": "closed", "date": date(2026, 3, 1), "paragraph": "§ 12", "dnr": "RS 7-2026"} | fields
    by = row.decisions.get(kind="given").recorded_by
    return Decision(commission=row, body=row.giver, recorded_at=timezone.now(), recorded_by=by, **values)


def test_a_decision_that_ends_a_commission_can_be_found(give, english):
    row = give("u01")
    for missing in ({"date": None}, {"paragraph": ""}, {"dnr": ""}):
        refused(ending(row, **missing).save)


def test_a_commission_ends_once(give):
    row = give("u01")
    ending(row).save()
    refused(ending(row, kind="cancelled").save)
    assert Commission.objects.get(pk=row.pk).ended.reference == "RS 7-2026 § 12"


def test_a_commission_is_given_once_and_cannot_be_deleted(give):
    row = give("u01")
    refused(ending(row, kind="given").save)
    row.receivers.clear()
    for delete in (row.delete, Commission.objects.all().delete):
        with pytest.raises(ProtectedError):
            delete()


def test_a_commission_does_not_continue_itself(give, english):
    row = give("u01")
    refused(lambda: Commission.objects.filter(pk=row.pk).update(predecessor=row))
    row.predecessor = row
    says(row, "A commission cannot continue itself.")


def test_a_commission_continues_another(give):
    first, second = give("v01", "u01")
    second.predecessor = first
    second.full_clean(exclude=["receivers"])
    second.save()
    assert list(first.successors.all()) == [second]


def test_two_sub_targets_do_not_share_a_place(give):
    row = give("u01")
    SubTarget.objects.create(commission=row, text="Ett", order=1)
    refused(lambda: SubTarget.objects.create(commission=row, text="Två", order=1))


def test_a_grant_code_is_used_once_in_a_board(board, period):
    values = {"board": board, "code": "nara-vard", "name": "Nära vård", "giver": "Staten"}
    Grant.objects.create(**values)
    refused(lambda: Grant.objects.create(**values))


def test_a_unit_reports_a_commission_once_for_a_period(give, told, board, period):
    row = give("u01")
    told(row, board, period)
    refused(lambda: told(row, board, period))


def test_an_unknown_status_is_refused(give, told, board, period, english):
    row = give("u01")
    refused(lambda: told(row, board, period, status="nearly"))
    report = CommissionReport(commission=row, unit=board, period=period, status="nearly")
    says(report, "Choose one of the statuses of the list.")


def test_a_figure_is_stated_once_for_a_period(give, stated, board, period):
    row = give("u01")
    stated(row, board, period)
    refused(lambda: stated(row, board, period))


def test_a_figure_has_a_value_or_a_reason(give, stated, board, period, english):
    row = give("u01")
    refused(lambda: stated(row, board, period, missing_reason="not_measured"))
    figure = CommissionFigure(
        commission=row, unit=board, period=period, code="a", label="A", value=1, missing_reason="not_measured"
    )
    says(figure, "Give a value or a reason why it is missing, not both.")


def test_a_figure_is_not_called_amount(give, stated, board, period, english):
    row = give("u01")
    refused(lambda: stated(row, board, period, code="amount"))
    figure = CommissionFigure(commission=row, unit=board, period=period, code="amount", label="A")
    says(figure, "The amount of a commission stands on the commission itself.")


def test_keys_are_made_of_codes(give, told, stated, board, period):
    row = give("u01")
    assert (row.key, told(row, board, period).key, stated(row, board, period).key) == (
        "commissions.u01",
        "commissions.u01",
        "commissions.u01.places",
    )


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        (Decimal(80_000_000), "mnkr", 0, "80"),
        (Decimal(12_400_000), "mnkr", 1, "12.4"),
        (Decimal(616_280), "kr", 0, "616280"),
        (Decimal("3.81"), "%", 2, "3.81"),
        (Decimal(-26_000_000), "mnkr", 0, "-26"),
        (Decimal(0), "count", 0, "0"),
        (Decimal(1100), "count", -2, "1100"),
        (None, "count", 0, None),
    ],
)
def test_a_value_is_shown_in_the_unit_and_precision_it_was_given_in(value, unit, decimals, shown):
    assert CommissionFigure(value=value, value_unit=unit, decimals=decimals).shown_value == shown


def test_an_amount_is_shown_in_its_unit():
    assert Commission(amount=Decimal(250_000_000), amount_unit="mnkr").shown_amount == "250"
    assert Commission().shown_amount is None


def test_a_commission_is_called_by_number_or_code():
    assert Commission(code="u03", short_title="Hyr").name == "U03 Hyr"
    assert Commission(code="u03", number="7", short_title="Hyr").name == "7 Hyr"


def test_a_decision_is_made_of_what_is_known():
    assert Decision(dnr="HSN 12-2025", paragraph="§ 41").reference == "HSN 12-2025 § 41"
    assert Decision().reference == ""
