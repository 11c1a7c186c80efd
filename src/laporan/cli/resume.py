"""The commands that go on where a build of many reports ended: what failed, and what was not begun."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

import typer

WHICH = ("year", "years", "units")  # parameters of `laporan build` that name the reports
DONE = ("force",)  # what has run anew need not run anew again


def given_options(context: typer.Context) -> list[str]:
    """The options that a command was given as words, but for those that name the reports or begin anew."""
    return list(_given(context))


def _given(context: typer.Context) -> Iterator[str]:
    for parameter in context.command.params:
        name = parameter.name or ""
        source = context.get_parameter_source(name)
        if name in (*WHICH, *DONE) or source is None or source.name != "COMMANDLINE":
            continue
        value = context.params[name]
        yield parameter.opts[0]
        if not isinstance(value, bool):
            yield str(value)


def resume_commands(reports: Iterable[tuple[int, str]], options: Sequence[str] = ()) -> list[str]:
    """Commands that build these reports.

    Parameters
    ----------
    reports : iterable of (int, str)
        Year and unit of each.
    options : sequence of str
        Options of the command that they were asked by, as `given_options` gives them.

    Returns
    -------
    list of str
        One for all years that want the same units.

    Examples
    --------
    >>> for command in resume_commands([(2018, "pusat"), (2016, "pusat"), (2018, "kanreg-10")], ["--draft"]):
    ...     print(command)
    laporan build --years 2016 --units pusat --draft
    laporan build --years 2018 --units pusat,kanreg-10 --draft
    """
    units: dict[int, list[str]] = {}
    for year, unit in sorted(reports, key=lambda report: report[0]):
        units.setdefault(year, []).append(unit)
    years: dict[tuple[str, ...], list[int]] = {}
    for year, wanted in units.items():
        years.setdefault(tuple(wanted), []).append(year)
    return [
        shlex.join(["laporan", "build", "--years", ",".join(map(str, those)), "--units", ",".join(wanted), *options])
        for wanted, those in years.items()
    ]
