"""What stands in git is clean: no address of a registry, no path of one machine, no outputs."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from laporan.project.outline import plan_report, section_ids
from laporan.project.subjects import subjects

ROOT = Path(__file__).resolve().parents[2]

# Split so that this file does not hold what it looks for.
REGISTRY = re.compile(
    r"py(?:pi)\.(?:org|python)|python(?:hosted)|ana(?:conda)\.(?:org|com)|npm(?:js)\.|deb\.(?:deb)ian|proxy\.(?:go)lang"
)
PATH_OF_ONE_MACHINE = re.compile(r"(?<![\w.$~-])/(?:home|Users|ro{2}t|wo{1}rk)/\w|[A-Za-z]:\\+Users\\")

HALF_MERGED = re.compile(r"^(?:<{7}|>{7}) \S")


def tracked_files() -> list[Path]:
    """Files in git or about to be, so that a fault shows before it is committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    return found


def test_no_file_names_a_registry_host() -> None:
    found = lines_matching(REGISTRY)
    assert not found, "\n".join(found)


def test_no_file_names_a_path_of_one_machine() -> None:
    found = lines_matching(PATH_OF_ONE_MACHINE)
    assert not found, "\n".join(found)


def test_no_file_holds_both_sides_of_a_merge() -> None:
    """A style sheet with these marks is read without a word, and lacks the rules behind them."""
    found = lines_matching(HALF_MERGED)
    assert not found, "\n".join(found)


# The dots in the middle keep these from being found in this file.
@pytest.mark.parametrize("text", ["https://py·pi.org/simple", "//files.python·hosted.org"])
def test_registry_hosts_are_recognised(text: str) -> None:
    assert REGISTRY.search(text.replace("·", ""))


@pytest.mark.parametrize("text", ["open('/ho·me/ani/data.csv')", "/Us·ers/ani", r"C:\Us·ers\ani", "cd /ro·ot/x"])
def test_paths_of_one_machine_are_recognised(text: str) -> None:
    assert PATH_OF_ONE_MACHINE.search(text.replace("·", ""))


def test_notebooks_are_kept_without_outputs() -> None:
    with_outputs = [
        f"{path.relative_to(ROOT)}: cell {number}"
        for path in tracked_files()
        if path.suffix == ".ipynb" and path.is_relative_to(ROOT / "notebooks")
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"])
        if cell.get("outputs") or cell.get("execution_count") is not None
    ]
    assert with_outputs == [], "run: .venv/bin/nbstripout --keep-id notebooks/*.ipynb"


def test_notebooks_are_listed_in_the_order_of_the_report() -> None:
    named = [heading.notebook for heading in plan_report(2017).outline if heading.notebook]
    assert [path.name for path in named] == sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert [path.stem.partition("-")[2] for path in named] == [h.id for h in plan_report(2017).outline if h.notebook]


def test_every_section_that_a_subject_names_is_in_the_tree() -> None:
    named = {section for subject in subjects() for section in subject.subject.sections}
    assert sorted(named - set(section_ids())) == []
