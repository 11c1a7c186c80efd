"""The catalogue of hostile cases: how many there are of each kind, and that docs/resilience.md tells of all of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
TOLD = (ROOT / "docs" / "resilience.md").read_text(encoding="utf-8")
MARKED = sorted(
    path.relative_to(ROOT).as_posix()
    for path in TESTS.rglob("test_*.py")
    if path != Path(__file__) and "mark.hostile(" in path.read_text(encoding="utf-8")
)
LEAST = {"input": 100, "document": 30, "escape": 20, "fault": 40, "person": 20}
# Asks pytest itself, as what it collects is what it runs.
COUNT = """
import collections, json, sys
import pytest

class Count:
    def pytest_collection_finish(self, session):
        cases = [mark.args[0] for item in session.items for mark in item.iter_markers("hostile")]
        print("counted", json.dumps(collections.Counter(cases)))

sys.exit(pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", *sys.argv[1:]], plugins=[Count()]))
"""
CITED = re.compile(r"\]\(\.\./(tests/[\w/]+\.py)\)(?:: `(\w+)`)?")


@pytest.fixture(scope="module")
def counted() -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-c", COUNT, *MARKED], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(re.findall(r"^counted (.*)$", done.stdout, re.MULTILINE)[0])


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "least"), LEAST.items(), ids=LEAST)
def test_there_are_enough_cases_of_each_kind(kind: str, least: int, counted: dict[str, int]) -> None:
    assert counted.get(kind, 0) >= least


@pytest.mark.parametrize("module", MARKED)
def test_the_table_tells_of_every_module_of_cases(module: str) -> None:
    assert module in {path for path, _ in CITED.findall(TOLD)}, f"docs/resilience.md: a row for ../{module}"


@pytest.mark.parametrize(("path", "name"), sorted(set(CITED.findall(TOLD))), ids=lambda part: part.rpartition("/")[2])
def test_what_the_table_cites_is_there(path: str, name: str) -> None:
    assert path in MARKED, f"{path} has no hostile case"
    if name:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")
