"""What each module of the subjects has for use stands in its `__all__`, and Tab completes that and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from analysis import counters, overview
from analysis.counters import results
from laporan.core import paths
from laporan.notebook.public_names import offer_public_names

CONTENT = Path(paths.content())
FOR_THE_LIBRARY = re.compile(r"contract|params|command|sample.*|quick_.*|__init__")  # modules that no chapter opens
PUBLIC = ast.FunctionDef | ast.ClassDef


def modules() -> Iterator[str]:
    for path in sorted(CONTENT.glob("*/*.py")):
        if not FOR_THE_LIBRARY.fullmatch(path.stem):
            yield f"{path.parent.name}.{path.stem}"


def defined(module: ModuleType) -> set[str]:
    """Its own functions and classes, but for the identities, which are asked by name of `IDENTITIES`."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, PUBLIC)}
    return {name for name in names if not name.startswith("_") and not name.endswith("identities")}


@pytest.mark.parametrize("name", list(modules()))
def test_a_module_names_all_that_it_has_for_use_and_nothing_that_it_only_imports(name: str) -> None:
    module = import_module(f"analysis.{name}")
    public = set(getattr(module, "__all__", ()))
    assert defined(module) <= public
    assert all(name.isupper() and hasattr(module, name) for name in public - defined(module))


def test_chapters_use_no_other_names() -> None:
    found = 0
    for path in (paths.root() / "notebooks").glob("*.ipynb"):
        text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
        for package, name, alias in re.findall(
            r"^from (analysis\.\w+) import (\w+)(?: as (\w+))?$", text, re.MULTILINE
        ):
            module = import_module(f"{package}.{name}")
            used = set(re.findall(rf"(?<![\w.]){alias or name}\.(\w+)", text))
            assert used <= set(module.__all__), path.name
            found += len(used)
    assert found > len(list(modules())) // 2


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("jedi", [True, False], ids=["jedi", "without jedi"])
def test_tab_completes_what_is_meant_for_use(shell: InteractiveShell, jedi: bool) -> None:
    shell.user_ns["loket"] = results
    offer_public_names(shell.user_ns)
    shell.Completer.use_jedi = jedi
    with provisionalcompleter():
        offered = {one.text.lstrip(".") for one in shell.Completer.completions("loket.", len("loket."))}
    assert offered == set(results.__all__)
    assert dir(results) == sorted(results.__all__)


def test_modules_without_a_list_and_those_of_others_stay_as_they_are() -> None:
    offer_public_names({"re": re, "paket": counters, "ikhtisar": overview, "angka": 3})
    assert "__dir__" not in vars(re)
    assert "SUBJECT" in dir(counters)
