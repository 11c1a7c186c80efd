"""The code of all chapters as one plain script: one process, one core, no kernel, nothing written.

    python benchmarks/plain.py [pandas|categories]

With `pandas`, complaint logs are read as one reads a CSV by pandas: once for all chapters, and nothing is checked.
With `categories`, who wrote the script knew that pandas takes less for repeated words when it is told of them.
Prints, as JSON, the seconds that importing took and those that the chapters took.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from projects import YEAR

if TYPE_CHECKING:
    import pandas as pd


def main() -> None:
    """Run every code cell of every chapter, each chapter with names of its own."""
    out = os.fdopen(os.dup(1), "w")  # the kernel takes the other one for what cells write
    began = time.perf_counter()
    from laporan.engines import warm
    from laporan.engines.internals import kernel as cell_kernel

    if sys.argv[1:]:
        read_logs_by_pandas(sys.argv[1] == "categories")
    imported = time.perf_counter()
    failures: list[str] = []
    loop = cell_kernel.start(warm.KERNEL, lambda _message: None)
    root = Path(os.environ["LAPORAN_ROOT"])
    os.chdir(root / "notebooks")
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        warm.KERNEL.shell.reset()
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                tags = cell["metadata"].get("tags", [])
                source = f'year = {YEAR}\nunit = "pusat"' if "parameters" in tags else "".join(cell["source"])
                reply = loop.run_until_complete(warm.KERNEL.run(source))
                failures += [f"{path.name}: {reply.get('evalue')}"] if reply["status"] == "error" else []
    if failures:
        raise SystemExit("\n".join(failures))
    seconds = {"imports": imported - began, "chapters": time.perf_counter() - imported}
    print(json.dumps(seconds), file=out, flush=True)


def read_logs_by_pandas(categories: bool) -> None:
    """Puts the usual way to read a CSV in the place of ours."""
    load = import_module("laporan.data.load")  # the package has a function of this name
    ours = load.read_once

    def read_once(resource: Any, columns: Any = None, **how: Any) -> Any:
        if resource.dataset != "pengaduan":
            return ours(resource, columns, **how)
        frame = log_by_pandas(resource.path, resource.year, categories)
        return frame if columns is None else frame[list(columns)], []

    vars(load).update(read_once=read_once)


@cache
def log_by_pandas(path: Path, year: int, categories: bool) -> pd.DataFrame:
    """A log under our names, its dates parsed. categories : its repeated words as such"""
    import pandas as pd

    from laporan.data.catalogue import contract_for

    columns = contract_for("pengaduan", year).columns
    dates = [column.header for column in columns if column.kind == "date"]
    words = [column for column in columns if column.kind == "text"]
    kinds: Any = {word.header: "category" if categories and not word.unique else "str" for word in words}
    frame = pd.read_csv(path, dtype=kinds, parse_dates=dates)
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="baris")
    return frame.rename(columns={column.header: column.name for column in columns})


if __name__ == "__main__":
    main()
