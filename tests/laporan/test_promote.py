"""A finished report goes to its place: whoever kills the command, and when, a whole report stands there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from laporan.build import promote as promoting
from laporan.build.exchange import exchange
from laporan.build.promote import promote, restore_interrupted, staging_prefix

pytestmark = pytest.mark.hostile("fault")

UNITS = ("pusat", "kanreg-10")
# Promotes one report after another, with or without an exchange in one step, and dies at the n-th step.
SCRIPT = """
import os, shutil, sys
from pathlib import Path
from laporan.build import promote as promoting

way, deadly, *units = sys.argv[1:]
left = int(deadly)

def dying(step):
    def call(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return step(*arguments, **options)
    return call

if way == "renames":
    promoting.exchange = lambda one, other: False
promoting.exchange = dying(promoting.exchange)
os.rename, shutil.rmtree = dying(os.rename), dying(shutil.rmtree)
for unit in units:
    promoting.promote(Path("outputs/.build-x", unit), Path("outputs/2017", unit))
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two units with an old report in its place and a new one beside it."""
    (tmp_path / "laporan.toml").write_text('content = "isi"\n', encoding="utf-8")
    for unit in UNITS:
        write(tmp_path / "outputs/2017" / unit, "lama")
        write(tmp_path / "outputs/.build-x" / unit, "baru")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    return tmp_path


def write(folder: Path, text: str) -> Path:
    (folder / "data").mkdir(parents=True)
    for name in ("laporan.html", "data/a.csv"):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path) -> set[str]:
    """What is in the report's files: one word, where it is whole."""
    return {(folder / name).read_text(encoding="utf-8") for name in ("laporan.html", "data/a.csv")}


@pytest.mark.parametrize("way", ["exchange", "renames"])
@pytest.mark.parametrize("deadly", range(10))
def test_killed_at_any_step_every_unit_has_a_whole_report(project: Path, way: str, deadly: int) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, way, str(deadly), *UNITS], cwd=project, check=False)
    assert done.returncode == (9 if deadly < steps(way) else 0)
    restore_interrupted()
    for unit in UNITS:
        assert read(project / "outputs/2017" / unit) in ({"lama"}, {"baru"})
    again = write(project / "outputs/.build-y/pusat", "terbaru")
    promote(again, project / "outputs/2017/pusat")
    assert read(project / "outputs/2017/pusat") == {"terbaru"}
    assert not (project / "outputs/2017/.pusat.sebelumnya").exists()


def steps(way: str) -> int:
    """Renames, exchanges and removals of two units: exchange and two removals, or one try and two renames and two."""
    return 2 * (3 if way == "exchange" and sys.platform in ("linux", "darwin") else 5)


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own call")
def test_readers_never_see_the_place_empty(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No rename touches a place that holds a report."""
    moved: list[str] = []
    monkeypatch.setattr(Path, "rename", lambda self, _target: moved.append(self.name))
    promote(project / "outputs/.build-x/pusat", project / "outputs/2017/pusat")
    assert moved == []
    assert read(project / "outputs/2017/pusat") == {"baru"}


def test_an_exchange_that_the_system_refuses_changes_nothing(project: Path) -> None:
    assert not exchange(project / "outputs/2017/pusat", project / "outputs/2017/tiada")
    assert read(project / "outputs/2017/pusat") == {"lama"}


def test_a_place_that_stays_occupied_keeps_the_old_report(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, place = project / "outputs/.build-x/pusat", project / "outputs/2017/pusat"
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == made:
            raise PermissionError(13, "Permission denied", str(target))
        return rename(self, target)

    monkeypatch.setattr(promoting, "exchange", lambda _one, _other: False)
    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        promote(made, place)
    assert read(place) == {"lama"}


def test_another_command_may_put_the_old_report_back_meanwhile(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, place = project / "outputs/.build-x/pusat", project / "outputs/2017/pusat"
    rename, interfered = Path.rename, []

    def rename_beside_another_command(self: Path, target: Path) -> Path:
        if self == made and not interfered:
            interfered.append(True)
            restore_interrupted()
        return rename(self, target)

    monkeypatch.setattr(promoting, "exchange", lambda _one, _other: False)
    monkeypatch.setattr(Path, "rename", rename_beside_another_command)
    promote(made, place)
    assert read(place) == {"baru"}


def test_what_stands_aside_is_not_put_over_a_newer_report(project: Path) -> None:
    write(project / "outputs/2017/.pusat.sebelumnya", "usang")
    restore_interrupted()
    assert read(project / "outputs/2017/pusat") == {"lama"}


@pytest.mark.parametrize("command", [["trace", "2017", "1"], ["build", "2017", "--plan"]], ids=lambda words: words[0])
def test_any_command_puts_back_what_was_left_aside(project: Path, command: list[str]) -> None:
    (project / "outputs/2017/pusat").rename(project / "outputs/2017/.pusat.sebelumnya")
    program = "from laporan.cli.__main__ import main; main()"
    subprocess.run([sys.executable, "-c", program, *command], cwd=project, capture_output=True, check=False)
    assert read(project / "outputs/2017/pusat") == {"lama"}


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders are of another kind there")
def test_a_folder_that_can_not_be_written_stops_no_command(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "outputs/2017/pusat").rename(project / "outputs/2017/.pusat.sebelumnya")

    def refused(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "rename", refused)
    restore_interrupted()
    assert read(project / "outputs/2017/.pusat.sebelumnya") == {"lama"}


def test_outside_a_project_there_is_nothing_to_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAPORAN_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    restore_interrupted()


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can be asked there whether a process lives")
def test_what_a_killed_build_left_is_removed_and_what_another_builds_is_not(project: Path) -> None:
    outputs = project / "outputs"
    script = "from laporan.build.promote import staging_prefix; print(staging_prefix())"
    gone = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()
    kept = [
        f"{staging_prefix()}abc",
        ".build-mesin-lain-1-abc",
        f"{gone}7-abc",
        ".build-x",
    ]  # the third: of machine "ours-4711"
    for name in (f"{gone}abc", *kept[:3]):
        (outputs / name).mkdir()
    restore_interrupted()
    assert sorted(path.name for path in outputs.glob(".build-*")) == sorted(kept)


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can be asked there whether a process lives")
def test_what_was_left_by_a_killed_build_whose_number_another_process_has_is_removed(project: Path) -> None:
    left = project / "outputs" / f"{staging_prefix()}lama"
    left.mkdir()
    os.utime(left, (0, 0))
    restore_interrupted()
    assert not left.exists()


@pytest.mark.parametrize(
    ("old", "stays"),
    [(("", "2017"), False), (("",), True), ((), True)],
    ids=["nothing-of-it-is-new", "something-in-it-is-new", "all-is-new"],
)
def test_what_another_machine_left_goes_when_nothing_of_it_has_changed_for_long(
    project: Path, old: tuple[str, ...], stays: bool
) -> None:
    left = project / "outputs" / ".build-mesin-lain-1-abc"
    (left / "2017").mkdir(parents=True)
    for name in old:
        os.utime(left / name, (0, 0))
    restore_interrupted()
    assert left.exists() == stays
