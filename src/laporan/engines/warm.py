"""The process that chapters are forked from: everything imported, nothing of the project's data used.

`multiprocessing`'s fork server imports this module once; each chapter then begins with a copy of it.
What is warmed must not start a thread (a fork would leave its locks behind), keep what project files say
under their names (chapters read for themselves), or leave a setting that a new kernel would not have.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

from laporan.engines.internals.kernel import CellKernel, new_kernel
from laporan.engines.select import LIBRARIES_ONLY

# What chapters import; heavy libraries that they import late stand here by name.
LIBRARIES = ("pandas", "pyarrow", "pyarrow.parquet", "pyarrow.dataset", "pyarrow.pandas_compat", "scipy.special",
             "babel.numbers", "holidays.countries.indonesia", "mistune", "matplotlib.figure",
             "matplotlib.backends.backend_svg", "PIL.Image", "tornado.platform.asyncio")  # fmt: skip
OURS = ("laporan.notebook.extension", "laporan.notebook.identities", "laporan.data.inventory",
        "laporan.data.catalogue", "laporan.charts.labels")  # fmt: skip
LATER = ("sample", "command")  # modules of a subject that no chapter needs


def warm_kernel() -> CellKernel:
    """Import everything that chapters and reports need into this process, but for the project.

    Returns
    -------
    CellKernel
        A kernel that has run nothing.

    Notes
    -----
    The kernel comes first: pandas asks at import whether it sees one, and shows tables accordingly.
    """
    with _undisturbed():
        kernel = new_kernel()
        with kernel.as_seen_by_libraries():
            for name in (*LIBRARIES, *OURS):
                with suppress(ImportError):
                    importlib.import_module(name)
    _make_templates()
    _compile_schemas()
    _draw()
    gc.freeze()  # a collection in a chapter would write on every page that it shares with this process
    return kernel


@cache
def warm_project() -> None:
    """Import the project's subjects and parse its parameters, once; outside a project, nothing."""
    if not _in_project():
        return
    with _undisturbed(), KERNEL.as_seen_by_libraries():
        _import_content()
    _parse_parameters()
    _plan_reports()
    gc.freeze()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Imports as a kernel has them, which leave no setting behind that a new kernel would not have."""
    environment, main, hook = dict(os.environ), sys.modules["__main__"], sys.excepthook
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as a kernel has it
    gc.disable()  # nothing of what is imported is garbage
    yield
    os.environ.clear()
    os.environ.update(environment)
    sys.modules["__main__"], sys.excepthook = main, hook
    gc.enable()


def _in_project() -> bool:
    """A notebook may be run outside one, with papermill and our engine."""
    from laporan.core import paths
    from laporan.core.errors import AnalysisError

    try:
        paths.layout()
    except AnalysisError:
        return False
    return True


def _parse_parameters() -> None:
    """YAML takes long to parse, and every chapter parses the same; they still read the files, and find what
    they read already parsed."""
    from laporan.core import paths
    from laporan.core.errors import ParameterError
    from laporan.project import yaml as yaml_files

    for path in paths.params().rglob("*.yml"):
        with suppress(OSError, ValueError, ParameterError):
            yaml_files.parse_yaml(path.read_text(encoding="utf-8"), path.name)


def _plan_reports() -> None:
    """What parameters say is validated once of the same files: chapters that read the same find it done."""
    from laporan.project.outline import plan_report
    from laporan.project.parameters import known_years

    for year in known_years():
        with suppress(Exception):  # it is said where it is asked for
            plan_report(year)


def _make_templates() -> None:
    """Blocks are written by one template, which comes with the code."""
    from laporan.notebook import blocks

    blocks.templates()


def _compile_schemas() -> None:
    """nbformat compiles them for the first notebook that a process makes, and the first that it reads."""
    import nbformat

    nbformat.reads(nbformat.writes(nbformat.v4.new_notebook()), as_version=4)


def _draw() -> None:
    """A first drawing takes half as long again as the next: matplotlib and the interpreter learn from it."""
    from io import StringIO

    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.add_subplot()
    axes.bar([0, 1], [1, 2])
    axes.plot([0, 1], [1, 2], "o")
    axes.annotate("1", (0, 1), (4, 0), textcoords="offset points")
    figure.savefig(StringIO(), format="svg")


def _import_content() -> None:
    """The project's subjects; a module that can't be imported fails in the chapter that asks for it."""
    from pkgutil import walk_packages

    from laporan.core import paths

    package = importlib.import_module(paths.content_package())
    for found in walk_packages(package.__path__, f"{package.__name__}.", onerror=lambda _name: None):
        if not found.name.rpartition(".")[2].startswith(LATER):
            with suppress(Exception):
                importlib.import_module(found.name)


KERNEL = warm_kernel()
if LIBRARIES_ONLY not in os.environ:
    warm_project()
