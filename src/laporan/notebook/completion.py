"""What Tab completes: in prose and `#|` options names, attributes, keys and filters in `{{ }}`, and labels after `@`.

In code it is what a result, a report or a frame has, and the texts that a call takes: datasets, columns, offices,
measures (`arguments`). IPython would ask jedi, which offers nothing of a frame; here it asks the variable itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from IPython.core.completer import CompletionContext, SimpleCompletion, SimpleMatcherResult, context_matcher
from IPython.core.guarded_eval import EVALUATION_POLICIES
from IPython.core.interactiveshell import InteractiveShell

from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.notebook import arguments
from laporan.notebook.arguments import value_of
from laporan.notebook.narrative import FILTERS, GLOBALS
from laporan.notebook.options import OPTION, OPTIONS
from laporan.project.outline import BLOCK_LABEL, anchor_of, section_ids

PROSE = "%%narasi"
SHOWN_AS = "laporan"  # beside each name that is offered
OPENED = re.compile(r"\{[{%](?:(?![}%]\}).)*\Z", re.DOTALL)  # an expression that is not closed yet
FILTER = re.compile(r"\|\s*(\w*)\Z")
KEY = re.compile(r"([A-Za-z_][\w.]*)\[[\"']([^\"'\]]*)\Z")
NAME = re.compile(r"((?:[A-Za-z_]\w*\.)*)(\w*)\Z")
# of a chain of names that begins the expression: not what is called or asked for an item before
ATTRIBUTE = re.compile(
    r"(?<![\w.)\]\"'])((?:[A-Za-z_]\w*\.)+)(\w*)\Z"
)  # of a chain of names, which begins the expression
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
        shell.Completer.use_jedi = False
        known = EVALUATION_POLICIES[shell.Completer.evaluation]
        shell.Completer.policy_overrides = {"allowed_calls": {*getattr(known, "allowed_calls", ()), *arguments.QUICK}}
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
        What of it was typed, and all that may stand there; of code only what IPython does not know.
    """
    if not before.lstrip().startswith(PROSE) and not before.rpartition("\n")[2].startswith(OPTION):
        return _in_code(before, names)
    opened = OPENED.search(before)
    if opened is None and (found := NEW_OPTION.search(before)):
        return found[1], [f"{one}: " for one in OPTIONS]
    if opened is None:
        found = REFERENCE.search(before)
        return (found[1], _labels()) if found else ("", [])
    return _in_expression(opened[0], names)


def _in_code(before: str, names: Mapping[str, Any]) -> tuple[str, list[str]]:
    if (found := arguments.offers(before, names)) is not None:
        return found
    asked = ATTRIBUTE.search(before)
    holder = value_of(asked[1].rstrip("."), names) if asked else None
    return (asked[2], _public(dir(holder))) if asked and holder is not None else ("", [])


def _in_expression(text: str, names: Mapping[str, Any]) -> tuple[str, list[str]]:
    if found := FILTER.search(text):
        return found[1], sorted(FILTERS)
    if found := KEY.search(text):
        holder = value_of(found[1], names)
        return found[2], [one for one in holder if isinstance(one, str)] if isinstance(holder, Mapping) else []
    found = NAME.search(text)
    if not found:
        return "", []
    if found[1]:
        return found[2], _public(dir(value_of(found[1].rstrip("."), names)))
    return found[2], _public([*names, *GLOBALS])


def _public(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if not name.startswith("_")})


def _labels() -> list[str]:
    """Of the figures, tables and sections of all chapters."""
    try:
        files = sorted(paths.notebooks().rglob("*.ipynb"))
        texts = [file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file()]
        return [*(label for text in texts for label in BLOCK_LABEL.findall(text)), *map(anchor_of, section_ids())]
    except (AnalysisError, OSError):
        return []
