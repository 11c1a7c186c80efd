"""`laporan.toml` makes a folder a project: found from below, read strictly, and asked for where it is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from laporan.cache.environment import distributions, environment
from laporan.core import paths
from laporan.core.errors import ParameterError, ProjectError


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LAPORAN_ROOT", raising=False)
    (tmp_path / "laporan.toml").write_text('content = "isi/lembaga"\noutputs = "hasil"\n', encoding="utf-8")
    (tmp_path / "notebooks" / "bab").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "bab")
    return tmp_path.resolve()


def test_it_is_found_from_any_folder_below(project: Path) -> None:
    assert paths.root() == project
    assert paths.outputs() == project / "hasil"
    assert paths.raw_data(2017) == project / "data" / "raw" / "2017"
    assert paths.content() == project / "isi" / "lembaga"


def test_the_content_package_can_be_imported(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert paths.content_package() == "lembaga"
    assert sys.path[0] == str(project / "isi")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('conten = "src/x"', "kunci “conten” tidak dikenal; yang terdekat “content”"),
        ("content = 3", r"content: harus berupa teks \(tertulis 3\)"),
        ("", "content: wajib diisi"),
        ("content = ", "laporan.toml"),
        ("content = " + "[" * 50_000, "laporan.toml"),
        ('content = "a"\ncontent = "b"', "laporan.toml"),
        ('content = "\x07"', "laporan.toml"),
        ('content = "isi"\ncell_seconds = 1.5', "cell_seconds"),
        ('content = "isi"\ncell_seconds = -1', "cell_seconds"),
    ],
    ids=["unknown", "ill-typed", "missing", "no TOML", "deep", "doubled", "control", "half a second", "no time"],
)
def test_a_faulty_one_is_refused_by_key(project: Path, text: str, message: str) -> None:
    (project / "laporan.toml").write_text(text, encoding="utf-8")
    paths._layout.cache_clear()
    with pytest.raises(ParameterError, match=message):
        paths.layout()


def test_outside_a_project_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAPORAN_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProjectError, match="laporan new project NAMA"):
        paths.root()
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    with pytest.raises(ProjectError, match=r"laporan\.toml tidak ada di sana"):
        paths.layout()


def test_the_environment_is_what_is_installed(tmp_path: Path) -> None:
    for name in ("pandas-3.0.1.dist-info", "Ruamel_YAML-0.18.egg-info", "pandas", "catatan.txt"):
        (tmp_path / name).mkdir()
    (other := tmp_path / "lain" / "pandas-2.2.0.dist-info").mkdir(parents=True)
    assert distributions([str(tmp_path), str(other.parent), str(tmp_path / "tiada")]) == {
        "pandas": "3.0.1",
        "ruamel-yaml": "0.18",
    }
    assert environment()["pandas"]
    assert environment()["python"].startswith("3.")
