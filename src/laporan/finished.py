"""Reports that stand finished: what each was put together from, and what it left in its folder."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from analysis import paths
from analysis.readings import content_hash
from laporan.assemble import Made
from laporan.execute import Task
from laporan.plan import CACHE, LOCK, Planner, read_record, tree_hash, write_record
from laporan.project import Form, ReportPlan
from laporan.rerun import chapter_of


class Finished:
    """Memory of finished reports, by content: the chapters' notebooks, all code, what was read, what was written."""

    def __init__(self, planner: Planner, form: Form) -> None:
        self.planner, self.form = planner, form

    def recall(self, plan: ReportPlan, tasks: Iterable[Task]) -> Made | None:
        """What was made, if nothing that it follows from has changed and all of it is there."""
        record = read_record(self._record(plan))
        if (
            record is None
            or record["inputs"] != self._inputs(plan, tasks)
            or any(self.planner.changed_readings(record["made"]["read"]))
            or record["outputs"] != tree_hash([plan.place(self.form)])
        ):
            return None
        return Made(**record["made"])

    def keep(self, plan: ReportPlan, tasks: Iterable[Task], made: Made) -> None:
        """Remember the report that stands in its place now."""
        outputs = tree_hash([plan.place(self.form)])
        write_record(
            self._record(plan), {"inputs": self._inputs(plan, tasks), "outputs": outputs, "made": asdict(made)}
        )

    def _inputs(self, plan: ReportPlan, tasks: Iterable[Task]) -> str:
        executed = [self.planner.executed(chapter_of(task)) for task in tasks]
        lock = self.planner.hash(paths.root() / LOCK)
        outline = [(heading.id, heading.number, heading.level, heading.title) for heading in plan.outline]
        return content_hash([executed, outline, self.form, self.planner.code, lock, platform.python_version()])

    def _record(self, plan: ReportPlan) -> Path:
        kind = "draf" if self.form == "draft" else "utuh"
        return paths.root() / CACHE / "laporan" / str(plan.year) / f"{plan.unit}.{kind}.json"
