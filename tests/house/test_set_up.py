"""`tools/set_up.py` does what is missing and no more, and never takes half for whole."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "set_up.py"
PIP_BEGINS_TO_WRITE = "Installing collected packages: numpy\n"

Step = Callable[[], list[str]]


class House:
    """A folder with a lock, and a set-up whose commands are noted instead of run."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        spec = importlib.util.spec_from_file_location("set_up", SCRIPT)
        assert spec is not None
        assert spec.loader is not None
        self.script: ModuleType = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.script)
        self.folder, self.venv = folder, folder / ".venv"
        self.ran: list[str] = []
        self.breaks_at = ""
        self.lock, self.project = folder / "requirements.lock", folder / "pyproject.toml"
        self.lock.write_text("numpy==2.0 \\\n    --hash=sha256:0\n", encoding="utf-8")
        self.project.write_text("[project]\n", encoding="utf-8")
        places = {
            "ROOT": folder, "VENV": self.venv, "PYTHON": self.venv / "bin" / "python",
            "RECORD": self.venv / "set-up.json", "LOG": self.venv / "set-up.log",
            "LOCK_FILE": self.lock, "PROJECT_FILE": self.project, "run": self.run,
        }  # fmt: skip
        for name, value in places.items():
            monkeypatch.setattr(self.script, name, value)

    def run(self, command: list[str], progress: Any, check: bool = True) -> None:  # noqa: ARG002 the real one's shape
        name = next(word for word in ("venv", "compileall", "-r", "-e") if word in command)
        step = {"compileall": "bytecode", "-r": "packages", "-e": "project"}.get(name, name)
        if step == "packages" and self.breaks_at != "download":
            progress.see(PIP_BEGINS_TO_WRITE)
        if self.breaks_at in (step, "download"):
            raise SystemExit(f"{step} failed")
        self.ran.append(step)
        if step == "venv":
            (self.venv / "bin").mkdir()
            (self.venv / "bin" / "python").touch()

    def set_up(self, breaks_at: str = "") -> list[str]:
        """Steps that were carried out to the end."""
        self.ran, self.breaks_at = [], breaks_at
        if breaks_at:
            with pytest.raises(SystemExit):
                self.script.main()
        else:
            self.script.main()
        return self.ran


EVERYTHING = ["venv", "packages", "bytecode", "project"]
PACKAGES = ["packages", "bytecode", "project"]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    folder = tmp_path / "laporan 2017"  # with a space
    folder.mkdir()
    return House(folder, monkeypatch)


def test_first_time_does_everything_and_second_time_nothing(house: House) -> None:
    assert house.set_up() == EVERYTHING
    assert house.set_up() == []


def test_changed_lock_installs_packages_in_place(house: House) -> None:
    house.set_up()
    house.lock.write_text("numpy==2.1 \\\n    --hash=sha256:1\n", encoding="utf-8")
    assert house.set_up() == PACKAGES
    assert house.set_up() == []


def test_changed_project_installs_the_project_alone(house: House) -> None:
    house.set_up()
    house.project.write_text("[project]\nname='x'\n", encoding="utf-8")
    assert house.set_up() == ["project"]


@pytest.mark.parametrize("step", EVERYTHING[:3])
def test_interrupted_set_up_begins_anew(house: House, step: str) -> None:
    house.set_up(breaks_at=step)
    (house.venv / "half-written").touch()
    assert house.set_up() == EVERYTHING
    assert not (house.venv / "half-written").exists()


def test_failed_project_is_tried_again_without_the_packages(house: House) -> None:
    house.set_up(breaks_at="project")
    assert house.set_up() == ["project"]


def test_failed_download_leaves_the_environment_that_worked(house: House) -> None:
    house.set_up()
    before = house.lock.read_bytes()
    house.lock.write_text("numpy==2.1 \\\n    --hash=sha256:1\n", encoding="utf-8")
    assert house.set_up(breaks_at="download") == []
    house.lock.write_bytes(before)
    assert house.set_up() == []


@pytest.mark.parametrize("key", ["folder", "python"])
def test_environment_of_another_place_or_python_begins_anew(house: House, key: str) -> None:
    house.set_up()
    record = house.venv / "set-up.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), key: "other"}))
    assert house.set_up() == EVERYTHING


def test_environment_made_by_hand_is_kept_and_completed(house: House) -> None:
    (house.venv / "bin").mkdir(parents=True)
    (house.venv / "bin" / "python").touch()
    assert house.set_up() == PACKAGES


def test_environment_whose_python_is_gone_begins_anew(house: House) -> None:
    house.set_up()
    (house.venv / "bin" / "python").unlink()
    (house.venv / "bin").rmdir()
    assert house.set_up() == EVERYTHING


def test_old_python_is_refused_in_one_sentence(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house.script, "OLDEST", (99, 0))
    with pytest.raises(SystemExit, match=r"needs 99\.0 or newer"):
        house.script.main()
    assert not house.venv.exists()
