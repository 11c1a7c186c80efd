"""Prints what `laporan lint` finds, for a person or a program."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from laporan.lint.check import check_files, default_files
from laporan.lint.fix import fix_notebook


def run_lint(files: list[Path], fix: bool, as_json: bool, out: Console, err: Console) -> bool:
    """Mend if asked, check, and print the problems.

    Parameters
    ----------
    files : list of Path
        What is checked; [] for everything.
    fix : bool
        Whether notebooks are mended first.
    as_json : bool
        Whether problems are printed as JSON, to `out`.
    out, err : Console
        Where results and problems are printed.

    Returns
    -------
    bool
        Whether nothing is wrong (any more).
    """
    files = files or default_files()
    if fix:
        for path in files:
            if path.suffix == ".ipynb" and _fixed(path, err):
                err.print(f"diperbaiki: {escape(str(path))}", style="yellow")
    problems = check_files(files)
    if as_json:
        out.print_json(json.dumps([problem.as_json() for problem in problems]))
        return not problems
    for problem in problems:
        err.print(escape(str(problem)), soft_wrap=True)
    if problems:
        err.print(f"{len(problems)} masalah dalam {len({problem.file for problem in problems})} berkas", style="red")
    else:
        out.print(f"[green]✓[/] {len(files)} berkas tanpa masalah")
    return not problems


def _fixed(path: Path, err: Console) -> bool:
    try:
        return fix_notebook(path)
    except (OSError, ValueError, KeyError) as error:  # the check that follows says what is wrong with it
        err.print(f"tidak dapat diperbaiki: {escape(str(path))}: {error}", style="red")
        return False
