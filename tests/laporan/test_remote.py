"""A build on workers that share no file with it: a real scheduler and workers over TLS, one of which is killed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed.comm import connect

from laporan.build.dask import executor as dask_executor
from laporan.build.dask.artifacts import ALONE, loads, pack_folder, project_files, project_hashes, unpack
from laporan.build.dask.certificates import make_certificates
from laporan.build.dask.executor import DaskExecutor
from laporan.build.dask.network import AUTHORITY, MachineCertificates
from laporan.build.executor import BuildExecutor, LocalExecutor
from laporan.build.outcome import Built, Unbuilt
from laporan.build.run_chapter import Run
from laporan.build.scheduler import Build
from laporan.cache.store import FOLDER
from laporan.core.errors import ReportError
from laporan.provenance.verify import differences, names_in

from .projects import copy_project

CHAPTERS = ("pkt", "helpdesk", "pelatihan", "kpo-ppo", "sop")
TREE = "sections:\n  - id: bab\n    title: Capaian\n    sections:\n" + "".join(
    f"      - {{id: {name}, notebook: {name}}}\n" for name in CHAPTERS
)


def start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """A program in a folder and a session of its own, which knows nothing of any project."""
    folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "LAPORAN_ROOT"}
    with (folder / "catatan").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, *words], cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def laporan(*words: str) -> tuple[str, ...]:
    return ("-c", "from laporan.cli.__main__ import main; main()", *words)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this machine's certificates."""
    (ours,) = make_certificates(tmp_path_factory.mktemp("sertifikat"), ["127.0.0.1"])
    return ours


@contextmanager
def scheduler_in(folder: Path, certificates: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler, with its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tls://127.0.0.1:{free.getsockname()[1]}"
    process = start(folder, *laporan("scheduler", address, "--certificates", str(certificates)))
    yield address, process
    end(process)


@pytest.fixture(scope="module")
def scheduler_process(
    certificates: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with scheduler_in(tmp_path_factory.mktemp("penjadwal") / "x", certificates) as (address, process):
        yield address, process


@pytest.fixture(scope="module")
def scheduler(scheduler_process: tuple[str, subprocess.Popen[bytes]]) -> str:
    return scheduler_process[0]


@pytest.fixture(scope="module")
def tried_scheduler(certificates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another one, for those who may not: with Python from 3.12.8 and OpenSSL from 3.4 a TLS connection that fails may end
    others of its process (python/cpython#148594), as those of the workers."""
    with scheduler_in(tmp_path_factory.mktemp("dicoba") / "x", certificates) as (address, _):
        yield address


@pytest.fixture(scope="module")
def workers(
    scheduler: str, certificates: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Two, each in a folder of its own."""
    words = laporan("worker", scheduler, "--jobs", "1", "--folder", ".", "--certificates", str(certificates))
    processes = [start(tmp_path_factory.mktemp("pekerja") / str(number), *words) for number in range(2)]
    yield processes
    for process in processes:
        end(process)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("proyek"), *CHAPTERS, years=("2016", "2017"))
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def _here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(project))


def test_without_a_scheduler_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_executor, "PATIENCE", 0.2)
    with pytest.raises(ReportError, match="tidak ada scheduler Dask di"):
        DaskExecutor("tcp://127.0.0.1:9")


def test_without_workers_it_says_how_to_start_one(
    scheduler: str, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("distributed.Client.wait_for_workers", _nobody)
    with pytest.raises(ReportError, match=f"tidak punya pekerja.* laporan worker {scheduler}"):
        DaskExecutor(scheduler, certificates=certificates)


def _nobody(*_words: object, **_options: object) -> None:
    raise TimeoutError


def connection_of(who: str, certificates: Path, others: Path) -> tuple[str, dict[str, Any]]:
    """By which protocol and with what somebody connects."""
    if who == "plain":
        return "tcp", {}
    if who == "ours":
        return "tls", MachineCertificates.of(certificates).security().get_connection_args("worker")
    if who == "of another authority":
        return "tls", MachineCertificates.of(others).security().get_connection_args("worker")
    context = ssl.create_default_context(cafile=str(certificates / AUTHORITY))  # encrypted, and shows nothing
    context.check_hostname = False
    return "tls", {"ssl_context": context}


@pytest.mark.hostile("input")
@pytest.mark.parametrize("who", ["plain", "without a certificate", "of another authority", "ours"])
def test_only_who_shows_our_certificate_is_answered(
    who: str, tried_scheduler: str, certificates: Path, tmp_path: Path
) -> None:
    """Without an answer nobody joins as a worker or hands work in as a client: both begin with a message like this."""
    (others,) = make_certificates(tmp_path, ["penyusup"])
    protocol, words = connection_of(who, certificates, others)

    async def ask() -> Any:
        comm = await connect(tried_scheduler.replace("tls", protocol), timeout=5, **words)
        await comm.write({"op": "identity", "reply": True})
        answer = await asyncio.wait_for(comm.read(), 5)
        comm.abort()
        return answer["type"]

    if who == "ours":
        assert asyncio.run(ask()) == "Scheduler"
    else:
        with pytest.raises(OSError, match=r"[Tt]imed out|closed|connect|does not match"):
            asyncio.run(ask())


def test_a_client_of_another_authority_is_told_that_nobody_answers(
    tried_scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (others,) = make_certificates(tmp_path, ["penyusup"])
    monkeypatch.setattr(dask_executor, "PATIENCE", 1)
    with pytest.raises(ReportError, match="tidak ada scheduler Dask di tls"):
        DaskExecutor(tried_scheduler, certificates=others)


@pytest.mark.usefixtures("certificates")
def test_nobody_listens_beyond_this_machine_unless_told(
    scheduler_process: tuple[str, subprocess.Popen[bytes]],
    workers: list[subprocess.Popen[bytes]],
    certificates: Path,
) -> None:
    address, process = scheduler_process
    with DaskExecutor(address, certificates=certificates) as executor:
        executor._client.wait_for_workers(2, timeout=60)
    listening = [
        connection.laddr.ip
        for one in (process, *workers)
        for each in (psutil.Process(one.pid), *psutil.Process(one.pid).children(recursive=True))
        for connection in each.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 1 + 2 * len(workers)
    assert set(listening) == {"127.0.0.1"}


def build(executor: BuildExecutor, heard: list[str], killed: subprocess.Popen[bytes] | None = None) -> Built | Unbuilt:
    """The report of 2017; one of the workers is killed when the first chapter comes back."""

    def done(run: Run) -> None:
        heard.append(run.task.chapter)
        if killed:
            end(killed)

    (outcome,) = Build(executor, lambda *_: None, done, force=True).reports([(2017, "pusat")])
    return outcome


@pytest.mark.usefixtures("workers")
def test_workers_with_other_code_are_refused(
    scheduler: str, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_executor, "our_code", lambda: "kode lain")
    with DaskExecutor(scheduler, certificates=certificates) as executor:
        outcome = build(executor, [])
    assert isinstance(outcome, Unbuilt)
    assert "memakai kode lain; pasang versi yang sama di sana" in outcome.message


@pytest.mark.usefixtures("workers")
def test_a_notebook_that_changed_meanwhile_is_not_taken_for_what_came_back(
    scheduler: str, certificates: Path, project: Path
) -> None:
    notebook = project / "notebooks" / "pkt.ipynb"
    before = notebook.read_bytes()
    with DaskExecutor(scheduler, certificates=certificates) as executor:
        notebook.write_bytes(before + b"\n")
        outcome = build(executor, [])
    notebook.write_bytes(before)
    assert isinstance(outcome, Unbuilt)
    assert "notebooks/pkt.ipynb" in outcome.message
    assert "berubah sejak dikirim" in outcome.message


@pytest.mark.usefixtures("workers")
def test_faults_of_data_come_back_with_their_place(scheduler: str, certificates: Path, project: Path) -> None:
    data = project / "data" / "raw" / "2017" / "pkt.csv"
    before = data.read_bytes()
    data.write_bytes(before + b"bukan,data\n")
    with DaskExecutor(scheduler, certificates=certificates) as executor:
        outcome = build(executor, heard := [])
    data.write_bytes(before)
    assert isinstance(outcome, Unbuilt)
    assert {fault.file for fault in outcome.faults} == {"data/raw/2017/pkt.csv"}
    assert heard == []


@pytest.mark.slow
def test_a_worker_is_killed_and_the_report_is_what_it_would_be_here(
    scheduler: str, certificates: Path, workers: list[subprocess.Popen[bytes]], project: Path, tmp_path: Path
) -> None:
    with DaskExecutor(scheduler, certificates=certificates) as executor:
        executor._client.wait_for_workers(2, timeout=60)
        assert executor.jobs == 2
        heard: list[str] = []
        outcome = build(executor, heard, killed=workers[0])
    assert isinstance(outcome, Built), outcome
    assert workers[0].returncode == -signal.SIGKILL
    assert workers[1].poll() is None
    assert sorted(heard) == sorted([*CHAPTERS, "identities"])

    there = tmp_path / "di sana"
    shutil.move(project / "outputs" / "2017" / "pusat", there)
    shutil.rmtree(project / FOLDER)
    with LocalExecutor(2) as executor:
        outcome = build(executor, [])
    assert isinstance(outcome, Built), outcome
    here = project / "outputs" / "2017" / "pusat"
    names = sorted(names_in(here) | names_in(there))
    assert len(names) > len(CHAPTERS)
    assert list(differences(here, there, names)) == []


def test_only_what_changed_is_sent_again(project: Path) -> None:
    def sent() -> dict[str, dict[str, Path]]:
        files = project_files(project)
        return loads(files, project_hashes(files))

    big = project / "data" / "raw" / "2016" / "besar.csv"
    big.write_bytes(b"x" * (ALONE + 1))
    before = sent()
    assert min(len(files) for files in before.values()) == 1
    year = project / "params" / "2017.yml"
    year.write_text(year.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    after = sent()
    big.unlink()
    (kept,) = before.keys() & after.keys()
    assert list(before[kept].values()) == [big]


def test_a_folder_arrives_as_it_was_sent(tmp_path: Path) -> None:
    (tmp_path / "satu" / "dalam").mkdir(parents=True)
    (tmp_path / "satu" / "dalam" / "a.txt").write_bytes(b"\x00isi\n")
    (tmp_path / "satu" / "b.txt").write_text("", encoding="utf-8")
    assert unpack(pack_folder(tmp_path / "satu"), tmp_path / "dua") == ["b.txt", "dalam/a.txt"]
    assert (tmp_path / "dua" / "dalam" / "a.txt").read_bytes() == b"\x00isi\n"
