"""Which data files a report reads, and which of them were made up: the one list that cover, annex and archives count.

`data_of` tells it ahead, from the data packages and the contracts; `read_by` tells it of a report that was built,
from what its chapters noted. The two differ where no chapter reads a file, or one reads what nobody declared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from laporan.cache.digest import file_hash_if_there
from laporan.core import paths
from laporan.core.formatting import number, spelled
from laporan.data.catalogue import contract_for
from laporan.data.package import Resource, exists, find_resource, resources
from laporan.facts.kinds import KINDS
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity
from laporan.facts.tables import Table, table

FILES = "berkas data"
ONLY_EARLIER = "Semuanya data tahun-tahun sebelumnya, sebagai pembanding; data tahun laporan tidak ada yang sintetis."


@dataclass(frozen=True)
class Inventory:
    """Data files of one report: those of its own year, then those of earlier years that it is compared with.

    Parameters
    ----------
    resources : tuple of Resource
        As the years' data packages list them.
    """

    resources: tuple[Resource, ...]

    @property
    def files(self) -> Quantity:
        """How many files there are."""
        return self._count(len(self.resources)).called("berkas data yang dibaca laporan")

    @property
    def made_up(self) -> tuple[Resource, ...]:
        """Those that were made up."""
        return tuple(resource for resource in self.resources if resource.kind == "synthetic")

    @property
    def altered(self) -> tuple[Resource, ...]:
        """Real data whose file is no longer what the package says was handed over, quoted or imported."""
        told = (one for one in self.resources if one.sha256 and one.kind != "synthetic")
        return tuple(one for one in told if file_hash_if_there(one.path) != one.sha256)

    @property
    def synthetic(self) -> Quantity:
        """How many of them were made up."""
        return self._count(len(self.made_up)).called("berkas data sintetis")

    @property
    def earlier(self) -> Quantity:
        """How many of them are of years before the report's."""
        last = max((resource.year for resource in self.resources), default=0)
        return self._count(sum(resource.year < last for resource in self.resources)).called(
            "berkas data tahun sebelumnya"
        )

    @property
    def calibrated(self) -> Quantity:
        """How many of those that were made up meet published figures."""
        return self._count(sum(bool(one.calibrated_to) for one in self.made_up)).called(
            "berkas sintetis yang disamakan"
        )

    @property
    def warning(self) -> str:
        """A sentence for the cover: how many files were made up; '' where none was. The annex lists them."""
        if not self.made_up:
            return ""
        told = (
            f"{self.share_made_up} {FILES} yang dibaca laporan ini sintetis, yaitu buatan dan bukan hasil pengukuran."
        )
        return told if self.is_made_up_now else f"{told} {ONLY_EARLIER}"

    @property
    def is_made_up_now(self) -> bool:
        """Whether files of the report's own year were made up, and not only those that it is compared with."""
        last = max((resource.year for resource in self.resources), default=0)
        return any(resource.year == last for resource in self.made_up)

    @property
    def share_made_up(self) -> str:
        """How many of the files were made up, in words: '22 dari 34', 'Semua 12'."""
        files, made_up = len(self.resources), len(self.made_up)
        return _all(files) if made_up == files else f"{number(made_up)} dari {number(files)}"

    @property
    def status(self) -> str:
        """The same in three words; '' where no file was made up."""
        if not self.made_up:
            return ""
        if not self.is_made_up_now:
            return "data pembanding sintetis"
        return "semua data sintetis" if len(self.made_up) == len(self.resources) else "memuat data sintetis"

    def _count(self, files: int) -> Quantity:
        """A count of files rests on the packages that list them."""
        return Quantity(files, FILES, basis=Basis.of(self.resources))

    def table(self) -> Table:
        """A row for each file: its kind, its origin, and what is known of it."""
        rows = [(r.title, KINDS[r.kind].capitalize(), r.origin or None, _known_of(r) or None) for r in self.resources]
        head, how = ("Data", "Jenis", "Asal", "Keterangan"), "Dibaca dari datapackage.json setiap tahun."
        return table(head, rows, quoted=(head.index("Asal"), head.index("Keterangan")), widths=(6, 3, 5, 9), how=how)


def _known_of(resource: Resource) -> str:
    """Its description, who handed it over, and what an import left out."""
    handed, imported = resource.handed_over, resource.imported
    known = (resource.description, handed and handed.words, *(record.words for record in imported))
    return ". ".join(text.removesuffix(".") for text in known if text)


def _all(files: int) -> str:
    """'Keempat', as Indonesian says it of up to nine; 'Semua 12' of more."""
    if files == 1:
        return "Satu-satunya"
    return f"Semua {number(files)}" if spelled(files).isdigit() else f"Ke{spelled(files)}"


def data_of(year: int, unit: str) -> Inventory:
    """What a report's chapters are there to read.

    Parameters
    ----------
    year, unit : int, str
        Of the report.

    Returns
    -------
    Inventory
        All files of the unit in its year; of each year before, oldest first, those whose contract says that this report
        reads them too.
    """
    own = resources(year, unit)
    compared = {found.dataset: contract_for(found.dataset, year).compared for found in own}
    before = sorted(int(place.name) for place in paths.raw_data().iterdir() if paths.is_year(place.name))
    earlier = [
        find_resource(past, unit, name)
        for past in before
        if past < year
        for name, by in compared.items()
        if (by is True or (by == "next year" and past == year - 1)) and exists(past, unit, name)
    ]
    return Inventory((*own, *earlier))


def read_by(year: int, unit: str, read: Iterable[str]) -> Inventory:
    """What a report's chapters did read, in the order of `data_of`.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    read : iterable of str
        Paths in the project that were noted as read.
    """
    noted = set(read)
    years = {int(part) for name in noted if paths.is_year(part := _year_of(name))}
    folders = sorted(years, key=lambda y: (y != year, y))
    listed = (resource for folder in folders for resource in resources(folder, unit))
    return Inventory(tuple(resource for resource in listed if paths.relative(resource.path) in noted))


def _year_of(name: str) -> str:
    below = name.removeprefix(f"{paths.relative(paths.raw_data())}/")
    return "" if below == name else below.partition("/")[0]
