"""What we rely on in other people's libraries, part by part: after an upgrade, what fails here is what has changed.

Versions that were tested are in `laporan.engines.internals.TESTED`.
"""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from laporan.engines.internals import TESTED, untested

from .processes import ends

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the quick engine forks; elsewhere there is only the stock one"),
]
PRELUDE = "import json, os, sys, threading\n"


def told(program: str, folder: Path) -> Any:
    """What a program of its own prints as JSON on its last line."""
    (folder / "program.py").write_text(PRELUDE + program, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    done = subprocess.run([sys.executable, folder / "program.py"], capture_output=True, text=True, env=environment)  # noqa: PLW1510
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        pytest.param({}, [], id="all-tested"),
        pytest.param({"ipykernel": "8.0"}, ["ipykernel 8.0"], id="one-newer"),
        pytest.param({"ipykernel": "60.1"}, ["ipykernel 60.1"], id="a-number-that-begins-alike"),
        pytest.param({"nbclient": "1.0", "papermill": "3.1"}, ["nbclient 1.0", "papermill 3.1"], id="two"),
        pytest.param({"ipykernel": "7.9rc1"}, [], id="a-minor-version"),
    ],
)
def test_a_major_version_that_was_not_tested_is_told(versions: dict[str, str], expected: list[str]) -> None:
    tested = {name: f"{majors[-1]}.0" for name, majors in TESTED.items()}
    assert untested((tested | versions).__getitem__) == expected


def test_what_is_installed_here_was_tested() -> None:
    assert untested() == []


KERNEL = """
from laporan.engines.internals import kernel
heard = []
main = sys.modules["__main__"]
made = kernel.new_kernel()
sys.modules["__main__"] = main
sockets = [name for name in sys.modules if name == "zmq"] and [s for s in __import__("gc").get_objects() if type(s).__name__ == "Socket" and type(s).__module__.startswith("zmq")]
real = os.dup(1)
with made.as_seen_by_libraries():
    import builtins
    seen = hasattr(builtins, "get_ipython")
loop = kernel.start(made, heard.append)
def run(source):
    heard.clear()
    reply = loop.run_until_complete(made.run(source))
    return reply["status"], [(m["msg_type"], m["content"]) for m in heard]
"""
ASKED = """
os.write(real, (json.dumps({}, default=str) + "\\n").encode())
"""


@pytest.mark.parametrize(
    ("cell", "status", "expected"),
    [
        pytest.param("1 + 1", "ok", [("execute_result", "data", {"text/plain": "2"})], id="result"),
        pytest.param("print('a')", "ok", [("stream", "text", "a\n")], id="print"),
        pytest.param(
            "import os, sys\nprint('a')\nnihil = os.system('echo b')\nprint('c')",
            "ok",
            [("stream", "text", "a\nb\nc\n")],
            id="subprocess-in-order",
        ),
        pytest.param(
            "import sys\nnihil = sys.stderr.write('x')", "ok", [("stream", "name", "stderr")], id="stderr"
        ),
        pytest.param("from IPython.display import display\ndisplay(3)", "ok",
                     [("display_data", "data", {"text/plain": "3"})], id="display"),
        pytest.param("from IPython.display import clear_output\nclear_output()", "ok",
                     [("clear_output", "wait", False)], id="clear"),
        pytest.param("1 / 0", "error", [("error", "ename", "ZeroDivisionError")], id="error"),
        pytest.param("await __import__('asyncio').sleep(0, 'x')", "ok",
                     [("execute_result", "data", {"text/plain": "'x'"})], id="await"),
        pytest.param("__import__('__main__').__dict__ is globals()", "ok",
                     [("execute_result", "data", {"text/plain": "True"})], id="main-is-the-users"),
        pytest.param("import sys\nsys.stdout.fileno() > 2 and sys.stderr.fileno() > 2", "ok",
                     [("execute_result", "data", {"text/plain": "True"})], id="streams-have-a-descriptor"),
    ],
)  # fmt: skip
def test_a_kernel_without_sockets_shows_all_through_its_session(
    cell: str, status: str, expected: list[tuple[str, str, Any]], tmp_path: Path
) -> None:
    reply, messages = told(KERNEL + ASKED.format(f"run({cell!r})"), tmp_path)
    shown = [(kind, content) for kind, content in messages if kind != "execute_input"]
    assert reply == status
    assert [(kind, content[key]) for (kind, content), (_k, key, _v) in zip(shown, expected, strict=True)] == [
        (kind, value) for kind, _key, value in expected
    ]


def test_a_kernel_that_may_be_forked_has_no_thread_and_no_socket(tmp_path: Path) -> None:
    asked = "[threading.active_count(), len(sockets), sys.modules['debugpy'], seen]"
    threads, sockets, debugger, seen = told(KERNEL + "run('1')" + ASKED.format(asked), tmp_path)
    assert (threads, sockets) == (1, 0)
    assert debugger is None
    assert seen


def test_session_send_is_called_as_it_was() -> None:
    from jupyter_client.session import Session

    names = list(inspect.signature(Session.send).parameters)
    assert names[:4] == ["self", "stream", "msg_or_type", "content"]
    assert names[4] == "parent"
    assert {"buffers", "metadata"} <= set(names)


def a_cell(source: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, metadata={"papermill": {}})


def manager(*sources: str) -> Any:
    from papermill.engines import NotebookExecutionManager

    cells = [a_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"papermill": {}})
    return NotebookExecutionManager(notebook, progress_bar=False)


def test_papermill_hands_each_cell_to_execute_cell_and_stops_at_an_error() -> None:
    from nbclient.exceptions import CellExecutionError
    from papermill.clientwrap import PapermillNotebookClient

    heard = []

    class Client(PapermillNotebookClient):  # type: ignore[misc]
        def execute_cell(self, cell: Any, cell_index: int, **_options: Any) -> None:
            heard.append((cell_index, cell.source))
            if cell.source == "b":
                raise CellExecutionError("", "E", "")

    client = Client(manager("a", "b", "c"))
    client.reset_execution_trackers()
    client.papermill_execute_cells()
    client.set_widgets_metadata()
    assert heard == [(0, "a"), (1, "b")]


def test_nbclient_puts_messages_into_the_outputs_of_a_cell() -> None:
    from papermill.clientwrap import PapermillNotebookClient

    client = PapermillNotebookClient(manager("a"), record_timing=False)
    assert client.skip_cells_with_tag == "skip-execution"
    client.reset_execution_trackers()
    assert client.code_cells_executed == 0
    client.clear_before_next_output = False
    cell = a_cell("a")
    for kind, content in (
        ("execute_input", {"code": "a", "execution_count": 3}),
        ("stream", {"name": "stdout", "text": "x"}),
        ("clear_output", {"wait": True}),
        ("stream", {"name": "stdout", "text": "y"}),
    ):
        message = {"msg_type": kind, "header": {"msg_type": kind}, "parent_header": {}, "buffers": []}
        client.process_message(message | {"content": content}, cell, 0)
    assert cell.execution_count == 3
    assert [output.text for output in cell.outputs] == ["y"]


def test_a_notebook_is_saved_nowhere_while_it_has_no_place(tmp_path: Path) -> None:
    import papermill  # noqa: F401 - it loads our engines, which come before their parts

    from laporan.engines.internals.client import saved_at_the_end

    place = tmp_path / "hasil.ipynb"
    made = manager("a")
    made.output_path = str(place)
    with saved_at_the_end(made):
        made.save()
    assert not place.exists()
    made.output_path = str(place)
    with pytest.raises(KeyError), saved_at_the_end(made):
        raise KeyError
    made.save()
    assert place.exists()


def test_nbclient_hands_what_a_kernel_is_started_with_to_popen() -> None:
    from jupyter_client import launcher
    from nbclient import NotebookClient

    assert inspect.signature(NotebookClient.setup_kernel).parameters["kwargs"].kind is inspect.Parameter.VAR_KEYWORD
    assert {"stdout", "stderr"} <= set(inspect.signature(launcher.launch_kernel).parameters)


SERVER = """
import multiprocessing
from multiprocessing import forkserver
from laporan.engines.internals import processes
def show(pipe, module):
    pipe.send([module in sys.modules, processes.is_warm_copy(module), os.getppid(), forkserver._forkserver._forkserver_pid])
def ask(context, module="colorsys"):
    here, there = multiprocessing.Pipe()
    process = context.Process(target=show, args=(there, module))
    process.start()
    process.join()
    return here.recv()
if __name__ == "__main__":
    context = processes.fork_server(["tidak_ada_modul_ini", "colorsys"])
    {}
    print(json.dumps(told))
"""


def test_the_fork_server_imports_first_and_its_children_do_not_know_it(tmp_path: Path) -> None:
    steps = "processes.start_server(); told = [forkserver._forkserver._forkserver_pid, ask(context), processes.is_warm_copy('json')]"
    server, (imported, warm, parent, known), here = told(SERVER.replace("{}", steps), tmp_path)
    assert imported
    assert warm
    assert parent == server
    assert known is None
    assert here is False


def test_a_killed_fork_server_is_replaced_by_the_next_process(tmp_path: Path) -> None:
    steps = (
        "processes.start_server(); first = forkserver._forkserver._forkserver_pid; processes.kill_server(); "
        "os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT); told = [first, ask(context)]"
    )
    first, (imported, _warm, parent, _known) = told(SERVER.replace("{}", steps), tmp_path)
    assert imported
    assert parent != first


@pytest.mark.parametrize("end", ["None", "os.kill(os.getpid(), 9)"], ids=["at-its-end", "killed"])
def test_the_fork_server_ends_with_its_command(end: str, tmp_path: Path) -> None:
    steps = (
        f"processes.start_server(); told = [os.getpid(), ask(context)[2]]; print(json.dumps(told), flush=True); {end}"
    )
    (tmp_path / "program.py").write_text(PRELUDE + SERVER.replace("{}", steps), encoding="utf-8")
    done = subprocess.run([sys.executable, tmp_path / "program.py"], capture_output=True, text=True, check=False)
    _command, server = json.loads(done.stdout.splitlines()[0])
    assert ends(server)


def test_a_process_can_end_with_its_parent(tmp_path: Path) -> None:
    program = (
        "import multiprocessing, signal\nfrom laporan.engines.internals import processes\n"
        "here, there = os.pipe()\n"
        "middle = os.fork()\n"
        "if not middle:\n"
        "    last = os.fork()\n"
        "    if not last:\n"
        "        processes.exit_with_parent()\n"
        "        os.write(there, b'x')\n"
        "        signal.pause()\n"
        "    os.read(here, 1)\n"
        "    os._exit(0)\n"
        "os.waitpid(middle, 0)\n"
        "os.close(there)\n"
        "print(json.dumps(os.read(here, 1) == b''))\n"  # the last that could write to the pipe is gone
    )
    assert told(program, tmp_path) is True
