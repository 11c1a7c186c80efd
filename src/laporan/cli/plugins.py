"""Commands from elsewhere: from installed packages by entry point, and from the project's subjects.

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
from laporan.core.errors import ProjectError

GROUP = "laporan.commands"


def add_commands(app: typer.Typer, words: Sequence[str]) -> None:
    """Add the command that was asked for, if `app` doesn't have it; all commands for the list of all.

    Parameters
    ----------
    app : Typer
        The command line that is added to.
    words : sequence of str
        The command line without the program's name.

    Raises
    ------
    ProjectError
        Outside a project, for a command that only a project could have.
    """
    known = {command.name or str(getattr(command.callback, "__name__", "")) for command in app.registered_commands}
    known |= {str(group.name) for group in app.registered_groups}
    asked = words[0] if words and not words[0].startswith("-") else None
    if asked in known:
        return
    for found in entry_points(group=GROUP):
        app.command(found.name)(found.load())
        known.add(found.name)
    if asked in known:
        return
    try:
        commands = dict(_of_subjects())
    except ProjectError:
        if asked:
            raise
        commands = {}
    for name, function in commands.items():
        app.command(name)(function)


def _of_subjects() -> Iterator[tuple[str, Callable[..., Any]]]:
    package, content = paths.content_package(), paths.content()
    for file in sorted(content.glob("*/command.py")):
        yield from import_module(f"{package}.{file.parent.name}.command").COMMANDS.items()
