"""The command line: results on stdout, words on stderr, exit codes as documented."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from .projects import bring_datasets, run_laporan


def survey(path: Path, rows: list[str], header: str = ",".join(f"U{n}" for n in range(1, 10))) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_ikm_prints_json_for_a_script(small_project: Path, tmp_path: Path) -> None:
    file = survey(tmp_path / "survei.csv", ["4,4,4,4,4,4,4,4,4", "3,3,3,3,3,3,3,3,3"])
    run = run_laporan(small_project, "ikm", str(file), "--rule", "permenpan-14-2017", "--json")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["n"] == 2
    assert found["ikm"] == 87.5
    assert found["category"] == "B"
    assert found["csi"] is None
    assert set(found["nrr"]) == {f"U{n}" for n in range(1, 10)}


def test_ikm_names_ignored_columns_and_every_fault(small_project: Path, tmp_path: Path) -> None:
    header = "nama," + ",".join(f"U{n}" for n in range(1, 10))
    good = survey(tmp_path / "a.csv", ["Ani,4,4,4,4,4,4,4,4,4"], header)
    assert "nama" in run_laporan(small_project, "ikm", str(good)).stderr
    bad = survey(tmp_path / "b.csv", ["4,4,4,5,4,4,4,4,4", "4,4,4,4,4,4,4,,4"])
    run = run_laporan(small_project, "ikm", str(bad))
    said = " ".join(run.stderr.split())
    assert run.returncode == 1
    assert "baris 2, kolom U4" in said
    assert "baris 3, kolom U8" in said
    assert run.stdout == ""


def test_an_unknown_rule_names_the_nearest(small_project: Path, tmp_path: Path) -> None:
    run = run_laporan(small_project, "ikm", str(survey(tmp_path / "a.csv", ["4"] * 2)), "--rule", "permenpan-14-2018")
    assert run.returncode == 1
    assert "permenpan-14-2017" in run.stderr


@pytest.mark.slow
def test_check_passes_on_good_data_and_writes_the_faults_of_bad_data(small_project: Path, tmp_path: Path) -> None:
    assert run_laporan(small_project, "check", "2017").returncode == 0
    data = small_project / "data" / "raw" / "2017" / "pkt.csv"
    good = data.read_text(encoding="utf-8")
    data.write_text(
        good.replace("A,Sangat puas,724", "A,=1+1,724").replace("B,Puas,271", "B,Puas,-1"), encoding="utf-8"
    )
    try:
        run = run_laporan(small_project, "check", "2017", "--xlsx", str(tmp_path / "kesalahan.xlsx"))
        listed = run_laporan(small_project, "check", "2017", "--json")
    finally:
        data.write_text(good, encoding="utf-8")
    assert run.returncode == listed.returncode == 1
    assert {(fault["row"], fault["column"]) for fault in json.loads(listed.stdout)} >= {
        (2, "penilaian"),
        (6, "responden"),
    }
    sheet = openpyxl.load_workbook(tmp_path / "kesalahan.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("Berkas", "Lembar", "Baris", "Kolom")
    assert "=1+1" in {row[4] for row in rows}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_check_tells_what_wants_a_note_and_lets_the_report_be(small_project: Path, tmp_path: Path) -> None:
    bring_datasets(small_project, "2017", {"sop"})
    data = small_project / "data" / "raw" / "2017" / "sop.csv"
    good = data.read_text(encoding="utf-8")
    data.write_text(good.replace("SOP-02,", "SOP-99,"), encoding="utf-8")
    try:
        run = run_laporan(small_project, "check", "2017", "--xlsx", str(tmp_path / "catatan.xlsx"))
        listed = run_laporan(small_project, "check", "2017", "--json")
    finally:
        data.write_text(good, encoding="utf-8")
    assert run.returncode == listed.returncode == 0
    told = [fault for fault in json.loads(listed.stdout) if fault["file"].endswith("sop.csv")]
    assert {(fault["value"], fault["level"]) for fault in told} == {("SOP-03", "warning"), ("SOP-99", "warning")}
    assert "perlu catatan" in run.stderr
    rows = list(openpyxl.load_workbook(tmp_path / "catatan.xlsx").active.iter_rows(values_only=True))
    assert {row[-1] for row in rows[1:]} == {"Perlu catatan"}


@pytest.mark.slow
def test_sample_is_the_same_for_the_same_seed_and_another_for_another(small_project: Path, tmp_path: Path) -> None:
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        run = run_laporan(small_project, "sample", "2018", "--seed", seed, "--folder", str(tmp_path / name))
        assert run.returncode == 0, run.stderr
    files = sorted(path.name for path in (tmp_path / "a").glob("*.csv"))
    assert len(files) > 20
    assert all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files)
    assert any((tmp_path / "a" / f).read_bytes() != (tmp_path / "c" / f).read_bytes() for f in files)


def test_audit_prints_findings_for_a_script_and_says_why_a_file_cannot_be_read(
    small_project: Path, tmp_path: Path
) -> None:
    report = tmp_path / "laporan.md"
    report.write_text(
        "Sebanyak 120 laporan terdiri atas 70 laporan selesai dan 40 laporan terbuka.\n", encoding="utf-8"
    )
    run = run_laporan(small_project, "audit", str(report), "--json")
    (finding,) = json.loads(run.stdout)
    assert set(finding) >= {"kind", "severity", "line", "quote", "computed", "message"}
    assert (run.returncode, finding["line"]) == (1, 1)
    missing = run_laporan(small_project, "audit", str(tmp_path / "tiada.md"))
    assert missing.returncode == 1
    assert "tiada.md: berkas tidak ada" in missing.stderr


@pytest.mark.parametrize("words", [["bangun"], ["build"], ["build", "dua"]], ids=["no-command", "no-year", "no-number"])
def test_a_command_that_is_not_understood_exits_with_2(small_project: Path, words: list[str]) -> None:
    assert run_laporan(small_project, *words).returncode == 2
