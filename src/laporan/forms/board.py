"""The board of a year: which office sent what, what is missing, what has faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from laporan.core import paths
from laporan.core.errors import Fault


class State(StrEnum):
    """What became of one dataset of an office."""

    COLLECTED = "masuk"
    UNCHANGED = "sudah masuk, sama"
    KEPT = "sudah ada"  # from before, and nothing of it came now
    FAULTY = "ada kesalahan"
    DIFFERENT = "dua berkas berbeda"
    OCCUPIED = "berbeda dari yang ada"
    REFUSED = "berkas ditolak"
    EMPTY = "lembar kosong"
    MISSING = "belum dikirim"


DONE = (State.COLLECTED, State.UNCHANGED, State.KEPT)
TO_MEND = (State.FAULTY, State.DIFFERENT, State.OCCUPIED, State.REFUSED)
LACKING = (State.EMPTY, State.MISSING)


@dataclass(frozen=True)
class BoardCell:
    """One dataset of an office.

    Parameters
    ----------
    unit, dataset : str
        Which one.
    state : State
        What became of it.
    files : tuple of str
        Where it came from.
    rows : int
        How many it has.
    faults : tuple of Fault
        Why it was not taken.
    note : str
        What else is to be said of it.
    """

    unit: str
    dataset: str
    state: State
    files: tuple[str, ...] = ()
    rows: int = 0
    faults: tuple[Fault, ...] = ()
    note: str = ""


@dataclass
class Board:
    """All that came back for a year, and all that did not.

    Parameters
    ----------
    year : int
        Of the data.
    offices : dict of str to str
        Names of the units, by their codes.
    titles : dict of str to str
        Of the datasets, by their names.
    cells : list of BoardCell
        One for each dataset of each unit.
    file_faults : list of Fault
        What is wrong with files as a whole, or with what nobody asked for.
    ignored : list of str
        Files that are no data.
    copies : list of Path
        Files with their faults marked, to send back.
    """

    year: int
    offices: dict[str, str]
    titles: dict[str, str] = field(default_factory=dict)
    cells: list[BoardCell] = field(default_factory=list)
    file_faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    copies: list[Path] = field(default_factory=list)

    def of(self, unit: str, *states: State) -> list[BoardCell]:
        """The datasets of a unit, or those of some states."""
        return [cell for cell in self.cells if cell.unit == unit and (not states or cell.state in states)]

    def count(self, states: Sequence[State]) -> int:
        """How many datasets are in one of some states. states : these"""
        return sum(cell.state in states for cell in self.cells)

    @property
    def faults(self) -> list[Fault]:
        """Everything that has to be mended, or looked at, each thing once."""
        return list(dict.fromkeys([*self.file_faults, *(fault for cell in self.cells for fault in cell.faults)]))

    @property
    def whole(self) -> bool:
        """Whether nothing that came has to be mended."""
        return not any(fault.level == "error" for fault in self.faults) and not self.count(TO_MEND)

    def as_json(self) -> dict[str, Any]:
        """The board for machines."""
        return {
            "year": self.year,
            "units": {
                unit: {
                    "name": name,
                    "datasets": {
                        cell.dataset: {
                            "state": cell.state.name.lower(),
                            "files": list(cell.files),
                            "rows": cell.rows,
                            "note": cell.note,
                            "faults": [fault.__dict__ for fault in cell.faults],
                        }
                        for cell in self.of(unit)
                    },
                }
                for unit, name in self.offices.items()
            },
            "files": [fault.__dict__ for fault in self.file_faults],
            "ignored": self.ignored,
            "copies": [paths.relative(path) for path in self.copies],
        }
