"""Docstrings are in NumPy form: what they say of parameters, results and errors stands in a section of its own,
so that documentation tools and JupyterLab's `?` show it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
ROOMS = sorted(
    path.relative_to(SRC).as_posix() for package in SRC.iterdir() for path in package.iterdir()
    if (path.is_dir() and path.name != "__pycache__" and any(path.rglob("*.py"))) or path.suffix == ".py"
)  # fmt: skip
SECTION = re.compile(
    r"^(Parameters|Attributes|Returns|Yields|Raises|Notes|Examples|See Also|References|Warnings)\n-{3,}$", re.MULTILINE
)
LOOSE_PARAMETER = re.compile(r"^[a-z_][\w, ]* : \S", re.MULTILINE)
LOOSE_ERROR = re.compile(r"^\s*Raises [A-Z]\w+(Error|Exit)\b|\. Raises [A-Z]\w+Error\b", re.MULTILINE)
NAMED = re.compile(r"^(\*{0,2}[a-z_]\w*(?:, \*{0,2}[a-z_]\w*)*) :", re.MULTILINE)
MANY = 3  # parameters from which a function explains them

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, Documented]]:
    """Public functions, classes and methods, by their dotted names."""
    for node in getattr(tree, "body", []):
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield f"{inside}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{inside}{node.name}.")


def parameters(node: Documented) -> list[str]:
    """What may be documented as a parameter: a function's arguments, a class's fields and those of its `__init__`."""
    if isinstance(node, ast.ClassDef):
        fields = [item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)]  # fmt: skip
        made = [item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"]
        bare = [target.id for item in node.body if isinstance(item, ast.Assign) for target in item.targets if isinstance(target, ast.Name)]  # fmt: skip
        return fields + bare + [name for function in made for name in parameters(function)]
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return [argument.arg for argument in every if argument and argument.arg not in ("self", "cls")]


def is_command(node: Documented) -> bool:
    """A command of the command line: its parameters are explained where they are declared, in Indonesian."""
    declared = [*node.decorator_list, getattr(node, "args", None)]
    return any("typer." in text or ".command(" in text for text in map(ast.unparse, filter(None, declared)))


def faults(source: str) -> Iterator[str]:
    """What is not in the form, a line each."""
    for name, node in public(ast.parse(source)):
        text = ast.get_docstring(node) or ""
        pieces = SECTION.split(text)
        sections = dict(zip(pieces[1::2], pieces[2::2], strict=True))
        loose = pieces[0]
        if LOOSE_PARAMETER.search(loose):
            yield f"{name}: a parameter outside a Parameters section"
        if LOOSE_ERROR.search(loose):
            yield f"{name}: an error outside a Raises section"
        known = parameters(node)
        told = [
            part.strip("* ") for found in NAMED.findall(sections.get("Parameters", "")) for part in found.split(",")
        ]
        yield from (f"{name}: Parameters names {one}, which there is not" for one in told if one not in known)
        explains = isinstance(node, ast.ClassDef) or "Parameters" in sections or not text or is_command(node)
        if not explains and len(known) >= MANY and "." not in name:
            yield f"{name}: has {len(known)} parameters and no Parameters section"


@pytest.mark.parametrize("room", ROOMS)
def test_docstrings_are_in_numpy_form(room: str) -> None:
    place = SRC / room
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    found = [
        f"{path.relative_to(SRC)}: {fault}" for path in files for fault in faults(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("docstring", "fault"),
    [
        pytest.param("Does it.", None, id="one line"),
        pytest.param(
            "Does it.\n\n    Parameters\n    ----------\n    a : int\n        What it is.\n    ", None, id="section"
        ),
        pytest.param("Does it.\n\n    a : what it is\n    ", "outside a Parameters", id="loose parameter"),
        pytest.param("Does it. a : what it is", None, id="a colon in a sentence"),
        pytest.param("Does it. Raises DataError.", "outside a Raises", id="loose error"),
        pytest.param(
            "Does it.\n\n    Parameters\n    ----------\n    z : int\n        No.\n    ", "names z", id="unknown"
        ),
    ],
)
def test_faults_are_seen(docstring: str, fault: str | None) -> None:
    found = list(faults(f'def f(a, b):\n    """{docstring}"""\n'))
    assert len(found) == (fault is not None), found
    assert fault is None or fault in found[0]


def test_many_parameters_want_words() -> None:
    assert list(faults('def f(a, b, c):\n    """Does it."""\n')) == ["f: has 3 parameters and no Parameters section"]
