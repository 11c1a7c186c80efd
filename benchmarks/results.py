"""What was measured: a table on the terminal, and kept as JSON for `figures.py`, which writes docs/benchmarks.md."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from measure import Cost
from rich.console import Console
from rich.table import Table

KEPT = Path(__file__).resolve().parents[1] / ".cache" / "benchmarks"


class Results:
    """Rows of one benchmark. base : the row that the others are compared with, by its name"""

    def __init__(self, name: str, title: str, base: str = "") -> None:
        self.name, self.title, self.base = name, title, base
        self.rows: list[dict[str, Any]] = []
        self.notes: list[str] = []

    def add(self, name: str, cost: Cost, reports: int = 0, planning: float = 0.0) -> None:
        """A row; `reports` where they are counted, `planning` the CPU seconds of the process that plans them."""
        row = {"name": name, "reports": reports, "planning": planning, **asdict(cost)}
        row.pop("said")
        self.rows.append(row)
        print(f"{name}: {cost.seconds:.2f} s, {cost.cpu:.2f} CPU s, {cost.memory:.0f} MB", file=sys.stderr)

    def note(self, words: str) -> None:
        """A sentence below the table."""
        self.notes.append(words)

    def write(self) -> None:
        """To the terminal, and to the folder that the page of figures is written from."""
        table = Table(self.title, "seconds", "CPU seconds", "peak MB", "of the first", box=None)
        for column in table.columns[1:]:
            column.justify = "right"
        for name, *cells in lines(asdict_of(self)):
            table.add_row(name, *cells)
        Console().print(table)
        print("\n".join(self.notes))
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{self.name}.json").write_text(json.dumps(asdict_of(self)), encoding="utf-8")


def asdict_of(results: Results) -> dict[str, Any]:
    """As it is kept."""
    return {"title": results.title, "base": results.base, "rows": results.rows, "notes": results.notes}


def lines(kept: dict[str, Any]) -> list[list[str]]:
    """Each row's cells: name, seconds, CPU seconds, memory, and what part of the base a report takes."""
    base = next((row["seconds"] for row in kept["rows"] if row["name"] == kept["base"]), None)
    return [
        [
            row["name"],
            f"{row['seconds']:.2f}",
            f"{row['cpu']:.2f}",
            f"{row['memory']:.0f}",
            f"1/{base * max(row['reports'], 1) / row['seconds']:.1f}" if base else "",
        ]
        for row in kept["rows"]
    ]
