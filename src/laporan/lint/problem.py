"""What the linter reports: one thing wrong with a notebook or a parameter file, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with a file.

    Parameters
    ----------
    file : str
        Relative to the project.
    cell : int
        Counted from 1, as JupyterLab shows them; 0 for the whole file.
    line : int
        Within the cell, or within the file where there is no cell.
    rule : str
        Id of the rule, such as 'typed-number'.
    message : str
        What is wrong, with the remedy, in Indonesian.
    cell_id : str
        Id of the cell; '' where there is none.
    """

    file: str
    cell: int
    line: int
    rule: str
    message: str
    cell_id: str = ""

    def __str__(self) -> str:
        place = f", sel {self.cell} ({self.cell_id}), baris {self.line}" if self.cell else f", baris {self.line}"
        return f"{self.file}{place}: {self.message} [{self.rule}]"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
