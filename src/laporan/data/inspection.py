"""The data of a report, looked at before its chapters run. What reads data is imported where it works."""

from __future__ import annotations

from dataclasses import dataclass

from laporan.core.errors import AnalysisError, Fault
from laporan.core.system_faults import FAULTS_OF_THE_SYSTEM, system_fault


@dataclass(frozen=True)
class Inspected:
    """What was seen.

    Attributes
    ----------
    faults : tuple of Fault
        Of the data files.
    failure : str
        Why they could not be looked at; '' where they were.
    """

    faults: tuple[Fault, ...] = ()
    failure: str = ""


def inspect_data(year: int, unit: str) -> Inspected:
    """Check whatever changed of a report's data, and keep what has no fault for its chapters."""
    from laporan.data.check import check_changed_inputs

    try:
        return Inspected(tuple(check_changed_inputs(year, [unit])))
    except AnalysisError as error:
        return Inspected(failure=str(error))
    except FAULTS_OF_THE_SYSTEM as error:
        return Inspected(failure=system_fault(error))
