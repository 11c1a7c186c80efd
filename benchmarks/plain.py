"""The code of all chapters as one plain script: one process, one core, no kernel, nothing written.

Prints, as JSON, the seconds that importing took and those that the chapters took.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from projects import YEAR


def main() -> None:
    """Run every code cell of every chapter, each chapter with names of its own."""
    out = os.fdopen(os.dup(1), "w")  # the kernel takes the other one for what cells write
    began = time.perf_counter()
    from laporan.engines import cell_kernel, warm

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


if __name__ == "__main__":
    main()
