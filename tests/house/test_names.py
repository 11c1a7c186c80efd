"""One name, one thing: a class has a name that no other class of `src` has."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"


def homes_of_classes(src: Path) -> dict[str, list[str]]:
    """The modules that define each public class, at whatever depth."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(src.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(src).as_posix())
    return found


def test_no_two_classes_share_a_name() -> None:
    assert {name: homes for name, homes in homes_of_classes(SRC).items() if len(homes) > 1} == {}


def test_two_that_do_are_seen(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.py").write_text("class Table: ...\n", encoding="utf-8")
    assert homes_of_classes(tmp_path) == {"Table": ["a.py", "b.py"]}
