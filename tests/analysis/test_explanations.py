"""How a table was computed is told without causes that nobody computed, as in the chapters that `laporan lint` reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from laporan.core import paths
from laporan.lint.rules.causes import causes

MODULES = sorted((paths.root() / "src" / "analysis").rglob("*.py"))


def told(tree: ast.Module) -> Iterator[str]:
    """Texts given as `how=…`, and those named so: `HOW`, `how`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            values = [keyword.value for keyword in node.keywords if keyword.arg == "how"]
        elif isinstance(node, ast.Assign) and any("how" in ast.unparse(name).lower() for name in node.targets):
            values = [node.value]
        else:
            continue
        for value in values:
            yield from (
                part.value for part in ast.walk(value) if isinstance(part, ast.Constant) and _is_text(part.value)
            )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and " " in value


def test_modules_tell_how_their_tables_were_computed() -> None:
    assert sum(1 for path in MODULES for _ in told(ast.parse(path.read_text(encoding="utf-8")))) > 20


@pytest.mark.parametrize("path", MODULES, ids=[f"{path.parent.name}-{path.stem}" for path in MODULES])
def test_no_table_is_explained_by_a_cause_without_a_value(path: Path) -> None:
    found = [(words, word) for words in told(ast.parse(path.read_text(encoding="utf-8"))) for _, word in causes(words)]
    assert not found
