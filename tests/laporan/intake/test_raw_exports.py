"""The fifteen sources as offices send them: each is imported by its map to the canonical table that must come out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from laporan.core.errors import AnalysisError

from ..projects import ROOT, run_laporan
from .sources import FOLDER, IMPORTS, MAPS, SERVED, assert_as_expected, expected, imported, table, texts_below

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the raw exports are not here: RAW_EXPORTS names them")
FILES = [(source, number) for source, number in IMPORTS if source not in SERVED]


@pytest.mark.parametrize(("source", "number"), FILES, ids=[MAPS[source][number] for source, number in FILES])
def test_source_becomes_the_canonical_table(project: Path, source: str, number: int) -> None:
    wanted = expected(source)["imports"][number]
    result = imported(source, number, wanted["raw"])
    assert_as_expected(result, source, number)
    written = texts_below(project / "data")
    assert [text for text in wanted["personal"]["must_appear_nowhere"] if str(text) in written] == []


@pytest.mark.parametrize(
    ("source", "number"), FILES[:3] + FILES[-3:], ids=[MAPS[one][at] for one, at in FILES[:3] + FILES[-3:]]
)
def test_command_tells_no_personal_value(project: Path, source: str, number: int) -> None:
    told = expected(source)
    wanted = told["imports"][number]
    files = [str(FOLDER / source / file) for file in wanted["raw"]]
    words = ["import", *files, "--map", f"{MAPS[source][number]}.yml", "--year", str(told["year"]), "--replace"]
    run = run_laporan(project, *words, "--json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["rows"]["used"] == wanted["rows"]["used"]
    told_text = run.stdout + run.stderr
    assert [text for text in wanted["personal"]["must_appear_nowhere"] if str(text) in told_text] == []


# OpenSource, file, import, what must be named in the messages, rows that may be used where it is written all the same.
FAULTS: list[tuple[str, list[str], int, tuple[str, ...]]] = [
    ("skm-google-forms", ["faults/responden-ganda.csv"], 0, ("6 dan 42", "13 dan 43", "14 dan 44", "32 dan 45", "Email")),
    ("skm-google-forms", ["faults/kata-tak-dikenal.csv"], 0, ("“Tidak menjawab”", "5, 20", "“Cukup sesuai”", "11, 33", "“4”")),
    ("skm-google-forms", ["faults/terpotong.csv"], 0, ("baris 37", "5 sel")),
    ("skm-google-forms", ["faults/judul-berubah.csv"], 0, ("Asal Responden", "“Asal Instansi/Responden”")),
    ("skm-eskm-excel", ["faults/nilai-salah.xlsx"], 0, ("J10", "K11", "L12", "M13", "F15", "O16")),
    ("skm-eskm-excel", ["faults/rusak.xlsx"], 0, ("rusak atau terpotong",)),
    ("skm-eskm-excel", ["faults/lembar-lain.xlsx"], 0, ("“Data Responden” tidak ada", "Sampul, Sheet1", "ref")),
    ("skm-eskm-excel", ["faults/tanpa-kepentingan.xlsx"], 0, ("K1–K9",)),
    ("pengaduan-lapor-excel", ["faults/tanggal-campur.xlsx"], 0, ("46, 47, 48", "hanya dd/mm/yyyy", "9, 13, 14")),
    (
        "pengaduan-lapor-excel", ["faults/kata-dan-aturan.xlsx"], 0,
        ("O11, O15", "J18", "N26", "K31", "Q36", "O37", "sama dengan baris 38", "Q40"),
    ),
    ("pengaduan-lapor-excel", ["faults/sebenarnya-html.xls"], 0, ("HTML",)),
    ("pengaduan-lapor-api", ["faults/terpotong.json", "raw/topics.json"], 0, ("tidak utuh", "baris 1063")),
    ("pengaduan-lapor-api", ["faults/galat.json", "raw/topics.json"], 0, ("“data” tidak ada", "KEYTOKEN tidak dikenal")),
    ("pkt-layar-sentuh", ["faults/kata-tak-dikenal.csv"], 0, ("“CUKUP PUAS”", "52", "(kosong)", "72", "“Loket G/H”", "102")),
    ("pkt-layar-sentuh", ["faults/koma.csv"], 0, ("satu kolom", "“,”")),
    ("pkt-layar-sentuh", ["faults/satu-kolom.csv"], 0, ("satu kolom", "“;”")),
    ("media-facebook-twitter", ["faults/facebook-tanggal-as.csv"], 0, ("mm/dd/yyyy", "“01/13/2019”, baris 15")),
    ("media-facebook-twitter", ["faults/facebook-tanggal-as.csv"], 2, ("mm/dd/yyyy",)),
    (
        "media-facebook-twitter", ["faults/facebook-judul-berubah.csv"], 0,
        ("Lifetime Total Likes", "“Lifetime Total Follows”", "Daily Page Engaged Users"),
    ),
    ("media-facebook-twitter", ["faults/facebook-berlubang.csv"], 0, ("2019-08-11 s.d. 2019-08-31", "21 hari", "43")),
    ("ncsis-sqlite", ["faults/bukan-sqlite.sqlite"], 0, ("padahal peta menyebut SQLite",)),
    ("rencana-aksi-excel", ["faults/tanda-dan-kode.xlsx"], 0, ("“?”, “minggu II”", "baris 8", "baris 7", "1,4,1", "12")),
    (
        "sop-ods", ["faults/tanggal-kata.ods"], 0,
        ("“31 Februari 2019”", "“Maret 2019”", "G12", "G14", "“Bag. Kerja Sama”"),
    ),
    ("pelatihan-xls", ["faults/nilai-salah.xls"], 0, ("“75,5”", "“105”", "I8", "“Arsiparis”", "“80%”")),
    ("integritas-parquet", ["faults/terpotong.parquet"], 0, ("rusak atau terpotong",)),
    ("helpdesk-csv", ["faults/ribuan-salah.csv"], 0, ("“1.2345”", "“12,500”", "“± 5.000”", "baris 9", "baris 10")),
]  # fmt: skip


def refusal(source: str, files: list[str], number: int, **words: Any) -> str:
    """What is said of a source that is refused."""
    try:
        result = imported(source, number, files, **words)
    except AnalysisError as error:
        return str(error)
    assert result.path is None
    return "\n".join(map(str, result.faults))


@pytest.mark.hostile("input")
@pytest.mark.parametrize(
    ("source", "files", "number", "named"), FAULTS, ids=[one[1][0][7:] + f"-{one[2]}" for one in FAULTS]
)
def test_fault_is_refused_and_named(
    year_2019: Path, source: str, files: list[str], number: int, named: tuple[str, ...]
) -> None:
    told = refusal(source, files, number)
    assert [words for words in named if words not in told] == []
    assert not year_2019.exists()


def test_another_instrument_is_refused(year_2019: Path) -> None:
    raw = expected("skm-microsoft-forms-14")["imports"][0]["raw"]
    told = refusal("skm-microsoft-forms-14", raw, 0, year=2019)
    assert "U10, U11, U12, U13, U14, K10, K11, K12, K13, K14" in told


def test_survey_without_importance_is_not_made_up(year_2019: Path, tmp_path: Path) -> None:
    text = (ROOT / "params/import/skm-eskm-excel.yml").read_text(encoding="utf-8")
    path = tmp_path / "tanpa-k.yml"
    path.write_text("\n".join(line for line in text.splitlines() if "K1..K9" not in line), encoding="utf-8")
    result = imported("skm-eskm-excel", 0, ["faults/tanpa-kepentingan.xlsx"], map_name=str(path))
    assert result.path
    (fault,) = (one for one in expected("skm-eskm-excel")["faults"] if "expected_without_k" in one)
    wanted = FOLDER / "skm-eskm-excel" / fault["expected_without_k"]
    assert table(result.path, ["responden"]) == table(wanted, ["responden"])
    path.write_text(text.replace('K1..K9: {each: "H{n}"}', "K1: {constant: 4}"), encoding="utf-8")
    with pytest.raises(AnalysisError, match=r"K2, K3, K4, K5, K6, K7, K8, K9 wajib"):
        imported("skm-eskm-excel", 0, ["faults/tanpa-kepentingan.xlsx"], map_name=str(path))


def test_totals_that_differ_are_told_and_stop_nothing(year_2019: Path) -> None:
    assert "selisih 1.000" in imported("helpdesk-csv", 0, ["faults/total-tak-cocok.csv"]).warnings[0]
    files = ["faults/kurang-dari-total.json", "raw/topics.json"]
    assert imported("pengaduan-lapor-api", 0, files).warnings[0] == "sumber menyebut 60 rekaman, yang datang 40"


def test_dates_that_fit_both_orders_follow_the_map(year_2019: Path) -> None:
    result = imported("pengaduan-lapor-excel", 0, ["faults/tanggal-mendua.xlsx"])
    assert result.canonical == expected("pengaduan-lapor-excel")["faults"][1]["rows"]
