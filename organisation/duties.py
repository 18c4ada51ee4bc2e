"""What there is to report, from the lists that settings.DUTIES names: this layer knows no wing."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from followup.duties import Duty
from organisation.models import ReportingPeriod, Unit, User


def duties_of(
    *, user: User, unit: Unit, period: ReportingPeriod, today: date, wings: set[str] | None = None
) -> list[Duty]:
    """The duties of the unit for the period, of all wings or of those named, in the order of settings.DUTIES.

    To a meeting only what settings.MEETING_WINGS names is reported.
    """
    asked = [path for path in settings.DUTIES if not period.is_meeting or path.split(".")[0] in settings.MEETING_WINGS]
    paths = [path for path in asked if wings is None or path.split(".")[0] in wings]
    return [duty for path in paths for duty in import_string(path)(user=user, unit=unit, period=period, today=today)]


def missing_count(duties: list[Duty]) -> int:
    """How many things are missing before the unit can submit."""
    return sum(len(duty.missing) for duty in duties)
