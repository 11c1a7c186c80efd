"""Many reports in one queue: only a few are under way, each fails by itself, and what is finished is left alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self

import nbformat
import pytest
import typer

from laporan.build import scheduler as building
from laporan.build.assemble import Made, Order
from laporan.build.outcome import Built, Unbuilt
from laporan.build.run_chapter import Failure, Run, Task
from laporan.build.scheduler import AHEAD, Build
from laporan.cli.arguments import parse_years
from laporan.core.errors import Fault, ParameterError
from laporan.data.inspection import Inspected
from laporan.data.units import wanted_reports
from laporan.project.outline import Heading, ReportPlan

from .projects import TREE, chapter_file, copy_project, run_laporan

JOBS, MANY = 2, 60
FAULT = Fault("data/raw/14/pkt.csv", "kolom tidak ada", "Tambahkan kolom itu")


class Quick:
    """An executor whose work is done at once. fails : chapters (of a year) that fail, data ('data', year), reports
    ('laporan', year)"""

    engine, jobs = "laporan", JOBS

    def __init__(self, fails: set[tuple[str, int]] | None = None) -> None:
        self.fails = fails or set()
        self.assembled: list[int] = []

    def inspect(self, year: int, _unit: str) -> Future[Inspected]:
        return done(Inspected((FAULT,)) if ("data", year) in self.fails else Inspected())

    def run(self, task: Task) -> Future[Run]:
        failure = Failure("rusak") if (task.chapter, task.year) in self.fails else None
        task.output.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(metadata={"laporan": {"read": []}}), task.output)
        return done(Run(task, 1.0, failure))

    def assemble(self, order: Order) -> Future[Made]:
        self.assembled.append(order.year)
        if ("laporan", order.year) in self.fails:
            return done(Made(failure="dua angka berselisih"))
        (order.folder / "laporan.html").write_text(str(order.year), encoding="utf-8")
        return done(Made(facts=1))

    def inspected_of(self, future: Future[Inspected]) -> Inspected:
        return future.result()

    def run_of(self, future: Future[Run]) -> Run:
        return future.result()

    def made_of(self, future: Future[Made]) -> Made:
        return future.result()

    def out_of_reach(self) -> str:
        return ""

    def stop(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None: ...


def done(result: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(result)
    return future


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two chapters for whatever year; its planning and its data are not at stake."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "laporan.toml").write_text('content = "src/analysis"', encoding="utf-8")
    for name in ("pkt", "sop"):
        shutil.copy(chapter_file(name), tmp_path / "notebooks" / f"{name}.ipynb")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    headings = tuple(Heading(name, "", 2, "", tmp_path / "notebooks" / f"{name}.ipynb") for name in ("pkt", "sop"))

    def plan(year: int, unit: str) -> ReportPlan:
        if year == 13:
            raise ParameterError("params/13.yml tidak ada")
        return ReportPlan(year, unit, headings)

    monkeypatch.setattr(building, "plan_report", plan)
    return tmp_path


def built(executor: Quick, years: range, heard: list[str] | None = None, force: bool = False) -> list[Built | Unbuilt]:
    hear = [] if heard is None else heard
    work = Build(executor, lambda *_: None, lambda run: hear.append(run.task.chapter), force=force)
    return list(work.reports((year, "pusat") for year in years))


@pytest.mark.usefixtures("project")
def test_only_a_few_reports_are_under_way_however_many_are_wanted() -> None:
    taken, finished, most = 0, 0, 0

    def wanted() -> Iterator[tuple[int, str]]:
        nonlocal taken, most
        for year in range(100, 100 + MANY):
            taken += 1
            most = max(most, taken - finished)
            yield year, "pusat"

    for outcome in Build(Quick(), lambda *_: None, lambda _run: None).reports(wanted()):
        assert isinstance(outcome, Built)
        finished += 1
    assert finished == taken == MANY
    assert most <= AHEAD * JOBS + 1


def test_a_failure_touches_no_other_report(project: Path) -> None:
    executor = Quick({("sop", 11), ("laporan", 12), ("data", 14)})
    outcomes = built(executor, range(10, 16))
    failed = {outcome.year: outcome.message for outcome in outcomes if isinstance(outcome, Unbuilt)}
    assert failed.keys() == {11, 12, 13, 14}
    assert "sop.ipynb (year=11, unit='pusat'):\n  rusak" in failed[11]
    assert failed[12] == "12 pusat: dua angka berselisih"
    assert failed[13] == "params/13.yml tidak ada"
    assert [outcome.faults for outcome in outcomes if isinstance(outcome, Unbuilt) and outcome.year == 14] == [(FAULT,)]
    assert sorted(executor.assembled) == [10, 12, 15]
    assert sorted(path.parts[-3] for path in project.glob("outputs/*/pusat/laporan.html")) == ["10", "15"]
    assert not list((project / "outputs").glob(".build-*"))


def test_what_failed_is_kept_to_be_opened_until_the_report_is_built_again(project: Path) -> None:
    kept = project / "outputs/gagal/11/pusat"
    for fails, names in (({("sop", 11)}, ["sop.ipynb"]), ({("pkt", 11)}, ["pkt.ipynb"]), (set(), [])):
        built(Quick(fails), range(11, 12), force=True)
        assert [path.name for path in kept.glob("*")] == names
    assert not (project / "outputs/gagal").exists(), "nothing failed any more"


@pytest.mark.usefixtures("project")
def test_every_chapter_is_heard_of_once_and_nothing_is_done_twice() -> None:
    heard: list[str] = []
    built(Quick(), range(20, 23), heard)
    assert sorted(heard) == sorted(["identities", "pkt", "sop"] * 3)
    again = Quick()
    outcomes = built(again, range(20, 24), heard)
    assert again.assembled == [23]
    assert [outcome.seconds is None for outcome in outcomes if isinstance(outcome, Built)] == [True] * 3 + [False]
    assert sorted(heard) == sorted(["identities", "pkt", "sop"] * 7)
    assert built(forced := Quick(), range(20, 21), force=True)
    assert forced.assembled == [20]


class Endless(Quick):
    """Chapters of one name never end; in time, nobody may be left who would run them."""

    def __init__(self, endless: str, lost: str = "") -> None:
        super().__init__()
        self.endless, self.lost, self.stopped = endless, lost, False

    def run(self, task: Task) -> Future[Run]:
        return Future() if (task.chapter, str(task.year)) == (self.endless, "11") else super().run(task)

    def out_of_reach(self) -> str:
        return self.lost

    def stop(self) -> None:
        self.stopped = True


@pytest.mark.hostile("fault")
def test_a_build_that_takes_too_long_is_ended_and_names_what_was_not_done(project: Path) -> None:
    executor = Endless("sop")
    work = Build(executor, lambda *_: None, lambda _run: None, seconds=3)
    outcomes = {report.plan.year if isinstance(report, Built) else report.year: report
                for report in work.reports((year, "pusat") for year in range(10, 13))}  # fmt: skip
    assert isinstance(outcomes[10], Built)
    assert isinstance(outcomes[12], Built)
    late = outcomes[11]
    assert isinstance(late, Unbuilt)
    assert "11 pusat: belum selesai sesudah 3 detik (build_seconds)" in late.message
    assert late.message.endswith("Yang belum selesai: bab sop")
    assert executor.stopped
    assert sorted(path.parts[-3] for path in project.glob("outputs/*/pusat/laporan.html")) == ["10", "12"]
    assert not list((project / "outputs").glob(".build-*"))


@pytest.mark.usefixtures("project")
def test_reports_that_were_not_begun_are_named_too() -> None:
    work = Build(Quick(), lambda *_: None, lambda _run: None, seconds=0)
    outcomes = list(work.reports((year, "pusat") for year in range(20, 20 + MANY)))
    assert len(outcomes) == MANY
    assert isinstance(outcomes[-1], Unbuilt)
    assert "belum dimulai" in outcomes[-1].message


@pytest.mark.usefixtures("project")
def test_where_nobody_works_any_more_the_build_ends() -> None:
    (outcome,) = built(executor := Endless("pkt", "ditinggalkan: semua pekerja mati"), range(11, 12))
    assert isinstance(outcome, Unbuilt)
    assert "semua pekerja mati. Yang belum selesai: " in outcome.message
    assert "bab pkt" in outcome.message
    assert executor.stopped


@pytest.mark.hostile("fault")
@pytest.mark.parametrize("error", [OSError(28, "No space", "x"), MemoryError(), ImportError("rusak", name="docx")])
@pytest.mark.parametrize("step", ["inspected_of", "run_of", "made_of"])
def test_what_the_system_refuses_to_one_report_is_the_fault_of_that_one(
    project: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: Exception
) -> None:
    honest, refused = getattr(Quick, step), []

    def refuse(self: Quick, future: Future[Any]) -> Any:
        if not refused:
            refused.append(step)
            raise error
        return honest(self, future)

    monkeypatch.setattr(Quick, step, refuse)
    outcomes = built(Quick(), range(30, 33))
    assert sorted(isinstance(outcome, Built) for outcome in outcomes) == [False, True, True]
    assert not list((project / "outputs").glob(".build-*"))


def test_a_place_that_refuses_is_the_fault_of_its_report(project: Path) -> None:
    (project / "outputs").mkdir()
    (project / "outputs" / "31").write_text("x", encoding="utf-8")
    outcomes = built(Quick(), range(30, 33))
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, Unbuilt)]
    assert refused.year == 31
    assert "outputs/31" in refused.message


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda root: (root / "outputs/20/pusat/laporan.html").write_text("lain"), id="changed"),
        pytest.param(lambda root: (root / "outputs/20/pusat/laporan.html").unlink(), id="gone"),
    ],
)
def test_a_report_that_somebody_touched_is_put_together_again(project: Path, change: Any) -> None:
    built(Quick(), range(20, 21))
    change(project)
    built(again := Quick(), range(20, 21))
    assert again.assembled == [20]
    assert (project / "outputs/20/pusat/laporan.html").read_text(encoding="utf-8") == "20"


@pytest.mark.parametrize(
    ("year", "years", "expected"),
    [
        pytest.param(2017, "", [2017], id="one"),
        pytest.param(None, "2015-2017", [2015, 2016, 2017], id="from-to"),
        pytest.param(None, "2016, 2018,2016", [2016, 2018], id="listed"),
        pytest.param(None, "2016,2017-2018", [2016, 2017, 2018], id="both"),
    ],
)
def test_years_of_a_command(year: int | None, years: str, expected: list[int]) -> None:
    assert parse_years(year, years) == expected


@pytest.mark.parametrize(
    ("year", "years"),
    [
        (None, ""),
        (2017, "2016"),
        (None, "20x"),
        (None, "2016-"),
        (None, ","),
        (None, "2017-2016"),
        (None, "٢٠١٧"),
        (None, "2017,２０１８"),
        (None, "0001-9999"),
        (None, "2017-20181"),
        (None, "-2017"),
        (None, "2017.0"),
    ],
)
def test_years_that_no_command_can_mean(year: int | None, years: str) -> None:
    with pytest.raises(typer.BadParameter):
        parse_years(year, years)


def test_years_and_units_are_multiplied() -> None:
    assert wanted_reports([2017, 2018], "all") == [
        (2017, "pusat"), (2018, "pusat"), (2018, "kanreg-10"), (2018, "kanreg-11"),
    ]  # fmt: skip
    assert wanted_reports([2018], "kanreg-10, pusat,kanreg-10") == [(2018, "kanreg-10"), (2018, "pusat")]
    with pytest.raises(ParameterError, match="tidak ada data tahun 2031"):
        wanted_reports([2018, 2031], "all")


@pytest.mark.slow
def test_one_command_builds_the_years_and_says_which_failed(tmp_path: Path) -> None:
    root = copy_project(tmp_path, "pkt", years=("2016", "2017"), datasets={"pkt"})
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    with (root / "data/raw/2016/pkt.csv").open("a", encoding="utf-8") as file:
        file.write("bukan,data\n")
    run = run_laporan(root, "build", "--years", "2016-2017", "--units", "pusat")
    assert run.returncode == 1
    assert "outputs/2017/pusat/laporan.html" in run.stdout
    assert "outputs/2016/pusat" not in run.stdout
    assert "data/raw/2016/pkt.csv" in run.stderr
    assert "1 dari 2 laporan tidak jadi" in " ".join(run.stderr.split())
    assert "laporan build --years 2016 --units pusat" in run.stderr.splitlines()[-1]
    rows = [line.split()[:3] for line in run.stdout.splitlines() if line.startswith(("2016 pusat", "2017 pusat"))]
    assert rows == [["2017", "pusat", "dibangun"], ["2016", "pusat", "gagal"]]
