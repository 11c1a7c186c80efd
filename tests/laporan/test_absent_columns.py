"""A contract asks what a source can know: a survey that did not ask for importance lacks those columns, and the report
says so."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import lxml.html
import pytest

from analysis.complaints import log
from analysis.complaints.carried_over import continuity, open_before
from analysis.media.results import audience, audience_identities
from analysis.methods import respondents
from analysis.overview.methodology import used_methods
from analysis.satisfaction.contract import ORIGINS
from analysis.satisfaction.priorities import where_asked
from laporan.core.errors import DataError, MissingDataError
from laporan.data.contracts import Column, Contract
from laporan.data.disclosure import answers
from laporan.data.load import check
from laporan.data.read import read_table, read_text
from laporan.document.html import LEFT_OUT
from laporan.notebook.report import open_report
from laporan.notebook.results import Results

from .projects import ROOT, copy_project, run_laporan

CONTRACT = Contract(
    "survei",
    "Survei",
    (
        Column("respondent", "responden", unique=True),
        Column("U1", "U1", "integer", minimum=1, maximum=4),
        Column("K1", "K1", "integer", minimum=1, maximum=4, may_be_absent=True),
        Column("K2", "K2", "integer", minimum=1, maximum=4, may_be_absent=True),
    ),
    counted_in=("responden",),
)


def write(folder: Path, text: str) -> Path:
    file = folder / "survei.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_columns_that_were_not_asked_are_missing_values(tmp_path: Path) -> None:
    file = write(tmp_path, "responden,U1\nA,1\nB,2\n")
    frame, faults = check(read_table(file, CONTRACT), CONTRACT)
    assert faults == []
    assert frame["U1"].tolist() == [1, 2]
    assert frame[["K1", "K2"]].isna().all(axis=None)
    assert {count.column for count in answers(read_text(file, CONTRACT), CONTRACT).counts} <= {"U1"}


FAULTS = {
    "some-of-them": ("responden,U1,K1\nA,1,2\n", "kolom K2: kolom tidak ada"),
    "left-empty": ("responden,U1,K1,K2\nA,1,2,\n", "kolom K2: “” sel kosong, padahal wajib diisi"),
    "another-column": ("responden,K1,K2\nA,1,2\n", "kolom U1: kolom tidak ada"),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_what_was_asked_is_filled_in(tmp_path: Path, text: str, said: str) -> None:
    try:
        found = check(read_table(write(tmp_path, text), CONTRACT), CONTRACT)[1]
    except DataError as error:
        found = list(error.faults)
    assert [str(fault) for fault in found if said in str(fault)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The surveys' chapters and the annex of their tables; the file of one is without the importance of the unsur."""
    chapters = ("skm", "integritas", "mutu-survei")
    root = copy_project(tmp_path_factory.mktemp("proyek"), *chapters, years=("2018",))
    tree = "sections:\n" + "".join(f"  - {{id: {name}, notebook: {name}}}\n" for name in chapters)
    (root / "params/struktur.yml").write_text(tree, encoding="utf-8")
    file = root / "data/raw/2018/skm.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    kept = [name for name in rows[0] if not name.startswith("K")]
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, kept, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return root


def test_its_results_are_left_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(project))
    results = Results(open_report(2018))
    assert where_asked(results.report) is None
    assert results.measure("satisfaction-csi") is None
    assert results.measure("satisfaction-index") is not None
    with pytest.raises(MissingDataError, match="tidak menanyakan kepentingan"):
        _ = results.priorities


@pytest.mark.slow
def test_the_chapter_leaves_them_out_and_says_so(project: Path) -> None:
    run = run_laporan(project, "build", "2018", "--draft")
    assert run.returncode == 0, run.stderr
    page = lxml.html.fromstring((project / "outputs/pratinjau/2018/pusat/laporan.html").read_bytes())
    assert "Survei ini tidak menanyakan seberapa penting setiap unsur" in " ".join(page.text_content().split())
    assert not page.xpath("//*[@id='fig-skm-ipa' or @id='tbl-skm-ipa']")
    assert page.xpath("//*[@id='tbl-skm-unsur']")


def test_a_method_that_needs_what_was_not_asked_is_not_listed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"Kepentingan dan kinerja (IPA)", "*Customer Satisfaction Index* (CSI)"}
    assert names <= {method.name for method in used_methods(open_report(2018))}
    monkeypatch.setenv("LAPORAN_ROOT", str(project))
    assert not names & {method.name for method in used_methods(open_report(2018))}


@pytest.fixture(scope="module")
def one_year_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Logs of two years; that of the second has nothing that came in before."""
    root = copy_project(tmp_path_factory.mktemp("log"), "pengaduan", years=("2017", "2018"))
    file = root / "data/raw/2018/pengaduan.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    place = head.split(",").index("tanggal_masuk")
    assert not any('"' in row for row in rows)
    file.write_text(head + "".join(row for row in rows if row.split(",")[place] >= "2018"), encoding="utf-8")
    return root


def test_a_log_of_one_year_contradicts_nothing_and_what_it_lacks_is_known(
    one_year_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(one_year_log))
    results = Results(open_report(2018))
    assert not results.complaints.all.carried_over
    assert (
        continuity(log.of_report(results.before.report, numbers=True), log.of_report(results.report, numbers=True))
        == []
    )
    assert open_before(results.report) == results.before.complaints.all.open
    assert open_before(results.before.report) is None


def with_kind(root: Path, year: int, dataset: str, kind: str) -> None:
    """The year's package says that the dataset is of another kind."""
    package = root / f"data/raw/{year}/datapackage.json"
    content = json.loads(package.read_text(encoding="utf-8"))
    for one in content["resources"]:
        if (one["unit"], one["dataset"]) == ("pusat", dataset):
            one["kind"] = kind
    package.write_text(json.dumps(content), encoding="utf-8")


def test_what_was_made_up_is_not_held_against_a_real_log(
    one_year_log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(one_year_log, tmp_path / "p", symlinks=True)
    with_kind(root, 2018, "pengaduan", "primary")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    assert open_before(Results(open_report(2018)).report) is None
    whole = "data/raw/2018/pengaduan.csv"
    shutil.copy(ROOT / whole, root / whole)
    results = Results(open_report(2018))
    before, now = (log.of_report(one.report, numbers=True) for one in (results.before, results))
    assert now.frame["carried_over"].any()
    assert continuity(before, now) == []
    with_kind(root, 2018, "pengaduan", "synthetic")
    assert continuity(before, log.of_report(open_report(2018), numbers=True))


@pytest.mark.slow
def test_a_log_without_whistleblowers_leaves_them_out_and_the_chapter_says_so(tmp_path: Path) -> None:
    root = copy_project(tmp_path, years=("2017", "2018"))
    with (root / "params/2018.yml").open("a", encoding="utf-8") as params:
        params.write("sections: [wbs-ews, pengaduan]\n")
    for year in (2017, 2018):
        file = root / f"data/raw/{year}/pengaduan.csv"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if ",WBS," not in line), encoding="utf-8")
    run = run_laporan(root, "build", "2018", "--draft")
    assert run.returncode == 0, run.stderr
    page = lxml.html.fromstring((root / "outputs/pratinjau/2018/pusat/laporan.html").read_bytes())
    assert "tidak memuat laporan melalui WBS pada 2018" in " ".join(page.text_content().split())
    assert not page.xpath("//*[@id='tbl-wbs']")
    assert page.xpath("//*[@id='tbl-ews']")
    assert LEFT_OUT in page.text_content()  # the annex that a note refers to


@pytest.mark.slow
def test_a_chapter_may_stand_without_the_annex_of_its_tables(tmp_path: Path) -> None:
    root = copy_project(tmp_path, years=("2018",))
    with (root / "params/2018.yml").open("a", encoding="utf-8") as params:
        params.write("sections: [skm]\n")
    run = run_laporan(root, "build", "2018", "--draft")
    assert run.returncode == 0, run.stderr
    page = lxml.html.fromstring((root / "outputs/pratinjau/2018/pusat/laporan.html").read_bytes())
    assert not page.xpath("//*[@id='tbl-skm-unsur'] | //a[@href='#tbl-skm-unsur']")
    assert LEFT_OUT in page.text_content()


def test_followers_by_age_need_not_be_all_that_there_are() -> None:
    report = open_report(2017)
    rows = report.load("media_pengikut")
    few = rows.assign(followers=rows["followers"] // 3)
    assert all(identity.holds for identity in audience_identities(audience(few), few))


def test_an_origin_may_be_unknown_and_is_counted_last() -> None:
    rows = open_report(2017).load("skm")
    origin = rows["origin"].astype("str")
    origin.iloc[:10] = respondents.UNKNOWN
    found = respondents.profile(rows.assign(origin=origin), "origin", ORIGINS)
    assert found[-1].name == respondents.UNKNOWN
    assert found[-1].count.value == 10
    assert sum(group.count.value for group in found) == len(rows)
    assert respondents.UNKNOWN not in {group.name for group in respondents.known(found)}
