"""What a board is commissioned to do, and what its units report about it."""

from commissions.models.definitions import Commission, CommissionGroup, Periodicity, SubTarget
from commissions.models.money import Grant
from commissions.models.reporting import CommissionFigure, CommissionReport

__all__ = [
    "Commission",
    "CommissionFigure",
    "CommissionGroup",
    "CommissionReport",
    "Grant",
    "Periodicity",
    "SubTarget",
]
