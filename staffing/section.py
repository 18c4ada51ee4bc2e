"""What the report and the board's page say about staff and availability: each function builds one section."""

from __future__ import annotations

from datetime import date

from followup.sections import Section
from organisation.models import ReportingPeriod, Unit
from staffing.availability import read_availability
from staffing.availability_section import care_section
from staffing.hired_section import hired_section
from staffing.people_section import people_section
from staffing.reading import read_hired, read_people


def people(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """Headcount, work environment and sick leave; complete also where nothing is reported. Six queries."""
    return people_section(read_people(unit=unit, period=period))


def hired(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """Hired staff: the share against its target, and the cost by frame. Four queries."""
    return hired_section(read_hired(unit=unit, period=period))


def care(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """Availability of care and beds a day, as sections within one, where the board follows them. Two queries."""
    return care_section(read_availability(unit=unit, period=period))
