"""Paths with a drive and backslashes, where they are parsed and where they are printed."""

from __future__ import annotations

import ntpath
import posixpath
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from types import ModuleType

import pytest

from laporan.build.dask.worker import Place
from laporan.cache.read_scope import is_followed
from laporan.core.errors import ReportError
from laporan.core.paths import named
from laporan.engines.executed import CELL_FILE, without_root
from laporan.facts.ledger import open_side

APART = (".", "laporan.toml/", "src/analysis/", "outputs/", "tests/")
WINDOWS, POSIX = "C:\\Data\\Sri Wahyuni\\Laporan", "/srv/sri/Laporan"


@pytest.mark.parametrize(
    ("path", "top", "expected"),
    [
        pytest.param(PureWindowsPath(WINDOWS, "data/raw/2017/skm.csv"), WINDOWS, "data/raw/2017/skm.csv", id="below"),
        pytest.param(PureWindowsPath("c:/data/sri wahyuni/laporan/A/b.csv"), WINDOWS, "A/b.csv", id="another-case"),
        pytest.param(PureWindowsPath("D:\\Data\\Sri Wahyuni\\Laporan\\b.csv"), WINDOWS, "b.csv", id="another-drive"),
        pytest.param(PureWindowsPath("\\\\server\\bagi\\b.csv"), WINDOWS, "b.csv", id="network"),
        pytest.param(PureWindowsPath("\\\\server\\bagi\\a\\b.csv"), "\\\\server\\bagi", "a/b.csv", id="on-a-share"),
        pytest.param(PureWindowsPath("C:\\LaporanLain\\b.csv"), "C:\\Laporan", "b.csv", id="begins-alike"),
        pytest.param(PurePosixPath(POSIX, "data/a\\b.csv"), POSIX, "data/a\\b.csv", id="backslash-in-a-posix-name"),
    ],
)
def test_what_messages_and_provenance_call_a_file(path: PurePath, top: str, expected: str) -> None:
    assert named(path, type(path)(top)) == expected


@pytest.mark.parametrize(
    ("name", "root", "system", "expected"),
    [
        pytest.param(f"{WINDOWS}\\data\\raw\\2017\\skm.csv", WINDOWS, ntpath, True, id="data"),
        pytest.param("c:\\data\\SRI WAHYUNI\\laporan\\data\\skm.csv", WINDOWS, ntpath, True, id="data-in-another-case"),
        pytest.param(f"{WINDOWS}\\params", WINDOWS, ntpath, True, id="folder"),
        pytest.param(f"{WINDOWS}\\outputs\\2017\\x.json", WINDOWS, ntpath, False, id="made-by-us"),
        pytest.param(f"{WINDOWS}\\OUTPUTS\\2017\\x.json", WINDOWS, ntpath, False, id="made-by-us-in-another-case"),
        pytest.param(f"{WINDOWS}\\outputs", WINDOWS, ntpath, False, id="its-folder"),
        pytest.param(f"{WINDOWS}\\outputs-lama\\x.json", WINDOWS, ntpath, True, id="begins-alike"),
        pytest.param(f"{WINDOWS}\\src\\analysis\\sop.py", WINDOWS, ntpath, False, id="code"),
        pytest.param(f"{WINDOWS}\\laporan.toml", WINDOWS, ntpath, False, id="project-file"),
        pytest.param(f"{WINDOWS}\\.cache\\x", WINDOWS, ntpath, False, id="hidden"),
        pytest.param(f"{WINDOWS}Lain\\data\\x.csv", WINDOWS, ntpath, False, id="another-project"),
        pytest.param("D:\\data\\x.csv", WINDOWS, ntpath, False, id="another-drive"),
        pytest.param("D:\\data\\x.csv", "D:\\", ntpath, True, id="a-drive-is-the-project"),
        pytest.param(f"{POSIX}/data/skm.csv", POSIX, posixpath, True, id="posix-data"),
        pytest.param(f"{POSIX}/OUTPUTS/x.json", POSIX, posixpath, True, id="posix-case-counts"),
        pytest.param(f"{POSIX}/outputs/x.json", POSIX, posixpath, False, id="posix-made-by-us"),
        pytest.param("/data/x.csv", "/", posixpath, True, id="posix-root-is-the-project"),
    ],
)
def test_which_files_a_chapter_follows(name: str, root: str, system: ModuleType, expected: bool) -> None:
    assert is_followed(name, root, APART, system) is expected


@pytest.mark.parametrize(
    ("text", "root", "expected"),
    [
        pytest.param(f"{WINDOWS}\\data\\x.csv", PureWindowsPath(WINDOWS), "data\\x.csv", id="printed"),
        pytest.param(repr(f"{WINDOWS}\\data"), PureWindowsPath(WINDOWS), "'data'", id="repr"),
        pytest.param(PureWindowsPath(WINDOWS, "a/b").as_posix(), PureWindowsPath(WINDOWS), "a/b", id="forward"),
        pytest.param("D:\\data", PureWindowsPath("D:\\"), "data", id="drive"),
        pytest.param(f"{WINDOWS}Lain\\x", PureWindowsPath(WINDOWS), f"{WINDOWS}Lain\\x", id="begins-alike"),
        pytest.param(f"('{POSIX}/data/x.csv')", PurePosixPath(POSIX), "('data/x.csv')", id="posix"),
    ],
)
def test_outputs_do_not_tell_where_the_project_stands(text: str, root: PurePath, expected: str) -> None:
    assert without_root(text, root) == expected


@pytest.mark.parametrize("slash", ["/", "\\"], ids=["posix", "windows"])
def test_the_file_of_a_cell_does_not_tell_its_process(slash: str) -> None:
    assert CELL_FILE.sub("", f"ipykernel_4321{slash}99.py:3: UserWarning") == f"ipykernel_{slash}99.py:3: UserWarning"


@pytest.mark.parametrize("name", ["2018/kanreg-10", "2018\\kanreg-10"])
def test_a_report_is_named_with_either_slash(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    (tmp_path / "laporan.toml").write_text('content = "src/isi"', encoding="utf-8")
    place = tmp_path / "outputs" / "2018" / "kanreg-10"
    place.mkdir(parents=True)
    (place / "fakta.json").write_text('{"year": 2018, "unit": "kanreg-10", "facts": []}', encoding="utf-8")
    assert open_side(name).unit == "kanreg-10"


def test_a_path_that_is_no_report_is_not_taken_for_a_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    (tmp_path / "laporan.toml").write_text('content = "src/isi"', encoding="utf-8")
    with pytest.raises(ReportError, match=r"“C:\\lain\\2017” bukan laporan yang sudah dibangun: fakta.json tidak ada"):
        open_side("C:\\lain\\2017")


def test_a_notebook_travels_by_its_place_in_the_project() -> None:
    root = PureWindowsPath(WINDOWS)
    assert Place.of(root / "notebooks" / "230-pkt.ipynb", root) == Place(False, "notebooks/230-pkt.ipynb")
