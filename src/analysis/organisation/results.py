"""How many offices the agency has outside its head office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.organisation.contract import REGIONAL_OFFICES, SERVICE_UNITS
from laporan.facts.identity import Identity
from laporan.facts.quantity import Quantity, total
from laporan.notebook.results import Identities, Results

__all__ = ["REGIONAL_OFFICES", "SERVICE_UNITS", "Network", "network"]


@dataclass(frozen=True)
class Network:
    """Offices outside the head office.

    Parameters
    ----------
    regional_offices : Quantity
        Kantor Regional.
    service_units : Quantity
        UPT.
    """

    regional_offices: Quantity
    service_units: Quantity


def network(offices: pd.DataFrame) -> Network:
    """Read the number of offices by kind.

    Parameters
    ----------
    offices : DataFrame
        Dataset `organisasi`: one row a kind of office.
    """
    return Network(
        *(
            total(offices.loc[offices["kind"] == kind, "offices"], kind).called(f"{kind} dalam daftar organisasi")
            for kind in (REGIONAL_OFFICES, SERVICE_UNITS)
        )
    )


def _office_identities(results: Results) -> list[Identity]:
    """The regional offices that the services are counted for are all that there are."""
    counted = results.services.regional_offices
    there = results.network.regional_offices
    law = "Kantor regional dalam data KPO dan PPO = kantor regional"
    return [Identity("latar-belakang", law, "semua", counted.counted_as(there.unit), there)]


RESULTS: dict[str, Callable[[Results], object]] = {"network": lambda r: network(r.report.load("organisasi"))}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "offices-regional": lambda r: r.network.regional_offices,
    "offices-service-units": lambda r: r.network.service_units,
}
IDENTITIES: Identities = (_office_identities,)
