"""docs/benchmarks.md and its plot, from what the other benchmarks kept."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from results import KEPT, lines

DOCS = Path(__file__).resolve().parents[1] / "docs"
ORDER = ("build", "many", "log")
HEAD = ("", "seconds", "CPU seconds", "peak MB", "of the first")
DAY = 86_400


def main() -> None:
    """Write both."""
    kept = {name: json.loads(path.read_text("utf-8")) for name in ORDER if (path := KEPT / f"{name}.json").is_file()}
    parts = {"": introduction(), **{name: section(content) for name, content in kept.items()}}
    if "many" in kept:
        base = next((row["seconds"] for row in kept["many"]["rows"] if row["name"] == kept["many"]["base"]), None)
        draw_curve(counted(kept["many"]), base, DOCS / "benchmarks.svg")
        parts["many"] += "\n\n![Seconds for each report, and peak memory, by the number of reports](benchmarks.svg)\n\n"
        parts["many"] += ten_thousand(counted(kept["many"]), base)
    (DOCS / "benchmarks.md").write_text("\n\n".join(parts.values()) + "\n", encoding="utf-8")
    print("docs/benchmarks.md")


def introduction() -> str:
    """On what, and how to read it."""
    today = dt.datetime.now(dt.UTC).date()
    return (
        "# Benchmarks\n\n"
        f"Written by `make bench` on {today}: {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}. Compare rows of one table: they were measured in one run, one after "
        "another, and other users of a machine show. Memory is the peak of all processes together, shared pages "
        "counted once. All data is synthetic or transcribed, as the report says."
    )


def section(kept: dict[str, Any]) -> str:
    """One table in Markdown."""
    head = HEAD if kept["base"] else HEAD[:-1]
    rows = [head, ["---", *["---:"] * (len(head) - 1)], *(row[: len(head)] for row in lines(kept))]
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return "\n\n".join([f"## {kept['title']}", table, *kept["notes"]])


def counted(kept: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of the curve: those whose planning was counted."""
    return [row for row in kept["rows"] if row["planning"]]


def draw_curve(rows: list[dict[str, Any]], naive: float | None, path: Path) -> None:
    """Seconds for each report and peak memory, by the number of reports."""
    mpl.rcParams["svg.hashsalt"] = "laporan"
    figure = Figure(figsize=(8, 3.2), layout="constrained")
    time, memory = figure.subplots(1, 2)
    counts = [row["reports"] for row in rows]
    time.plot(counts, [row["seconds"] / row["reports"] for row in rows], marker="o", label="ours, all outputs")
    if naive:
        time.axhline(naive, color="0.5", linestyle="--", label="papermill and nbconvert, HTML alone")
        time.legend(frameon=False, fontsize="small")
    time.set(ylabel="seconds for each report", ylim=(0, None))
    memory.plot(counts, [row["memory"] for row in rows], marker="o", clip_on=False)
    memory.set(ylabel="peak MB", ylim=(0, None))
    for axes in (time, memory):
        axes.set_xscale("log", base=2)
        axes.set_xticks(counts, [str(count) for count in counts])
        axes.set_xlabel("reports in one command")
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})


def ten_thousand(rows: list[dict[str, Any]], naive: float | None) -> str:
    """What 10,000 reports would take, by the end of the curve."""
    last = rows[-1]
    each, cpu, planning = (last[name] / last["reports"] for name in ("seconds", "cpu", "planning"))
    here, quickest = each * 10_000 / 3600, planning * 10_000 / 3600
    compared = f" (papermill and nbconvert by hand, for HTML alone: {naive * 10_000 / DAY:.1f} days)" if naive else ""
    return (
        "### What 10,000 reports would take\n\n"
        f"At {each:.1f} s and {cpu:.1f} CPU s a report, as measured with {last['reports']}: {here:.0f} hours on this "
        f"machine{compared}, in the memory of {last['reports']}. Chapters do not wait for each other, so cores divide "
        "it, with `laporan worker` on each machine, as long as the one process that plans the reports and takes in "
        f"what was made keeps up. Of each report it does {planning:.1f} CPU s itself, looking at the data included: "
        f"so about {cpu / planning:.0f} cores are as many as one command can use, and {quickest:.1f} hours as quick as "
        "it gets; with more of them, give each part of the units a command of its own. That is an extrapolation: what "
        "was run is the curve above, and two workers on one machine."
    )


if __name__ == "__main__":
    main()
