"""One thing wrong with a notebook or a parameter file, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Problem:
    """file : relative to the project
    cell : counted from 1 as JupyterLab shows them, 0 for the whole file; cell_id : its id
    line : within the cell (within the file, where there is no cell)
    rule : id of the rule, as `typed-number`
    message : what is wrong, with the remedy
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
