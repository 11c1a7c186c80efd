"""The codebook of a year in Indonesian, for offices and for whoever gets an export: columns and their rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from laporan.data.catalogue import contract_for, contracts
from laporan.data.contracts import Column, Contract

HEAD = """# Buku kode {year}

Kolom setiap berkas data tahun {year}, menurut kontrak data tahun itu. Yang bergantung pada peraturan survei mengikuti
peraturan yang tertulis di params/{year}.yml.
"""


def dictionary(year: int, columns: Mapping[str, Sequence[Column]] | None = None) -> str:
    """The codebook as Markdown.

    Parameters
    ----------
    year : int
        Contracts follow the rules of their year.
    columns : mapping of str to sequence of Column, optional
        The only datasets, and the only columns of each; by default all that the year has.

    Raises
    ------
    MissingDataError
        For a dataset that no subject declares, or that the year has not.
    """
    if columns is None:
        wanted = [(one, one.columns) for one in sorted(contracts(year), key=lambda one: one.name)]
    else:
        wanted = [(contract_for(name, year), tuple(only)) for name, only in columns.items()]
    return "\n".join([HEAD.format(year=year), *(_section(contract, only) for contract, only in wanted)])


def _section(contract: Contract, columns: Sequence[Column]) -> str:
    key = " + ".join(f"`{contract.column(name).header}`" for name in contract.key)
    rows = [f"| `{one.header}` | {_cell(one.rule)} | {_leaves(one, contract)} |" for one in columns]
    headers = {one.header for one in columns}
    rules = [
        f"- `{contract.column(check.column).header}`: {word} bila {check.rule}"
        for checks, word in ((contract.checks, "salah"), (contract.soft_checks, "perlu catatan"))
        for check in checks
        if contract.column(check.column).header in headers
    ]
    told = [f"## {contract.name}", "", f"{contract.title}.{f' Satu baris setiap {key}.' if key else ''}", ""]
    if rule := contract.rows_at_home:
        words = " atau ".join(f"“{word}”" for word in rule.words)
        header = contract.column(rule.column).header
        told += [f"Baris dengan `{header}` {words} tidak keluar dari kantor: {rule.why}.", ""]
    table = ["| kolom | isi | keluar dari kantor |", "|---|---|---|", *rows, ""]
    return "\n".join([*told, *table, *([*rules, ""] if rules else [])])


def _leaves(column: Column, contract: Contract) -> str:
    if contract.personal:  # a row is a person
        return "hanya banyaknya"
    return "tidak (data pribadi)" if column.personal else "tidak (kata bebas)" if column.stays_home else "ya"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
