"""What chapters and reports are made from, by content: notebook, code, environment, and what was read.

Light to import: whether anything has to run is known before anything heavy is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from laporan.cache.digest import content_hash, file_hash_if_there, tree_hash
from laporan.cache.environment import environment
from laporan.cache.fingerprint import Fingerprint
from laporan.cache.import_graph import OURS, ImportGraph, our_packages
from laporan.cache.read_tracking import MODULE, UNSEEN, Note, holds, view_hash
from laporan.cache.source_code import read_notebook
from laporan.cache.unseen_reads import told
from laporan.core import paths
from laporan.project.outline import ReportPlan
from laporan.project.parameter_answers import answer, as_written
from laporan.project.parameter_reads import PARAMETERS
from laporan.project.records import Correction, Form, Task

ENGINE_SOURCES = ("build/run_chapter.py", "engines/**/*.py")


class Fingerprints:
    """Looks at the project's sources once, however many chapters ask.

    Parameters
    ----------
    engine : str
        That would run the chapters.
    """

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self._hashes: dict[Path, str] = {}
        self._content = PurePosixPath(paths.layout().content)

    @cached_property
    def graph(self) -> ImportGraph:
        return ImportGraph(our_packages())

    @cached_property
    def surroundings(self) -> dict[str, str]:
        """What every chapter follows from: the engine, the project's layout, the installed environment."""
        sources = [self.hash(path) for pattern in ENGINE_SOURCES for path in sorted(OURS.glob(pattern))]
        installed = {f"pustaka {name}": version for name, version in environment().items()}
        layout = {paths.PROJECT_FILE: self.hash(paths.root() / paths.PROJECT_FILE)}
        return {"mesin pelaksana": content_hash([self.engine, sources])} | layout | installed

    @cached_property
    def code(self) -> dict[str, str]:
        """All of our own sources, as one part."""
        return {"kode": tree_hash(our_packages().values())}

    def hash(self, path: Path) -> str:
        """The hash of a file as it was when it was first asked for."""
        if path not in self._hashes:
            self._hashes[path] = file_hash_if_there(path)
        return self._hashes[path]

    def of_chapter(self, task: Task, found_by_name: list[str]) -> Fingerprint:
        """What a chapter is made from now, apart from what it reads.

        Parameters
        ----------
        task : Task
        found_by_name : list of str
            Modules that it found by their names when it last ran.

        Returns
        -------
        Fingerprint

        Raises
        ------
        OSError, ValueError, KeyError
            Where the notebook can't be read.
        """
        notebook = read_notebook(task.notebook)
        imports = self.graph.imported_by(notebook)
        for cell in notebook["cells"]:  # what it shows now does not change what it will show
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
        own = {paths.relative(task.notebook): content_hash(notebook)}
        return Fingerprint(own | self.surroundings | self.of_code([*imports, *found_by_name]))

    def unseen_reads(self, task: Task, read: Iterable[Iterable[str]]) -> list[str]:
        """Why nobody can know what a chapter follows from, so that it has to run in every build.

        Parameters
        ----------
        task : Task
        read : iterable of (path, view, hash of the file, hash of what was seen)
            What was noted when it last ran.

        Returns
        -------
        list of str
            Phrases; none where all that it reads is seen.

        Raises
        ------
        OSError, ValueError, KeyError
            Where the notebook can't be read.
        """
        notebook, noted = read_notebook(task.notebook), [list(line) for line in read]
        files = self.graph.closure([*self.graph.imported_by(notebook), *found_by_name(noted)])
        names = set(self.graph.unseen_in(notebook))
        for file in files:
            names |= set(self.graph.unseen(file)) if not file.startswith(f"{OURS.name}/") else set()
        happened = {seen for _name, view, _whole, seen in noted if view == UNSEEN}
        return sorted({*map(told, names), *happened})

    def of_code(self, modules: Iterable[str]) -> dict[str, str]:
        """The files that modules rest on, as parts of a fingerprint."""
        parts = {self._named(name): found for name, found in self.graph.closure(modules).items()}
        self.graph.remember()
        return parts

    def _named(self, file: str) -> str:
        """A file of the content package as a person would look for it; the library's own by its name alone."""
        package, _, below = file.partition("/")
        return f"{self._content}/{below}" if package == self._content.name else file

    def of_report(
        self,
        plan: ReportPlan,
        executed: dict[str, str],
        form: Form,
        final: bool = False,
        correction: Correction | None = None,
    ) -> Fingerprint:
        """What a report is put together from.

        Parameters
        ----------
        plan : ReportPlan
        executed : dict of str to str
            The hash of each chapter's executed notebook, by its id.
        form : {'report', 'bundle', 'draft'}
        final : bool
            Whether it is to be signed.
        correction : Correction, optional
            Which published version it corrects.

        Returns
        -------
        Fingerprint
        """
        outline = [(heading.id, heading.number, heading.level, heading.title) for heading in plan.outline]
        chapters = {f"bab {chapter}": found for chapter, found in executed.items()}
        shape = {
            "susunan": content_hash(outline),
            "bentuk": form,
            "ditandatangani": str(final),
            "koreksi": repr(correction),
        }
        return Fingerprint(chapters | shape | self.code | self.surroundings)

    def changed_readings(self, read: Iterable[Note]) -> Iterator[str]:
        """Of what was noted as read, each file that would be read otherwise now.

        Parameters
        ----------
        read : iterable of (path, view, hash of the file, hash of what was seen)
            As `run_chapter.take_notes` gives it.

        Yields
        ------
        str
            A phrase for `laporan build --plan`.
        """
        changed = dict.fromkeys(noted[0] for noted in read if not holds(noted, self.hash, self._view))
        for name in changed:
            yield f"{name} berubah" if (paths.root() / name).exists() else f"{name} tidak ada lagi"

    def _view(self, path: Path, view: str) -> str:
        """What a view shows now; parameters are looked at once, however many keys are asked."""
        kind, _, asked = view.partition(":")
        return answer(asked, self._parameters) if kind == PARAMETERS else view_hash(path, view)

    @cached_property
    def _parameters(self) -> str:
        return as_written()


def found_by_name(read: Iterable[Iterable[str]]) -> list[str]:
    """The modules among what was noted as read."""
    return [seen for _name, view, _whole, seen in read if view == MODULE]
