"""Commands that come from elsewhere: from installed packages by entry point, and from the project's subjects.

A package offers one with an entry point in the group `laporan.commands`, whose name is the command's and which leads
to a function; a subject has a `command.py` with `COMMANDS`, functions by name. Both are loaded only where their
command, or the list of all, is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

import typer

from laporan.core import paths
from laporan.core.errors import AnalysisError

GROUP = "laporan.commands"


def add_commands(app: typer.Typer, words: Sequence[str]) -> None:
    """Add what the words ask for and `app` doesn't have.

    Parameters
    ----------
    words : sequence of str
        The command line without the program's name.
    """
    known = {command.name or str(getattr(command.callback, "__name__", "")) for command in app.registered_commands}
    if words and words[0] in known:
        return
    for name, function in (*_installed(), *_of_subjects()):
        if name not in known:
            app.command(name)(function)
            known.add(name)


def _installed() -> Iterator[tuple[str, Callable[..., Any]]]:
    for found in entry_points(group=GROUP):
        yield found.name, found.load()


def _of_subjects() -> Iterator[tuple[str, Callable[..., Any]]]:
    """None outside a project: there, the command itself says so."""
    try:
        package, content = paths.content_package(), paths.content()
    except AnalysisError:
        return
    for file in sorted(content.glob("*/command.py")):
        yield from import_module(f"{package}.{file.parent.name}.command").COMMANDS.items()
