"""How a form is laid out, so that what came back is known: its sheets, its rows, and the code on its cover."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from laporan.cache.digest import content_hash
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.data.canonical_file import table_schema
from laporan.data.catalogue import contracts
from laporan.data.contracts import Column, Contract
from laporan.data.package import resources
from laporan.intake.importing import contract_of
from laporan.notebook.loads import needed_data
from laporan.project.outline import plan_report

VERSION = 1  # of this layout: what was laid out otherwise is refused
COVER, CHOICES, FAULTS = "Petunjuk", "Pilihan", "Kesalahan"  # sheets that hold no data
TITLE_ROW, NOTES_ROW, HEADS_ROW, EXAMPLE_ROW, FIRST_ROW = 1, 2, 3, 4, 5
NOTES_MARK, HEADS_MARK, EXAMPLE_MARK = "Keterangan", "Kolom", "CONTOH"  # in column A, where no data is
CODE = re.compile(r"F([0-9]{1,3})/([0-9]{4})/([a-z0-9-]+)")
DIGEST = 12  # hexadecimal digits: they tell changed columns, and guard against nobody
QUOTED = "published"


@dataclass(frozen=True)
class FormCode:
    """Whose form it is, as its cover says: 'F1/2018/kanreg-10'.

    Parameters
    ----------
    year, unit : int, str
        Of the data.
    version : int
        Of the layout.

    Examples
    --------
    >>> str(FormCode(2018, "kanreg-10"))
    'F1/2018/kanreg-10'
    """

    year: int
    unit: str
    version: int = VERSION

    def __str__(self) -> str:
        return f"F{self.version}/{self.year}/{self.unit}"

    @classmethod
    def parse(cls, text: str) -> FormCode | None:
        """The code in a cell; None for what is none. text : of the cell"""
        found = CODE.fullmatch(text.strip())
        return cls(int(found[2]), found[3], int(found[1])) if found else None


def asked_columns(contract: Contract) -> tuple[Column, ...]:
    """The columns that a form has: personal data is not asked at all.

    Parameters
    ----------
    contract : Contract
        Of the dataset.

    Raises
    ------
    ParameterError
        For a personal column that may not be empty: no form can be made of such a dataset.
    """
    required = [column.header for column in contract.columns if column.personal and not column.optional]
    if required:
        raise ParameterError(
            f"{contract.name}: kolom {', '.join(required)} berisi data pribadi dan wajib diisi, "
            "jadi tidak dapat diminta dengan formulir. Terima berkas aslinya, dan masukkan dengan laporan import"
        )
    return contract.kept


def columns_hash(contract: Contract) -> str:
    """Of what is asked: another one where the columns, or what they may hold, were changed since.

    Parameters
    ----------
    contract : Contract
        Of the dataset.
    """
    asked = replace(contract, columns=asked_columns(contract))
    return content_hash([VERSION, table_schema(asked)])


def columns_digest(contract: Contract) -> str:
    """As many digits of it as a cover shows. contract : of the dataset"""
    return columns_hash(contract)[:DIGEST]


def asked_datasets(year: int, unit: str, named: Iterable[str] = ()) -> list[Contract]:
    """The datasets that a unit is asked for: what its chapters of the year load, and what its data package lists of it.

    What is quoted from a publication is not asked; a unit whose chapters load nothing of its own is asked for nothing.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    named : iterable of str
        Names of datasets that are asked instead.

    Raises
    ------
    MissingDataError
        For a dataset that nobody declares.
    ParameterError
        For parameters or a data package that can't be read.
    """
    if wanted := list(dict.fromkeys(named)):
        return [contract_of(name, year) for name in wanted]
    main = unit == paths.main_unit()
    chapters = plan_report(year, unit).chapters
    loaded = {one.dataset for chapter in chapters if chapter.notebook for one in needed_data(chapter.notebook)
              if main or not one.of_main}  # fmt: skip
    listed = {one.dataset: one.kind for one in resources(year, unit)}
    return [one for one in contracts(year) if one.name in {*loaded, *listed} and listed.get(one.name) != QUOTED]
