"""What a chapter reads is seen, whoever reads it; where it can't be, the chapter runs in every build, which says why."""

from __future__ import annotations

import gzip
import json
import logging
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from laporan.build.chapter_cache import ChapterCache
from laporan.build.fingerprints import Fingerprints
from laporan.build.run_chapter import execute
from laporan.cache.import_graph import ImportGraph, our_packages
from laporan.cache.read_tracking import UNSEEN
from laporan.engines.select import DEFAULT, FORKED, STOCK
from laporan.project.records import Run, Task

from . import torture
from .projects import copy_project, run_laporan

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
FRAME = pd.DataFrame({"n": [6]})
# Code that reads the file `x`, by the name of the file; what is not said to be unseen has to be seen.
SEEN = {
    "a.txt": "open(x).read()",
    "b.txt": "open(os.fsencode(x), 'rb').read()",
    "c.txt": "Path(x).read_bytes()",
    "d.txt": "os.read(os.open(x, os.O_RDONLY), 9)",
    "e.txt": "open(x, 'r+').read()",
    "f.txt": "mmap.mmap(os.open(x, os.O_RDWR), 0)[:1]",
    "g.txt": "np.memmap(x, 'u1')[0]",  # opened for writing too, if one says nothing
    "h.txt": "np.fromfile(x, 'u1')",
    "i.txt": "shutil.copyfile(x, x + '.salinan')",
    "a.csv": "pd.read_csv(x)",
    "b.csv": "pd.read_csv(x, engine='pyarrow')",
    "c.csv": "pd.read_csv(x, engine='python')",
    "d.csv": "np.loadtxt(x, skiprows=1)",
    "a.xml": "pd.read_xml(x)",
    "b.xml": "pd.read_xml(x, parser='etree')",
    "a.dta": "pd.read_stata(x)",
    "e.csv": "pd.read_csv('file://' + str(Path(x).resolve()))",
    "a.json": "pd.read_json(x)",
    "a.xlsx": "pd.read_excel(x)",
    "a.pkl": "pd.read_pickle(x)",
    "a.feather": "pd.read_feather(x)",
    "a.orc": "pd.read_orc(x)",
    "a.npy": "np.load(x)",
    "b.npy": "np.load(x, mmap_mode='r')",
    "a.zip": "pd.read_csv(x)",
    "b.zip": "zipfile.ZipFile(x).namelist()",
    "a.gz": "gzip.open(x).read()",
    "a.png": "Image.open(x).load()",
    "b.png": "plt.imread(x)",
    "a.sqlite": "sqlite3.connect(x).execute('select n from t').fetchall()",
    "b.sqlite": "sqlite3.connect('file:' + x + '?mode=ro', uri=True).execute('select n from t').fetchall()",
}
# What happens while it runs, and what the reason says of it.
HAPPENS = {
    "subprocess": ("subprocess.run([sys.executable, '-c', ''])", "menjalankan program lain (python"),
    "shell": ("%env SHELL=/bin/sh\n!cat ../lain/a.txt", "menjalankan program lain (sh"),
    "os.system": ("_ = os.system('true')", "menjalankan program lain (true"),
    "bash": ("%%bash\ntrue", "menjalankan program lain (bash"),
    "network": ("try:\n    socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError:\n    pass", "jaringan (127.0.0.1)"),
    "ctypes": ("ctypes.CDLL('libc.so.6')", "memanggil pustaka C (libc.so.6)"),
}  # fmt: skip
IMPORTS = (
    "import ctypes, gzip, mmap, os, shutil, socket, sqlite3, subprocess, sys, zipfile\nfrom pathlib import Path\n"
    "import numpy as np, pandas as pd\nfrom matplotlib import pyplot as plt\nfrom PIL import Image"
)


def write_files(folder: Path) -> None:
    folder.mkdir()
    for name in (name for name in SEEN if name.endswith((".txt", ".csv"))):
        (folder / name).write_text("n\n6\n", encoding="utf-8")
    FRAME.to_json(folder / "a.json")
    for name in ("a.xml", "b.xml"):
        FRAME.to_xml(folder / name)
    FRAME.to_stata(folder / "a.dta")
    FRAME.to_excel(folder / "a.xlsx")
    FRAME.to_pickle(folder / "a.pkl")
    FRAME.to_feather(folder / "a.feather")
    FRAME.to_orc(folder / "a.orc")
    for name in ("a", "b"):
        np.save(folder / f"{name}.npy", np.array([6]))
        Image.new("RGB", (1, 1)).save(folder / f"{name}.png")
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
            archive.writestr("x.csv", "n\n6\n")
    for name in ("a", "b"):
        base = sqlite3.connect(folder / f"{name}.sqlite")
        FRAME.to_sql("t", base)
        base.close()
    with gzip.open(folder / "a.gz", "w") as packed:
        packed.write(b"6")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project without chapters, and data of all kinds beside its own."""
    made = copy_project(tmp_path_factory.mktemp("terbaca"), "pkt", years=("2017",))
    write_files(made / "lain")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(made))
        patched.setattr(logging.getLogger("papermill"), "disabled", True)
        patched.delenv("PYTEST_CURRENT_TEST", raising=False)  # ipykernel leaves the descriptors alone where it sees it
        yield made


def run(root: Path, name: str, cells: list[str], engine: str = DEFAULT) -> Run:
    path = root / "notebooks" / f"{name}.ipynb"
    nbformat.write(torture.notebook(["year = 0\nunit = ''", *cells]), path)
    done = execute(Task(name, path, root / "hasil" / f"{name}.ipynb", 2017, "pusat"), str(root), engine)
    assert done.failure is None
    return done


def noted(done: Run) -> list[list[str]]:
    found: list[list[str]] = nbformat.read(done.task.output, as_version=4).metadata["laporan"]["read"]
    return found


ENGINES = [FORKED, STOCK] if DEFAULT == FORKED else [STOCK]


@pytest.fixture(scope="module", params=ENGINES)
def engine_notes(root: Path, request: pytest.FixtureRequest) -> list[list[str]]:
    """What was noted of a chapter that reads with every reader, and does everything that hides its reading."""
    cells = [IMPORTS, *(f"x = '../lain/{name}'\nnihil = {code}" for name, code in SEEN.items())]
    cells += [code for code, _reason in HAPPENS.values()]
    return noted(run(root, f"semua-{request.param}", cells, request.param))


@pytest.mark.parametrize("name", SEEN, ids=[f"{name} {code}" for name, code in SEEN.items()])
def test_a_file_that_is_read_is_noted(engine_notes: list[list[str]], name: str) -> None:
    assert [f"lain/{name}", "bytes"] in [line[:2] for line in engine_notes]


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are those of POSIX")
@pytest.mark.parametrize("reason", [reason for _code, reason in HAPPENS.values()], ids=list(HAPPENS))
def test_what_hides_its_reading_is_noted(engine_notes: list[list[str]], reason: str) -> None:
    assert any(reason in seen for _name, view, seen in engine_notes if view == UNSEEN)


def test_what_a_chapter_made_itself_is_not_what_it_rests_on(engine_notes: list[list[str]]) -> None:
    assert "lain/i.txt.salinan" not in [line[0] for line in engine_notes]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_read_before_the_extension_is_loaded_or_outside_the_project_is_noted(
    root: Path, engine: str, tmp_path: Path
) -> None:
    outside = tmp_path / "luar.csv"
    outside.write_text("n\n6\n", encoding="utf-8")
    read = [line[:2] for line in noted(run(root, f"luar-{engine}", [f"open({str(outside)!r}).read()"], engine))]
    assert [str(outside), "bytes"] in read


UNSEEN_CODE = {
    "import duckdb": ["duckdb"],
    "from polars import read_csv": ["polars"],
    "import pyarrow.dataset as ds": ["pyarrow"],
    "import lxml.etree": ["lxml"],
    "import bantuan_di_sebelah": ["bantuan_di_sebelah"],
    "pd.read_parquet('x')": ["read_parquet"],
    "%time t = pd.read_parquet('x')": ["read_parquet"],
    "getattr(pd, 'read_parquet')('x')": ["read_parquet"],
    "from pandas import read_hdf": ["read_hdf"],
    "pd.read_html('x')": ["read_html"],
    "ImageFont.truetype('x')": ["truetype"],
    "import importlib\nimportlib.import_module('duckdb')": ["duckdb"],
    "__import__(name)": ["modul yang namanya dihitung"],
    "import shelve": ["shelve"],
    "%load_ext sql": ["sql"],
    "from importlib.util import spec_from_file_location": ["spec_from_file_location"],
    "if Path('x').exists():\n    pass": ["exists"],
    "from os.path import getsize": ["getsize"],
    "os.stat('x').st_mtime": ["stat"],
    "dt.date.today()": ["today"],
    "pd.Timestamp.now()": ["now"],
    "base.execute(f\"ATTACH DATABASE '{x}' AS lain\")": ["ATTACH"],
    "from scipy import stats\nstats.norm": [],
    "bingkai['now'] = 'exists'": [],
    "found.now | angka": [],
    "%load_ext autoreload": [],
    "import numpy as np, pandas, seaborn.objects\nfrom matplotlib import pyplot": [],
    "from analysis.counters import results\nfrom laporan.notebook import open_report": [],
    "%%narasi\nimport duckdb": [],
}


@pytest.mark.parametrize(("code", "names"), UNSEEN_CODE.items(), ids=UNSEEN_CODE)
def test_code_that_may_read_past_us(root: Path, code: str, names: list[str]) -> None:
    notebook = {"cells": [{"cell_type": "code", "source": [code]}]}
    assert ImportGraph(our_packages()).unseen_in(notebook) == names


def reasons(done: Run) -> list[str]:
    return ChapterCache(Fingerprints(DEFAULT)).why(done.task)


def kept(done: Run) -> Run:
    cache = ChapterCache(Fingerprints(DEFAULT))
    cache.begins(done.task)
    cache.ended(done)
    return done


def test_no_chapter_of_ours_runs_without_need(root: Path) -> None:
    path = root / "notebooks" / "pkt.ipynb"
    done = kept(execute(Task("pkt", path, root / "hasil/pkt.ipynb", 2017, "pusat"), str(root)))
    assert reasons(done) == []


def test_a_file_of_any_kind_that_changed_runs_its_chapter(root: Path) -> None:
    done = kept(run(root, "basis", ["import sqlite3\nsqlite3.connect('../lain/a.sqlite').execute('select n from t')"]))
    assert reasons(done) == []
    base = sqlite3.connect(root / "lain/a.sqlite")
    base.execute("update t set n = 600")
    base.commit()
    base.close()
    assert reasons(done) == ["lain/a.sqlite berubah"]


def test_a_subject_that_reads_past_us_lets_its_chapters_run_always(root: Path) -> None:
    charts = root / "src/analysis/counters/charts.py"
    before = charts.read_text(encoding="utf-8")
    charts.write_text(before + "\n\ndef late() -> None:\n    import duckdb\n", encoding="utf-8")
    try:
        done = kept(run(root, "pokok", ["%load_ext laporan\nfrom analysis.counters import charts"]))
        assert reasons(done) == ["selalu dijalankan: memakai duckdb, yang dapat membaca berkas tanpa terlihat"]
    finally:
        charts.write_text(before, encoding="utf-8")


@pytest.mark.slow
def test_a_parquet_that_changed_is_in_the_report(root: Path) -> None:
    """The fault that was seen: 6 became 600, and the build published 6."""
    cells = [
        "%load_ext laporan\nimport pandas as pd",
        "banyak = int(pd.read_parquet('../lain/a.parquet').n.sum())",
        "%%narasi\nTercatat {{ banyak }} laporan.",
    ]
    notebook = torture.notebook(["year = 0\nunit = ''", torture.OPENING, *cells], opening="1")
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("# Parket", id="judul"))
    nbformat.write(notebook, root / "notebooks/parket.ipynb")
    tree = "sections:\n  - id: bab\n    title: Bab\n    sections:\n      - {id: parket, notebook: parket}\n"
    (root / "params/struktur.yml").write_text(tree, encoding="utf-8")
    page = root / "outputs/2017/pusat/fakta.json"
    for number in (6, 600):
        pd.DataFrame({"n": [number]}).to_parquet(root / "lain/a.parquet")
        done = run_laporan(root, "build", "2017")
        assert done.returncode == 0, done.stderr
        assert "dijalankan setiap kali: notebooks/parket.ipynb memakai read_parquet" in " ".join(done.stderr.split())
        assert [fact["text"] for fact in json.loads(page.read_text(encoding="utf-8"))["facts"]] == [str(number)]
    plan = run_laporan(root, "build", "2017", "--plan").stdout
    assert "parket: selalu dijalankan: memakai read_parquet, yang dapat membaca berkas tanpa terlihat" in plan
