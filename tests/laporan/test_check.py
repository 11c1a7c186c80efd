"""`laporan check` looks: at parameters, at what chapters load, at files that nobody declared, at earlier years."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from laporan.build.readiness import Readiness, readiness
from laporan.cli.check import AFTER_A_BUILD
from laporan.notebook.loads import NeededData, needed_data
from laporan.project.yaml import read_yaml

from .projects import ROOT, copy_project

TREE = """sections:
  - {id: pkt, notebook: pkt}
  - {id: skm, notebook: skm}
  - {id: latar, notebook: latar-belakang}
  - {id: kpo, notebook: kpo-ppo}
"""
RAW = "data/raw/2017"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(
        tmp_path_factory.mktemp("proyek"), "pkt", "skm", "latar-belakang", "kpo-ppo", years=("2016", "2017")
    )
    (root / "params/struktur.yml").write_text(TREE, encoding="utf-8")
    for year in ("2016", "2017"):  # of all that the year has, what these chapters load
        edit(root / f"data/raw/{year}/datapackage.json", lambda one: one["dataset"] in WANTED)
        for file in (root / f"data/raw/{year}").glob("*.csv"):
            if file.stem not in WANTED:
                file.unlink()
    text = (root / "params/2017.yml").read_text(encoding="utf-8")
    (root / "params/2017.yml").write_text(text.replace("data_notes:", "data_notes_of_others:", 1), encoding="utf-8")
    drop_key(root / "params/2017.yml", "data_notes_of_others")
    return root


WANTED = {"pkt", "skm", "organisasi", "kpo_ppo"}


def drop_key(file: Path, key: str) -> None:
    """A top-level key of a YAML file, with all that is indented below it."""
    lines, kept, inside = file.read_text(encoding="utf-8").splitlines(keepends=True), [], False
    for line in lines:
        inside = line.startswith(f"{key}:") or (inside and line.startswith((" ", "\n")))
        kept += [] if inside else [line]
    file.write_text("".join(kept), encoding="utf-8")


def edit(package: Path, keep: Callable[[dict[str, Any]], bool]) -> None:
    content = json.loads(package.read_text(encoding="utf-8"))
    content["resources"] = [one for one in content["resources"] if keep(one)]
    package.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def project(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy by links: what a test changes it writes anew."""
    root = tmp_path / "p"
    for file in whole.rglob("*"):
        if file.is_file() and ".cache" not in file.parts:
            (root / file.relative_to(whole)).parent.mkdir(parents=True, exist_ok=True)
            (root / file.relative_to(whole)).write_bytes(file.read_bytes())
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    return root


def faults(found: Readiness) -> list[str]:
    return [str(fault) for fault in found.faults]


def test_what_is_right_has_no_fault(project: Path) -> None:
    found = readiness(2017)
    assert faults(found) == []
    assert [str(fault) for fault in found.warnings] == []
    assert found.units == ("pusat",)
    assert found.files == len(WANTED) + 3  # and 2016's surveys and services, which 2017's are compared with


def replaced(name: str, content: str) -> Callable[[Path], None]:
    return lambda root: (root / name).write_text(content, encoding="utf-8") and None


def broken_yaml(name: str) -> Callable[[Path], None]:
    return replaced(name, "a: [1\nb: }\n")


def renamed(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def of_no_unit(root: Path) -> None:
    (root / "params/2017").mkdir()
    (root / "params/2017/kanreg-10.yml").write_text("satisfaction: {rul: x}\n", encoding="utf-8")


def without(dataset: str, year: int = 2017) -> Callable[[Path], None]:
    return lambda root: edit(root / f"data/raw/{year}/datapackage.json", lambda one: one["dataset"] != dataset)


def remove(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).unlink()


def unknown_dataset(root: Path) -> None:
    package = root / RAW / "datapackage.json"
    content = json.loads(package.read_text(encoding="utf-8"))
    content["resources"].append(content["resources"][0] | {"dataset": "loket_lama", "path": "lama.csv"})
    package.write_text(json.dumps(content), encoding="utf-8")


def spoil_last_year(root: Path) -> None:
    file = root / "data/raw/2016/skm.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("U1", "u1", 1), encoding="utf-8")


def contradict(kind: str) -> Callable[[Path], None]:
    """More users of one module than there are users, whose count is of a kind."""

    def spoil(root: Path) -> None:
        package = root / RAW / "datapackage.json"
        content = json.loads(package.read_text(encoding="utf-8"))
        for one in json.loads((ROOT / RAW / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
            if one["dataset"] in ("ncsis_modul", "ncsis_pengguna"):
                content["resources"].append(one | ({"kind": kind} if one["dataset"] == "ncsis_pengguna" else {}))
                (root / RAW / one["path"]).write_bytes((ROOT / RAW / one["path"]).read_bytes())
        package.write_text(json.dumps(content), encoding="utf-8")
        modules = root / RAW / "ncsis_modul.csv"
        head, first, *rows = modules.read_text(encoding="utf-8").splitlines()
        modules.write_text("\n".join([head, f"{first}000", *rows, ""]), encoding="utf-8")

    return spoil


FAULTS = {
    "params-of-the-year": (broken_yaml("params/2017.yml"), "params/2017.yml, baris "),
    "params-of-last-year": (broken_yaml("params/2016.yml"), "params/2016.yml, baris "),
    "holidays": (broken_yaml("params/holidays.yml"), "params/holidays.yml, baris "),
    "a-regulation": (broken_yaml("params/regulations/baru.yml"), "params/regulations/baru.yml, baris "),
    "units": (broken_yaml("params/units.yml"), "params/units.yml, baris "),
    "tree": (broken_yaml("params/struktur.yml"), "params/struktur.yml, baris "),
    "a-key": (
        renamed("params/2017.yml", "satisfaction:", "satisfacton:"),
        "kunci “satisfacton” tidak dikenal; yang terdekat “satisfaction”",
    ),
    "a-key-of-a-subject-s-own-file": (
        renamed("params/indicators.yml", "better: higher", "beter: higher"),
        "params/indicators.yml: indicators.0: kunci “beter” tidak dikenal; yang terdekat “better”",
    ),
    "a-key-of-the-terms": (
        renamed("params/istilah.yml", "\nabbreviations:", "\nabreviations:"),
        "params/istilah.yml: ",
    ),
    "measure-of-an-indicator": (
        renamed("params/indicators.yml", "measure: satisfaction-index", "measure: satisfaction-indx"),
        "indicators.0.measure: ukuran “satisfaction-indx” tidak dikenal; yang terdekat “satisfaction-index”",
    ),
    "measure-of-a-target": (
        renamed("params/2017.yml", "targets:\n", "targets:\n  - {name: A, measure: pkt-puas, value: 1}\n"),
        "params/2017.yml: targets.0.measure: ukuran “pkt-puas” tidak dikenal; yang terdekat “",
    ),
    "measure-of-the-trend": (
        renamed("params/2017.yml", "trend:\n", "trend:\n  Baru: ''\n"),
        "params/2017.yml: trend.Baru: ukuran “” tidak dikenal",
    ),
    "measure-of-a-unit": (
        lambda root: (
            (root / "params/2017").mkdir() or replaced("params/2017/kanreg-10.yml", "trend: {Baru: compl}\n")(root)
        ),
        "params/2017/kanreg-10.yml: trend.Baru: ukuran “compl” tidak dikenal; yang terdekat “complaints-",
    ),
    "params-of-a-unit-without-data": (of_no_unit, "params/2017/kanreg-10.yml: satisfaction: kunci “rul” tidak dikenal"),
    "chapter": (remove("notebooks/pkt.ipynb"), "bab “pkt” menunjuk notebooks/pkt.ipynb, yang tidak ada"),
    "chapter-cut": (
        replaced("notebooks/pkt.ipynb", '{"cells": ['),
        "notebooks/pkt.ipynb: bukan buku catatan yang utuh",
    ),
    "chapter-of-another-shape": (replaced("notebooks/pkt.ipynb", "[]"), "notebooks/pkt.ipynb: bukan buku catatan"),
    "chapter-with-a-cell-without-source": (
        replaced("notebooks/skm.ipynb", '{"cells": [{"cell_type": "code"}]}'),
        "notebooks/skm.ipynb: bukan buku catatan",
    ),
    "no-python": (
        replaced("src/analysis/satisfaction/priorities.py", "def ("),
        "src/analysis/satisfaction/priorities.py, baris 1: bukan Python yang sah",
    ),
    "not-listed": (
        without("pkt"),
        f"{RAW}/datapackage.json: tidak mencantumkan data “pkt” untuk pusat, yang dibaca bab pkt. Impor",
    ),
    "not-listed-loaded-by-a-subject": (
        without("skm"),
        "tidak mencantumkan data “skm” untuk pusat, yang dibaca bab skm",
    ),
    "not-listed-of-the-main-unit": (without("organisasi"), "data “organisasi” untuk pusat, yang dibaca bab latar"),
    "no-file": (remove(f"{RAW}/pkt.csv"), f"{RAW}/pkt.csv: berkas tidak ada"),
    "no-contract": (unknown_dataset, "kontrak data “loket_lama” belum dideklarasikan"),
    "numbers-that-contradict-each-other": (
        contradict("synthetic"),
        f"{RAW}/ncsis_modul.csv, {RAW}/ncsis_pengguna.csv: angka yang tidak cocok: ncsis, Hak akses satu modul ≤ pengguna",
    ),
    "made-up-numbers-beside-real-ones": (
        contradict("primary"),
        f"{RAW}/ncsis_modul.csv sintetis, {RAW}/ncsis_pengguna.csv tidak: keduanya tidak dibuat untuk saling cocok",
    ),
    "last-year-s-data": (spoil_last_year, "data/raw/2016/skm.csv, baris 1, kolom u1: seharusnya “U1”"),
}


@pytest.mark.parametrize(("spoil", "said"), FAULTS.values(), ids=FAULTS)
def test_what_ends_a_build_is_a_fault_by_name(project: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(project)
    told = faults(readiness(2017))
    assert [line for line in told if said in line], told


VALU = "indicators: [{name: A, valu: x}]"


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        pytest.param(
            "portal.yml", VALU, "indicators.0: kunci “valu” tidak dikenal; yang terdekat “value”", id="portal"
        ),
        pytest.param("persetujuan.yml", VALU, "kunci “indicators” tidak dikenal", id="checklist"),
        pytest.param("persetujuan.yml", "checklist: {a b: x}", "harus berbentuk ^[a-z0-9-]{1,40}$", id="form"),
        pytest.param("portal.yml", "indicators: [x]", "indicators.0: harus berupa kunci dan nilai", id="kind"),
    ],
)
def test_what_is_read_after_a_build_is_looked_at_too(project: Path, file: str, content: str, said: str) -> None:
    replaced(f"params/{file}", f"{content}\n")(project)
    told = faults(readiness(2017, others=AFTER_A_BUILD))
    assert [line for line in told if f"params/{file}: " in line and said in line], told


def test_a_file_that_is_called_by_no_year_is_read_as_any_other(project: Path) -> None:
    (project / "params/².yml").write_text("{}\n", encoding="utf-8")
    assert faults(readiness(2017)) == []


def test_a_year_that_there_is_not_has_neither_parameters_nor_data(project: Path) -> None:
    told = "\n".join(faults(readiness(2031)))
    assert "params/2031.yml tidak ada" in told
    assert "tidak ada data tahun 2031" in told


def test_a_year_of_parameters_alone_lacks_what_its_chapters_load(project: Path) -> None:
    (project / "params/2018.yml").write_bytes((project / "params/2017.yml").read_bytes())
    told = faults(readiness(2018, ["pusat"]))
    assert sorted(line.split("“")[1].split("”")[0] for line in told) == sorted(WANTED)


def test_a_chapter_that_is_left_out_needs_nothing(project: Path) -> None:
    without("pkt")(project)
    file = project / "params/2017.yml"
    file.write_text(file.read_text(encoding="utf-8") + "skip_sections: [pkt]\n", encoding="utf-8")
    assert faults(readiness(2017)) == []


def test_data_that_a_chapter_asks_for_first_may_be_missing(project: Path) -> None:
    assert "kpo_ppo_kegiatan" in (project / "notebooks/kpo-ppo.ipynb").read_text(encoding="utf-8")
    assert faults(readiness(2017)) == []


def test_files_that_nobody_declared_are_named_and_stop_nothing(project: Path) -> None:
    for name in ("skm-lama.csv", "kanreg-10/pkt.csv", ".tersembunyi", "foto/rapat.jpg"):
        (project / RAW / name).parent.mkdir(exist_ok=True)
        (project / RAW / name).write_text("a\n1\n", encoding="utf-8")
    found = readiness(2017)
    assert faults(found) == []
    assert [warning.file for warning in found.warnings] == [f"{RAW}/kanreg-10/pkt.csv", f"{RAW}/skm-lama.csv"]
    assert "tidak tercantum di datapackage.json. Daftarkan" in str(found.warnings[0])


def test_all_causes_are_told_at_once(project: Path) -> None:
    remove(f"{RAW}/pkt.csv")(project)
    without("skm")(project)
    told = "\n".join(faults(readiness(2017)))
    assert "pkt.csv: berkas tidak ada" in told
    assert "data “skm”" in told


def chapter(folder: Path, *cells: str) -> Path:
    file = folder / "bab.ipynb"
    content = [{"cell_type": "code", "source": cell} for cell in cells]
    file.write_text(json.dumps({"cells": content}), encoding="utf-8")
    return file


OPEN = "from laporan.notebook import Results, open_report\nreport = open_report(year, unit)\nhasil = Results(report)"
SOURCES = {
    "by-name": ("report.load('pkt')", {"pkt"}),
    "of-another-year": ("report.in_year(year - 1).load('pkt')", set()),
    "history": ("report.history('pkt')", {"pkt"}),
    "history-of-another-unit": ("report.of_unit().history('pkt')", {"pkt"}),
    "asked-first": ("x = report.load('pkt') if report.has('pkt') else None", set()),
    "asked-into-a-variable": ("ada = report.has('pkt')\nif ada:\n    report.load('pkt')", set()),
    "another-is-asked-for": ("if report.has('skm'):\n    report.load('pkt')", {"pkt"}),
    "tried": ("try:\n    report.load('pkt')\nexcept MissingDataError:\n    pass", set()),
    "by-a-function": (
        "from analysis.satisfaction import index as satisfaction\nsatisfaction.of_report(report)",
        {"skm"},
    ),
    "by-a-function-of-another-year": (
        "from analysis.satisfaction.index import of_report\nof_report(report.in_year(2016))",
        set(),
    ),
    "through-another-function": ("from analysis.complaints import log\nlog.of_report(report)", {"pengaduan"}),
    "a-result": ("hasil.counters", {"pkt"}),
    "a-measure-may-be-missing": ("hasil.measure('counters-content')", set()),
    "a-function-that-asks": ("from analysis.overview import consistency\nconsistency.of_report(hasil)", set()),
    "prose": ("%%narasi\nAda {{ hasil.counters.all.respondents }}", set()),
    "no-python": ("ini bukan Python", set()),
}


@pytest.mark.parametrize(("source", "needed"), SOURCES.values(), ids=SOURCES)
def test_what_a_chapter_loads_is_read_from_its_source(tmp_path: Path, source: str, needed: set[str]) -> None:
    assert {one.dataset for one in needed_data(chapter(tmp_path, OPEN, source))} == needed


def test_what_a_chapter_takes_of_the_main_unit_is_known(tmp_path: Path) -> None:
    assert needed_data(chapter(tmp_path, OPEN, "report.of_unit().load('organisasi')")) == {
        NeededData("organisasi", True)
    }


def test_every_chapter_that_loads_by_name_is_understood() -> None:
    """The project's own chapters, but for those that only put others' results together, or ask first what there is."""
    silent = {"ringkasan", "perubahan", "tujuan", "penutup", "konsistensi", "mutu-survei"}
    chapters = {file.stem.partition("-")[2]: needed_data(file) for file in (ROOT / "notebooks").glob("*.ipynb")}
    assert {name for name, needed in chapters.items() if not needed} == silent
    assert read_yaml(ROOT / "params/struktur.yml")
