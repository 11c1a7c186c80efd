"""Workers and schedulers that are lost while a build waits for them: it ends, and says what to start."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import Client
from distributed.comm.core import CommClosedError

from laporan.build.dask import executor as dask_executor
from laporan.build.dask.executor import DaskExecutor
from laporan.build.outcome import Unbuilt
from laporan.core.errors import ReportError

from .projects import TREE, copy_project
from .test_remote import build, end, laporan, start

pytestmark = [pytest.mark.slow, pytest.mark.hostile("fault")]


Process = subprocess.Popen[bytes]


@contextmanager
def processes(folder: Path) -> Iterator[tuple[str, Process, Process]]:
    """The address of a scheduler on this machine, the scheduler, and its one worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    scheduler = start(folder / "penjadwal", *laporan("scheduler", address))
    worker = start(folder / "pekerja", *laporan("worker", address, "--jobs", "1", "--folder", "."))
    yield address, scheduler, worker
    end(worker)
    end(scheduler)


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with one worker, which no test ends."""
    with processes(tmp_path_factory.mktemp("hidup")) as (address, *_):
        yield address


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "proyek").mkdir()
    root = copy_project(tmp_path / "proyek", "pkt", years=("2016", "2017"), datasets={"pkt"})
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    return root


def test_a_build_ends_when_all_workers_or_the_scheduler_are_gone(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        processes(tmp_path) as (address, scheduler, worker),
        DaskExecutor(address) as first,
        DaskExecutor(address) as second,
    ):
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


@pytest.mark.usefixtures("project")
def test_a_scheduler_of_another_version_is_refused(living: str, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = {
        who: {"packages": {"distributed": version}} for who, version in (("scheduler", "1.0"), ("client", "2.0"))
    }
    monkeypatch.setattr("distributed.Client.get_versions", lambda _client: packages)
    with pytest.raises(ReportError, match=r"memakai distributed 1\.0, di sini 2\.0\. Pasang versi yang sama"):
        DaskExecutor(living)


@pytest.mark.usefixtures("project")
def test_a_worker_without_disk_is_told(living: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_client: object, _plugin: object) -> None:
        raise OSError(28, "No space left on device", "dask-scratch")

    monkeypatch.setattr("distributed.Client.register_plugin", full)
    with pytest.raises(ReportError, match=r"tidak menerima berkas proyek: dask-scratch: disk penuh"):
        DaskExecutor(living)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("call", ["wait_for_workers", "get_versions", "register_plugin"])
def test_what_is_lost_before_the_build_begins_is_done_without(
    call: str, living: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker, or with some releases of OpenSSL any connection (see `tried_scheduler`)."""
    faults = losing(call, dask_executor.ATTEMPTS - 1, monkeypatch)
    with DaskExecutor(living) as executor:
        assert executor.jobs == 1
    assert not faults


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("call", ["get_versions", "register_plugin"])
def test_what_is_lost_again_and_again_is_told(call: str, living: str, monkeypatch: pytest.MonkeyPatch) -> None:
    losing(call, dask_executor.ATTEMPTS, monkeypatch)
    with pytest.raises(ReportError, match=r"tidak menerima berkas proyek: .*pipe"):
        DaskExecutor(living)


def losing(name: str, times: int, monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Faults of the next calls of one of the client's methods; the others go through."""
    faults: list[Exception] = [CommClosedError("Broken pipe") for _ in range(times)]
    method = getattr(Client, name)

    def call(client: Client, *words: object, **options: object) -> object:
        if faults:
            raise faults.pop()
        return method(client, *words, **options)

    monkeypatch.setattr(Client, name, call)
    return faults
