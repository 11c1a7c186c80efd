"""`tools/set_up.py` does what is missing and no more, and never takes half for whole."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def load(name: str) -> ModuleType:
    """A script of tools/, as a module of its own."""
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class House:
    """A folder with locks, and a set-up whose commands are noted instead of run."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.syspath_prepend(TOOLS)
        self.script = load("set_up")
        self.folder, self.venv = folder, folder / ".venv"
        self.ran: list[str] = []
        self.breaks_at: tuple[str, ...] = ()
        self.lock, self.project = folder / "requirements.lock", folder / "pyproject.toml"
        self.lock.write_text("numpy==2.0 \\\n    --hash=sha256:0\n", encoding="utf-8")
        self.project.write_text("[project]\n", encoding="utf-8")
        (folder / "requirements-uv.lock").write_text("uv==1.0 \\\n    --hash=sha256:0\n", encoding="utf-8")
        monkeypatch.setattr(self.script, "ROOT", folder)
        monkeypatch.setattr(self.script, "run", self.run)
        monkeypatch.setattr(self.script.uv_like_pip, "environment", lambda _pip: {"UV_DEFAULT_INDEX": "ours"})
        monkeypatch.setattr(self.script.uv_like_pip, "executable", self.uv)

    def packages(self, env: Any) -> Path:
        library: Path = env.library
        return library / "site-packages" if self.script.WINDOWS else library / "python3" / "site-packages"

    def uv(self, venv: Path) -> Path | None:
        return next(venv.glob("uv-*/uv"), None)

    def run(
        self, env: Any, command: list[str], _progress: Any, check: bool = True, variables: dict[str, str] | None = None
    ) -> bool:
        """What the real one would have done to the folder; a step fails before or `amid` its work."""
        step = {"venv": "venv", "compileall": "bytecode", "--target": "uv", "-r": "packages", "-e": "project"}[
            next(word for word in command if word in ("venv", "compileall", "--target", "-r", "-e"))
        ]
        tool = "uv" if command[0] == str(self.uv(env.folder)) else "pip"
        if step == "packages" and tool == "uv":
            assert variables == {"UV_DEFAULT_INDEX": "ours"}
        fails = {step, f"{step} by {tool}"} & set(self.breaks_at)
        if not fails or "amid" in self.breaks_at:
            self.work(env, step)
        if fails:
            if check:
                raise SystemExit(f"{step} failed")
            return False
        self.ran.append(f"{step} by {tool}" if step in ("packages", "project") else step)
        return True

    def work(self, env: Any, step: str) -> None:
        if step == "venv":
            env.python.parent.mkdir(parents=True)
            env.python.touch()
        elif step == "uv":
            (env.folder / "uv-1.0").mkdir(exist_ok=True)
            (env.folder / "uv-1.0" / "uv").touch()
        elif step == "packages":
            self.packages(env).mkdir(parents=True, exist_ok=True)
            (self.packages(env) / f"numpy {env.lock.read_text(encoding='utf-8')[7:10]}").touch()

    def set_up(self, *breaks_at: str) -> list[str]:
        """Steps that were carried out to the end; `breaks_at` names those that fail and end set-up."""
        self.ran, self.breaks_at = [], breaks_at
        if breaks_at:
            with pytest.raises(SystemExit):
                self.script.main()
        else:
            self.script.main()
        return self.ran

    def set_up_without(self, *breaks_at: str) -> list[str]:
        """The same, where set-up goes on although a step fails."""
        self.ran, self.breaks_at = [], breaks_at
        self.script.main()
        return self.ran


PACKAGES = ["packages by uv", "bytecode", "project by uv"]
EVERYTHING = ["venv", "uv", *PACKAGES]


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
    assert house.set_up() == ["project by uv"]


@pytest.mark.parametrize("step", ["venv", "packages"])
def test_interrupted_set_up_begins_anew(house: House, step: str) -> None:
    house.set_up(step, "amid")
    (house.venv / "half-written").touch()
    assert house.set_up() == EVERYTHING
    assert not (house.venv / "half-written").exists()


def test_failed_project_is_tried_again_without_the_packages(house: House) -> None:
    house.set_up("project")
    assert house.set_up() == ["project by uv"]


def test_failed_download_leaves_the_environment_that_worked(house: House) -> None:
    house.set_up()
    before = house.lock.read_bytes()
    house.lock.write_text("numpy==2.1 \\\n    --hash=sha256:1\n", encoding="utf-8")
    assert house.set_up("packages") == []
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
    assert house.set_up() == ["uv", *PACKAGES]


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


def test_killed_set_up_begins_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_args: Any, **_options: Any) -> bool:
        raise KeyboardInterrupt

    house.set_up()
    house.lock.write_text("numpy==2.1 \\\n    --hash=sha256:1\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(house.script, "run", killed)
        with pytest.raises(KeyboardInterrupt):
            house.script.main()
    assert house.set_up() == EVERYTHING


def test_pip_installs_where_uv_is_not_to_be_had(house: House) -> None:
    assert house.set_up_without("uv") == ["venv", "packages by pip", "bytecode", "project by pip"]
    assert house.set_up() == []


@pytest.mark.parametrize(
    ("step", "ran"),
    [
        ("packages", ["venv", "uv", "packages by pip", "bytecode", "project by uv"]),
        ("project", ["venv", "uv", "packages by uv", "bytecode", "project by pip"]),
    ],
)
def test_pip_installs_where_uv_fails(house: House, step: str, ran: list[str]) -> None:
    assert house.set_up_without(f"{step} by uv") == ran
    assert house.set_up() == []


def test_pip_does_not_build_on_what_uv_left_half_done(house: House) -> None:
    ran = house.set_up_without("packages by uv", "amid")
    assert ran == ["venv", "uv", "venv", "packages by pip", "bytecode", "project by pip"]


def test_another_uv_takes_the_place_of_the_old_one(house: House) -> None:
    house.set_up()
    (house.venv / "uv-1.0").rename(house.venv / "uv-0.9")
    house.lock.write_text("numpy==2.1 \\\n    --hash=sha256:1\n", encoding="utf-8")
    assert house.set_up() == ["uv", *PACKAGES]
    assert [path.name for path in house.venv.glob("uv-*")] == ["uv-1.0"]


def test_another_folder_and_lock_leave_the_first_environment_alone(house: House) -> None:
    house.set_up()
    (house.folder / "oldest.lock").write_text("numpy==1.9 \\\n    --hash=sha256:2\n", encoding="utf-8")
    before = sorted(house.venv.rglob("*"))
    house.script.main(".venv-oldest", "oldest.lock")
    assert house.ran[:1] == ["venv"]
    assert list((house.folder / ".venv-oldest").glob("lib/*/*/numpy 1.9"))
    assert sorted(house.venv.rglob("*")) == before
    assert house.set_up() == []


def test_folder_that_is_no_environment_is_left_alone(house: House) -> None:
    (house.folder / "src").mkdir()
    (house.folder / "src" / "work.py").touch()
    with pytest.raises(SystemExit, match="is no environment"):
        house.script.main("src")
    assert [path.name for path in (house.folder / "src").iterdir()] == ["work.py"]


def test_windows_has_its_own_paths_and_waits_through_msvcrt(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = iter([OSError("locked for ten seconds"), None])
    asked: list[int] = []

    def locking(descriptor: int, _mode: int, _bytes: int) -> None:
        asked.append(os.lseek(descriptor, 0, os.SEEK_CUR))
        if (failure := next(tries)) is not None:
            raise failure

    monkeypatch.setattr(house.script, "WINDOWS", True)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_LOCK=1))
    house.set_up()
    assert (house.venv / "Scripts" / "python.exe").exists()
    assert asked == [house.script.LOCKED_BYTE] * 2
    assert json.loads((house.venv / "set-up.json").read_text(encoding="utf-8"))["folder"] == str(house.folder)


LISTINGS = {
    "nothing": ("", {}),
    "an index": ("global.index-url='https://index.example/simple'", {"UV_DEFAULT_INDEX": "https://index.example/simple"}),
    "an index more, of which the best version is taken": (
        "global.extra-index-url='\\nhttps://a.example\\nhttps://b.example'",
        {"UV_INDEX": "https://a.example https://b.example", "UV_INDEX_STRATEGY": "unsafe-best-match"},
    ),
    "folders and hosts": (
        "global.find-links='wheels more'\nglobal.trusted-host='a.example b.example'",
        {"UV_FIND_LINKS": "wheels,more", "UV_INSECURE_HOST": "a.example b.example"},
    ),
    "the way there": (
        "global.cert='ca.pem'\nglobal.client-cert='me.pem'\nglobal.proxy='http://proxy.example'\nglobal.timeout='60'",
        {
            "SSL_CERT_FILE": "ca.pem", "SSL_CLIENT_CERT": "me.pem", "UV_HTTP_TIMEOUT": "60",
            "HTTP_PROXY": "http://proxy.example", "HTTPS_PROXY": "http://proxy.example",
        },
    ),
    "variables win, then pip install's own": (
        ":env:.cert='variable'\nglobal.cert='global'\ninstall.index-url='install'\nglobal.index-url='global'",
        {"SSL_CERT_FILE": "variable", "UV_DEFAULT_INDEX": "install"},
    ),
    "what uv has no word for, and what is said beside": (
        "global.constraint='file'\ndownload.index-url='x'\nWARNING: none", {}
    ),
}  # fmt: skip


@pytest.mark.parametrize(("listing", "expected"), LISTINGS.values(), ids=LISTINGS)
def test_uv_is_told_what_pip_is_told(listing: str, expected: dict[str, str]) -> None:
    assert load("uv_like_pip").settings(listing) == expected


def test_pip_s_configuration_is_read_as_pip_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    variables = load("uv_like_pip").environment([sys.executable, "-I", "-m", "pip"])
    assert variables["UV_DEFAULT_INDEX"] == "https://index.example/simple"


def test_what_is_said_to_uv_itself_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://another.example/simple")
    variables = load("uv_like_pip").environment([sys.executable, "-I", "-m", "pip"])
    assert variables["UV_DEFAULT_INDEX"] == "https://another.example/simple"
