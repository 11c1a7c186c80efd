"""Processes that die: what they were at is tried again, three deaths are a failure, and nothing else is touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import CancelledError
from multiprocessing import forkserver
from pathlib import Path

import psutil
import pytest

from laporan.build.assemble import NOTEBOOKS, assemble
from laporan.build.pool import DEATHS, Worker, WorkerPool, lost_run
from laporan.build.promote import keep_failed
from laporan.core.errors import WorkerKilledError
from laporan.engines import select
from laporan.engines.internals.processes import kill_server
from laporan.engines.select import FORKED, STOCK
from laporan.project.records import Order, Task

from .processes import GENEROUS, ends
from .projects import ROOT, copy_project, run_laporan
from .test_build import CHAPTER, TWO_CHAPTERS, write_chapter

pytestmark = [
    pytest.mark.hostile("fault"),
    pytest.mark.skipif(sys.platform != "linux", reason="signals of Linux, and its fork server"),
]
ENGINES = [pytest.param(FORKED, id="forked"), pytest.param(STOCK, id="spawned")]
# Expressions: `eval` can be pickled wherever these tests are imported from.
NOTE = "open({0!r}, 'a').write('x')"
DIE = f"{NOTE} and len(open({{0!r}}).read()) <= {{1}} and __import__('os').kill(__import__('os').getpid(), 9)"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("deaths", range(DEATHS))
def test_a_call_whose_process_died_is_made_again(deaths: int, engine: str, tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    with Worker(engine) as worker:
        assert worker.call(eval, DIE.format(str(tally), deaths)) is False
    assert len(tally.read_text()) == deaths + 1


def test_after_three_deaths_the_call_is_at_fault_and_no_other(tmp_path: Path) -> None:
    killer, others = str(tmp_path / "killer"), [str(tmp_path / str(number)) for number in range(6)]
    with WorkerPool(2) as pool:
        killed = pool.submit(eval, DIE.format(killer, 99), if_killed=lambda why: why)
        lived = [pool.submit(eval, NOTE.format(other), if_killed=str) for other in others]
        assert killed.result() == "prosesnya dimatikan berulang kali; mungkin memori habis"
        assert [future.result() for future in lived] == [1] * len(others)
    assert len(Path(killer).read_text()) == DEATHS
    assert {Path(other).read_text() for other in others} == {"x"}


def test_what_a_function_raises_is_no_death() -> None:
    with Worker() as worker:
        pid = worker.call(os.getpid)
        with pytest.raises(ZeroDivisionError):
            worker.call(eval, "1 / 0")
        with pytest.raises(EOFError):
            worker.call(eval, "(_ for _ in ()).throw(EOFError())")
        assert worker.call(os.getpid) == pid


def test_a_fork_server_that_was_killed_is_started_anew_and_its_workers_with_it(tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    kill = f"{NOTE} and len(open({{0!r}}).read()) == 1 and [__import__('os').kill(__import__('os').getppid(), 9)"
    with Worker() as worker:
        before = worker.call(os.getpid)
        assert worker.call(eval, f"{kill.format(str(tally))}, __import__('signal').pause()]") is False
        assert ends(before)
        assert worker.call(os.getpid) != before
    assert tally.read_text() == "xx"


def test_a_fork_server_that_was_killed_before_it_is_asked_is_started_anew() -> None:
    forkserver.ensure_running()
    os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)  # type: ignore[attr-defined]
    with Worker() as worker:
        assert worker.call(eval, "1 + 1") == 2


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "fifo")
    return folder / "fifo"


def test_what_is_stopped_ends_at_once_and_begins_nothing_more(tmp_path: Path) -> None:
    fifo = _fifo(tmp_path)
    endless = f"open({str(fifo)!r}, 'w').write(str(__import__('os').getpid())) and __import__('signal').pause()"
    pool = WorkerPool(1)
    running, waiting = (pool.submit(eval, endless, if_killed=lambda why: why) for _ in range(2))
    pid = int(fifo.read_text())  # returns when it runs
    pool.stop()
    assert "dimatikan" in running.result()
    assert ends(pid)
    with pytest.raises(CancelledError):
        waiting.result()


def test_stopping_does_not_wait_for_what_is_getting_warm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fifo = _fifo(tmp_path)
    (tmp_path / "slow_to_import.py").write_text(f"open({str(fifo)!r}, 'w').close()\nimport signal\nsignal.pause()")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))  # what the server goes by before Python 3.13,
    monkeypatch.syspath_prepend(str(tmp_path))  # and since
    monkeypatch.setattr(select, "PRELOAD", ["slow_to_import"])
    kill_server()
    pool = WorkerPool(1)
    asked = pool.submit(os.getpid, if_killed=lambda why: why)
    fifo.read_text()  # returns when the fork server imports
    stopping = threading.Thread(target=pool.stop)
    stopping.start()
    stopping.join(timeout=GENEROUS)
    waits = stopping.is_alive()
    kill_server()
    stopping.join()
    assert not waits
    assert "dimatikan" in str(asked.result())


def test_a_worker_that_was_stopped_gives_up_at_its_first_death(tmp_path: Path) -> None:
    worker = Worker()
    worker.stop()
    with pytest.raises(WorkerKilledError):
        worker.call(eval, DIE.format(str(tmp_path / "tally"), 99))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PKT, and a chapter that each test writes."""
    root = copy_project(tmp_path_factory.mktemp("mati"), "pkt", years=("2016", "2017"), datasets={"pkt"})
    (root / "params" / "struktur.yml").write_text(TWO_CHAPTERS, encoding="utf-8")
    return root


def test_a_killed_worker_costs_its_chapter_a_try_and_a_chapter_that_kills_its_own_report(
    project: Path, tmp_path: Path
) -> None:
    """In 2016 the first worker dies under the chapter, in 2017 every one."""
    kill = (
        "import os, pathlib, signal\n"
        f"tally = pathlib.Path({str(tmp_path)!r}, str(year))\n"
        "with tally.open('a') as file: nihil = file.write('x')\n"
        "if year == 2017 or len(tally.read_text()) == 1: os.kill(os.getppid(), signal.SIGKILL)"
    )
    write_chapter(project / "notebooks" / "rusak.ipynb", *CHAPTER[:3], kill)
    run = run_laporan(project, "build", "--years", "2016-2017")
    said = " ".join(run.stderr.split())
    assert run.returncode == 1
    assert "outputs/2016/pusat/laporan.html" in run.stdout
    assert "rusak.ipynb (year=2017, unit='pusat'): prosesnya dimatikan berulang kali; mungkin memori habis" in said
    assert "Buka: laporan lab outputs/gagal/2017/pusat/rusak.ipynb" in said
    assert "Traceback" not in run.stderr
    assert (tmp_path / "2016").read_text() == "xx"
    assert (tmp_path / "2017").read_text() == "xxx"


def test_where_nothing_came_of_a_chapter_its_notebook_is_what_can_be_opened(tmp_path: Path) -> None:
    task = Task("pkt", ROOT / "notebooks" / "pkt.ipynb", tmp_path / "pkt.ipynb", 2017, "pusat")
    assert "Buka: laporan lab notebooks/pkt.ipynb" in keep_failed(lost_run(task, "mati")).explain()


@pytest.mark.parametrize("victim", ["write_xlsx", "write_pdf"])
@pytest.mark.parametrize(("deaths", "code"), [pytest.param(1, 0, id="once"), pytest.param(99, 1, id="always")])
def test_a_process_that_dies_while_it_puts_a_report_together(
    project: Path, tmp_path: Path, victim: str, deaths: int, code: int
) -> None:
    tally, package = tmp_path / "tally", project / "src" / "analysis" / "__init__.py"
    honest = package.read_text(encoding="utf-8")
    write_chapter(project / "notebooks" / "rusak.ipynb", *CHAPTER[:3], "1 + 1")
    sabotage = (
        f"\nimport os, laporan.build.outputs as outputs\nhonest = outputs.{victim}\n"
        f"def {victim}(*arguments):\n"
        f"    with open({str(tally)!r}, 'a') as file: file.write('x')\n"
        f"    if os.path.getsize({str(tally)!r}) <= {deaths}: os.kill(os.getpid(), 9)\n"
        "    return honest(*arguments)\n"
        f"{victim}.__module__, {victim}.__qualname__ = 'laporan.build.outputs', {victim!r}\n"
        f"outputs.{victim} = {victim}\n"
    )
    package.write_text(honest + sabotage, encoding="utf-8")
    try:
        run = run_laporan(project, "build", "2016", "--force")
    finally:
        package.write_text(honest, encoding="utf-8")
    assert run.returncode == code, run.stderr
    assert tally.read_text() == "x" * min(deaths + 1, DEATHS)
    assert ("2016 pusat: prosesnya dimatikan berulang kali" in " ".join(run.stderr.split())) == bool(code)
    assert "Traceback" not in run.stderr


def test_what_an_earlier_attempt_left_is_no_part_of_the_report(tmp_path: Path) -> None:
    (tmp_path / "pusat" / NOTEBOOKS).mkdir(parents=True)
    (tmp_path / "pusat" / NOTEBOOKS / "pkt.ipynb").touch()
    (tmp_path / "pusat" / "data").mkdir()
    for left in ("laporan.pdf", "data/separuh.csv"):
        (tmp_path / "pusat" / left).touch()
    made = assemble(Order(2071, "pusat", tmp_path / "pusat"), str(ROOT))
    assert made.failure  # there is no such year
    assert [path.name for path in (tmp_path / "pusat").rglob("*")] == [NOTEBOOKS, "pkt.ipynb"]


@pytest.mark.parametrize("words", [pytest.param((), id="forked"), pytest.param(("--engine", "stock"), id="stock")])
def test_ctrl_c_ends_a_build_and_leaves_nobody_and_nothing_behind(
    project: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    fifo = _fifo(tmp_path)
    wait = f"import os, signal\nwith open({str(fifo)!r}, 'w') as f: f.write(str(os.getpid()))\nsignal.pause()"
    write_chapter(project / "notebooks" / "rusak.ipynb", *CHAPTER[:3], wait)
    command = [sys.executable, "-c", "from laporan.cli.__main__ import main; main()", "build", "2017", *words]
    process = subprocess.Popen(
        [*command, "--jobs", "2"], env={**os.environ, "LAPORAN_ROOT": str(project)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    cell = int(fifo.read_text())  # returns when the chapter waits
    everyone = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    _out, said = process.communicate(timeout=90)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert cell in [other.pid for other in everyone]
    assert [other for other in everyone if not ends(other.pid)] == []
    assert not list((project / "outputs").glob(".build-*"))
