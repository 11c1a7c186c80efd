"""However a build ends, by itself or by a signal: nobody works on, nothing half is left, and the old report stands."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from laporan.build.executor import LocalExecutor
from laporan.engines.internals.processes import end_children, ending_what_is_started

from .processes import GENEROUS, ends
from .projects import copy_project, run_laporan
from .test_build import CHAPTER, TWO_CHAPTERS, write_chapter

pytestmark = [
    pytest.mark.hostile("fault"),
    pytest.mark.skipif(sys.platform != "linux", reason="signals of Linux, and its fork server"),
    pytest.mark.slow,
]
PROGRAM = "from laporan.cli.__main__ import main; main()"
# What a cell may leave behind. Each writes its number to the file that it is given, and stays.
LEAVE = {
    "a child": "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', STAY.format({!r})])",
    "a fork": "import os\nif os.fork() == 0: exec(STAY.format({!r}))",
    "a daemon": (
        "import os, subprocess, sys\nif os.fork() == 0:\n    os.setsid()\n"
        "    subprocess.Popen([sys.executable, '-c', STAY.format({!r})], start_new_session=True)\n    os._exit(0)"
    ),
}
STAY = "import os, signal; f = open({!r}, 'w'); f.write(str(os.getpid())); f.close(); signal.pause()"
ENGINES = [pytest.param((), id="forked"), pytest.param(("--engine", "stock"), id="stock")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PKT and a chapter that tests write; a good report stands already."""
    root = copy_project(tmp_path_factory.mktemp("henti"), "pkt", years=("2016", "2017"), datasets={"pkt"})
    (root / "params" / "struktur.yml").write_text(TWO_CHAPTERS, encoding="utf-8")
    chapter(root, "1 + 1")
    run = run_laporan(root, "build", "2017")
    assert run.returncode == 0, run.stderr
    return root


def chapter(root: Path, *cells: str) -> None:
    write_chapter(root / "notebooks" / "rusak.ipynb", *CHAPTER[:3], *cells)


def leaving(folder: Path) -> list[str]:
    """A cell a kind of child, and one that waits until each of them stays."""
    for number in range(len(LEAVE)):
        os.mkfifo(folder / str(number))
    cells = [code.format(str(folder / str(number))) for number, code in enumerate(LEAVE.values())]
    names = [str(folder / str(number)) for number in range(len(LEAVE))]
    read = f"pids = [subprocess.check_output(['cat', name], text=True) for name in {names}]"
    return [
        f"STAY = {STAY!r}",
        *cells,
        f"{read}\nwith open({str(folder / 'pids')!r}, 'w') as f: f.write(' '.join(pids))",
    ]


def left(folder: Path) -> list[int]:
    return [int(pid) for pid in (folder / "pids").read_text().split()]


@pytest.mark.parametrize("words", ENGINES)
def test_what_a_cell_started_does_not_outlive_its_chapter(
    project: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    chapter(project, *leaving(tmp_path))
    run = run_laporan(project, "build", "2017", "--force", *words)
    assert run.returncode == 0, run.stderr
    assert len(left(tmp_path)) == len(LEAVE)
    assert [pid for pid in left(tmp_path) if not ends(pid)] == []


@pytest.fixture
def waiting(project: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a build whose chapter has left children behind and waits for ever; returns when it does."""
    os.mkfifo(tmp_path / "ready")
    wait = f"with open({str(tmp_path / 'ready')!r}, 'w') as f: nihil = f.write('x')\nimport signal\nsignal.pause()"
    chapter(project, *leaving(tmp_path), wait)
    started = []

    def start(*words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "build", "2017", *words], env={**os.environ, "LAPORAN_ROOT": str(project)},
            text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        started.append(process)
        assert (tmp_path / "ready").read_text() == "x"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("number", "whom", "words"),
    [
        pytest.param(signal.SIGTERM, "command", (), id="SIGTERM"),
        pytest.param(signal.SIGTERM, "command", ("--engine", "stock"), id="SIGTERM-stock"),
        pytest.param(signal.SIGTERM, "all", (), id="SIGTERM-to-all"),
        pytest.param(signal.SIGHUP, "command", (), id="SIGHUP"),
        pytest.param(signal.SIGHUP, "all", (), id="SIGHUP-to-all"),
        pytest.param(signal.SIGINT, "all", (), id="Ctrl-C"),
    ],
)
def test_a_signal_ends_all_and_the_old_report_stands(
    project: Path, tmp_path: Path, waiting: Callable[..., subprocess.Popen[str]],
    number: signal.Signals, whom: str, words: tuple[str, ...],
) -> None:  # fmt: skip
    before = contents(project / "outputs" / "2017")
    process = waiting(*words)
    everyone = psutil.Process(process.pid).children(recursive=True)
    (os.killpg if whom == "all" else os.kill)(process.pid, number)
    _out, said = process.communicate(timeout=GENEROUS)
    assert process.returncode == 128 + number
    assert f"Dihentikan ({number.name}). Laporan yang sudah jadi tetap ada." in said
    assert "Traceback" not in said
    assert "resource_tracker" not in said
    assert [pid for pid in [other.pid for other in everyone] + left(tmp_path) if not ends(pid)] == []
    assert not list((project / "outputs").glob(".build-*"))
    assert contents(project / "outputs" / "2017") == before


def test_killed_outright_it_leaves_nobody_and_the_next_command_sweeps(
    project: Path, tmp_path: Path, waiting: Callable[..., subprocess.Popen[str]]
) -> None:
    process = waiting()
    everyone = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    assert [pid for pid in [other.pid for other in everyone] + left(tmp_path) if not ends(pid)] == []
    assert list((project / "outputs").glob(".build-*"))
    assert run_laporan(project, "build", "2017", "--plan").returncode == 0
    assert not list((project / "outputs").glob(".build-*"))


# Where the command itself is when the signal comes: before each call, once.
MOMENTS = {
    "importing": "laporan.cli.app:add_commands",
    "planning": "laporan.build.scheduler:plan_report",
    "putting in place": "laporan.build.scheduler:promote",
    "clearing away": "laporan.build.promote:shutil.rmtree",
    "remembering": "laporan.cli.build_commands:remember",
}
AT = """
import importlib, os, signal, sys
place, number = sys.argv.pop(1), int(sys.argv.pop(1))
module, _, name = place.partition(":")
holder = importlib.import_module(module)
*way, name = name.split(".")
for part in way:
    holder = getattr(holder, part)
honest = getattr(holder, name)
def once(*arguments, **options):
    setattr(holder, name, honest)
    os.kill(os.getpid(), number)
    return honest(*arguments, **options)
setattr(holder, name, once)
from laporan.cli.__main__ import main
main()
"""


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_wherever_the_command_is_a_whole_report_stands(project: Path, tmp_path: Path, moment: str) -> None:
    chapter(project, "1 + 1")
    root = tmp_path / "proyek"
    shutil.copytree(project, root, symlinks=True)
    run = subprocess.run(
        [sys.executable, "-c", AT, moment, str(int(signal.SIGTERM)), "build", "2017", "--force", "--draft"],
        env={**os.environ, "LAPORAN_ROOT": str(root)}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 128 + signal.SIGTERM, run.stderr
    assert "Traceback" not in run.stderr
    assert "Dihentikan (SIGTERM)" in run.stderr
    run_laporan(root, "build", "2017", "--plan")
    assert not list((root / "outputs").rglob(".*"))
    assert (root / "outputs/2017/pusat/laporan.html").is_file()
    for page in root.glob("outputs/pratinjau/2017/pusat"):
        assert "</html>" in (page / "laporan.html").read_text(encoding="utf-8")


def test_children_that_were_there_stay(tmp_path: Path) -> None:
    sleeper = [sys.executable, "-c", "import signal; signal.pause()"]
    with subprocess.Popen(sleeper) as before:
        with ending_what_is_started():
            started = subprocess.Popen(sleeper)
        assert started.wait() in (-signal.SIGKILL, 0)  # 0 where somebody else has heard how it ended
        assert before.poll() is None
        before.kill()


def test_an_executor_ends_what_a_killed_worker_left(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pid")
    orphan = (
        f"import os, subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {STAY.format(str(tmp_path / 'pid'))!r}])"
    )
    with LocalExecutor(1):
        subprocess.run([sys.executable, "-c", orphan], check=True)
        pid = int((tmp_path / "pid").read_text())
        assert psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    assert ends(pid)


def test_nothing_to_end_is_no_fault() -> None:
    end_children(psutil.Process().children())


@pytest.mark.parametrize(
    "then",
    [
        pytest.param("try: stop()\n    finally: raise OSError(32, 'Broken pipe')", id="clearing away fails"),
        pytest.param("try: stop()\n    finally: raise ValueError('setengah jadi')", id="clearing away has a bug"),
        pytest.param(
            "class Kept:\n        def __del__(self): stop()\n    Kept()\n    sys.exit(1)", id="raised in a finaliser"
        ),
    ],
)
def test_who_was_told_to_stop_says_so_whatever_came_of_it(then: str, tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\nfrom laporan.cli.ending import ending_plainly\n"
        "def stop(): os.kill(os.getpid(), signal.SIGINT)\n"
        f"with ending_plainly():\n    {then}\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "LAPORAN_ROOT": str(tmp_path)}, cwd=tmp_path,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert run.returncode == 128 + signal.SIGINT
    assert run.stderr.endswith("Dihentikan (SIGINT). Laporan yang sudah jadi tetap ada.\n")
