"""What Tab completes in prose and in `#|` options: names, attributes, keys and filters in `{{ }}`, labels after `@`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from IPython.core.completer import CompletionContext, SimpleCompletion, SimpleMatcherResult, context_matcher
from IPython.core.interactiveshell import InteractiveShell

from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.notebook.narrative import FILTERS, GLOBALS
from laporan.notebook.options import OPTION, OPTIONS
from laporan.project.outline import BLOCK_LABEL, anchor_of, section_ids

PROSE = "%%narasi"
SHOWN_AS = "narasi"  # beside each name that is offered
OPENED = re.compile(r"\{[{%](?:(?![}%]\}).)*\Z", re.DOTALL)  # an expression that is not closed yet
FILTER = re.compile(r"\|\s*(\w*)\Z")
KEY = re.compile(r"([A-Za-z_][\w.]*)\[[\"']([^\"'\]]*)\Z")
NAME = re.compile(r"((?:[A-Za-z_]\w*\.)*)(\w*)\Z")
NEW_OPTION = re.compile(r"^#\| ?([\w-]*)\Z", re.MULTILINE)
REFERENCE = re.compile(r"@([\w-]*)\Z")


def register(shell: InteractiveShell) -> None:
    """Complete so from now on.

    Parameters
    ----------
    shell : InteractiveShell
        IPython's shell.
    """

    @context_matcher(identifier="laporan.prose")  # type: ignore[untyped-decorator]
    def matcher(context: CompletionContext) -> SimpleMatcherResult:
        lines = context.full_text.split("\n")[: context.cursor_line + 1]
        before = "\n".join([*lines[:-1], lines[-1][: context.cursor_position]])
        fragment, offered = offers(before, shell.user_ns)
        found = [SimpleCompletion(text=one, type=SHOWN_AS) for one in offered if one.startswith(fragment)]
        return {"completions": found, "matched_fragment": fragment, "suppress": True}

    if shell.Completer is not None:
        shell.Completer.custom_matchers.append(matcher)


def offers(before: str, names: Mapping[str, Any]) -> tuple[str, list[str]]:
    """What could stand at the end of a cell.

    Parameters
    ----------
    before : str
        The cell up to the cursor.
    names : mapping of str to Any
        The notebook's variables.

    Returns
    -------
    tuple of (str, list of str)
        What of it was typed, and all that may stand there; none in code.
    """
    if not before.lstrip().startswith(PROSE) and not before.rpartition("\n")[2].startswith(OPTION):
        return "", []
    opened = OPENED.search(before)
    if opened is None and (found := NEW_OPTION.search(before)):
        return found[1], [f"{one}: " for one in OPTIONS]
    if opened is None:
        found = REFERENCE.search(before)
        return (found[1], _labels()) if found else ("", [])
    return _in_expression(opened[0], names)


def _in_expression(text: str, names: Mapping[str, Any]) -> tuple[str, list[str]]:
    if found := FILTER.search(text):
        return found[1], sorted(FILTERS)
    if found := KEY.search(text):
        holder = _value(found[1], names)
        return found[2], [one for one in holder if isinstance(one, str)] if isinstance(holder, Mapping) else []
    found = NAME.search(text)
    if not found:
        return "", []
    if found[1]:
        return found[2], _public(dir(_value(found[1].rstrip("."), names)))
    return found[2], _public([*names, *GLOBALS])


def _public(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if not name.startswith("_")})


def _value(dotted: str, names: Mapping[str, Any]) -> Any:
    """What a chain of names stands for; None where nothing does."""
    root, *attributes = dotted.split(".")
    value = names.get(root)
    for attribute in attributes:
        value = getattr(value, attribute, None)
    return value


def _labels() -> list[str]:
    """Of the figures, tables and sections of all chapters."""
    try:
        files = sorted(paths.notebooks().rglob("*.ipynb"))
        texts = [file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file()]
        return [*(label for text in texts for label in BLOCK_LABEL.findall(text)), *map(anchor_of, section_ids())]
    except (AnalysisError, OSError):
        return []
