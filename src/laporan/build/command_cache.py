"""The answer to a build that has nothing to do, before anything heavy is imported.

After a build, the hash of everything that it could have read and of everything that it wrote is kept
under the words of the command. The same command finds all of it as it was, or builds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from laporan.cache.digest import content_hash, file_hash_if_there, tree_hash
from laporan.cache.environment import environment
from laporan.cache.import_graph import our_packages
from laporan.cache.store import Store
from laporan.core import paths
from laporan.core.errors import AnalysisError

NEVER = ("--force", "--plan", "--help", "--corrects")
COMMANDS = Store("commands")


class Remembered(TypedDict):
    """A build that left everything as it should be: what it was made from, where, and what it says of it."""

    inputs: str
    folders: list[str]
    outputs: str
    lines: list[str]
    elsewhere: dict[str, str]


def nothing_to_do(words: list[str]) -> list[str] | None:
    """The answer to a command, where its last run made everything from what is there now.

    Parameters
    ----------
    words : list of str
        The command's, as 'build', '2017'.

    Returns
    -------
    list of str, optional
        Lines to print; None where it has to be built.
    """
    if not _concerns(words):
        return None
    try:
        state = COMMANDS.read_json(_key(words), Remembered)
        if state is None:
            return None
        unchanged = state["inputs"] == inputs_now() and state["outputs"] == _outputs(state["folders"])
        unchanged = unchanged and state["elsewhere"] == {name: _content(name) for name in state["elsewhere"]}
    except (OSError, ValueError, AnalysisError):
        return None
    return state["lines"] if unchanged else None


def inputs_now() -> str:
    """The hash of all that a build could read.

    To be asked before the build, and handed to `remember` after it.
    """
    trees = tree_hash(_inputs())
    return content_hash([trees, file_hash_if_there(paths.root() / paths.PROJECT_FILE), environment()])


def remember(
    words: list[str], inputs: str, folders: Iterable[Path], lines: list[str], read: Iterable[str] = ()
) -> None:
    """Keep what a command made.

    Parameters
    ----------
    words : list of str
        The command's.
    inputs : str
        `inputs_now` of before.
    folders : iterable of Path
        Where the reports stand.
    lines : list of str
        What the same command would say where nothing has changed.
    read : iterable of str
        What its chapters read, as paths from the project's folder on: some of it may lie where no input should.
    """
    if not _concerns(words):
        return
    named = [paths.relative(folder) for folder in folders]
    elsewhere = {name: _content(name) for name in sorted(read) if not _is_input(paths.root() / name)}
    state = {"inputs": inputs, "folders": named, "outputs": _outputs(named), "lines": lines, "elsewhere": elsewhere}
    COMMANDS.write_json(_key(words), state)


def _inputs() -> list[Path]:
    return [paths.params(), paths.data(), paths.notebooks(), *our_packages().values()]


def _is_input(path: Path) -> bool:
    """Whether the hash of all inputs sees it; of hidden files it does not."""
    below = [path.relative_to(tree).parts for tree in _inputs() if path.is_relative_to(tree)]
    return any(not any(part.startswith((".", "__pycache__")) for part in parts) for parts in below)


def _content(name: str) -> str:
    """The hash of a file, or of the names in a folder."""
    path = paths.root() / name
    return content_hash(sorted(os.listdir(path))) if path.is_dir() else file_hash_if_there(path)  # noqa: PTH208


def _concerns(words: list[str]) -> bool:
    return words[:1] == ["build"] and not any(word in NEVER for word in words)


def _key(words: list[str]) -> str:
    return f"{content_hash(words)[:16]}.json"


def _outputs(folders: list[str]) -> str:
    return tree_hash(paths.root() / name for name in folders)
