"""The codebook: every dataset and column as the contracts declare them, as Markdown.

python -m laporan.data.codebook 2017 > docs/codebook.md
"""

from __future__ import annotations

import sys

from laporan.core import paths
from laporan.data.catalogue import contracts
from laporan.data.contracts import Contract

HEAD = """# Codebook

Every file under `data/raw/<year>/`: its columns as they are written, what they are called in code, and what
is checked. Made from the contracts in `{content}`. Columns that depend on the year are those of {year}.
"""


def codebook(year: int) -> str:
    """All contracts as they are in a year, by name."""
    head = HEAD.format(content=paths.layout().content, year=year)
    return "\n".join([head, *map(_section, sorted(contracts(year), key=lambda contract: contract.name))])


def _section(contract: Contract) -> str:
    rows = [f"| `{column.header}` | `{column.name}` | {_cell(column.rule)} |" for column in contract.columns]
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
        "",
        "| column | in code | rule |",
        "|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join([*lines, *checks, ""] if checks else lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(codebook(int(sys.argv[1])))
