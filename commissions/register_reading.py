"""What the register reads, in a number of queries that does not grow with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from commissions import timing
from commissions.models import Commission, CommissionReport, Decision
from commissions.register import Entry, Reporter, order
from organisation import access
from organisation.models import Body, ReportingPeriod, Submission, Unit, User


def boards_of(user: User, organisation_id: int) -> list[Unit]:
    """The boards of an organisation that the reader has a role in. One query, and one more for the roles."""
    found = Unit.objects.reachable_by(user).boards().filter(organisation=organisation_id)
    return list(found.select_related("organisation"))


def readable(rows: QuerySet, user: User, boards: Iterable[Unit]) -> QuerySet:
    """Of reported rows, those of the boards and their units that the reader may read: everything where drafts are
    seen, and elsewhere what is decided."""
    drafts = [board.pk for board in boards if access.sees_drafts(user, board)]
    own = Q(unit__in=drafts) | Q(unit__board__in=drafts)
    return rows.filter(_of_units(boards), own | _is_decided(), version__gt=0)


def readable_reports(user: User, boards: Iterable[Unit]) -> QuerySet[CommissionReport]:
    """What the reader may read of what has been reported. A row that nobody has given a status is no report yet."""
    return readable(CommissionReport.objects.exclude(status="unassessed"), user, boards)


def reports_until(board: Unit, period: ReportingPeriod) -> QuerySet[CommissionReport]:
    """What the board has reported for the period, and for those before it that are decided."""
    earlier = Q(period__end__lt=period.end) & _is_decided()
    told = CommissionReport.objects.filter(unit=board, version__gt=0).exclude(status="unassessed")
    return told.filter(Q(period=period) | earlier)


def read_register(
    *,
    boards: list[Unit],
    reports: QuerySet[CommissionReport],
    today: date,
    code: str = "",
    until: int | None = None,
    decided_only: Collection[int] = (),
) -> list[Entry]:
    """Each commission that some of the boards has in its ledger or is told by another's, as it stood on a day.

    Only `code` where it is given, and what was known in the year `until` where a day gone by is asked about. Of the
    boards `decided_only` (their ids), `reports` holds what is approved alone. Eight queries, whatever the number.
    """
    found = list(_commissions(boards, today, code, until))
    by_commission: dict[int, list[CommissionReport]] = defaultdict(list)
    mine = reports.filter(unit__in=boards, commission__in=found)
    for report in mine.select_related("period", "unit").order_by("-period__end", "-period__start", "unit__order"):
        by_commission[report.commission_id].append(report)
    periods: dict[int, list[ReportingPeriod]] = defaultdict(list)
    for period in ReportingPeriod.objects.filter(board__in=boards):
        periods[period.board_id].append(period)
    entries = [_entry(one, boards, by_commission[one.pk], periods, today, decided_only) for one in found]
    return sorted((one for one in entries if until is None or one.first_year <= until), key=order)


def _is_decided() -> Exists:
    return Exists(Submission.objects.decided().filter(unit=OuterRef("unit"), period=OuterRef("period")))


def _commissions(boards: list[Unit], today: date, code: str, until: int | None) -> QuerySet[Commission]:
    decided = Decision.objects.filter(Q(date=None) | Q(date__lte=today)).select_related("body")
    receivers = Prefetch("receivers", Body.objects.select_related("unit__board", "unit__merged_into"))
    successors = Commission.objects.select_related("board").prefetch_related(receivers)
    by_receiver = Commission.receivers.through.objects.filter(_of_board(boards)).values("commission")
    found = Commission.objects.filter(Q(board__in=boards) | Q(pk__in=by_receiver))
    return (
        (found.filter(code=code) if code else found)
        .select_related("board", "group", "giver", "predecessor")
        .prefetch_related(
            Prefetch("decisions", decided),
            receivers,
            Prefetch("successors", successors if until is None else successors.filter(year__lte=until)),
            "report_dates",
        )
    )


def _of_units(boards: Iterable[Unit]) -> Q:
    return Q(unit__in=boards) | Q(unit__board__in=boards)


def _of_board(boards: list[Unit]) -> Q:
    return Q(body__unit__in=boards) | Q(body__unit__board__in=boards)


def _entry(commission, boards, reports, periods, today, decided_only) -> Entry:
    known = {board.pk: board for board in boards}
    seen = [one for one in commission.successors.all() if known.keys() & _answering(one)]
    return Entry(
        commission=commission,
        today=today,
        reports=reports,
        reporters=[
            _reporter(commission, known[pk], reports, periods[pk], pk in decided_only)
            for pk in _reporting(commission)
            if pk in known
        ],
        successors=seen,
        has_hidden_successor=len(seen) < len(commission.successors.all()),
    )


def _reporting(commission: Commission) -> list[int]:
    """The boards among its receivers; the one whose ledger it stands in where none of them is in the portal."""
    receiving = [body.unit.board_id or body.unit_id for body in commission.receivers.all() if body.unit]
    return list(dict.fromkeys(receiving)) or [commission.board_id]


def _answering(commission: Commission) -> set[int]:
    """Those whose readers see it."""
    return {commission.board_id, *_reporting(commission)}


def _reporter(commission, board, reports, periods, decided_only) -> Reporter:
    own = [(one.date, one.month_only) for one in commission.report_dates.all()]
    dues = (
        timing.given_days(own, periodicity=commission.periodicity)
        if own
        else timing.period_days(
            periodicity=commission.periodicity,
            year=commission.year,
            commission_end=commission.end,
            periods=periods,
        )
    )
    last = max((report.period.end for report in reports if report.unit_id == board.pk), default=None)
    return Reporter(board=board, dues=dues, last=last, decided_only=decided_only)
