"""Copies of the project to measure on: of its code too, so that a chapter, a dataset and a helper can be changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("data", "notebooks", "params", "src", "benchmarks")
YEAR, JOBS = 2017, 2
RUN = "import sys; from laporan.cli.__main__ import main; sys.exit(main())"
RUN_AND_TELL = """
import resource
from laporan.cli.__main__ import main
try:
    main()
finally:
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(own.ru_utime + own.ru_stime)
"""


@dataclass(frozen=True)
class Copy:
    """The project in a folder of its own, with a Python that imports its code."""

    root: Path

    @property
    def python(self) -> str:
        return str(self.root / ".venv" / "bin" / "python")

    @property
    def environment(self) -> dict[str, str]:
        jupyter = str(Path(sys.prefix) / "share" / "jupyter")  # nbconvert's templates are there
        return {"LAPORAN_ROOT": str(self.root), "PYTHONPATH": "", "JUPYTER_PATH": jupyter}

    def laporan(self, *words: str) -> list[str]:
        """The command line, as a user would call it."""
        return [self.python, "-c", RUN, *words]

    def build(self, *words: str) -> list[str]:
        return self.laporan("build", str(YEAR), "--jobs", str(JOBS), *words)

    def build_and_tell(self, *words: str) -> list[str]:
        """As `build`; its last line says the CPU seconds of the command without the processes that it started."""
        return [self.python, "-c", RUN_AND_TELL, "build", str(YEAR), "--jobs", str(JOBS), *words]

    def script(self, name: str, *words: str) -> list[str]:
        """One of the scripts beside this one."""
        return [self.python, str(self.root / "benchmarks" / f"{name}.py"), *words]

    def append(self, file: str, text: str) -> None:
        path = self.root / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def edit_chapter(self, name: str) -> None:
        (path,) = (self.root / "notebooks").glob(f"*-{name}.ipynb")
        content = json.loads(path.read_text(encoding="utf-8"))
        content["cells"][3]["source"].append("\n# diubah")
        path.write_text(json.dumps(content), encoding="utf-8")

    def forget(self) -> None:
        """Nothing is remembered of earlier builds."""
        shutil.rmtree(self.root / ".cache", ignore_errors=True)

    def add_units(self, names: list[str]) -> None:
        """Offices with the main unit's data, each with files of its own: an empty line more than the one before."""
        lines = [f"  {name}: {{name: Kantor {name}, short: {name}, place: Jakarta}}\n" for name in names]
        self.append("params/units.yml", "".join(lines))
        for year in (YEAR - 1, YEAR):
            folder = self.root / "data" / "raw" / str(year)
            package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
            entries = [entry for entry in package["resources"] if entry["unit"] == "pusat"]
            for blank, name in enumerate(names, 1):
                package["resources"] += [_of_unit(entry, name, folder, b"\n" * blank) for entry in entries]
            (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def _of_unit(entry: dict[str, Any], name: str, folder: Path, more: bytes) -> dict[str, Any]:
    path = Path(name, entry["path"])
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    content = (folder / entry["path"]).read_bytes()
    (folder / path).write_bytes(content + more if path.suffix == ".csv" else content)
    return {**entry, "unit": name, "name": f"{name}.{entry['name']}", "path": path.as_posix()}


def make_copy(root: Path) -> Copy:
    """The project's files at `root`, compiled; its packages come from the Python that runs this."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("laporan.toml", "requirements.lock"):
        shutil.copy(ROOT / name, root)
    venv.create(root / ".venv", symlinks=True)
    (packages,) = (root / ".venv").glob("lib/python*/site-packages")
    ours = [path for path in sys.path if path.endswith("site-packages")]
    # Plain folders: the hook by which the project is installed would bring the original's code back.
    (packages / "salinan.pth").write_text("\n".join([str(root / "src"), *ours]), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(root / "src")], check=True, env=environment)
    return Copy(root)
