"""Prints what `laporan trace` finds, for a person or a program."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from laporan.core.formatting import number
from laporan.data.disclosure import Answers, hidden
from laporan.facts.kinds import KINDS
from laporan.facts.ledger import Fact
from laporan.page.origin_words import by_hand, other_side, what_it_is
from laporan.project.outline import ReportPlan
from laporan.provenance.trace import DatasetTrace, EntryTrace, Trace, find_facts, read_ledger, trace

LONGEST_CELL = 40


def run_trace(plan: ReportPlan, query: str, rows: int, every: bool, as_json: bool, out: Console) -> bool:
    """Print the chain of the number that a query means.

    Parameters
    ----------
    plan : ReportPlan
        A built report.
    query : str
        An id, a printed number, or the beginning of an id.
    rows : int
        How many rows of each dataset are shown.
    every : bool
        Whether several facts are all traced; otherwise they are only listed.
    as_json : bool
        Whether it is printed as JSON.
    out : Console
        Where it is printed.

    Returns
    -------
    bool
        Whether every number traced holds; True for a list.

    Raises
    ------
    ReportError
        For a report that was not built, a query that finds nothing, or a chapter that fails.
    """
    found = find_facts(read_ledger(plan), query)
    if len(found) > 1 and not every:
        _list(found, as_json, out)
        return True
    traces = trace(plan, found, rows)
    if as_json:
        out.print_json(json.dumps([_as_json(chain) for chain in traces]))
    else:
        for chain in traces:
            show(chain, out)
    return all(chain.holds for chain in traces)


def _list(found: list[Fact], as_json: bool, out: Console) -> None:
    if as_json:
        out.print_json(json.dumps({"matches": [{key: fact[key] for key in ("id", "text", "unit")} for fact in found]}))
        return
    for fact in found:
        out.print(f"[bold]{escape(fact['text'])}[/] {escape(_unit(fact))}  {escape(fact['id'])}", soft_wrap=True)
    out.print(f"{len(found)} angka cocok. Sebut id-nya, atau telusuri semuanya dengan --all")


def show(chain: Trace, out: Console) -> None:
    """Print the chain of one number: its sentence, its code, what it rests on, and what came of computing it again."""
    fact = chain.fact
    out.rule(f"[bold]{escape(fact['text'])}[/] {escape(_unit(fact))}", align="left")
    base = fact["of"] and f"{number(fact['of']['value'])} {fact['of']['unit']}".strip()
    lines = {
        "Kalimat": chain.sentence,
        "Id": fact["id"],
        "Apa": what_it_is(fact),
        "Cara menghitung": " ".join(f"{step.words} {step.text}" for step in by_hand(fact)),
        "Sisi lain": other_side(fact),
        "Ekspresi": fact["expression"],
        "Buku catatan": f"{fact['notebook']}, sel {fact['cell']}",
        "Sebelum dibulatkan": fact["exact"].replace(".", ",") + (f", dari {base}" if base else ""),
    }
    for name, text in lines.items():
        if text:
            out.print(f"[dim]{name:<19}[/]{escape(text)}", soft_wrap=True)
    for dataset in chain.datasets:
        show_dataset(dataset, out)
    for entry in chain.entries:
        _show_entry(entry, out)
    _show_verdict(chain, out)


def show_dataset(dataset: DatasetTrace, out: Console) -> None:
    """Print a dataset: its file, and the rows; where they are persons, their answers counted."""
    state = "[green]sama[/]" if dataset.unchanged else "[red]berkasnya sudah berubah sejak laporan dibangun[/]"
    out.print(
        f"[dim]{'Data':<19}[/]{escape(dataset.path)} ({KINDS[dataset.kind]}), sha256 {dataset.sha256[:12]}: {state}; "
        f"{number(dataset.rows_used)} baris dipakai",
        soft_wrap=True,
    )
    if dataset.handed_over:
        out.print(f"{'':<19}{escape(dataset.handed_over)}", soft_wrap=True)
    for left in dataset.rows_left_out:
        which = "baris yang tidak ikut keluar" if left["row"] is None else f"baris {left['row']}"
        out.print(f"{'':<19}{which} disisihkan: {escape(left['why'])}", soft_wrap=True)
    if dataset.answers is not None:
        _show_answers(dataset.answers, out)
    if dataset.rows is not None:
        _show_rows(dataset.rows, out)
    if dataset.at_home:
        out.print(dataset.at_home, style="dim", soft_wrap=True)
    more = dataset.rows_used - len(dataset.rows) if dataset.rows is not None else 0
    if more > 0:
        out.print(f"… dan {number(more)} baris lain (--rows menampilkan lebih banyak)", style="dim")


def _show_rows(rows: pd.DataFrame, out: Console) -> None:
    table = Table("baris", *map(escape, map(str, rows.columns)), box=None, header_style="dim")
    for row, cells in zip(rows.index, rows.itertuples(index=False), strict=True):
        table.add_row(str(row), *(escape(_short(str(cell))) for cell in cells))
    out.print(table)


def _show_entry(one: EntryTrace, out: Console) -> None:
    said = f": {one.entry.value}" if one.entry.value else ""
    now = f"sekarang {one.now}" if one.now else "berkasnya sudah berubah sejak laporan dibangun"
    state = "[green]sama[/]" if one.unchanged else f"[red]{escape(now)}[/]"
    out.print(f"[dim]{'Params':<19}[/]{escape(one.entry.words + said)} ({state})", soft_wrap=True)


def _show_answers(answers: Answers, out: Console) -> None:
    """Rows that are persons are not shown, not even here: what is printed on a terminal is copied from it."""
    out.print(f"Barisnya orang, jadi tidak diperlihatkan. Jawaban {number(answers.persons)} orang di berkas itu:")
    table = Table("kolom", "nilai", "banyak", box=None, header_style="dim")
    for one in answers.counts:
        table.add_row(escape(one.column), escape(one.value), number(one.count))
    out.print(table)
    if words := hidden(answers).strip():
        out.print(words, style="dim", soft_wrap=True)


def _show_verdict(chain: Trace, out: Console) -> None:
    how = _how_computed(chain)
    if chain.again is None:
        out.print(f"[red]✗[/] {how}: angka itu tidak ada lagi di babnya", soft_wrap=True)
    elif chain.same:
        out.print(f"[green]✓[/] {how}: {escape(chain.again['exact'])}, sama", soft_wrap=True)
    else:
        now = f"{chain.again['text']} ({chain.again['exact']})"
        out.print(f"[red]✗[/] {how}: {escape(now)}, berbeda dari yang tercetak", soft_wrap=True)


def _how_computed(chain: Trace) -> str:
    """What the chapter, run again, took the number from."""
    if not chain.entries:
        return (
            "dihitung ulang dari berkas mentah" if chain.datasets else "dihitung ulang oleh babnya, tanpa berkas asal"
        )
    if chain.datasets:
        return "dihitung ulang dari berkas mentah dan params"
    values = {one.entry.value for one in chain.entries}
    return "dibaca ulang dari params" if chain.fact["exact"] in values else "dihitung ulang dari params"


def _unit(fact: Fact) -> str:
    return "" if fact["unit"] == "%" else str(fact["unit"])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _as_json(chain: Trace) -> dict[str, Any]:
    datasets = [
        {
            "name": dataset.name, "path": dataset.path, "sha256": dataset.sha256, "kind": dataset.kind,
            "unchanged": dataset.unchanged, "rows_used": dataset.rows_used, "rows_left_out": dataset.rows_left_out,
            "rows": dataset.rows if dataset.rows is None else dataset.rows.reset_index(names="row").to_dict("records"),
            "answers": dataset.answers and asdict(dataset.answers), "at_home": dataset.at_home,
        }
        for dataset in chain.datasets
    ]  # fmt: skip
    again = chain.again and {key: chain.again[key] for key in ("text", "exact", "value", "unit")}
    fact = {key: value for key, value in chain.fact.items() if key not in ("datasets", "params")}
    return {
        "fact": fact,
        "sentence": chain.sentence,
        "datasets": datasets,
        "params": [asdict(one.entry) | {"unchanged": one.unchanged, "now": one.now} for one in chain.entries],
        "again": again,
        "same": chain.same,
        "holds": chain.holds,
    }
