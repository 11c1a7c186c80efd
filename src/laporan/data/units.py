"""Which units have data in a year, and so which reports there can be."""

from __future__ import annotations

from collections.abc import Iterable

from laporan.core.errors import ParameterError
from laporan.data.load import resources
from laporan.project.parameters import load_units


def wanted_reports(years: Iterable[int], units: str) -> list[tuple[int, str]]:
    """Year and unit of each report.

    units : codes separated by commas, or 'all': those that have data in a year
    Raises ParameterError for a year without data, where all units are asked for.
    """
    wanted = []
    for year in years:
        codes = all_units(year) if units == "all" else [code.strip() for code in units.split(",")]
        if not codes:
            raise ParameterError(f"tidak ada data tahun {year}: data/raw/{year}/datapackage.json tidak ada atau kosong")
        wanted += [(year, code) for code in codes]
    return list(dict.fromkeys(wanted))


def all_units(year: int) -> list[str]:
    """Units that have data in a year, the main one first."""
    having = {resource.unit for resource in resources(year)}
    return [unit for unit in load_units() if unit in having]
