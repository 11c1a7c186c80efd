"""A complaint log of four million rows: the year's page from it, and the chapters as a plain pandas script."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from measure import measure
from projects import YEAR, make_copy
from results import Results

ROWS = 4_000_000
PLAIN = "the chapters as one plain script, the CSV read once by pandas"
EXPERT = "the same, repeated words declared as categories"


def main(rows: int) -> None:
    """Print the table, and keep it for the page of figures."""
    results = Results("log", f"A complaint log of {rows:,} rows (synthetic): the page of {YEAR}", PLAIN)
    with tempfile.TemporaryDirectory() as folder:
        copy = make_copy(Path(folder))
        page = copy.build("--draft")
        sample = measure([copy.laporan("sample", str(YEAR), "--rows", str(rows))], copy.environment, copy.root)
        size = (copy.root / "data" / "raw" / str(YEAR) / "pengaduan.csv").stat().st_size
        plain = measure([copy.script("plain", "pandas")], copy.environment, copy.root)
        results.add(PLAIN, plain)
        results.add(EXPERT, measure([copy.script("plain", "categories")], copy.environment, copy.root))
        copy.forget()
        results.add("ours: the page, nothing known before", measure([page], copy.environment, copy.root))
        copy.edit_chapter("pengaduan")
        results.add("ours: the page, one of its chapters changed", measure([page], copy.environment, copy.root))
        results.add("ours: nothing changed", measure([page], copy.environment, copy.root))
    said = json.loads(plain.said)
    results.note(
        f"The CSV has {size / 1e6:.0f} MB; `laporan sample {YEAR} --rows {rows}` made it in {sample.seconds:.0f} s. "
        f"The script (of which {said['imports']:.1f} s are imports) runs the code of our chapters on one core, in one "
        "process that keeps what it has read and computed from chapter to chapter; it checks nothing and writes "
        "nothing. Ours checks every cell, keeps the table as Parquet, runs each chapter apart, holds the identities, "
        "and writes the page."
    )
    results.write()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
