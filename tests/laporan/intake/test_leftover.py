"""What the year before left open is offered, and appended where it is asked for: never what was made up."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.complaints.carried_over import appended, open_before
from laporan.core.errors import ParameterError
from laporan.data.catalogue import contract_for
from laporan.data.load import load
from laporan.data.package import find_resource
from laporan.intake.again import repeat_imports
from laporan.intake.importing import Imported, ImportRequest, import_source
from laporan.intake.map_model import Handover
from laporan.notebook.report import open_report

from ..projects import emptied, run_laporan

HEAD = "nomor,kanal,kelas,topik,unit_penangan,tanggal_masuk,tanggal_selesai,status,alasan_tertunda"
KIND = "LAPORBKN!,Tidak berkadar pengawasan,Pensiun,Biro Humas"
LAST = [
    f"01180000001,{KIND},2018-03-01,2018-03-05,Selesai,",
    f"01180000002,{KIND},2018-11-01,,Dalam proses,Menunggu data pelapor",
    f"01180000003,{KIND},2018-12-01,,Belum ditindaklanjuti,",
]
NOW = [f"01190000001,{KIND},2019-02-01,2019-02-08,Selesai,", f"01190000002,{KIND},2019-12-20,,Dalam proses,"]
SOLVED = [f"01180000002,{KIND},2018-11-01,2019-01-20,Selesai,"]
MAP = "to: pengaduan\ncolumns:\n" + "".join(f"  {name}: {name}\n" for name in HEAD.split(","))


@pytest.fixture
def office(project: Path, year_2019: Path) -> Iterator[Path]:
    """Logs of two years and a list of what was solved later, as files; their maps; no data of either year."""
    for name in ("log", "penyelesaian"):
        (project / "params/import").mkdir(exist_ok=True)
        (project / f"params/import/uji-{name}.yml").write_text(MAP, encoding="utf-8")
    folder = project / "masuk"
    folder.mkdir(exist_ok=True)
    for name, rows in (("2018", LAST), ("2019", NOW), ("selesai", SOLVED)):
        write(folder / f"{name}.csv", rows)
    for _ in emptied(project / "data/raw/2018"):
        yield folder


def write(file: Path, rows: list[str]) -> None:
    file.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")


def bring(office: Path, year: int, file: str = "", map_name: str = "uji-log.yml", **words: Any) -> Imported:
    source = [str(office / f"{file or year}.csv")]
    return import_source(ImportRequest(source, "pengaduan", Path(map_name), year, "pusat", **words))


def numbers(result: Imported) -> list[str]:
    assert result.path
    with result.path.open(encoding="utf-8", newline="") as file:
        return [row["nomor"] for row in csv.DictReader(file)]


def test_what_a_source_lacks_is_offered(office: Path) -> None:
    bring(office, 2018)
    result = bring(office, 2019)
    assert numbers(result) == ["01190000001", "01190000002"]
    assert "log pengaduan masyarakat 2018 menyisakan 2 yang belum selesai. Tambahkan dengan --carry-over" in str(
        result.warnings
    )
    report = open_report(2019)
    assert open_before(report).value == 2
    assert appended(report) is None


def test_what_was_left_open_is_appended_as_it_was_left(office: Path) -> None:
    bring(office, 2018, handed_over=Handover(by="Biro Humas", date="2019-01-10", letter="3/2019"))
    result = bring(office, 2019, carry_over=True)
    assert numbers(result) == ["01190000001", "01190000002", "01180000002", "01180000003"]
    assert result.appended == "2 baris yang belum selesai menurut data/raw/2018/pengaduan.csv"
    entry = find_resource(2019, "pusat", "pengaduan")
    assert entry.kind == "primary"  # the log of 2019 was handed over by nobody that is known
    assert entry.imported[1].words == (
        "Ditambah yang belum selesai menurut data/raw/2018/pengaduan.csv: 3 baris dibaca, 2 dipakai, "
        "1 disisihkan (sudah selesai pada akhir 2018: 1)"
    )
    report = open_report(2019)
    assert open_before(report) is None
    found = appended(report)
    assert found
    assert found.value == 2
    assert [list(rows) for rows in found.basis.rows.values()] == [[4, 5]]


def test_it_is_taken_anew_by_every_later_import(office: Path) -> None:
    bring(office, 2018)
    bring(office, 2019, carry_over=True)
    result = bring(office, 2019, "selesai", "uji-penyelesaian.yml", append=True)
    assert numbers(result) == ["01190000001", "01190000002", "01180000002", "01180000003"]
    assert load(2019, "pusat", "pengaduan").set_index("number").loc["01180000002", "status"] == "Selesai"
    rows = find_resource(2019, "pusat", "pengaduan").imported[2].rows
    assert rows.left_out == {"sudah selesai pada akhir 2018": 1, "sudah ada di sumber tahun ini": 1}
    write(office / "2018.csv", LAST[:2])
    bring(office, 2018)
    changes = [one.changes for one in repeat_imports(2019, ["pusat"])]
    assert changes == [["0 baris baru, 1 baris hilang"], []]
    assert appended(open_report(2019)).value == 0


def make_up(result: Imported) -> None:
    """The package says that the file was made up."""
    assert result.path
    package = result.path.parent / "datapackage.json"
    content = json.loads(package.read_text(encoding="utf-8"))
    for entry in content["resources"]:
        entry["kind"] = "synthetic"
        del entry["import"]
    package.write_text(json.dumps(content), encoding="utf-8")


def test_what_was_made_up_is_neither_offered_nor_appended(office: Path) -> None:
    make_up(bring(office, 2018))
    assert "--carry-over" not in str(bring(office, 2019).warnings)
    assert open_before(open_report(2019)) is None
    before = (office.parent / "data/raw/2019/pengaduan.csv").read_bytes()
    with pytest.raises(ParameterError, match=r"sintetis, dan baris buatan tidak dicampur dengan data kantor"):
        bring(office, 2019, carry_over=True)
    assert (office.parent / "data/raw/2019/pengaduan.csv").read_bytes() == before


REFUSED = {
    "no-log-of-last-year": ("pengaduan", "tidak ada data pengaduan 2018 untuk pusat. Impor dahulu data 2018"),
    "nothing-is-left-there": ("helpdesk_kanal", "data helpdesk_kanal tidak punya sisa tahun sebelumnya; yang punya"),
}


@pytest.mark.hostile("input")
@pytest.mark.parametrize(("dataset", "said"), REFUSED.values(), ids=REFUSED)
def test_where_nothing_can_be_appended_nothing_is_written(
    project: Path, office: Path, year_2019: Path, dataset: str, said: str
) -> None:
    (office / "kanal.csv").write_text("kanal,permohonan\nSurat,1\n", encoding="utf-8")
    (project / "params/import/uji-kanal.yml").write_text(
        "columns: {kanal: kanal, permohonan: permohonan}\n", encoding="utf-8"
    )
    file, plan = ("2019.csv", "uji-log.yml") if dataset == "pengaduan" else ("kanal.csv", "uji-kanal.yml")
    words = [str(office / file), "--to", dataset, "--map", plan, "--year", "2019", "--carry-over"]
    run = run_laporan(project, "import", *words)
    assert run.returncode == 1
    assert said in run.stderr
    assert not year_2019.exists()


def test_words_for_a_state_are_those_of_the_year(project: Path) -> None:
    """2016 calls open what 2017 calls 'Dalam proses'."""
    rule = contract_for("pengaduan", 2017).leftover
    assert rule
    root = Path(__file__).parents[3]
    shutil.copytree(root / "data/raw/2016", project / "data/raw/2016")
    before = load(2016, "pusat", "pengaduan")
    left = rule.as_now(before[rule.is_left(before)])
    assert set(left["status"]) == {"Dalam proses", "Belum ditindaklanjuti"}
    assert not rule.is_left(left.assign(status="Arsip")).any()
    shutil.rmtree(project / "data/raw/2016")


def test_the_command_tells_it_and_machines_read_it(project: Path, office: Path) -> None:
    bring(office, 2018)
    words = ["import", str(office / "2019.csv"), "--map", "uji-log.yml", "--year", "2019", "--carry-over"]
    run = run_laporan(project, *words)
    assert run.returncode == 0, run.stderr
    assert "  ditambah 2 baris yang belum selesai menurut data/raw/2018/pengaduan.csv" in run.stdout
    told = json.loads(run_laporan(project, *words, "--json").stdout)
    assert told["appended"] == "2 baris yang belum selesai menurut data/raw/2018/pengaduan.csv"
    assert not told["changed"]
