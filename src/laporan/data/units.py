"""Which units have data in a year, and so which reports there can be."""

from __future__ import annotations

from collections.abc import Iterable

from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.data.package import resources
from laporan.project.parameters import load_units


def wanted_reports(years: Iterable[int], units: str) -> list[tuple[int, str]]:
    """Year and unit of each report.

    Parameters
    ----------
    years : iterable of int
        The reports' years.
    units : str
        Codes separated by commas, 'all' for those that have data in a year, '' for the main office.

    Raises
    ------
    ParameterError
        For a year without data, where all units are asked for.
    """
    wanted, units = [], units or paths.main_unit()
    for year in years:
        codes = all_units(year) if units == "all" else [code.strip() for code in units.split(",")]
        wanted += [(year, code) for code in codes]
    return list(dict.fromkeys(wanted))


def years_with_data() -> list[int]:
    """Years that have a folder of raw data, the first first."""
    folder = paths.raw_data()
    places = folder.iterdir() if folder.is_dir() else ()
    return sorted(int(place.name) for place in places if paths.is_year(place.name) and resources(int(place.name)))


def all_units(year: int) -> list[str]:
    """Units that have data in a year, the main one first.

    Raises
    ------
    ParameterError
        Where no unit has.
    """
    having = {resource.unit for resource in resources(year)}
    found = [unit for unit in load_units() if unit in having]
    if not found:
        package = paths.relative(paths.raw_data(year) / "datapackage.json")
        raise ParameterError(
            f"tidak ada data tahun {year}: {package} tidak ada atau kosong. "
            f"Bawa masuk data kantor (laporan import, laporan form), atau buat data contoh dengan laporan sample {year}"
        )
    return found
