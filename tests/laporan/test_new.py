"""`laporan new`: what it writes works as it stands, and nothing that is there is overwritten."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.notebook.options import cell_options
from laporan.project.yaml import read_yaml
from laporan.scaffold.additions import new_chapter
from laporan.scaffold.write import new_project, new_subject, notebook_text, subject_files
from tests.house.test_docstrings import faults
from tests.house.test_names import homes_of_classes

from .commands import run_outside
from .projects import ROOT, TREE, copy_project, run_laporan


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project of another organisation, built."""
    folder = tmp_path_factory.mktemp("baru") / "klinik-contoh"
    run = run_laporan(folder, "new", "project", str(folder), "--title", "Klinik Contoh", "--year", "2025")
    assert run.returncode == 0, run.stderr
    built = run_laporan(folder, "build", "2025")
    assert built.returncode == 0, built.stderr
    return folder


def test_a_new_project_is_built_whole_and_every_number_is_recorded(clinic: Path) -> None:
    folder = clinic / "outputs" / "2025" / "pusat"
    names = {path.name for path in folder.iterdir()}
    assert names >= {"laporan.html", "laporan.pdf", "laporan.docx", "tabel.xlsx", "fakta.json", "manifest.json", "data"}
    page = (folder / "laporan.html").read_text(encoding="utf-8")
    assert "Klinik Contoh" in page
    assert "sintetis" in page
    facts = {one["id"]: one for one in json.loads((folder / "fakta.json").read_text(encoding="utf-8"))["facts"]}
    (shown,) = read_yaml(clinic / "params" / "portal.yml")["indicators"]
    portal = (clinic / "outputs" / "index.html").read_text(encoding="utf-8")
    assert f">{facts[shown['value']]['text']}</span>" in portal


@pytest.mark.parametrize("words", [("lint",), ("check", "2025"), ("verify", "2025"), ("cache",)], ids=lambda w: w[0])
def test_the_other_commands_find_nothing_wrong_with_it(clinic: Path, words: tuple[str, ...]) -> None:
    run = run_laporan(clinic, *words)
    assert run.returncode == 0, run.stdout + run.stderr


def test_its_own_tests_pass(clinic: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=clinic, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout


def test_it_grows_by_a_subject_a_chapter_a_unit_and_a_year(clinic: Path, tmp_path: Path) -> None:
    root = tmp_path / "klinik_contoh"
    shutil.copytree(clinic, root)
    for words in (
        ("subject", "obat", "--title", "Pelayanan obat"),
        ("chapter", "obat", "--title", "Pelayanan obat", "--subject", "obat"),
        ("chapter", "penutup", "--after", "obat"),
        ("unit", "pustu-1", "--name", "Puskesmas Pembantu 1", "--place", "Contoh"),
        ("year", "2026"),
    ):
        run = run_laporan(root, "new", *words)
        assert run.returncode == 0, (words, run.stdout + run.stderr)
    for unit in ("pusat", "pustu-1"):
        assert run_laporan(root, "sample", "2026", "--unit", unit).returncode == 0
    run = run_laporan(root, "build", "2026", "--units", "all")
    assert run.returncode == 0, run.stderr
    listed = [path.name for path in sorted((root / "outputs/2026/pustu-1/notebooks").iterdir())]
    assert listed == ["105-kunjungan.ipynb", "110-obat.ipynb", "115-penutup.ipynb"]
    assert "# Offices that may have a report" in (root / "params" / "units.yml").read_text(encoding="utf-8")


def test_a_chapter_says_which_data_it_waits_for_and_begins_as_those_of_its_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_project(tmp_path / "p", "pkt", years=("2018",))
    (root / "params/struktur.yml").write_text(TREE, encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    new_subject("parkir", "Parkir", "parkir")
    told = run_laporan(root, "new", "chapter", "parkir", "--subject", "parkir").stdout
    assert "data “parkir” belum ada untuk 2018: buat data buatan dengan laporan sample 2018" in told
    assert "laporan sample" not in run_laporan(root, "new", "chapter", "lain").stdout
    for name in ("parkir", "lain"):
        assert "%load_ext analysis" in (root / f"notebooks/{name}.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("parkir", "Parkir"),
        ("konsultasi_kepegawaian_daerah", "Konsultasi"),
        ("loket", 'Loket "Satu Atap"'),
        ("arsip", r"Arsip \ Jum'at"),
    ],
    ids=["short", "a long name", "a title with quotation marks", "a title with a backslash"],
)
def test_a_subject_is_written_in_the_style_of_ours(tmp_path: Path, name: str, title: str) -> None:
    for path, text in subject_files(name, title, name.replace("_", "-")).items():
        (tmp_path / path.name).write_text(text, encoding="utf-8")
        assert list(faults(text)) == []
    for words in (("check",), ("format", "--check")):
        command = [sys.executable, "-m", "ruff", *words, "--no-cache", "--config", ROOT / "pyproject.toml", tmp_path]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    declared = (tmp_path / "contract.py").read_text(encoding="utf-8")
    titles = [
        ast.literal_eval(one.value) for one in ast.walk(ast.parse(declared)) if getattr(one, "arg", "") == "title"
    ]
    assert titles == [f"{title} menurut bulan dan layanan"]


def test_two_fresh_subjects_have_no_class_of_one_name(tmp_path: Path) -> None:
    for name in ("parkir", "loket"):
        (tmp_path / name).mkdir()
        for path, text in subject_files(name, name.capitalize(), name).items():
            (tmp_path / name / path.name).write_text(text, encoding="utf-8")
    homes = homes_of_classes(tmp_path)
    assert len(homes) == 4
    assert [name for name, places in homes.items() if len(places) > 1] == []


@pytest.mark.parametrize("title", ['Loket "Satu Atap"', r"Arsip \ Jum'at"], ids=["quotation marks", "a backslash"])
def test_a_chapter_prints_its_title_as_it_was_given(title: str) -> None:
    names = {"section": "loket", "subject": "loket", "package": "analysis", "year": 2017}
    sources = [cell.source for cell in nbformat.reads(notebook_text("subject", title=title, **names), 4).cells]
    assert sources[0] == f"# {title}"
    (caption,) = [options["tbl-cap"] for options in map(cell_options, sources) if "tbl-cap" in options]
    assert caption.partition(" menurut")[0] == title


@pytest.mark.parametrize("title", ["{{ year }}", "Dua\nbaris", " "], ids=["braces", "two lines", "nothing"])
@pytest.mark.parametrize("what", ["subject", "chapter", "project"])
def test_a_title_that_no_page_could_print_is_refused(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, title: str
) -> None:
    monkeypatch.setenv(paths.ROOT, str(clinic))
    write = {
        "subject": lambda: new_subject("loket", title, "loket"),
        "chapter": lambda: new_chapter("loket", title),
        "project": lambda: new_project(tmp_path / "baru", title, 2025),
    }
    with pytest.raises(ParameterError, match="judul"):
        write[what]()
    assert not list(clinic.rglob("*loket*"))
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_it_grows_ours_too(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "bkn")
    before = (root / "params" / "struktur.yml").read_text(encoding="utf-8")
    assert run_laporan(root, "new", "subject", "parkir", "--title", "Parkir").returncode == 0
    run = run_laporan(root, "new", "chapter", "parkir", "--subject", "parkir", "--after", "pkt")
    assert run.returncode == 0, run.stderr
    after = (root / "params" / "struktur.yml").read_text(encoding="utf-8")
    (added,) = set(after.splitlines()) - set(before.splitlines())
    assert added.strip() == "- {id: parkir, notebook: 231-parkir}"
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    shutil.rmtree(root / "data" / "raw" / "2018")
    for words in (("year", "2019"), ("unit", "kanreg-12", "--name", "Kantor Regional XII BKN", "--place", "Pekanbaru")):
        assert run_laporan(root, "new", *words).returncode == 0
    units = (root / "params" / "units.yml").read_text(encoding="utf-8")
    assert units.startswith((ROOT / "params" / "units.yml").read_text(encoding="utf-8"))
    assert run_laporan(root, "sample", "2019").returncode == 0
    run = run_laporan(root, "check", "2019")
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("subject", "kunjungan"), "sudah ada"),
        (("subject", "Dua Kata"), "huruf kecil"),
        (("subject", "class"), "huruf kecil"),
        (("chapter", "kunjungan"), "sudah ada"),
        (("chapter", "../luar"), "tanda hubung"),
        (("chapter", "baru", "--after", "tiada"), "tidak ada; yang ada"),
        (("chapter", "baru", "--subject", "tiada"), "laporan new subject tiada"),
        (("unit", "pusat", "--name", "x", "--place", "y"), "sudah ada"),
        (("unit", "..", "--name", "x", "--place", "y"), "tanda hubung"),
        (("year", "2025"), "sudah ada"),
    ],
    ids=" ".join,
)
def test_nothing_is_overwritten_and_no_name_is_a_path(clinic: Path, words: tuple[str, ...], message: str) -> None:
    before = sorted(path for path in clinic.rglob("*") if "__pycache__" not in path.parts)
    run = run_laporan(clinic, "new", *words)
    assert run.returncode == 1
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert sorted(path for path in clinic.rglob("*") if "__pycache__" not in path.parts) == before


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "penting.txt").write_text("isi", encoding="utf-8")
    run = run_laporan(tmp_path, "new", "project", str(tmp_path))
    assert run.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["penting.txt"]


@pytest.mark.parametrize(
    "words",
    [("build", "2017"), ("check", "2017"), ("lint",), ("trace", "2017", "x"), ("diff", "2016", "2017"), ("lab",),
     ("sample", "2017"), ("verify", "2017"), ("quarto", "2017"), ("cache",), ("new", "year", "2019"),
     ("new", "subject", "x"), ("ikm", "x.csv"), ("tiada",)],
    ids=lambda words: words[0],
)  # fmt: skip
def test_outside_a_project_a_command_says_so_in_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    (outside := tmp_path / "luar").mkdir()
    run = run_outside(outside, words)
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1
    assert "bukan folder proyek" in run.stderr
    assert list(outside.iterdir()) == []
