"""The data that a report has: where each file comes from, and which of it was made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from laporan.data.package import Resource
from laporan.facts.kinds import KINDS
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity
from laporan.facts.tables import Table, table


@dataclass(frozen=True)
class Inventory:
    """All data files of one report.

    Parameters
    ----------
    resources : tuple of Resource
        As the year's data package lists them.
    """

    resources: tuple[Resource, ...]

    @property
    def files(self) -> Quantity:
        """How many files there are."""
        return Quantity(len(self.resources), "berkas data", basis=Basis.of(self.resources))

    @property
    def synthetic(self) -> Quantity:
        """How many of them were made up."""
        made_up = sum(resource.kind == "synthetic" for resource in self.resources)
        return Quantity(made_up, "berkas data", basis=Basis.of(self.resources))

    @property
    def calibrated(self) -> bool:
        """Whether there is a published report that the made-up data could be fitted to."""
        return any(resource.dataset == "terbitan" for resource in self.resources)

    def table(self) -> Table:
        """A row for each file: its kind, its origin, and what is known of it."""
        rows = [(r.title, KINDS[r.kind].capitalize(), r.origin, r.description or None) for r in self.resources]
        return table(("Data", "Jenis", "Asal", "Keterangan"), rows, how="Dibaca dari datapackage.json tahun ini.")


def inventory(resources: Sequence[Resource]) -> Inventory:
    """What the year's data package lists for the unit."""
    return Inventory(tuple(resources))
