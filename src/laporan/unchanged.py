"""The answer to a build that has nothing to do, before anything heavy is imported.

After a build, the hash of everything that it could have read and of everything that it wrote is kept
under the words of the command. The same command finds all of it as it was, or builds.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from pathlib import Path

from analysis import paths
from analysis.readings import content_hash, file_hash
from laporan.plan import CACHE, LOCK, SOURCES, tree_hash

TREES = ("params", "data", "notebooks")
NEVER = ("--force", "--plan", "--help")


def nothing_to_do(words: list[str]) -> list[str] | None:
    """What the last build of these words would say, where nothing changed since; None where it has to be built."""
    if words[:1] != ["build"] or any(word in NEVER for word in words):
        return None
    try:
        state = json.loads(_place(words).read_text(encoding="utf-8"))
        unchanged = state["inputs"] == _inputs() and state["outputs"] == _outputs(state["folders"])
    except (OSError, ValueError, KeyError):
        return None
    lines: list[str] = state["lines"]
    return lines if unchanged else None


def inputs_now() -> str:
    """To be asked before a build, and handed to `remember` after it."""
    return _inputs()


def remember(words: list[str], inputs: str, folders: Iterable[Path], lines: list[str]) -> None:
    """These words made what is in `folders`, from `inputs`."""
    if words[:1] != ["build"] or any(word in NEVER for word in words):
        return
    named = [paths.relative(folder) for folder in folders]
    state = {"inputs": inputs, "folders": named, "outputs": _outputs(named), "lines": lines}
    place = _place(words)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(state), encoding="utf-8")


def _place(words: list[str]) -> Path:
    return paths.root() / CACHE / "bangun" / f"{content_hash(words)[:16]}.json"


def _inputs() -> str:
    root = paths.root()
    trees = tree_hash([*(root / name for name in TREES), SOURCES])
    return content_hash([trees, file_hash(root / LOCK), platform.python_version()])


def _outputs(folders: list[str]) -> str:
    return tree_hash(paths.root() / name for name in folders)
