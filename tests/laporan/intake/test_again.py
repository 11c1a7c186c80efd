"""Imports that are repeated, joined, or stand in the place of what was there: whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from laporan.core import paths
from laporan.core.errors import BusyError, ParameterError
from laporan.data import file_exchange
from laporan.data.package import find_resource
from laporan.data.sample_files import write_samples
from laporan.intake.again import repeat_imports
from laporan.intake.importing import Imported, ImportRequest, import_source
from laporan.intake.map_model import Handover

from ..projects import run_laporan

MAPS = {
    "surat": "about: Surat\ncolumns: {kanal: Kanal, permohonan: Jumlah}\nleave_out: [{reason: total, where: {column: Kanal, any_of: TOTAL}}]\n",
    "pos": "about: Pos\ncolumns: {kanal: Nama, permohonan: Banyak}\n",
}
OFFICE = Handover(by="Biro Humas", date="2020-01-15", letter="surat 7/HUM/2020")  # type: ignore[arg-type]


@pytest.fixture
def office(project: Path, year_2019: Path) -> Path:
    """Two maps, and what an office sent, inside the project."""
    sent = project / "data" / "masuk"
    shutil.rmtree(sent, ignore_errors=True)
    sent.mkdir()
    for name, text in MAPS.items():
        (project / "params" / "import" / f"uji-{name}.yml").write_text(text, encoding="utf-8")
    (sent / "surat.csv").write_text("Kanal,Jumlah\nSurat,1\nFaks,2\nTOTAL,3\n", encoding="utf-8")
    (sent / "pos.csv").write_text("Nama,Banyak\nPos,5\n", encoding="utf-8")
    return sent


def bring(office: Path, name: str, **words: Any) -> Imported:
    request = ImportRequest(
        [str(office / f"{name}.csv")], "helpdesk_kanal", Path(f"uji-{name}.yml"), 2019, "pusat", **words
    )
    return import_source(request)


def table(year: Path) -> str:
    return (year / "helpdesk_kanal.csv").read_text(encoding="utf-8")


def entry(year: Path) -> dict[str, Any]:
    (found,) = json.loads((year / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    return dict(found)


def test_the_package_tells_who_handed_over_what(office: Path, year_2019: Path) -> None:
    bring(office, "surat", handed_over=OFFICE)
    resource = find_resource(2019, "pusat", "helpdesk_kanal")
    assert resource.kind == "handed-over"
    assert resource.handed_over
    assert resource.handed_over.words == "Diserahkan Biro Humas pada 15 Januari 2020 (surat 7/HUM/2020)"
    assert (
        resource.imported[0].words
        == "Diimpor dari data/masuk/surat.csv: 3 baris dibaca, 2 dipakai, 1 disisihkan (total: 1)"
    )


@pytest.mark.hostile("input")
def test_half_a_handover_is_refused(office: Path, year_2019: Path) -> None:
    with pytest.raises(ParameterError, match="tambahkan --date, --letter"):
        bring(office, "surat", handed_over=Handover(by="Biro Humas"))
    assert not (year_2019 / "helpdesk_kanal.csv").exists()


@pytest.mark.hostile("fault")
def test_data_of_another_map_is_not_replaced_unasked(office: Path, year_2019: Path) -> None:
    bring(office, "surat")
    before = table(year_2019)
    with pytest.raises(ParameterError, match=r"diimpor dengan peta params/import/uji-surat.yml; tidak ada yang diubah"):
        bring(office, "pos")
    assert table(year_2019) == before


def test_two_sources_stand_together_and_each_replaces_its_own(office: Path, year_2019: Path) -> None:
    bring(office, "surat", handed_over=OFFICE)
    bring(office, "pos", handed_over=OFFICE, append=True)
    assert table(year_2019) == "kanal,permohonan\nSurat,1\nFaks,2\nPos,5\n"
    (office / "surat.csv").write_text("Kanal,Jumlah\nSurat,9\nTOTAL,9\n", encoding="utf-8")
    bring(office, "surat", handed_over=OFFICE)
    assert table(year_2019) == "kanal,permohonan\nSurat,9\nPos,5\n"
    assert [record["map"] for record in entry(year_2019)["import"]] == [
        "params/import/uji-surat.yml",
        "params/import/uji-pos.yml",
    ]
    assert find_resource(2019, "pusat", "helpdesk_kanal").kind == "handed-over"


@pytest.mark.hostile("fault")
def test_sources_that_contradict_each_other_are_refused(office: Path, year_2019: Path) -> None:
    bring(office, "surat")
    (office / "pos.csv").write_text("Nama,Banyak\nSurat,5\n", encoding="utf-8")
    before = table(year_2019)
    result = bring(office, "pos", append=True)
    assert "sama dengan baris" in str(result.faults[0])
    assert table(year_2019) == before


@pytest.mark.hostile("fault")
def test_a_file_that_was_changed_by_hand_is_not_added_to(office: Path, year_2019: Path) -> None:
    bring(office, "surat")
    (year_2019 / "helpdesk_kanal.csv").write_text("kanal,permohonan\nSurat,100\n", encoding="utf-8")
    with pytest.raises(ParameterError, match="berubah sejak diimpor"):
        bring(office, "pos", append=True)


@pytest.mark.hostile("fault")
@pytest.mark.parametrize("broken", ["helpdesk_kanal.csv", "helpdesk_kanal.disisihkan.csv", "datapackage.json"])
def test_a_write_that_fails_leaves_all_as_it_was(
    office: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    bring(office, "surat")
    before = {path.name: path.read_bytes() for path in year_2019.iterdir()}
    (office / "surat.csv").write_text("Kanal,Jumlah\nSurat,9\nTOTAL,9\nTOTAL,9\n", encoding="utf-8")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == broken and self.name.endswith(file_exchange.NEW):
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="No space"):
        bring(office, "surat")
    assert {path.name: path.read_bytes() for path in year_2019.iterdir()} == before


def test_again_tells_what_changed(office: Path, year_2019: Path) -> None:
    bring(office, "surat", handed_over=OFFICE)
    bring(office, "pos", handed_over=OFFICE, append=True)
    assert [one.changes for one in repeat_imports(2019, ["pusat"])] == [[], []]
    (office / "surat.csv").write_text("Kanal,Jumlah\nSurat,1\nFaks,3\nTOTAL,3\n", encoding="utf-8")
    first, second = repeat_imports(2019, ["pusat"])
    assert first.changes == ["1 baris baru, 1 baris hilang", "sumbernya berubah"]
    assert second.changes == []
    assert find_resource(2019, "pusat", "helpdesk_kanal").kind == "handed-over"


def test_again_goes_on_past_what_fails(project: Path, office: Path, year_2019: Path, tmp_path: Path) -> None:
    bring(office, "surat")
    before = table(year_2019)
    (office / "surat.csv").rename(tmp_path / "surat.csv")
    words = ["import", "--again", "--year", "2019", "--unit", "pusat"]
    run = run_laporan(project, *words)
    assert run.returncode == 1
    assert "sumbernya tidak ditemukan" in run.stderr
    assert table(year_2019) == before
    found = run_laporan(project, *words, "--from", str(tmp_path), "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)[0]["changes"] == []


def test_a_copy_of_the_original_stays_where_the_map_says_so(project: Path, office: Path, year_2019: Path) -> None:
    path = project / "params" / "import" / "uji-surat.yml"
    path.write_text(MAPS["surat"] + "keep_original: true\n", encoding="utf-8")
    bring(office, "surat")
    kept = project / "data" / "asli" / "2019" / "pusat" / "surat.csv"
    assert kept.read_bytes() == (office / "surat.csv").read_bytes()
    assert (project / "data" / "asli" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    (office / "surat.csv").unlink()
    assert [one.changes for one in repeat_imports(2019, ["pusat"])] == [[]]


KILLED = """
import os, sys
from pathlib import Path
real, wanted = Path.replace, sys.argv[1]
def replace(self, target):
    if target.name == wanted and self.name.endswith(".baru"):
        os._exit(9)
    return real(self, target)
Path.replace = replace
sys.argv = ["laporan", *sys.argv[2:]]
from laporan.cli.__main__ import main
main()
"""


@pytest.mark.hostile("fault")
@pytest.mark.parametrize("place", ["helpdesk_kanal.csv", "helpdesk_kanal.disisihkan.csv", "datapackage.json"])
@pytest.mark.parametrize("reader", ["an import", "a build"])
def test_what_a_killed_import_left_is_put_back_by_whoever_comes_next(
    project: Path, office: Path, year_2019: Path, tmp_path: Path, place: str, reader: str
) -> None:
    bring(office, "surat")
    before = {path.name: path.read_bytes() for path in year_2019.iterdir()}
    (office / "surat.csv").write_text("Kanal,Jumlah\nSurat,9\nTOTAL,9\nTOTAL,9\n", encoding="utf-8")
    words = ["import", str(office / "surat.csv"), "--to", "helpdesk_kanal", "--map", "uji-surat.yml", "--year", "2019"]
    run = subprocess.run(
        [sys.executable, "-c", KILLED, place, *words],
        env={**os.environ, "LAPORAN_ROOT": str(project), "TMPDIR": str(tmp_path)},
        check=False,
    )
    assert run.returncode == 9
    if reader == "an import":
        with pytest.raises(ParameterError, match="sudah ada"):  # one that is refused, and yet looks first
            bring(office, "pos")
    else:
        assert find_resource(2019, "pusat", "helpdesk_kanal").path.is_file()
    assert {path.name: path.read_bytes() for path in year_2019.iterdir()} == before


@pytest.mark.hostile("fault")
@pytest.mark.parametrize("command", ["import", "sample"])
def test_one_command_at_a_time_changes_a_year(
    office: Path, year_2019: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(file_exchange, "PATIENCE", 0)
    bring(office, "surat")
    before = {path.name: path.read_bytes() for path in year_2019.iterdir()}
    (office / "surat.csv").write_text("Kanal,Jumlah\nSurat,9\nTOTAL,9\n", encoding="utf-8")
    change = (lambda: bring(office, "surat")) if command == "import" else (lambda: write_samples([], 2019))
    other = FileLock(paths.root() / ".cache" / "2019.lock", timeout=0)
    with other, pytest.raises(BusyError, match=r"data/raw/2019: sedang diubah perintah lain; tidak ada yang ditulis"):
        change()
    assert {path.name: path.read_bytes() for path in year_2019.iterdir()} == before
    assert bring(office, "surat").changed


@pytest.mark.hostile("fault")
def test_parts_of_other_columns_are_not_joined(project: Path, year_2019: Path, tmp_path: Path) -> None:
    answers = ",".join(["3"] * 9)
    profile = "jenis_kelamin: JK, kelompok_usia: Usia, pendidikan: Didik, asal: Asal"
    for name, asked in (
        ("tanpa", "U1..U9: {each: 'U{n}'}"),
        ("dengan", "U1..U9: {each: 'U{n}'}, K1..K9: {each: 'U{n}'}"),
    ):
        plan = f"columns: {{responden: {{serial: R001}}, {profile}, {asked}}}\n"
        (project / "params" / "import" / f"uji-{name}.yml").write_text(plan, encoding="utf-8")
    path = tmp_path / "skm.csv"
    head = ",".join(["JK", "Usia", "Didik", "Asal", *(f"U{number}" for number in range(1, 10))])
    path.write_text(f"{head}\nPerempuan,30–39 tahun,Diploma,Masyarakat umum,{answers}\n", encoding="utf-8")
    request = ImportRequest([str(path)], "skm", Path("uji-tanpa.yml"), 2019, "pusat")
    assert import_source(request).canonical == 1
    with pytest.raises(ParameterError, match=r"kolomnya lain dari peta ini \(K1, K2"):
        import_source(ImportRequest([str(path)], "skm", Path("uji-dengan.yml"), 2019, "pusat", append=True))


def test_a_regional_office_has_its_own(project: Path, office: Path, year_2019: Path) -> None:
    request = ImportRequest([str(office / "surat.csv")], "helpdesk_kanal", Path("uji-surat.yml"), 2019, "kanreg-10")
    assert import_source(request).path == year_2019 / "kanreg-10" / "helpdesk_kanal.csv"
    assert entry(year_2019)["path"] == "kanreg-10/helpdesk_kanal.csv"
    assert [one.changes for one in repeat_imports(2019, ["kanreg-10"])] == [[]]
    with pytest.raises(ParameterError, match=r"kanreg-99.*kanreg-10"):
        import_source(
            ImportRequest([str(office / "surat.csv")], "helpdesk_kanal", Path("uji-surat.yml"), 2019, "kanreg-99")
        )


def test_who_handed_a_source_over_is_not_unsaid_by_importing_it_again(office: Path, year_2019: Path) -> None:
    bring(office, "surat", handed_over=OFFICE)
    result = bring(office, "surat")
    assert entry(year_2019)["kind"] == "handed-over"
    assert entry(year_2019)["import"]["handed_over"]["letter"] == OFFICE.letter
    assert [text for text in result.warnings if "menyerahkan" in text] == []
    (office / "surat.csv").write_text("Kanal,Jumlah\nSurat,2\n", encoding="utf-8")
    assert [text for text in bring(office, "surat").warnings if "menyerahkan" in text]
    assert entry(year_2019)["kind"] == "primary"


def outside(place: Path, channel: str) -> Path:
    """A folder `kiriman` of an office, outside the project."""
    folder = place / "kiriman"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text(f"Kanal,Jumlah\n{channel},1\n", encoding="utf-8")
    return folder


def test_of_folders_with_one_name_the_one_that_says_the_same_is_taken(
    office: Path, year_2019: Path, tmp_path: Path
) -> None:
    other, mine = outside(tmp_path / "lain", "Pos"), outside(tmp_path / "kantor", "Surat")
    import_source(ImportRequest([str(mine)], "helpdesk_kanal", Path("uji-surat.yml"), 2019, "pusat"))
    (repeated,) = repeat_imports(2019, ["pusat"], [other, mine])
    assert (repeated.failure, repeated.changes) == ("", [])
    (mine / "a.csv").write_text("Kanal,Jumlah\nSurat,2\n", encoding="utf-8")
    (repeated,) = repeat_imports(2019, ["pusat"], [other, mine])
    assert "tidak satu pun sama" in repeated.failure
    (repeated,) = repeat_imports(2019, ["pusat"], [mine])
    assert "sumbernya berubah" in repeated.changes
