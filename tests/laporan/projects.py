"""Projects of their own for the tests that build: copies of ours, whole or of a few chapters."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TREE = "sections:\n  - id: bab-capaian\n    title: Capaian\n    sections:\n      - {id: pkt, notebook: pkt}\n"
WHOLE_REPORTS = ((2016, "pusat"), (2017, "pusat"), (2018, "pusat"), (2018, "kanreg-10"))


def run_laporan(root: Path, *words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command line on the project at `root`, as a user would call it; `env` comes on top of the environment."""
    program = "from laporan.cli.__main__ import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**os.environ, "LAPORAN_ROOT": str(root), **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def copy_content(root: Path) -> None:
    """What makes a folder a project: `laporan.toml` and the subjects."""
    shutil.copy(ROOT / "laporan.toml", root)
    shutil.copytree(ROOT / "src/analysis", root / "src/analysis", ignore=shutil.ignore_patterns("__pycache__"))


def copy_project(root: Path, *notebooks: str, years: tuple[str, ...] = ("2016", "2017", "2018")) -> Path:
    """Parameters, data and notebooks as a project of their own: all, or those of the chapters that are named,
    under that name."""
    shutil.copytree(ROOT / "params", root / "params")
    copy_content(root)
    for year in years:
        shutil.copytree(ROOT / "data" / "raw" / year, root / "data" / "raw" / year)
    for folder in ("geo", "published"):
        shutil.copytree(ROOT / "data" / folder, root / "data" / folder)
    (root / "notebooks").mkdir()
    for path in [chapter_file(name) for name in notebooks] or (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, root / "notebooks" / (f"{chapter_name(path)}.ipynb" if notebooks else path.name))
    return root


def chapter_file(name: str) -> Path:
    """The notebook of a chapter; its file's name begins with its place in the report."""
    (found,) = (path for path in (ROOT / "notebooks").glob("*.ipynb") if chapter_name(path) == name)
    return found


def chapter_name(path: Path) -> str:
    """'pkt' of '230-pkt.ipynb'."""
    return path.stem.partition("-")[2]
