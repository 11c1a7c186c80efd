"""Reports that stand finished: what each was put together from, and what it left in its folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TypedDict

from laporan.build.chapter_cache import ChapterCache
from laporan.build.fingerprints import Fingerprints
from laporan.cache.digest import tree_hash
from laporan.cache.store import Store
from laporan.project.outline import ReportPlan
from laporan.project.records import Correction, Form, Made, Task

REPORTS = Store("reports")


class Finished(TypedDict):
    """A report that stands: what it was made from, the hash of its files, what its builder was told."""

    made_from: str
    outputs: str
    made: Made


class ReportCache:
    """Memory of finished reports, by content: the chapters' notebooks, all code, what was read, what was written.

    Parameters
    ----------
    fingerprints : Fingerprints
    chapters : ChapterCache
        Knows the executed notebooks.
    form : {'report', 'bundle', 'draft'}
        Drafts are remembered apart.
    final : bool
        Whether reports are to be signed.
    correction : Correction, optional
        Which published version the report corrects.
    """

    def __init__(
        self,
        fingerprints: Fingerprints,
        chapters: ChapterCache,
        form: Form,
        final: bool = False,
        correction: Correction | None = None,
    ) -> None:
        self.fingerprints, self.chapters, self.form = fingerprints, chapters, form
        self.final, self.correction = final, correction

    def recall(self, plan: ReportPlan, tasks: Iterable[Task]) -> Made | None:
        """What was made of a report.

        Returns
        -------
        Made, optional
            None if anything has changed that it follows from, or of what was written.
        """
        record = REPORTS.read_json(self._key(plan), Finished)
        if (
            record is None
            or record["made_from"] != self._made_from(plan, tasks)
            or any(self.fingerprints.changed_readings(record["made"]["read"]))  # type: ignore[index] # JSON of a `Made`
            or record["outputs"] != tree_hash([plan.place(self.form)])
        ):
            return None
        return Made(**record["made"])  # type: ignore[arg-type]

    def keep(self, plan: ReportPlan, tasks: Iterable[Task], made: Made) -> None:
        """Remember the report that stands in its place now."""
        outputs = tree_hash([plan.place(self.form)])
        record = {"made_from": self._made_from(plan, tasks), "outputs": outputs, "made": asdict(made)}
        REPORTS.write_json(self._key(plan), record)

    def _made_from(self, plan: ReportPlan, tasks: Iterable[Task]) -> str:
        executed = {task.chapter: self.chapters.executed(task) for task in tasks}
        return self.fingerprints.of_report(plan, executed, self.form, self.final, self.correction).digest

    def _key(self, plan: ReportPlan) -> str:
        kind = "draft" if self.form == "draft" else "report"
        return f"{plan.year}/{plan.unit}.{kind}.json"
