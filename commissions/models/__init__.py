"""What a board is commissioned to do, and what its units report about it."""

from commissions.models.definitions import (
    Commission,
    CommissionGroup,
    Decision,
    Part,
    Periodicity,
    ReportDate,
    SubTarget,
)
from commissions.models.money import Grant
from commissions.models.reporting import CommissionFigure, CommissionReport, GrantUse, PartReport

__all__ = [
    "Commission",
    "CommissionFigure",
    "CommissionGroup",
    "CommissionReport",
    "Decision",
    "Grant",
    "GrantUse",
    "Part",
    "PartReport",
    "Periodicity",
    "ReportDate",
    "SubTarget",
]
