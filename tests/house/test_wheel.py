"""What others install: a wheel with `laporan` and `audit`, at work in an environment that never saw our sources."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release would be."""
    folder = tmp_path_factory.mktemp("roda")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a fresh environment's commands. It has the wheel; what the wheel needs is lent by ours, by a
    path alone, so that our editable install (a `.pth` there) is not followed."""
    venv = tmp_path_factory.mktemp("lingkungan")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = venv / SCRIPTS / "python"
    install = ["install", "--no-deps", "--no-index", "--quiet", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *install], check=True)
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
    (Path(own) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return venv / SCRIPTS


def run(folder: Path, *words: str | Path) -> str:
    """A command in a folder, which knows nothing of where the tests are. Returns what it printed."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder)}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_carries_the_library_and_the_auditor_and_not_the_agency(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"audit", "laporan"}


def test_a_new_project_is_built_there(elsewhere: Path, tmp_path: Path) -> None:
    run(tmp_path, elsewhere / "laporan", "new", "project", "klinik", "--year", "2025")
    project = tmp_path / "klinik"
    assert "0 tidak tercatat" in " ".join(run(project, elsewhere / "laporan", "build", "2025").split())
    for name in ("laporan.html", "laporan.pdf", "laporan.docx", "tabel.xlsx", "data/datapackage.json"):
        assert (project / "outputs" / "2025" / "pusat" / name).stat().st_size, name
    assert "tidak ada yang berubah" in run(project, elsewhere / "laporan", "build", "2025")


def test_it_runs_from_its_own_files(elsewhere: Path, tmp_path: Path) -> None:
    asked = "import importlib.util, laporan; print(laporan.__file__, importlib.util.find_spec('analysis'))"
    file, spec = run(tmp_path, elsewhere / "python", "-c", asked).split()
    assert Path(file).is_relative_to(elsewhere.parent)
    assert spec == "None"


def test_the_auditor_knows_its_laws_there(elsewhere: Path, tmp_path: Path) -> None:
    asked = "from audit.known_laws import known_laws; print(len(known_laws()))"
    assert int(run(tmp_path, elsewhere / "python", "-c", asked)) >= 43
    (tmp_path / "laporan.txt").write_text("Dari 100 laporan, 60 selesai dan 50 belum.\n", encoding="utf-8")
    shown = subprocess.run([elsewhere / "laporan", "audit", "laporan.txt"], cwd=tmp_path, capture_output=True, text=True, check=False)  # fmt: skip
    assert shown.returncode in (0, 1)
    assert "Traceback" not in shown.stderr
