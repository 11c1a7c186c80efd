"""What stays at home leaves with no frame that an author shows, and with nothing that a cell only prints."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pyarrow.parquet as pq
import pytest

from laporan.core.errors import DisclosureError
from laporan.data.load import load
from laporan.facts.lineage import source_of
from laporan.notebook.at_home import shown_of

from .projects import TREE, copy_project, run_laporan

pytestmark = pytest.mark.hostile("person")


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    return load(2017, "pusat", "pengaduan")


@pytest.fixture(scope="module")
def survey() -> pd.DataFrame:
    return load(2017, "pusat", "skm")


SHOWN: dict[str, tuple[Callable[[pd.DataFrame], pd.DataFrame], set[str], str]] = {
    "rows as they are": (lambda log: log.head(3), {"number", "topic"}, "nomor, topik"),
    "some of the columns": (lambda log: log[["received", "topic"]], {"topic"}, "topik"),
    "columns of other names": (lambda log: log.rename(columns={"topic": "Pokok"})[["Pokok", "status"]], {"Pokok"}, "Pokok"),
    "words made of them": (lambda log: log[["status"]].assign(x=log["topic"].astype(str).str.upper()), {"x"}, "x"),
    "rows that forgot their numbers": (lambda log: log.reset_index(drop=True)[["topic", "channel"]], {"topic"}, "topik"),
    "nothing that stays": (lambda log: log[["channel", "office", "received"]], set(), ""),
}  # fmt: skip


@pytest.mark.parametrize(("take", "dropped", "told"), SHOWN.values(), ids=SHOWN)
def test_words_that_stay_at_home_are_left_out_and_the_reader_is_told(
    log: pd.DataFrame, take: Callable[[pd.DataFrame], pd.DataFrame], dropped: set[str], told: str
) -> None:
    frame = take(log)
    shown, missing = shown_of(frame)
    assert set(frame.columns) - set(shown.columns) == dropped
    assert (missing.startswith(f"Kolom yang tidak ikut keluar: {told} (")) if told else ("Kolom" not in missing)


def test_groups_by_words_that_stay_at_home_are_refused(log: pd.DataFrame) -> None:
    grouped = log.groupby("topic", observed=True)[["received"]].count()
    with pytest.raises(DisclosureError, match="topic"):
        shown_of(grouped, frozenset({source_of(log)}))


PERSONS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "rows": lambda survey: survey.head(),
    "one answer of each": lambda survey: survey[["U1"]],
    "small groups": lambda survey: survey.groupby(["gender", "age", "education"], observed=True)[["U1"]].count(),
}


@pytest.mark.parametrize("take", PERSONS.values(), ids=PERSONS)
def test_rows_of_persons_and_few_of_them_are_refused(
    survey: pd.DataFrame, take: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    with pytest.raises(DisclosureError):
        shown_of(take(survey), frozenset({source_of(survey)}))


def test_large_groups_of_persons_and_frames_of_no_file_are_shown(survey: pd.DataFrame) -> None:
    counts = survey.groupby("gender", observed=True)[["U1"]].count()
    for frame in (counts, pd.DataFrame({"topic": ["a"]})):
        shown, missing = shown_of(frame)
        assert (shown.equals(frame), missing) == (True, "")


LABELLED = """#| label: tbl-baris
#| tbl-cap: Baris pertama
log[["status", "topic"]].head(2)"""
CELLS = ("log = report.load('pengaduan')\nlog.head()", "print(log.topic.iloc[0])", LABELLED)


CONTRACT = '            Column("topic", "topik", example="Kenaikan pangkat"),\n'
REPORTER = '            Column("reporter", "pelapor", personal=True, optional=True),\n'


def spoil(root: Path) -> None:
    """A name in free words, and a column of names that the contract calls personal."""
    contract = root / "src/analysis/complaints/contract.py"
    said = contract.read_text(encoding="utf-8")
    assert CONTRACT in said
    contract.write_text(said.replace(CONTRACT, CONTRACT + REPORTER), encoding="utf-8")
    for year in (2016, 2017):
        data = root / f"data/raw/{year}/pengaduan.csv"
        head, first, *rest = data.read_text(encoding="utf-8").splitlines()
        first = first.replace("Pengadaan CPNS", "Siti Aminah mengadu")
        lines = [f"{head},pelapor", f"{first},Budi Santosa", *(f"{line}," for line in rest), ""]
        data.write_text("\n".join(lines), encoding="utf-8")


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All files below a folder, and those in archives."""
    for file in (file for file in folder.rglob("*") if file.is_file()):
        yield str(file), file.read_bytes()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                yield from ((f"{file}: {name}", archive.read(name)) for name in archive.namelist())


@pytest.mark.slow
def test_a_built_report_shows_none_of_it(tmp_path: Path) -> None:
    root = copy_project(tmp_path, "pkt", years=("2016", "2017"), datasets={"pkt", "pengaduan"})
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    spoil(root)
    path = root / "notebooks" / "pkt.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in CELLS]
    nbformat.write(notebook, path)
    run = run_laporan(root, "build", "2017", "--bundle")
    assert run.returncode == 0, run.stderr
    folder = root / "outputs/2017/pusat"
    for name, content in contents(folder):
        assert b"Siti Aminah" not in content, name
        assert b"Santosa" not in content, name
    for table in root.rglob("*.parquet"):
        assert "reporter" not in pq.read_schema(table).names
    executed = json.loads((folder / "notebooks/pkt.ipynb").read_text(encoding="utf-8"))
    printed, shown = (cell["outputs"] for cell in executed["cells"][-2:])
    assert (printed, len(shown)) == ([], 1)
    assert "Kolom yang tidak ikut keluar: topik (" in "".join(shown[0]["data"]["text/html"])
    assert run_laporan(root, "gate", "2017").returncode == 0
    (folder / "data" / "catatan.csv").write_text("nama\nbudi santosa\n", encoding="utf-8")
    found = run_laporan(root, "gate", "2017", "--json")
    assert found.returncode == 1
    assert "kolom pelapor" in found.stdout
    assert "antosa" not in found.stdout
    shutil.rmtree(root)
