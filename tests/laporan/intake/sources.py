"""The raw exports that offices sent, where they are found: `RAW_EXPORTS`, or `shared/data/raw-exports` beside us."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from laporan.intake.importing import Imported, ImportRequest, import_source

from ..projects import ROOT

FOLDER = Path(os.environ.get("RAW_EXPORTS") or ROOT.parent / "shared" / "data" / "raw-exports")
# Which map of ours imports which of a source's imports, in the order of its expected.yml.
MAPS = {
    "helpdesk-csv": ("helpdesk",),
    "integritas-parquet": ("integritas",),
    "media-facebook-twitter": ("media-facebook", "media-twitter", "media-pengikut"),
    "ncsis-sqlite": ("ncsis-pengguna", "ncsis-provinsi"),
    "pelatihan-xls": ("pelatihan",),
    "pengaduan-lapor-api": ("pengaduan-lapor-api",),
    "pengaduan-lapor-excel": ("pengaduan-lapor-excel",),
    "pengaduan-wbs-postgresql": ("pengaduan-wbs-sql",),
    "pkt-layar-sentuh": ("pkt-layar-sentuh",),
    "rencana-aksi-excel": ("rencana-aksi",),
    "skm-eskm-excel": ("skm-eskm-excel",),
    "skm-eskm-mariadb": ("skm-eskm-sql",),
    "skm-google-forms": ("skm-google-forms",),
    "skm-microsoft-forms-14": ("skm-microsoft-forms-14",),
    "sop-ods": ("sop",),
}
IMPORTS = [(source, number) for source, maps in MAPS.items() for number in range(len(maps))]
SERVED = {"pengaduan-wbs-postgresql", "skm-eskm-mariadb"}  # by a database


def expected(source: str) -> dict[str, Any]:
    """What its expected.yml says."""
    return dict(YAML(typ="safe").load(FOLDER / source / "expected.yml"))


def imported(source: str, number: int, files: list[str], year: int = 0, map_name: str = "") -> Imported:
    """The result of importing files of a source, by the map of one of its imports."""
    told = expected(source)
    request = ImportRequest(
        [str(FOLDER / source / file) if "/" in file else file for file in files],
        told["imports"][number]["to"],
        Path(map_name or f"{MAPS[source][number]}.yml"),
        year or told["year"],
        "pusat",
        replace=True,
    )
    return import_source(request)


def table(path: Path, without: list[str]) -> list[list[str]]:
    """The rows of a CSV, heads first, sorted below them, without some columns."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    kept = [place for place, title in enumerate(rows[0]) if title not in without]
    chosen = [[row[place] for place in kept] for row in rows]
    return [chosen[0], *sorted(chosen[1:])]


def assert_as_expected(result: Imported, source: str, number: int) -> None:
    """Rows add up, each was left out for its reason, and the canonical table is the expected one."""
    told = expected(source)
    wanted = told["imports"][number]
    rows = wanted["rows"]
    assert result.faults == []
    assert (result.read, result.used, result.canonical) == (rows["read"], rows["used"], rows["canonical"])
    aside = sorted(sorted(str(row.label) for row in found) for found in result.left_out.values())
    assert aside == sorted(sorted(map(str, one["rows"])) for one in rows["left_out"])
    assert result.path
    ignored = told.get("ignore_columns") or wanted.get("ignore_columns") or []
    assert table(result.path, ignored) == table(FOLDER / source / wanted["expected"], ignored)


def texts_below(folder: Path) -> str:
    """All that was written, in one text."""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*") if path.is_file())
