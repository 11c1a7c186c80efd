"""A correction is a version of its own, which says on its first page what it corrects, why, and what changed."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import docx
import lxml.html
import pypdf
import pytest
from typer.testing import CliRunner

from laporan.cli.app import app
from laporan.core import paths
from laporan.core.errors import NotPublishedError, ReportError
from laporan.provenance.bundle import verify_bundle
from laporan.release.versions import CHECKSUMS, LONGEST_REASON, RECORD, Version, correction_of, report_flaws

from .projects import edit_package, final_project, run_laporan
from .publishing import OUTPUT, RELEASES, approve_and_sign, build_final, release

REASON = "Jawaban Loket A bulan Mei <terlewat> ketika direkap"
PAGES = ("laporan.html", "laporan.pdf", "laporan.docx")
pytestmark = pytest.mark.slow
FIRST, SECOND = Version(2017, "pusat", 1), Version(2017, "pusat", 2)


def first_pages(root: Path) -> dict[str, str]:
    """The words of the page's head, of the PDF's first page and of the Word file before its first section ends."""
    folder = root / OUTPUT
    (head,) = lxml.html.parse(folder / "laporan.html").getroot().xpath("//header")
    paragraphs = docx.Document(str(folder / "laporan.docx")).paragraphs
    ends = next(number for number, one in enumerate(paragraphs) if one._p.pPr.sectPr is not None)
    pdf = pypdf.PdfReader(io.BytesIO((folder / "laporan.pdf").read_bytes())).pages[0].extract_text()
    words = (head.text_content(), pdf, " ".join(one.text for one in paragraphs[: ends + 1]))
    return {name: " ".join(text.split()) for name, text in zip(PAGES, words, strict=True)}


def change_data(root: Path) -> None:
    """As the office would: the file, and its hash in the package."""
    place = root / "data/raw/2017/pkt.csv"
    told = place.read_text(encoding="utf-8")
    assert "A,Sangat puas,724" in told
    place.write_text(told.replace("A,Sangat puas,724", "A,Sangat puas,731"), encoding="utf-8")
    edit_package(root, hash=f"sha256:{hashlib.sha256(place.read_bytes()).hexdigest()}")


def corrected_words(root: Path) -> list[str]:
    return [f"{OUTPUT}/{name}" for name, text in first_pages(root).items() if "koreksi" in text.lower()]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Version 1 is published; then an answer changed, and the correction is built."""
    with pytest.MonkeyPatch.context() as patch:
        root = final_project(tmp_path_factory.mktemp("koreksi"))
        patch.setenv(paths.ROOT, str(root))
        build_final(root)
        assert corrected_words(root) == []
        approve_and_sign(root)
        assert release(root) == FIRST
        change_data(root)
        build_final(root, "--corrects", "1", "--reason", REASON)
        approve_and_sign(root)
    return root


@pytest.fixture
def project(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "proyek"
    shutil.copytree(published, root)
    monkeypatch.setenv(paths.ROOT, str(root))
    return root


def test_the_first_page_says_what_is_corrected_why_and_what_changed(project: Path) -> None:
    for name, words in first_pages(project).items():
        assert "Versi 2: koreksi atas versi 1 yang sudah terbit" in words, name
        assert f"Sebab koreksi: {REASON}" in words, name
        assert "3.442 responden → 3.449 responden" in words, name
        assert "perubahan.html" in words, name
    everything = (project / OUTPUT / "perubahan.html").read_text(encoding="utf-8")
    assert "versi 1" in everything
    assert "731" in everything
    assert "versi 2" in lxml.html.parse(project / OUTPUT / "laporan.html").getroot().findtext(".//title")


def test_it_is_published_as_the_next_version_and_the_first_stays_as_it_was(project: Path) -> None:
    before = {path: path.read_bytes() for path in FIRST.folder.rglob("*") if path.is_file()}
    assert release(project) == SECOND

    assert {path: path.read_bytes() for path in FIRST.folder.rglob("*") if path.is_file()} == before
    told = SECOND.record()["corrects"]
    assert told == {"version": 1, "sha256sums": FIRST.list_digest(), "reason": REASON}
    assert report_flaws(2017, "pusat") == []
    assert (SECOND.folder / "perubahan.html").is_file()
    listed = json.loads(CliRunner().invoke(app, ["publish", "--list", "--json"]).stdout)
    assert [one["superseded_by"] for one in listed] == [2, None]


def test_a_first_version_whose_checksums_were_written_anew_is_found_by_the_second(project: Path) -> None:
    release(project)
    for path in (FIRST.folder, FIRST.folder / CHECKSUMS, FIRST.folder / "tabel.xlsx"):
        path.chmod(0o755)
    sums = (FIRST.folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    (FIRST.folder / "tabel.xlsx").write_bytes(b"lain")
    anew = [f"{hashlib.sha256(b'lain').hexdigest()}  tabel.xlsx" if "tabel.xlsx" in line else line for line in sums]
    (FIRST.folder / CHECKSUMS).write_text("\n".join(anew) + "\n", encoding="utf-8")

    (fault,) = report_flaws(2017, "pusat")
    assert fault.file == f"{FIRST.name}/{CHECKSUMS}"


def test_a_version_that_is_gone_or_doubled_is_found(project: Path) -> None:
    release(project)
    FIRST.folder.rename(Version(2017, "pusat", 3).folder)
    rules = [f"{fault.file}: {fault.rule}" for fault in report_flaws(2017, "pusat")]
    assert f"{FIRST.name}: versi ini hilang" in rules
    assert any(rule.startswith(f"{RELEASES}/3/{RECORD}: catatan dari") for rule in rules)


def test_it_corrects_the_last_version_only(project: Path) -> None:
    release(project)
    with pytest.raises(NotPublishedError, match="mengoreksi versi 1, padahal yang terakhir"):
        release(project)
    with pytest.raises(ReportError, match="versi terbit yang terakhir"):
        correction_of(2017, "pusat", 1, REASON)


def test_it_corrects_the_very_bytes_that_it_was_held_against(project: Path) -> None:
    (FIRST.folder / CHECKSUMS).chmod(0o644)
    with (FIRST.folder / CHECKSUMS).open("a", encoding="utf-8") as file:
        file.write("0" * 64 + "  lain\n")
    with pytest.raises(NotPublishedError) as error:
        release(project)
    assert {one.kind for one in error.value.obstacles} == {"folder terbitan", "koreksi"}


def test_a_tampered_version_is_not_corrected(project: Path) -> None:
    (FIRST.folder / "fakta.json").chmod(0o644)
    (FIRST.folder / "fakta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ReportError, match="bukan lagi yang diterbitkan"):
        correction_of(2017, "pusat", 1, REASON)


@pytest.mark.parametrize(
    "reason", ["", "  ", "(sebab)", "a\nb", "\x1b[2J", "a" * (LONGEST_REASON + 1)], ids=lambda text: repr(text)[:12]
)
def test_a_reason_is_a_sentence(project: Path, reason: str) -> None:
    with pytest.raises(ReportError, match="tulis sebab koreksi"):
        correction_of(2017, "pusat", 1, reason)


def test_nothing_published_nothing_to_correct(project: Path) -> None:
    (project / "terbit").rename(project / "lain")
    with pytest.raises(ReportError, match="belum ada yang terbit"):
        correction_of(2017, "pusat", 1, REASON)


def test_the_same_correction_comes_of_the_same_inputs(project: Path) -> None:
    verified = run_laporan(project, "verify", "2017")
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["2017", "--final", "--corrects", "1"],
        ["2017", "--final", "--reason", "sebab"],
        ["2017", "--corrects", "1", "--reason", "sebab"],
        ["2017", "--final", "--corrects", "0", "--reason", "sebab"],
        ["--years", "2016-2017", "--final", "--corrects", "1", "--reason", "sebab"],
        ["2017", "--final", "--corrects", "1", "--reason", "sebab", "--scheduler", "tcp://127.0.0.1:1"],
    ],
    ids=["no reason", "no version", "no final", "version 0", "two reports", "elsewhere"],
)
def test_a_correction_that_is_not_understood_is_exit_2(project: Path, words: list[str]) -> None:
    assert CliRunner().invoke(app, ["build", *words]).exit_code == 2


def test_the_archive_of_a_correction_is_built_again_by_itself(project: Path, tmp_path: Path) -> None:
    """It brings along what the published version is compared by, and nothing else of it."""
    build_final(project, "--bundle", "--corrects", "1", "--reason", REASON)
    archive = project / OUTPUT / "laporan-2017-pusat.zip"
    with zipfile.ZipFile(archive) as held:
        brought = {name for name in held.namelist() if name.startswith("sumber/terbit/")}
    assert brought == {f"sumber/terbit/2017/pusat/1/{name}" for name in ("fakta.json", "laporan.html")}
    verdict = verify_bundle(archive, None)
    assert (verdict.not_built, verdict.flaws, verdict.differences) == ("", (), ())
    assert verdict.compared >= 10


def test_a_correction_of_what_an_archive_brings_is_not_published(project: Path) -> None:
    build_final(project, "--corrects", "1", "--reason", REASON, "--from-archive")
    approve_and_sign(project)
    with pytest.raises(NotPublishedError) as error:
        release(project)
    assert {one.kind for one in error.value.obstacles} == {"koreksi"}
