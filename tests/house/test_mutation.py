"""`make mutate` tries every module whose numbers reach a report, each by tests of its own."""

from __future__ import annotations

import importlib.util
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
