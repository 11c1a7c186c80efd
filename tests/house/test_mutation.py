"""`make mutate` tries every module whose numbers reach a report, each by tests of its own."""

from __future__ import annotations

import importlib.util
import runpy
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def mutate(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(ROOT)
    spec = importlib.util.spec_from_file_location("mutate", ROOT / "tools" / "mutate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_module_is_tried_by_tests_of_its_own(mutate: Any) -> None:
    assert [module for module in mutate.modules() if not mutate.tests_of(module)] == []


def test_what_is_named_is_there(mutate: Any) -> None:
    named = {test for tests in mutate.ALSO_TESTED_IN.values() for test in tests}
    assert {test for test in named if not (ROOT / "tests" / f"{test}.py").exists()} == set()
    assert set(mutate.ALSO_TESTED_IN) <= set(mutate.modules())


def test_what_is_said_to_change_nothing_is_of_a_module_that_is_tried(mutate: Any) -> None:
    kinds = tomllib.loads(mutate.EQUIVALENT.read_text(encoding="utf-8"))
    assert set(kinds) <= set(mutate.modules())
    assert all(why and patterns for reasons in kinds.values() for why, patterns in reasons.items())


def test_a_reason_goes_by_the_line_as_the_mutant_has_it(mutate: Any, tmp_path: Path) -> None:
    mutate.EQUIVALENT = tmp_path / "equivalent.toml"
    mutate.EQUIVALENT.write_text('["a/b/c"]\n"no matter" = ["dtype=None"]\n', encoding="utf-8")
    assert mutate.reason_of("a/b/c", ["-    x(dtype=int)", "+    x(dtype=None)"]) == "no matter"
    assert mutate.reason_of("a/b/c", ["-    x(dtype=None)", "+    x(dtype=int)"]) == ""
    assert mutate.reason_of("a/b/d", ["+    x(dtype=None)"]) == ""


def test_before_anything_was_tried_nothing_is_scored(mutate: Any, capsys: pytest.CaptureFixture[str]) -> None:
    mutate.print_found([])
    assert "0 of 0 mutants killed" in capsys.readouterr().out


def test_before_each_test_the_module_that_is_tried_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = runpy.run_path(str(ROOT / "tools" / "fresh_caches.py"))
    monkeypatch.setenv(plugin["MODULE"], __name__)
    assert kept() is kept()
    before = kept()
    plugin["pytest_runtest_setup"]()
    assert kept() is not before


@cache
def kept() -> object:
    return object()
