"""`laporan build --plan`: prints which chapters would run, and why."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape

from laporan.build.assemble import printed_tasks
from laporan.build.chapter_cache import ChapterCache
from laporan.build.fingerprints import Fingerprints
from laporan.project.outline import ReportPlan

SHOWN = 3


def show_build_plan(plans: Iterable[ReportPlan], engine: str, force: bool, out: Console) -> None:
    """Print a line for each chapter that would run, with its reasons, and how many would be reused.

    Parameters
    ----------
    plans : iterable of ReportPlan
        The reports.
    engine : str
        The engine that chapters would run on.
    force : bool
        Whether all chapters are to run.
    out : Console
        Where it is printed.
    """
    cache = ChapterCache(Fingerprints(engine), force=force)
    for plan in plans:
        reasons = {task.chapter: cache.why(task) for task in printed_tasks(plan, plan.folder)}
        stale = {name: why for name, why in reasons.items() if why}
        reused = len(reasons) - len(stale)
        out.print(f"[bold]{escape(plan.name)}[/]: {len(stale)} bab dijalankan, {reused} dipakai lagi")
        for name, why in stale.items():
            more = f", dan {len(why) - SHOWN} hal lain" if len(why) > SHOWN else ""
            out.print(f"  {escape(name)}: {escape('; '.join(why[:SHOWN]))}{more}", soft_wrap=True)
