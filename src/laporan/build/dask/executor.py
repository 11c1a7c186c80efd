"""Workers of a Dask scheduler as the executor of a build."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from distributed import Client, Scheduler
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from laporan.build.assemble import NOTEBOOKS
from laporan.build.dask.artifacts import loads, pack, pack_folder, project_files, project_hashes, unpack
from laporan.build.dask.network import Address, certificates_for
from laporan.build.dask.worker import (
    PREFIX,
    Delivery,
    Load,
    Place,
    Project,
    assemble_there,
    inspect_there,
    our_code,
    run_there,
)
from laporan.cache.digest import content_hash
from laporan.cache.digest import file_hash_if_there as file_hash
from laporan.core import paths
from laporan.core.errors import AnalysisError, ReportError
from laporan.core.system_faults import FAULTS_OF_THE_SYSTEM, system_fault
from laporan.data.inspection import Inspected
from laporan.engines.select import DEFAULT
from laporan.project.records import Failure, Made, Order, Run, Task

PATIENCE = 30  # seconds for the scheduler, and then for the first worker, to answer
ATTEMPTS = 3  # to reach the workers and give them their files, as one, or a connection, may be lost meanwhile
ANSWER = 5  # seconds for the scheduler to answer while a build waits
LOST = (KilledWorker, CancelledError, AnalysisError, *FAULTS_OF_THE_SYSTEM)
NOISY = ("client", "comm", "core", "batched")  # parts of Dask that print what we say ourselves


class DaskExecutor:
    """Processes that `laporan worker` started, wherever they are. They share no file with us.

    Parameters
    ----------
    scheduler : str
        Its address, as 'tls://10.0.0.1:8786'.
    engine : str
        That runs the chapters.
    certificates : Path, optional
        Folder of this machine's certificates, for TLS.
    insecure : bool
        Whether a scheduler on another machine may be asked without TLS.

    Raises
    ------
    ReportError
        Where the connection would not be safe, no scheduler answers, or none of its workers.
    """

    def __init__(
        self, scheduler: str, engine: str = DEFAULT, certificates: Path | None = None, *, insecure: bool = False
    ) -> None:
        self.engine, self._address = engine, scheduler
        for part in NOISY:
            logging.getLogger(f"distributed.{part}").setLevel(logging.CRITICAL)
        ours = certificates_for(Address.parse(scheduler), certificates, insecure=insecure)
        security = ours.security() if ours else None
        try:
            self._client = Client(scheduler, timeout=PATIENCE, set_as_default=False, security=security)
        except (OSError, ValueError) as error:
            raise ReportError(f"tidak ada scheduler Dask di {scheduler}: {error}") from error
        try:
            self._executor = self._client.get_executor(pure=False)
            self._tasks: dict[Future[Any], Task] = {}
            self._orders: dict[Future[Any], Order] = {}
            files = project_files(paths.root())
            self._sent = project_hashes(files)
            self._project = content_hash(self._sent)
            self._reach(files)
        except BaseException:
            self._client.close()
            raise
        self._heard, self._jobs = time.monotonic(), 1

    def _reach(self, files: dict[str, Path], attempts: int = ATTEMPTS) -> None:
        """See who is there, and give every worker, those to come too, the files that it lacks."""
        try:
            self._greet()
            self._send(files)
        except FAULTS_OF_THE_SYSTEM as error:
            if attempts == 1 or not isinstance(error, ConnectionError | CommClosedError):
                told = system_fault(error)
                raise ReportError(
                    f"scheduler {self._address} dan pekerjanya tidak menerima berkas proyek: {told}"
                ) from error
            self._reach(files, attempts - 1)  # a worker or a connection was lost: the others do without it

    def _greet(self) -> None:
        """Who is there: a scheduler of our version, and somebody who works for it."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise ReportError(f"scheduler {self._address} tidak punya pekerja. {self._hint}") from error
        versions: Any = self._client.get_versions()
        theirs, ours = (versions[who]["packages"]["distributed"] for who in ("scheduler", "client"))
        if theirs != ours:
            raise ReportError(
                f"scheduler {self._address} memakai distributed {theirs}, di sini {ours}. Pasang versi yang sama"
            )

    @property
    def _hint(self) -> str:
        return f"Mulai satu: laporan worker {self._address}"

    def _send(self, files: dict[str, Path]) -> None:
        known = self._client.run_on_scheduler(_loads_sent)
        for load, content in loads(files, self._sent).items():
            if load not in known:
                self._client.register_plugin(Load(load, pack(content)))
        self._client.register_plugin(Project(self._project, self._sent, self.engine))

    @property
    def jobs(self) -> int:
        """As many as there are workers now: they may come and go."""
        self._jobs = max(1, self._workers() or self._jobs)
        return self._jobs

    def _workers(self) -> int:
        """How many there are; 0 where the scheduler does not answer."""
        try:
            client: Any = self._client
            threads = client.sync(client.scheduler.ncores, callback_timeout=ANSWER)
        except (OSError, RuntimeError, AttributeError):  # gone, going, or gone for good
            return 0
        return len(threads)

    def out_of_reach(self) -> str:
        """Why nothing will come: for so long nobody has worked. A worker that died may be followed by another."""
        if self._workers():
            self._heard = time.monotonic()
        if time.monotonic() - self._heard < PATIENCE:
            return ""
        return f"ditinggalkan: scheduler {self._address} tidak menjawab atau semua pekerjanya mati. {self._hint}"

    def _submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        try:
            future: Future[Any] = self._executor.submit(function, self._project, our_code(), *arguments)
        except Exception as error:  # noqa: BLE001 - a client that was closed raises just that
            future = Future()
            future.set_exception(ReportError(f"hubungan dengan scheduler {self._address} terputus: {error}"))
        return future

    def inspect(self, year: int, unit: str) -> Future[Any]:
        return self._submit(inspect_there, year, unit)

    def run(self, task: Task) -> Future[Any]:
        place = Place.of(task.notebook, paths.root())
        future = self._submit(run_there, place, task, self.engine)
        self._tasks[future] = task
        return future

    def assemble(self, order: Order) -> Future[Any]:
        executed = pack_folder(order.folder / NOTEBOOKS)
        future = self._submit(assemble_there, order, executed)
        self._orders[future] = order
        return future

    def inspected_of(self, future: Future[Inspected]) -> Inspected:
        try:
            return future.result()
        except LOST as error:
            return Inspected(failure=_told(error))

    def run_of(self, future: Future[Delivery[Run]]) -> Run:
        task = self._tasks.pop(future)
        try:
            delivery = future.result()
        except LOST as error:
            return Run(task, 0, Failure(_told(error)))
        sent = self._sent.get(paths.relative(task.notebook))
        if sent and sent != file_hash(task.notebook):  # what came back is of a notebook that is no more
            return Run(task, 0, Failure("berubah sejak dikirim kepada pekerja; jalankan sekali lagi"))
        unpack(delivery.files, task.output.parent)
        return delivery.result

    def made_of(self, future: Future[Delivery[Made]]) -> Made:
        order = self._orders.pop(future)
        try:
            delivery = future.result()
        except LOST as error:
            return Made(failure=_told(error))
        unpack(delivery.files, order.folder)
        return delivery.result

    def stop(self) -> None:
        """Let the workers drop what they have not begun; a scheduler that is gone has no more to be told."""
        with suppress(Exception):
            self._executor.shutdown(wait=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()
        with suppress(OSError):  # as it waits for an answer
            self._client.close(timeout=ANSWER)


def _loads_sent(dask_scheduler: Scheduler) -> list[str]:
    start = f"{PREFIX}-files-"
    return [name.removeprefix(start) for name in dask_scheduler.worker_plugins if name.startswith(start)]


def _told(error: BaseException) -> str:
    if isinstance(error, KilledWorker):
        return "pekerja yang menjalankannya mati berulang kali; mungkin memori habis"
    if isinstance(error, FAULTS_OF_THE_SYSTEM):
        return f"pekerja yang menjalankannya: {system_fault(error)}"
    return str(error) or "hubungan dengan scheduler terputus"
