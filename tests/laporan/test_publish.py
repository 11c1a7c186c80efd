"""Only a final, approved and signed report is published; what is published stays as it is."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from laporan.cli.app import app
from laporan.core import paths
from laporan.core.errors import NotPublishedError, Obstacle, ReportError
from laporan.project.outline import plan_report
from laporan.publish import publish as publishing
from laporan.publish.approval import checklist
from laporan.publish.publish import publish
from laporan.release.versions import (
    CHECKSUMS,
    RECORD,
    Version,
    checksum_list,
    read_checksums,
    report_flaws,
)

from .projects import SIGNER, edit_params, run_laporan
from .publishing import NOW, OUTPUT, RELEASES, SIGNED, approve, approve_and_sign, digest, release
from .signing import ISSUER, OWNER, PASSPHRASE, SIGNED_BY, key_file, sign

PHONE = "0812-3456-7890"
FIRST = Version(2017, "pusat", 1)
pytestmark = pytest.mark.slow


@pytest.fixture
def project(built_final_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, approved, with its PDF signed: nothing stands between it and its publication."""
    root = tmp_path / "proyek"
    shutil.copytree(built_final_project, root, symlinks=True)
    monkeypatch.setenv(paths.ROOT, str(root))
    approve_and_sign(root)
    return root


def refused(root: Path, signed: str = SIGNED) -> list[Obstacle]:
    """Why it can't be published; nothing came of it then."""
    with pytest.raises(NotPublishedError) as error:
        publish(plan_report(2017, "pusat"), root / signed if signed else None, NOW)
    assert versions(root) == []
    return list(error.value.obstacles)


def run(*words: str) -> Any:
    """The command in this process."""
    return CliRunner().invoke(app, words)


def kinds(obstacles: list[Obstacle]) -> set[str]:
    return {one.kind for one in obstacles}


def versions(root: Path) -> list[str]:
    """All that a reader of the folder sees, and what is hidden in it."""
    return sorted(path.name for path in (root / RELEASES).glob("*") if path.name != "persetujuan.yml")


def test_what_nothing_stands_against_is_published(project: Path) -> None:
    version = release(project)
    folder = project / RELEASES / "1"
    assert version == FIRST
    assert versions(project) == ["1"]

    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    assert (record["version"], record["corrects"], record["published_at"]) == (1, None, "2018-03-02T09:00:00+00:00")
    signed = {"name": SIGNER, "role": "Kepala Kantor Uji", "date": "2018-03-01", "checked": list(checklist())}
    assert record["approvals"] == [signed]
    assert record["signatures"][0]["signer"] == SIGNED_BY
    assert record["signatures"][0]["certificate_checked"] is False
    assert record["report_digest"] in (project / RELEASES / "persetujuan.yml").read_text(encoding="utf-8")
    assert "data/raw/2017/pkt.csv" in record["inputs"]

    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    handed_out = {path.relative_to(project / OUTPUT).as_posix() for path in (project / OUTPUT).rglob("*.*")}
    assert names == handed_out - {"manifest.json"} | {RECORD, CHECKSUMS}
    assert (folder / "laporan.pdf").read_bytes() == (project / SIGNED).read_bytes()
    assert (folder / "laporan.html").read_bytes() == (project / OUTPUT / "laporan.html").read_bytes()
    assert report_flaws(2017, "pusat") == []
    modes = {path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert modes == {0o444, 0o555}


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not there")
def test_the_checksums_are_read_by_sha256sum(project: Path) -> None:
    release(project)
    assert (
        subprocess.run(["sha256sum", "--check", "--strict", CHECKSUMS], cwd=FIRST.folder, check=False).returncode == 0
    )


def test_a_refusal_says_what_has_to_be_written_to_approve_it(project: Path) -> None:
    (project / RELEASES / "persetujuan.yml").unlink()
    (one,) = refused(project)
    assert one.kind == "belum disetujui"
    assert f'report: "{digest(project)}"' in one.remedy


def remove_build(root: Path) -> None:
    shutil.rmtree(root / OUTPUT)


def build_draft(root: Path) -> None:
    """As `build` without --final leaves it."""
    place = root / OUTPUT / "manifest.json"
    manifest = json.loads(place.read_text(encoding="utf-8"))
    place.write_text(json.dumps(manifest | {"final": False}), encoding="utf-8")


def append(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / name).open("a", encoding="utf-8") as file:
            file.write("\n")

    return change


def add_file(root: Path) -> None:
    (root / OUTPUT / "catatan.txt").write_text("satu", encoding="utf-8")


def remove_word(root: Path) -> None:
    (root / OUTPUT / "laporan.docx").unlink()


def manifest(text: str) -> Callable[[Path], None]:
    return lambda root: (root / OUTPUT / "manifest.json").write_text(text, encoding="utf-8") and None


def add_phone(root: Path) -> None:
    (root / OUTPUT / "data" / "baru.csv").write_text(f"topik\nhubungi {PHONE}\n", encoding="utf-8")


def add_unreadable(root: Path) -> None:
    (root / OUTPUT / "data" / "baru.bin").write_bytes(b"\0\1\2")


def approvals(text: str) -> Callable[[Path], None]:
    return lambda root: (root / RELEASES / "persetujuan.yml").write_text(text, encoding="utf-8") and None


@pytest.mark.parametrize(
    ("spoil", "kind", "told"),
    [
        pytest.param(remove_build, "belum dibangun", "outputs/2017/pusat", id="nothing built"),
        pytest.param(manifest("["), "belum dibangun", "outputs/2017/pusat", id="nobody knows what was built"),
        pytest.param(manifest("[1]"), "belum dibangun", "outputs/2017/pusat", id="a manifest that is a list"),
        pytest.param(manifest('{"final": true, "files": ["a"]}'), "belum dibangun", "outputs", id="files as a list"),
        pytest.param(manifest('{"final": true, "corrects": "1"}'), "belum dibangun", "outputs", id="corrects a text"),
        pytest.param(manifest('{"final": true}'), "berkas berubah sejak dibangun", "laporan.pdf", id="no files"),
        pytest.param(build_draft, "masih draf", "tanpa --final", id="a draft"),
        pytest.param(append(f"{OUTPUT}/laporan.html"), "berkas berubah sejak dibangun", "laporan.html", id="a file"),
        pytest.param(remove_word, "berkas berubah sejak dibangun", "laporan.docx: tidak ada", id="a missing file"),
        pytest.param(add_file, "berkas berubah sejak dibangun", "catatan.txt: tidak ikut", id="a foreign file"),
        pytest.param(append("data/raw/2017/pkt.csv"), "masukan berubah sejak dibangun", "pkt.csv", id="the data"),
        pytest.param(append("params/2017.yml"), "masukan berubah sejak dibangun", "params/2017.yml", id="parameters"),
        pytest.param(add_phone, "data pribadi", "data/baru.csv", id="somebody's number"),
        pytest.param(add_unreadable, "berkas tidak terbaca", "data/baru.bin", id="what nobody can look at"),
        pytest.param(approvals(""), "belum disetujui", "tidak ada untuk", id="nobody approved"),
        pytest.param(lambda root: approve(root, report="0" * 64), "belum disetujui", "isinya lain", id="other bytes"),
        pytest.param(
            lambda root: approve(root, name="(nama)"), "persetujuan belum lengkap", "name: “(nama)”", id="no name"
        ),
        pytest.param(lambda root: approve(root, role="  "), "persetujuan belum lengkap", "role", id="no role"),
        pytest.param(
            lambda root: approve(root, date="2018-03-09"), "persetujuan belum lengkap", "belum tiba", id="tomorrow"
        ),
        pytest.param(lambda root: approve(root, date="1 Maret"), "persetujuan tidak terbaca", "date", id="no date"),
        pytest.param(lambda root: approve(root, checked=["naskah"]), "belum diperiksa", "angka", id="half checked"),
        pytest.param(approvals("approvals: ["), "persetujuan tidak terbaca", "persetujuan.yml", id="no YAML"),
        pytest.param(approvals("approvals: &a [*a]"), "persetujuan tidak terbaca", "persetujuan.yml", id="in itself"),
        pytest.param(approvals("setuju: ya"), "persetujuan tidak terbaca", "approvals", id="another key"),
    ],
)
def test_each_reason_is_told_and_nothing_is_published(
    project: Path, spoil: Callable[[Path], None], kind: str, told: str
) -> None:
    spoil(project)
    assert [one.what for one in refused(project) if one.kind == kind and told in one.what]


@pytest.mark.parametrize(
    ("signed", "kind", "told"),
    [
        ("", "belum ditandatangani", "laporan.pdf"),
        ("hilang.pdf", "belum ditandatangani", "hilang.pdf: berkas tidak ada"),
        (f"{OUTPUT}/laporan.pdf", "tanda tangan tidak dapat dipakai", "tanpa tanda tangan"),
        (f"{OUTPUT}/laporan.html", "tanda tangan tidak dapat dipakai", "awalnya tidak sama"),
    ],
    ids=["nothing", "a missing file", "the unsigned PDF", "no PDF"],
)
def test_what_is_not_signed_is_not_published(project: Path, signed: str, kind: str, told: str) -> None:
    (one,) = refused(project, signed)
    assert one.kind == kind
    assert told in one.what


def test_the_signed_pdf_passes_the_gate_too(project: Path) -> None:
    def leave_number(writer: Any) -> None:
        from pyhanko.pdf_utils.generic import pdf_string

        info = writer.trailer["/Info"]
        info["/Producer"] = pdf_string(f"hubungi {PHONE}")
        writer.update_container(info)

    built = (project / OUTPUT / "laporan.pdf").read_bytes()
    (project / SIGNED).write_bytes(sign(built, change=leave_number))
    assert "data pribadi" in kinds(refused(project))


def test_every_reason_is_told_at_once(project: Path) -> None:
    build_draft(project)
    edit_params(project, SIGNER, "(nama pejabat)")
    add_phone(project)
    (project / RELEASES / "2-lama").mkdir()
    with pytest.raises(NotPublishedError) as error:
        publish(plan_report(2017, "pusat"), None, NOW)

    assert kinds(list(error.value.obstacles)) == {
        "folder terbitan", "masih draf", "sampul belum lengkap", "masukan berubah sejak dibangun",
        "berkas berubah sejak dibangun", "belum disetujui", "belum ditandatangani", "data pribadi",
    }  # fmt: skip
    assert str(error.value).startswith("belum dapat diterbitkan, ")


def test_a_published_report_is_followed_by_a_correction_only(project: Path) -> None:
    release(project)
    before = {path: path.read_bytes() for path in FIRST.folder.rglob("*") if path.is_file()}
    with pytest.raises(NotPublishedError, match="hanya ada koreksi"):
        release(project)

    assert {path: path.read_bytes() for path in FIRST.folder.rglob("*") if path.is_file()} == before
    assert versions(project) == ["1"]


@pytest.mark.hostile("fault")
def test_of_two_commands_at_once_one_publishes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = publishing.gate

    def meanwhile(*arguments: Any) -> list[Obstacle]:
        monkeypatch.setattr(publishing, "gate", gate)
        assert release(project) == FIRST
        return gate(*arguments)

    monkeypatch.setattr(publishing, "gate", meanwhile)
    with pytest.raises(ReportError, match="tidak ditimpa"):
        release(project)
    assert versions(project) == ["1"]
    assert report_flaws(2017, "pusat") == []


@pytest.mark.hostile("fault")
@pytest.mark.parametrize("step", ["_copy", "checksums_of", "gate", "flush"])
@pytest.mark.parametrize("error", [OSError(28, "No space left"), KeyboardInterrupt()], ids=["full disk", "interrupt"])
def test_an_interrupted_publication_leaves_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(publishing, step, fail)
    with pytest.raises(type(error)):
        release(project)
    assert versions(project) == []


@pytest.mark.hostile("fault")
def test_a_killed_publication_is_swept_by_the_next(project: Path) -> None:
    script = (
        "import os; from laporan.publish import publish as p\n"
        "p.gate = lambda *a: os._exit(9)\n"
        "from pathlib import Path; from laporan.project.outline import plan_report\n"
        "p.publish(plan_report(2017, 'pusat'), Path('bertanda-tangan.pdf'))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=project, check=False).returncode == 9
    (left,) = versions(project)
    assert left.startswith(".")

    release(project)
    assert versions(project) == ["1"]


def change(name: str, content: bytes | None) -> Callable[[], None]:
    def spoil() -> None:
        path = FIRST.folder / name
        for folder in (path.parent, FIRST.folder):
            folder.chmod(0o755)
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)

    return spoil


def link_away() -> None:
    change("fakta.json", None)()
    (FIRST.folder / "fakta.json").symlink_to(paths.root() / OUTPUT / "fakta.json")


@pytest.mark.hostile("fault")
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(change("laporan.html", b"lain"), "laporan.html: isinya bukan lagi", id="changed"),
        pytest.param(change("tabel.xlsx", None), "tabel.xlsx: hilang", id="gone"),
        pytest.param(change("data/lain.csv", b"a"), "data/lain.csv: tidak ikut diterbitkan", id="added"),
        pytest.param(link_away, "fakta.json: hilang", id="a link to the same bytes"),
        pytest.param(change(CHECKSUMS, None), "SHA256SUMS: tidak ada", id="no checksums"),
        pytest.param(change(CHECKSUMS, b"\xff"), "SHA256SUMS: tidak ada", id="checksums that are no text"),
        pytest.param(change(CHECKSUMS, b"0" * 64 + b"  ../x\n"), "SHA256SUMS: tidak ada", id="outside"),
        pytest.param(change(RECORD, b"["), "catatan.json: isinya bukan lagi", id="record"),
    ],
)
def test_a_published_file_that_was_tampered_with_is_found(project: Path, spoil: Callable[[], None], told: str) -> None:
    release(project)
    assert run("publish", "--verify").exit_code == 0
    spoil()

    assert [one for one in report_flaws(2017, "pusat") if f"{one.file}: {one.rule}".startswith(f"{FIRST.name}/{told}")]
    assert run("publish", "--verify").exit_code == 1


@pytest.mark.hostile("fault")
@pytest.mark.parametrize(
    "record",
    ["[", "[]", "{}", '{"approvals": [1]}', '{"approvals": [], "corrects": 1}', "[" * 9999],
    ids=lambda text: text[:20],
)
def test_a_record_that_was_tampered_with_is_told_in_words(project: Path, record: str) -> None:
    release(project)
    change(RECORD, record.encode())()

    for words in (["--list"], ["--list", "--json"]):
        assert run("publish", *words).exit_code == 0
    assert run("publish", "--verify").exit_code == 1


@pytest.mark.hostile("fault")
@pytest.mark.parametrize("name", ["0", "01", "1.bak", "-1", "١", "99999", "versi 1", "a\nb"], ids=repr)
def test_a_folder_that_is_no_version_is_told_and_never_counted(project: Path, name: str) -> None:
    (project / RELEASES / name).mkdir()
    assert kinds(refused_beside(project)) == {"folder terbitan"}
    assert run("publish", "--verify").exit_code == 1


def refused_beside(root: Path) -> list[Obstacle]:
    with pytest.raises(NotPublishedError) as error:
        release(root)
    return list(error.value.obstacles)


@pytest.mark.hostile("fault")
@pytest.mark.parametrize("kind", ["a file", "a link", "an empty folder"])
def test_what_stands_where_the_version_would_go_is_not_replaced(project: Path, kind: str) -> None:
    place, elsewhere = project / RELEASES / "1", project / "korban"
    elsewhere.mkdir()
    (elsewhere / "isi").write_text("tetap", encoding="utf-8")
    if kind == "a file":
        place.write_text("tetap", encoding="utf-8")
    elif kind == "a link":
        place.symlink_to(elsewhere)
    else:
        place.mkdir()

    assert "folder terbitan" in kinds(refused_beside(project))
    assert (elsewhere / "isi").read_text(encoding="utf-8") == "tetap"
    assert place.is_symlink() or place.is_file() or list(place.iterdir()) == []


@pytest.mark.hostile("fault")
@pytest.mark.parametrize("level", ["2017", "2017/pusat"])
def test_a_folder_that_leads_elsewhere_is_not_published_into(project: Path, level: str) -> None:
    place = project / "terbit" / level
    place.rename(project / "lain")
    place.symlink_to(project / "lain")

    assert "folder terbitan" in kinds(refused_beside(project))
    assert run("publish", "--verify").exit_code == 1


@pytest.mark.parametrize("place", ["outputs", "outputs/terbit", "params", ".", "data/raw/terbit"])
def test_what_is_published_stands_apart_from_what_is_made_and_read(project: Path, place: str) -> None:
    with (project / "laporan.toml").open("a", encoding="utf-8") as file:
        file.write(f'releases = "{place}"\n')
    with pytest.raises(ReportError, match="tidak boleh satu di dalam yang lain"):
        release(project)


def test_what_laporan_sign_signed_is_published(project: Path) -> None:
    (project / "sandi.txt").write_text(PASSPHRASE, encoding="utf-8")
    key = key_file(project, begin=dt.datetime.now(dt.UTC) - dt.timedelta(days=1))
    words = ["--pkcs12", str(key), "--passphrase-file", str(project / "sandi.txt"), "--qr", "https://tte.example/1"]
    made = run("sign", str(project / OUTPUT / "laporan.pdf"), *words, "-o", str(project / "ttd.pdf"))
    assert made.exit_code == 0, made.exception

    version = publish(plan_report(2017, "pusat"), project / "ttd.pdf", NOW)

    (signature,) = version.record()["signatures"]
    assert (signature["field"], signature["signer"], signature["issuer"]) == ("TTE", OWNER, ISSUER)
    assert report_flaws(2017, "pusat") == []


def test_the_command_publishes_lists_and_verifies(project: Path) -> None:
    assert run("publish", "--list").stdout == "belum ada yang terbit\n"
    refusal = run("publish", "2017", "--json")
    assert (refusal.exit_code, [one["kind"] for one in json.loads(refusal.stdout)]) == (1, ["belum ditandatangani"])

    done = run_laporan(project, "publish", "2017", "--signed", str(project / SIGNED))
    assert done.returncode == 0, done.stderr
    assert "terbit/2017/pusat/1" in done.stdout
    assert done.stderr == ""
    assert SIGNER in run("publish", "--list").stdout
    (told,) = json.loads(run("publish", "2017", "--list", "--json").stdout)
    assert (told["folder"], told["superseded_by"]) == ("terbit/2017/pusat/1", None)
    assert "1 versi" in run("publish", "--verify").stdout


def test_a_refusal_is_words_on_stderr(project: Path) -> None:
    done = run_laporan(project, "publish", "2017")
    assert (done.returncode, done.stdout) == (1, "")
    assert "--signed" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words", [[], ["2017", "--list", "--verify"], ["--list", "--signed", "x.pdf"], ["2017", "--signd", "x"]]
)
def test_what_is_not_understood_is_exit_2(project: Path, words: list[str]) -> None:
    assert run("publish", *words).exit_code == 2


@pytest.mark.parametrize("name", ["a b.csv", "data/ä.csv", "a'b"])
def test_checksums_come_back_as_they_were(name: str) -> None:
    assert read_checksums(checksum_list({name: "a" * 64})) == {name: "a" * 64}


@pytest.mark.parametrize("name", ["a\nb", "a\\b", "\x1b[2J"], ids=repr)
def test_a_name_that_checksums_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(ReportError):
        checksum_list({name: "a" * 64})


def test_what_is_published_can_not_be_written_any_more(project: Path, tmp_path: Path) -> None:
    locked = tmp_path / "terkunci"
    locked.touch(0o444)
    if os.access(locked, os.W_OK):
        pytest.skip("this user may write anything, as root may")
    release(project)
    with pytest.raises(PermissionError):
        (FIRST.folder / "laporan.html").write_text("lain", encoding="utf-8")
