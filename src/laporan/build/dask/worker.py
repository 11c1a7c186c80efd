"""A worker's side: a folder of its own with the project's files, where chapters run and reports are put together.

One thing at a time in each process, as a chapter's environment is the process's: so `laporan worker` starts them.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePath
from typing import Any, Generic, TypeVar

from distributed import Worker, WorkerPlugin, get_worker

from laporan.build.assemble import NOTEBOOKS, assemble_apart
from laporan.build.dask.artifacts import link_files, pack_folder, unpack
from laporan.build.run_chapter import execute
from laporan.cache.digest import file_hash, tree_hash
from laporan.cache.import_graph import OURS
from laporan.core import paths
from laporan.core.errors import ReportError
from laporan.data.inspection import Inspected, inspect_data
from laporan.engines.select import begin_warming
from laporan.project.records import Made, Order, Run, Task

Result = TypeVar("Result")
PREFIX = "laporan"


@dataclass(frozen=True)
class Delivery(Generic[Result]):
    """What goes back to the sender.

    Parameters
    ----------
    result : object
        A record of what was done.
    files : bytes
        What was made, as a zip.
    """

    result: Result
    files: bytes


@dataclass(frozen=True)
class Place:
    """Where a chapter's notebook is, wherever the project and the library stand.

    Parameters
    ----------
    ours : bool
        Among the library's own sources, not in the project.
    path : str
        From the top of either, with forward slashes.
    """

    ours: bool
    path: str

    @classmethod
    def of(cls, notebook: PurePath, root: PurePath) -> Place:
        ours = notebook.is_relative_to(OURS)
        return cls(ours, notebook.relative_to(OURS if ours else root).as_posix())

    def at(self, root: Path) -> Path:
        return (OURS if self.ours else root) / self.path


class Load(WorkerPlugin):
    """Files by their hashes, for every worker that there is or will be. Dask keeps it, and sends it once to each.

    Parameters
    ----------
    name : str
        Of the load; the same files have the same.
    content : bytes
        The files as a zip.
    """

    idempotent = True

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = f"{PREFIX}-files-{name}", content

    def setup(self, worker: Worker) -> None:
        store = _store(worker)
        for name in unpack(self.content, store):
            if file_hash(store / name) != name:
                (store / name).unlink()
                raise ReportError("sebuah berkas berubah ketika dikirim; jalankan sekali lagi")


class Project(WorkerPlugin):
    """Which file of a project has which content.

    Parameters
    ----------
    name : str
        Of the project; the same files have the same.
    hashes : dict of str to str
        Of each file, by its path in the project.
    engine : str
        That its chapters will run in, which gets ready meanwhile.
    """

    idempotent = True

    def __init__(self, name: str, hashes: dict[str, str], engine: str) -> None:
        self.project, self.hashes, self.engine = name, hashes, engine
        self.name = f"{PREFIX}-project-{name}-{engine}"

    def setup(self, worker: Worker) -> None:
        root = _project(worker, self.project)
        if not root.is_dir():
            root.parent.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(dir=root.parent))
            link_files(self.hashes.items(), _store(worker), made)
            cache_folder = root.parent / ".cache"  # what is known of a file by its content is known in every project
            cache_folder.mkdir(exist_ok=True)
            with suppress(OSError):  # Windows lets only some make links; without, each project has its own
                (made / ".cache").symlink_to(cache_folder)
            made.replace(root)
        os.environ[paths.ROOT] = str(root)
        _LOADED.setdefault("content", _content_of(root))
        begin_warming(self.engine)


def inspect_there(project: str, code: str, year: int, unit: str) -> Inspected:
    """Check the data of a report.

    Parameters
    ----------
    project, code : str
        The hashes of the project's files and of the library that it must be done with.
    year, unit : int, str
        Of the report.
    """
    os.environ[paths.ROOT] = str(_require(project, code))
    return inspect_data(year, unit)


def run_there(project: str, code: str, notebook: Place, task: Task, engine: str) -> Delivery[Run]:
    """Run one chapter.

    Parameters
    ----------
    project : str
        Name of the project.
    code : str
        Hash of the sources that it must be run with.
    notebook : Place
    task : Task
        With the sender's paths.
    engine : str

    Raises
    ------
    ReportError
        Where this worker has other code, or not the project.
    """
    root = _require(project, code)
    with tempfile.TemporaryDirectory(dir=root.parent) as folder:
        here = replace(task, notebook=notebook.at(root), output=Path(folder) / task.output.name)
        run = execute(here, str(root), engine)
        return Delivery(replace(run, task=task), pack_folder(Path(folder)))


def assemble_there(project: str, code: str, order: Order, executed: bytes) -> Delivery[Made]:
    """Put one report together.

    Parameters
    ----------
    project, code : str
        As of `run_there`.
    order : Order
        With the sender's paths.
    executed : bytes
        Its notebooks as a zip.

    Raises
    ------
    ReportError
        As `run_there`.
    """
    root = _require(project, code)
    with tempfile.TemporaryDirectory(dir=root.parent) as place:
        folder = Path(place) / order.unit
        unpack(executed, folder / NOTEBOOKS)
        made = assemble_apart(replace(order, folder=folder), str(root))
        return Delivery(made, pack_folder(folder))


def _require(project: str, code: str) -> Path:
    worker = get_worker()
    if code != our_code():
        raise ReportError(f"pekerja {worker.address} memakai kode lain; pasang versi yang sama di sana")
    root = _project(worker, project)
    if not root.is_dir():
        raise ReportError(f"pekerja {worker.address} tidak menerima berkas proyek; lihat catatannya")
    if _content_of(root) != _LOADED["content"]:
        raise ReportError(f"pekerja {worker.address} sudah memuat paket isi yang lain; mulai ulang pekerja itu")
    return root


_LOADED: dict[str, str] = {}  # the content package that this process has imported: Python imports it once


@cache
def _content_of(root: Path) -> str:
    os.environ[paths.ROOT] = str(root)
    return tree_hash([paths.content()])


@cache
def our_code() -> str:
    """The hash of the sources that this process runs."""
    return tree_hash([OURS])


def _store(worker: Worker) -> Path:
    return _folder(worker) / "files"


def _project(worker: Worker, name: str) -> Path:
    return _folder(worker) / "projects" / name


def _folder(worker: Any) -> Path:
    return Path(worker.local_directory) / PREFIX
