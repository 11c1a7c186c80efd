"""Codes and paths that lead out of the project: refused before anything is written or removed."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import lxml.html
import pytest

from laporan.build.promote import promote
from laporan.core import paths
from laporan.core.errors import MissingDataError, ParameterError, ReportError
from laporan.document.html import contract_faults
from laporan.notebook.report import Photograph, open_report
from laporan.project.outline import plan_report
from laporan.project.parameters import load_units
from laporan.writers.crate.write import _source

pytestmark = pytest.mark.hostile("input")

CODES = (
    ".",
    "..",
    "../../../korban",
    "a/b",
    "a\\b",
    "/etc",
    "",
    " pusat",
    "Pusat",
    "con",
    "lpt1",
    "pusat\n",
    "é",
    ".sebelumnya",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "proyek"
    (root / "params").mkdir(parents=True)
    (root / "laporan.toml").write_text('content = "isi"\n', encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    return root


@pytest.mark.parametrize("code", CODES, ids=repr)
def test_a_unit_s_code_is_the_name_of_a_folder(project: Path, code: str) -> None:
    units = {"pusat": 1, code: 2}
    lines = [f"  {name!r}: {{name: A, short: B, place: C}}" for name in units]
    text = "units:\n" + "\n".join(lines).replace("'", '"') + "\n"
    (project / "params" / "units.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match=r"params/units\.yml"):
        load_units()


@pytest.mark.parametrize("code", ["pusat", "kanreg-10", "upt-a-2"])
def test_codes_of_offices_are_taken(project: Path, code: str) -> None:
    entries = "".join(f"  {name}: {{name: A, short: B, place: C}}\n" for name in {"pusat", code})
    (project / "params" / "units.yml").write_text(f"units:\n{entries}", encoding="utf-8")
    assert code in load_units()


@pytest.mark.parametrize("place", ["outputs", "outputs/2017/..", "../korban", "params/2017"])
def test_nothing_is_promoted_out_of_the_outputs(project: Path, place: str) -> None:
    made = project / "outputs" / ".build-x" / "pusat"
    for folder in (made, project / "outputs" / "2017" / "pusat", project.parent / "korban"):
        folder.mkdir(parents=True)
        (folder / "isi.txt").write_text("lama", encoding="utf-8")
    with pytest.raises(ReportError, match="di luar outputs"):
        promote(made, project / place)
    assert (project / "outputs/2017/pusat/isi.txt").is_file()
    assert (project.parent / "korban/isi.txt").is_file()


def test_outputs_may_be_a_link_to_another_disk(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "disk-lain"
    elsewhere.mkdir()
    (project / "outputs").symlink_to(elsewhere, target_is_directory=True)
    for text in ("lama", "baru"):
        made = project / "outputs" / ".build-x"
        made.mkdir()
        (made / "isi.txt").write_text(text, encoding="utf-8")
        promote(made, project / "outputs/2017/pusat")
        assert (elsewhere / "2017/pusat/isi.txt").read_text(encoding="utf-8") == text


OUTSIDE = {
    "up": "../luar",
    "up from within": "bab/../../luar",
    "root": "/etc/hostname",
    "backslashes": "..\\luar",
    "drive": "C:/luar",
    "share": "//server/luar",
    "a folder itself": ".",
    "nothing": "bab//luar",
    "device": "con",
    "device with an ending": "aux.v2",
    "stream": "bab:luar",
    "zero byte": "bab\0luar",
    "override": "bab\u202eluar",
    "point at the end": "bab.",
    "space at the end": "bab ",
}
places = pytest.mark.parametrize("place", OUTSIDE.values(), ids=OUTSIDE.keys())


@pytest.fixture
def year(project: Path) -> Path:
    """The project with one chapter and the parameters of 2017."""
    (project / "isi").mkdir()
    (project / "isi/__init__.py").touch()
    (project / "notebooks").mkdir()
    (project / "notebooks/bab.ipynb").write_text("{}", encoding="utf-8")
    (project.parent / "luar.ipynb").write_text("{}", encoding="utf-8")
    write_yaml(project / "params/units.yml", {"units": {"pusat": {"name": "A", "short": "B", "place": "C"}}})
    cover = {"title": "T", "agency": "A", "place": "P", "date": "2018-01-31", "office": "O", "name": "N"}
    write_yaml(project / "params/2017.yml", {"cover": cover})
    write_yaml(project / "params/struktur.yml", {"sections": [{"id": "bab", "notebook": "bab"}]})
    paths._layout.cache_clear()
    return project


def write_yaml(path: Path, values: dict[str, object]) -> None:
    path.write_text(json.dumps(values), encoding="utf-8")  # JSON is YAML


@places
def test_a_chapter_s_notebook_is_one_of_the_project(year: Path, place: str) -> None:
    write_yaml(year / "params/struktur.yml", {"sections": [{"id": "bab", "notebook": place}]})
    with pytest.raises(ParameterError, match=r"params/struktur\.yml: sections\.0\.notebook: ") as raised:
        plan_report(2017)
    assert not {"\0", "\u202e"} & set(str(raised.value))


def test_a_chapter_is_no_link_to_elsewhere(year: Path) -> None:
    (year / "notebooks/tautan.ipynb").symlink_to(year.parent / "luar.ipynb")
    write_yaml(year / "params/struktur.yml", {"sections": [{"id": "bab", "notebook": "tautan"}]})
    with pytest.raises(ParameterError, match="tautan ke luar notebooks"):
        plan_report(2017)


def test_a_chapter_is_a_file(year: Path) -> None:
    (year / "notebooks/folder.ipynb").mkdir()
    write_yaml(year / "params/struktur.yml", {"sections": [{"id": "bab", "notebook": "folder"}]})
    with pytest.raises(ParameterError, match=r"folder\.ipynb, yang tidak ada"):
        plan_report(2017)


@pytest.mark.parametrize("name", ["bab", "BAB"])
def test_two_chapters_of_one_file_name_would_share_what_was_executed(year: Path, name: str) -> None:
    (year / "notebooks/lama").mkdir()
    (year / f"notebooks/lama/{name}.ipynb").write_text("{}", encoding="utf-8")
    sections = [{"id": "bab", "notebook": "bab"}, {"id": "lama", "notebook": f"lama/{name}", "until": 2017}]
    write_yaml(year / "params/struktur.yml", {"sections": sections})
    with pytest.raises(ParameterError, match=rf"notebooks/bab\.ipynb dan notebooks/lama/{name}\.ipynb"):
        plan_report(2017)
    sections[1]["until"] = 2016
    write_yaml(year / "params/struktur.yml", {"sections": sections})
    assert [one.id for one in plan_report(2017).chapters] == ["bab"]


@pytest.mark.parametrize("name", ["a b", "", "../x", "<b>", 'x"y', "a~2", "x" * 61], ids=ascii)
def test_a_section_s_id_is_a_name(year: Path, name: str) -> None:
    write_yaml(year / "params/struktur.yml", {"sections": [{"id": name, "notebook": "bab"}]})
    with pytest.raises(ParameterError, match=r"sections\.0\.id: .*bukan id bab"):
        plan_report(2017)


def with_photo(year: Path, name: str, file: str) -> None:
    values = json.loads((year / "params/2017.yml").read_text(encoding="utf-8"))
    photo = {"file": file, "caption": "C", "alt": "A"}
    write_yaml(year / "params/2017.yml", values | {"photos": {name: photo}})


@places
def test_a_photograph_lies_in_its_folder(year: Path, place: str) -> None:
    with_photo(year, "rapat", place)
    with pytest.raises(ParameterError, match=r"params/2017\.yml: photos\.rapat\.file: "):
        open_report(2017).photo("rapat")


@pytest.mark.parametrize("name", ["../rapat", "rapat besar", "", '"><img>'], ids=ascii)
def test_a_photograph_s_name_ends_a_label(year: Path, name: str) -> None:
    with_photo(year, name, "rapat.jpg")
    with pytest.raises(ParameterError, match="bukan nama foto"):
        open_report(2017).photo(name)


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_photograph_is_a_file_of_that_folder(year: Path, kind: str) -> None:
    folder = year / "data/raw/2017/foto"
    folder.mkdir(parents=True)
    if kind == "link":
        (folder / "rapat.jpg").symlink_to(year.parent / "luar.ipynb")
    else:
        (folder / "rapat.jpg").mkdir()
    with_photo(year, "rapat", "rapat.jpg")
    with pytest.raises(MissingDataError, match=r"data/raw/2017/foto/rapat\.jpg: bukan berkas di dalam folder itu"):
        open_report(2017).photo("rapat")


def _png(width: int, height: int) -> bytes:
    """The head of a picture that says how large it is, and nothing more."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


NO_PHOTOGRAPHS = {
    "text": b"bukan foto",
    "cut off": _png(10, 10),
    "bomb": _png(60_000, 60_000),
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("content", NO_PHOTOGRAPHS.values(), ids=NO_PHOTOGRAPHS.keys())
def test_what_is_no_photograph_is_named(project: Path, content: bytes) -> None:
    file = project / "rapat.jpg"
    file.write_bytes(content)
    with pytest.raises(MissingDataError, match=r"rapat\.jpg: bukan foto yang utuh"):
        Photograph("rapat", file, "C", "A", None).data_uri()


@pytest.mark.parametrize("key", ["content", "notebooks", "params", "data", "outputs"])
@places
def test_a_project_s_folders_are_its_own(project: Path, key: str, place: str) -> None:
    written = "".join(f"{name} = {json.dumps(value)}\n" for name, value in ({"content": "isi"} | {key: place}).items())
    (project / "laporan.toml").write_text(written, encoding="utf-8")
    paths._layout.cache_clear()
    with pytest.raises(ParameterError, match=rf"laporan\.toml: {key}: "):
        paths.layout()


@pytest.mark.parametrize("outputs", ["data", "data/raw", "params", "isi", "notebooks/hasil"])
def test_what_is_built_lies_apart(project: Path, outputs: str) -> None:
    (project / "laporan.toml").write_text(f'content = "isi"\noutputs = "{outputs}"\n', encoding="utf-8")
    paths._layout.cache_clear()
    with pytest.raises(ParameterError, match=r"laporan\.toml: outputs: .*bertumpuk"):
        paths.layout()


@pytest.mark.parametrize("key", ["data", "outputs"])
@pytest.mark.parametrize("folder", ["tinjauan", "Tinjauan/2017"])
def test_what_reviewers_wrote_lies_apart_from_all(project: Path, key: str, folder: str) -> None:
    (project / "laporan.toml").write_text(f'content = "isi"\n{key} = "{folder}"\n', encoding="utf-8")
    paths._layout.cache_clear()
    with pytest.raises(ParameterError, match=rf"laporan\.toml: {key}: tinjauan untuk komentar"):
        paths.layout()


@pytest.mark.parametrize("label", ["fig-../../x", "fig-a b", "../x", "fig-", "fig-a\\b", "tbl-" + "x" * 99])
def test_a_label_names_a_file(label: str) -> None:
    body = lxml.html.fragment_fromstring(f"<div><figure id='{label}'><figcaption>Judul</figcaption></figure></div>")
    assert any("tulis fig-" in fault for fault in contract_faults(body))


@pytest.mark.parametrize("name", ["/etc/hostname", "../luar.ipynb", "tautan.ipynb", "data/raw/2017/log.csv"])
def test_a_bundle_takes_only_the_project_s_own_files(year: Path, name: str) -> None:
    (year / "data/raw/2017").mkdir(parents=True)
    (year / "data/raw/2017/log.csv").write_text("a\n", encoding="utf-8")
    (year / "tautan.ipynb").symlink_to(year.parent / "luar.ipynb")
    assert _source(name) is None
    assert _source("params/2017.yml") == year / "params/2017.yml"
