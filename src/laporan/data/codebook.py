"""The codebook: every dataset and column as the contracts declare them, and how data was made up, as Markdown.

python -m laporan.data.codebook 2017 > docs/codebook.md
"""

from __future__ import annotations

import inspect
import sys

from laporan.core import paths
from laporan.data.catalogue import contracts
from laporan.data.contracts import Column, Contract
from laporan.data.disclosure import FEWEST, is_countable
from laporan.data.package import resources
from laporan.project.subjects import Registered, subjects

HEAD = """# Codebook

Every file under `data/raw/<year>/`: its columns as they are written, what they are called in code, and what
is checked, and whether its cells leave with a report (open data, the page's rows, `laporan trace`): words and codes
that are no choice from a list leave only where their contract calls them `public`. Made from the contracts in
`{content}`. Columns that depend on the year are those of {year}.
"""
MADE_UP = """## Data that is made up

Until an office hands over its own file, its data is made up by the subject's `sample.py` (`laporan sample`), the same
for the same seed, and called `synthetic` in `datapackage.json`. How, in the generators' own words; and which published
figures a file was made to meet (codes in the dataset that transcribes the publication): those it can't confirm.
"""


def codebook(year: int) -> str:
    """All contracts as they are in a year, by name; then, subject by subject, how data was made up."""
    head = HEAD.format(content=paths.layout().content, year=year)
    sections = map(_section, sorted(contracts(year), key=lambda contract: contract.name))
    return "\n".join([head, *sections, MADE_UP, *filter(None, map(_made_up, subjects())), _calibrations(year)])


def _made_up(subject: Registered) -> str:
    generator = subject.load("sample")
    said = inspect.getdoc(generator) if generator else None
    return f"### {subject.name}\n\n{said}\n" if said else ""


def _calibrations(year: int) -> str:
    """The files of a year and of the one before, to which a publication looks back, that were made to meet figures."""
    rows = [
        f"| `{paths.relative(entry.path)}` | {', '.join(f'`{code}`' for code in entry.calibrated_to)} |"
        for known in (year - 1, year)
        for entry in resources(known)
        if entry.calibrated_to
    ]
    return "\n".join(["### Made to meet published figures", "", "| file | figures |", "|---|---|", *rows, ""])


def _section(contract: Contract) -> str:
    rows = [
        f"| `{column.header}` | `{column.name}` | {_cell(column.rule)} | {_leaves(column, contract)} |"
        for column in contract.columns
    ]
    checks = [f"- `{contract.column(check.column).header}`: fault “{check.rule}”" for check in contract.checks]
    checks += [f"- `{contract.column(c.column).header}`: wants a note “{c.rule}”" for c in contract.soft_checks]
    key = (
        [f"One row a {' + '.join(f'`{contract.column(name).header}`' for name in contract.key)}."]
        if contract.key
        else []
    )
    lines = [
        f"## {contract.name}",
        "",
        contract.title + ".",
        *key,
        *_rows_at_home(contract),
        "",
        "| column | in code | rule | leaves |",
        "|---|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join([*lines, *checks, ""] if checks else lines)


def _rows_at_home(contract: Contract) -> list[str]:
    if (rule := contract.rows_at_home) is None:
        return []
    words = " or ".join(f"“{value}”" for value in rule.words)
    which = f"`{contract.column(rule.column).header}` is {words}"
    said = (
        f"Rows whose {which} leave in no form, whatever the columns below say: neither their cells, nor which of them "
        f"a number rests on, nor a count of fewer than {FEWEST} of them. The others are numbered as if these were not "
        "there."
    )
    return [said]


def _leaves(column: Column, contract: Contract) -> str:
    """Whether the cells of a column leave with a report."""
    if column.personal:
        return "never: personal, dropped at reading"
    if contract.personal:
        return "no: rows are persons" + (", counted" if is_countable(column) else "")
    return "no: not declared public" if column.stays_home else "yes"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(codebook(int(sys.argv[1])))
