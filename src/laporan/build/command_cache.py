"""The answer to a build that has nothing to do, before anything heavy is imported.

After a build, the hash of everything that it could have read and of everything that it wrote is kept
under the words of the command. The same command finds all of it as it was, or builds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from laporan.cache.digest import content_hash, file_hash_if_there, tree_hash
from laporan.cache.environment import environment
from laporan.cache.import_graph import our_packages
from laporan.cache.store import Store
from laporan.core import paths
from laporan.core.errors import AnalysisError

NEVER = ("--force", "--plan", "--help")
COMMANDS = Store("commands")


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
        state = COMMANDS.read_json(_key(words)) or {}
        unchanged = state["inputs"] == inputs_now() and state["outputs"] == _outputs(state["folders"])
    except (OSError, KeyError, TypeError, AnalysisError):
        return None
    lines: list[str] = state["lines"]
    return lines if unchanged else None


def inputs_now() -> str:
    """The hash of all that a build could read.

    To be asked before the build, and handed to `remember` after it.
    """
    trees = tree_hash([paths.params(), paths.data(), paths.notebooks(), *our_packages().values()])
    return content_hash([trees, file_hash_if_there(paths.root() / paths.PROJECT_FILE), environment()])


def remember(words: list[str], inputs: str, folders: Iterable[Path], lines: list[str]) -> None:
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
    """
    if not _concerns(words):
        return
    named = [paths.relative(folder) for folder in folders]
    state = {"inputs": inputs, "folders": named, "outputs": _outputs(named), "lines": lines}
    COMMANDS.write_json(_key(words), state)


def _concerns(words: list[str]) -> bool:
    return words[:1] == ["build"] and not any(word in NEVER for word in words)


def _key(words: list[str]) -> str:
    return f"{content_hash(words)[:16]}.json"


def _outputs(folders: list[str]) -> str:
    return tree_hash(paths.root() / name for name in folders)
