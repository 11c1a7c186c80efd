"""The agency's network of offices."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.datasets.declared.organisation import REGIONAL_OFFICES, SERVICE_UNITS
from analysis.quantity import Quantity, total


@dataclass(frozen=True)
class Network:
    """Offices outside the head office."""

    regional_offices: Quantity
    service_units: Quantity


def network(offices: pd.DataFrame) -> Network:
    """Dataset `organisasi`, one row a kind of office."""
    return Network(
        *(total(offices.loc[offices["kind"] == kind, "offices"], kind) for kind in (REGIONAL_OFFICES, SERVICE_UNITS))
    )
