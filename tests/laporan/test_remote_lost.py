"""Workers and schedulers that are lost while a build waits for them: it ends, and says what to start."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client
from distributed.comm.core import CommClosedError

from laporan.build.dask import executor as dask_executor
from laporan.build.dask.executor import DaskExecutor
from laporan.build.scheduler import Built, Unbuilt
from laporan.core.errors import ReportError

from .projects import TREE, copy_project
from .test_remote import build, end, laporan, start

pytestmark = [pytest.mark.slow, pytest.mark.hostile("fault")]


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], subprocess.Popen[bytes]]]:
    """The address of a scheduler on this machine, the scheduler, and its one worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    scheduler = start(tmp_path / "penjadwal", *laporan("scheduler", address))
    worker = start(tmp_path / "pekerja", *laporan("worker", address, "--jobs", "1", "--folder", "."))
    yield address, scheduler, worker
    end(worker)
    end(scheduler)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "proyek").mkdir()
    root = copy_project(tmp_path / "proyek", "pkt", years=("2016", "2017"))
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    return root


def test_a_build_ends_when_all_workers_or_the_scheduler_are_gone(
    project: Path, processes: tuple[str, subprocess.Popen[bytes], subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    address, scheduler, worker = processes
    with DaskExecutor(address) as first, DaskExecutor(address) as second:
        monkeypatch.setattr(dask_executor, "PATIENCE", 2)
        monkeypatch.setattr(dask_executor, "ANSWER", 1)
        for executor, victim in ((first, worker), (second, scheduler)):
            end(victim)
            outcome = build(executor, [])
            assert isinstance(outcome, Unbuilt)
            assert address in outcome.message
            assert f"Mulai satu: laporan worker {address}" in outcome.message
            assert "Yang belum selesai: pemeriksaan data" in outcome.message
            assert not list((project / "outputs").glob(".build-*"))
    with pytest.raises(ReportError, match="tidak ada scheduler Dask di"):
        DaskExecutor(address)


def test_a_scheduler_of_another_version_is_refused(
    project: Path, processes: tuple[str, subprocess.Popen[bytes], subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    address = processes[0]
    packages = {
        who: {"packages": {"distributed": version}} for who, version in (("scheduler", "1.0"), ("client", "2.0"))
    }
    monkeypatch.setattr("distributed.Client.get_versions", lambda _client: packages)
    with pytest.raises(ReportError, match=r"memakai distributed 1\.0, di sini 2\.0\. Pasang versi yang sama"):
        DaskExecutor(address)


@pytest.mark.usefixtures("project")
def test_a_worker_without_disk_is_told(
    processes: tuple[str, subprocess.Popen[bytes], subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_client: object, _plugin: object) -> None:
        raise OSError(28, "No space left on device", "dask-scratch")

    monkeypatch.setattr("distributed.Client.register_plugin", full)
    with pytest.raises(ReportError, match=r"tidak menerima berkas proyek: dask-scratch: disk penuh"):
        DaskExecutor(processes[0])


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("lost", [1, 2], ids=["once", "twice"])
def test_a_worker_that_is_lost_while_files_are_sent_is_done_without(
    lost: int, processes: tuple[str, subprocess.Popen[bytes], subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    sends = losing(lost, monkeypatch)
    with DaskExecutor(processes[0]) as executor:
        assert isinstance(build(executor, []), Built)
    assert not sends


@pytest.mark.usefixtures("project")
def test_workers_that_are_lost_again_and_again_are_told(
    processes: tuple[str, subprocess.Popen[bytes], subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    losing(dask_executor.ATTEMPTS, monkeypatch)
    with pytest.raises(ReportError, match=r"tidak menerima berkas proyek: .*pipe"):
        DaskExecutor(processes[0])


def losing(times: int, monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Faults of the next sends; the others go through."""
    faults: list[Exception] = [CommClosedError("Broken pipe") for _ in range(times)]
    register = Client.register_plugin

    def send(client: Client, plugin: object) -> object:
        if faults:
            raise faults.pop()
        return register(client, plugin)

    monkeypatch.setattr(Client, "register_plugin", send)
    return faults
