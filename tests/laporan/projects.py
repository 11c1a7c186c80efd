"""Projects of their own for the tests that build: copies of ours, whole or of a few chapters."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from .commands import ROOT_NAME, Completed, run_command

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "datapackage.json"
TREE = "sections:\n  - id: bab-capaian\n    title: Capaian\n    sections:\n      - {id: pkt, notebook: pkt}\n"
WHOLE_REPORTS = ((2016, "pusat"), (2017, "pusat"), (2018, "pusat"), (2018, "kanreg-10"))


SIGNER = "Siti Rahayu Ningsih"
FINAL_PARAMS = f"""cover:
  title: Laporan Tahunan
  agency: Kantor Uji
  place: Bandung
  date: "2018-03-01"
  office: Kepala Kantor Uji
  name: {SIGNER}
satisfaction:
  rule: permenpan-14-2017
  unit_surveyed: Kantor Uji
  design: {{population: {{value: 600, official: true, source: Daftar pengguna 2017}}}}
integrity: {{dimensions: [Satu, Dua], items_per_dimension: 1}}
complaints:
  limit_working_days: {{value: 15, official: true, source: Keputusan Kepala (uji)}}
  letter_after_days: {{value: 5, official: true, source: Keputusan Kepala (uji)}}
"""


def run_laporan(root: Path, *words: str, env: dict[str, str] | None = None) -> Completed:
    """The command line on the project at `root`, as a user would call it; `env` comes on top of the environment."""
    return run_command(words, {**os.environ, ROOT_NAME: str(root), **(env or {})}, Path.cwd())


def copy_content(root: Path) -> None:
    """What makes a folder a project: `laporan.toml` and the subjects."""
    shutil.copy(ROOT / "laporan.toml", root)
    shutil.copytree(ROOT / "src/analysis", root / "src/analysis", ignore=shutil.ignore_patterns("__pycache__"))


def copy_project(
    root: Path, *notebooks: str, years: tuple[str, ...] = ("2016", "2017", "2018"), datasets: Collection[str] = ()
) -> Path:
    """Parameters, data and notebooks as a project of their own: all, or those of the chapters that are named,
    under that name; all data of the years, or the datasets that are named: less to be checked by each build."""
    shutil.copytree(ROOT / "params", root / "params")
    copy_content(root)
    for year in years:
        if datasets:
            bring_datasets(root, year, datasets)
        else:
            shutil.copytree(ROOT / "data" / "raw" / year, root / "data" / "raw" / year)
    for folder in ("geo", "published"):
        shutil.copytree(ROOT / "data" / folder, root / "data" / folder)
    (root / "notebooks").mkdir()
    for path in [chapter_file(name) for name in notebooks] or (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, root / "notebooks" / (f"{chapter_name(path)}.ipynb" if notebooks else path.name))
    return root


def bring_datasets(root: Path, year: str, names: Collection[str]) -> None:
    """Some of a year's data, of all offices, beside what of it is there."""
    ours, theirs = (place / "data" / "raw" / year for place in (ROOT, root))
    theirs.mkdir(parents=True, exist_ok=True)
    package = json.loads((ours / PACKAGE).read_text(encoding="utf-8"))
    brought = [one for one in package["resources"] if one["dataset"] in names or (theirs / one["path"]).exists()]
    for one in brought:
        if not (theirs / one["path"]).exists():
            (theirs / one["path"]).parent.mkdir(exist_ok=True)
            shutil.copy(ours / one["path"], theirs / one["path"])
    (theirs / PACKAGE).write_text(json.dumps(package | {"resources": brought}), encoding="utf-8")


def emptied(folder: Path) -> Iterator[Path]:
    """For a fixture: a folder of a shared project that is not there before and after each test."""
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def chapter_file(name: str) -> Path:
    """The notebook of a chapter; its file's name begins with its place in the report."""
    (found,) = (path for path in (ROOT / "notebooks").glob("*.ipynb") if chapter_name(path) == name)
    return found


def chapter_name(path: Path) -> str:
    """'pkt' of '230-pkt.ipynb'."""
    return path.stem.partition("-")[2]


def final_project(root: Path) -> Path:
    """One chapter, whose only data is the office's own, and everything else as it must be to be signed."""
    copy_project(root, "pkt", years=("2017",), datasets={"pkt"})
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    (root / "params" / "2017.yml").write_text(FINAL_PARAMS, encoding="utf-8")
    edit_package(root, kind="primary")
    return root


def edit_package(root: Path, **changed: Any) -> None:
    """The counters' survey as the year's only data."""
    place = root / "data" / "raw" / "2017" / "datapackage.json"
    package = json.loads(place.read_text(encoding="utf-8"))
    package["resources"] = [one | changed for one in package["resources"] if one["dataset"] == "pkt"]
    place.write_text(json.dumps(package), encoding="utf-8")


def edit_params(root: Path, old: str, new: str) -> None:
    place = root / "params" / "2017.yml"
    told = place.read_text(encoding="utf-8")
    assert old in told
    place.write_text(told.replace(old, new), encoding="utf-8")
