"""What a third party does with the archive: reads it, checks it, and builds the report again from it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from laporan.core.errors import ReportError
from laporan.provenance.bundle import BundleVerification, verify_bundle

from .commands import Completed, run_outside
from .projects import TREE, copy_project, final_project, run_laporan

pytestmark = pytest.mark.slow
NAME = "laporan-2017-pusat.zip"
METADATA, SUMS, RAW = "ro-crate-metadata.json", "SHA256SUMS", "sumber/data/raw/2017"
LIST = "data/raw/2017/datapackage.json"
HANDED = {"by": "Biro Humas", "date": "2018-01-12", "letter": "surat 7/HUM/2018"}
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The counters' chapter alone, beside data that it does not read; its report of 2017 built with its archive."""
    root = tmp_path_factory.mktemp("proyek")
    copy_project(root, "pkt", years=("2016", "2017"), datasets={"pkt", "skm", "integritas"})
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    build(root)
    return root


@pytest.fixture(scope="module")
def bundle(project: Path) -> Path:
    return project / "outputs" / "2017" / "pusat" / NAME


@pytest.fixture(scope="module")
def files(bundle: Path) -> Files:
    with zipfile.ZipFile(bundle) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def build(root: Path) -> None:
    run = run_laporan(root, "build", "2017", "--bundle")
    assert run.returncode == 0, run.stderr


def verify(folder: Path, *words: str | Path) -> Completed:
    """`laporan verify` as somebody calls it who has no project."""
    return run_outside(folder, ["verify", *map(str, words)])


def graph(files: Files) -> dict[str, dict[str, Any]]:
    return {entity["@id"]: entity for entity in json.loads(files[METADATA])["@graph"]}


def pack(files: Files, place: Path) -> Path:
    """An archive of these files, each with the checksum that it has now."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != SUMS}
    told = "".join(f"{found}  {name}\n" for name, found in sorted(sums.items())).encode()
    return pack_as_they_are(files | {SUMS: told}, place)


def pack_as_they_are(files: Files, place: Path) -> Path:
    with zipfile.ZipFile(place, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return place


def test_every_other_file_has_its_checksum(files: Files) -> None:
    told = dict(line.split("  ")[::-1] for line in files[SUMS].decode().splitlines())
    assert told == {name: hashlib.sha256(held).hexdigest() for name, held in files.items() if name != SUMS}


def test_every_file_has_a_licence_that_is_told(files: Files) -> None:
    told = graph(files)
    described = {name: entity for name, entity in told.items() if entity["@type"] == "File"}
    assert set(described) == set(files) - {METADATA, SUMS}
    for name, entity in described.items():
        licences = entity["license"] if isinstance(entity["license"], list) else [entity["license"]]
        assert licences, name
        assert all(told[licence["@id"]]["name"] for licence in licences), name
    assert told["sumber/pustaka/laporan/__init__.py"]["license"] == {"@id": "https://spdx.org/licenses/MIT"}
    assert told[f"{RAW}/pkt.csv"]["license"] == {"@id": "#lisensi-other-pd"}
    assert "Belum ditetapkan oleh Badan Kepegawaian Negara:\n" in files["LICENSE"].decode()


def test_it_says_who_wrote_the_report_and_by_which_run(files: Files) -> None:
    told = graph(files)
    assert told[told["./"]["author"]["@id"]]["name"] == "Kelompok Kerja Pelayanan Publik"
    assert told[told["./"]["publisher"]["@id"]]["name"] == "Badan Kepegawaian Negara"
    assert told["./"]["conformsTo"] == {"@id": "https://w3id.org/ro/wfrun/process/0.5"}
    run = told[told["./"]["mentions"]["@id"]]
    assert {ref["@id"] for ref in run["result"]} >= {"laporan.pdf", "fakta.json", "data/datapackage.json"}
    assert {ref["@id"] for ref in run["object"]} >= {f"{RAW}/pkt.csv", "sumber/params/2017.yml"}
    assert all(ref["@id"] in told for ref in [*run["result"], *run["object"]])


# What the two specifications recommend and we do not tell, and why.
NOT_TOLD = {
    "The organization SHOULD have a URL.": "params name no address of an office",
    "The Application SHOULD have a url": "the library has no public address yet",
    "The SoftwareApplication id SHOULD be an absolute URI": "the same",
    "The Action SHOULD have an endTime in ISO 8601 format": "the same inputs give the same archive, whenever it is made",
}


@pytest.fixture(scope="module")
def unpacked(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dibuka")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    return folder


def validate(folder: Path) -> list[dict[str, str]]:
    """In a process of its own: the validator changes how its libraries load documents, and warns of what is old in them."""
    command = [sys.executable, "-W", "ignore", Path(__file__).with_name("validate_crate.py"), folder]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_the_validator_of_ro_crates_finds_nothing_else(unpacked: Path) -> None:
    assert {one["message"] for one in validate(unpacked)} == set(NOT_TOLD)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param('"instrument": {', '"tool": {', "instrument", id="a run by nothing"),
        pytest.param('"about": {', '"says": {', "about", id="metadata of nothing"),
        pytest.param('"datePublished": "', '"datePublished": "kapan-kapan ', "datePublished", id="no date"),
    ],
)
def test_that_validator_finds_what_is_wrong(unpacked: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = Path(shutil.copytree(unpacked, tmp_path / "rusak"))
    text = (folder / METADATA).read_text(encoding="utf-8")
    assert old in text
    (folder / METADATA).write_text(text.replace(old, new), encoding="utf-8")
    assert said in json.dumps([one for one in validate(folder) if one["message"] not in NOT_TOLD])


def test_the_validator_of_data_packages_finds_nothing(unpacked: Path) -> None:
    """Rows of each file held to its schema, sizes and hashes to the file."""
    code = (
        "import json, sys; from frictionless import validate; report = validate(sys.argv[1]);"
        "print(json.dumps([report.stats['tasks'], [error.message for error in report.errors]"
        " + [error.message for task in report.tasks for error in task.errors]]))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, unpacked / "data" / "datapackage.json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    tasks, errors = json.loads(run.stdout)
    assert tasks == len(json.loads((unpacked / "data/datapackage.json").read_text(encoding="utf-8"))["resources"])
    assert errors == []


def test_from_the_archive_alone_in_a_fresh_environment(bundle: Path, files: Files, tmp_path: Path) -> None:
    """What the library needs is lent by ours, by a path alone: our own installation of it is not followed."""
    place, venv = tmp_path / "dibuka", tmp_path / "venv"
    assert f"laporan verify --bundle {NAME}\n" in files["README.md"].decode()
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(place)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    python = venv / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip, quiet = [sys.executable, "-m", "pip"], ["--no-deps", "--no-index", "--quiet"]
    wheels = tmp_path / "roda"
    subprocess.run([*pip, "wheel", *quiet, "--no-build-isolation", "-w", wheels, place / "sumber/pustaka"], check=True)
    subprocess.run([*pip, "--python", python, "install", *quiet, *wheels.iterdir()], check=True)
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.strip())
    (own / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    where = [python, "-c", "import laporan; print(laporan.__file__)"]
    said = subprocess.run(where, env=environment, capture_output=True, text=True, check=True).stdout
    assert Path(said.strip()).is_relative_to(own)
    command = [python.with_name("laporan"), "verify", "--bundle", bundle]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "berkas sama, bita demi bita" in run.stdout


def refuse_flaws(verdict: BundleVerification) -> None:
    if verdict.flaws:
        raise ReportError(f"{NAME}: {'; '.join(verdict.flaws)}")


def alter(name: str, old: bytes, new: bytes) -> Callable[[Files], Files]:
    def altered(files: Files) -> Files:
        assert old in files[name]
        return files | {name: files[name].replace(old, new, 1)}

    return altered


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {other: held for other, held in files.items() if other != name}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(alter("laporan.html", b"<title>", b"<title>Palsu "), "laporan.html: isinya bukan lagi yang dibangun", id="page"),
        pytest.param(alter(f"{RAW}/pkt.csv", b"0", b"1"), "pkt.csv: isinya bukan lagi yang dibangun", id="raw file"),
        pytest.param(alter(METADATA, b"Draft", b"Published"), f"{METADATA}: isinya bukan lagi yang dibangun", id="metadata"),
        pytest.param(without("fakta.json"), "fakta.json: hilang dari arsip", id="gone"),
        pytest.param(lambda files: files | {"sumber/src/analysis/jahat.py": b"1"}, "jahat.py: tidak ada di SHA256SUMS", id="added"),
        pytest.param(without(SUMS), "SHA256SUMS tidak ada atau tidak terbaca", id="no list"),
        pytest.param(lambda files: files | {SUMS: b"bukan daftar\n"}, "SHA256SUMS bukan daftar sidik", id="a list that is none"),
        pytest.param(lambda files: files | {SUMS: b"\xff\xfe"}, "SHA256SUMS bukan daftar sidik", id="a list that is no text"),
        pytest.param(lambda files: files | {"../luar.txt": b"x"}, "menunjuk ke luar foldernya", id="a way out"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named_and_nothing_runs(
    files: Files, spoil: Callable[[Files], Files], said: str, tmp_path: Path
) -> None:
    archive = pack_as_they_are(spoil(files), tmp_path / NAME)
    with pytest.raises(ReportError, match=re.escape(said)):
        refuse_flaws(verify_bundle(archive, None, building=lambda: pytest.fail("code of the archive ran")))


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def spoilt_byte(content: bytes) -> bytes:
    return content[:3000] + bytes([content[3000] ^ 0xFF]) + content[3001:]


@pytest.mark.parametrize(
    "spoil", [cut, spoilt_byte, lambda _content: b"PK", lambda _content: b""], ids=["cut", "a byte", "PK", "empty"]
)
def test_a_broken_archive_is_refused_in_a_line(bundle: Path, spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(spoil(bundle.read_bytes()))
    with pytest.raises(ReportError, match=NAME):
        refuse_flaws(verify_bundle(tmp_path / NAME, None))


def test_another_zip_and_no_file_are_refused(tmp_path: Path) -> None:
    pack({"surat.txt": b"x"}, tmp_path / "lain.zip")
    for name in ("lain.zip", "hilang.zip"):
        with pytest.raises(ReportError, match=name):
            verify_bundle(tmp_path / name, None)


def test_a_report_that_does_not_follow_from_its_sources_is_found(files: Files, tmp_path: Path) -> None:
    """Whoever changes an input writes the checksums anew: only the build tells."""
    changed = alter("sumber/params/2017.yml", b"satisfaction:", b"satisfaction: ")(files)
    page = alter("laporan.html", b"</title>", b" (diubah)</title>")(changed)
    archive = pack(page, tmp_path / NAME)
    assert verify_bundle(archive, None, rebuild=False).holds
    run = verify(tmp_path, "--bundle", archive)
    assert run.returncode == 1
    assert "laporan.html, baris" in run.stdout
    assert "(diubah)" in run.stdout


@pytest.fixture(scope="module")
def office(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project where an office handed the counters' file over, and where somebody changed a made-up survey."""
    root = Path(shutil.copytree(project, tmp_path_factory.mktemp("kantor") / "proyek", symlinks=True))
    package = json.loads((root / LIST).read_text(encoding="utf-8"))
    (entry,) = (one for one in package["resources"] if one["dataset"] == "pkt")
    digest = hashlib.sha256((root / "data/raw/2017/pkt.csv").read_bytes()).hexdigest()
    entry |= {"kind": "handed-over", "handed_over": HANDED | {"original_sha256": digest}}
    (root / LIST).write_text(json.dumps(package), encoding="utf-8")
    survey = root / "data" / "raw" / "2017" / "skm.csv"
    text = survey.read_text(encoding="utf-8")
    survey.write_text(text + text.splitlines()[-1].replace("R", "R9", 1) + "\n", encoding="utf-8")
    build(root)
    return root


def test_data_of_an_office_stays_and_is_asked_for(office: Path, tmp_path: Path) -> None:
    """The counters' file is open, whoever handed it over; the list that tells of the letter is not."""
    bundle = office / "outputs/2017/pusat" / NAME
    with zipfile.ZipFile(bundle) as archive:
        readme = archive.read("README.md").decode()
        assert f"{RAW}/pkt.csv" in archive.namelist()
        assert not {f"{RAW}/datapackage.json", f"{RAW}/skm.csv"} & set(archive.namelist())
    assert "`data/raw/2017/datapackage.json`\n- `data/raw/2017/skm.csv`\n" in readme
    assert "data/raw/2017/datapackage.json: tidak ada di arsip" in verify_bundle(bundle, None).not_built
    run = verify(tmp_path, "--bundle", bundle, "--data", office / "data")
    assert run.returncode == 0, run.stderr
    assert "berkas sama, bita demi bita" in run.stdout
    shutil.copytree(office / "data" / "raw" / "2017", tmp_path / "2017")
    (tmp_path / "2017" / "skm.csv").write_text("lain", encoding="utf-8")
    run = verify(tmp_path, "--bundle", bundle, "--data", tmp_path)
    assert run.returncode == 1
    assert "skm.csv: isinya lain dari yang dipakai laporan" in run.stderr


@pytest.mark.hostile("person")
def test_made_up_data_that_somebody_changed_stays(office: Path) -> None:
    """Then nobody knows any more that it is made up."""
    with zipfile.ZipFile(office / "outputs/2017/pusat" / NAME) as archive:
        assert f"{RAW}/skm.csv" not in archive.namelist()
        assert f"{RAW}/integritas.csv" in archive.namelist()


@pytest.mark.hostile("person")
def test_the_gate_lets_made_up_rows_through_and_nothing_else(project: Path, bundle: Path, files: Files) -> None:
    run = run_laporan(project, "gate", "2017")
    assert run.returncode == 0, run.stdout
    kept = bundle.read_bytes()
    try:
        pack(files | {f"{RAW}/skm.csv": files[f"{RAW}/skm.csv"] + b"081234567890\n"}, bundle)
        run = run_laporan(project, "gate", "2017")
    finally:
        bundle.write_bytes(kept)
    assert run.returncode == 1
    assert "skm.csv" in run.stdout


@pytest.mark.parametrize("name", ["pkt.csv", "datapackage.json"])
def test_a_raw_file_that_is_missing_is_told_in_a_sentence(files: Files, name: str, tmp_path: Path) -> None:
    for other, held in files.items():
        if other.startswith("sumber/") and other != f"{RAW}/{name}":
            (tmp_path / other).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / other).write_bytes(held)
    run = run_laporan(tmp_path / "sumber", "build", "2017")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "KeyError" not in run.stderr
    assert "data/raw/2017" in run.stderr


@pytest.mark.parametrize(
    "words", [[], ["2017", "--bundle", "x.zip"], ["2017", "--data", "."], ["2017", "--hashes-only"]]
)
def test_a_command_that_asks_for_nothing_or_two_things_is_not_understood(words: list[str], tmp_path: Path) -> None:
    assert verify(tmp_path, *words).returncode == 2


def test_the_archive_of_a_final_report_is_built_again_by_itself(tmp_path: Path) -> None:
    root = final_project(tmp_path)
    run = run_laporan(root, "build", "2017", "--final", "--bundle")
    assert run.returncode == 0, run.stderr
    verdict = verify_bundle(root / "outputs/2017/pusat" / NAME, None)
    assert (verdict.not_built, verdict.flaws, verdict.differences) == ("", (), ())
    assert verdict.compared >= 10
