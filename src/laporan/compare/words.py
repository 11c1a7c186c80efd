"""Changes in words, the same for the terminal, the page and JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from laporan.compare import Comparison, FactChange, TableChange
from laporan.core.formatting import number, percent
from laporan.facts.quantity import SHARE

DIRECTIONS = {"better": "membaik", "worse": "memburuk", "": ""}
OBSTACLES = {
    "unit": "satuan berbeda",
    "method": "metode berganti",
    "subject": "hal lain",
    "unnamed": "tanpa nama",
    "": "",
}
KINDS = {"changed": "berubah", "appeared": "muncul", "vanished": "hilang"}


def size(change: FactChange) -> str:
    """The absolute change: '+12', '−3,25', for shares '+2,1 poin persen'.

    Returns
    -------
    str
        Where the sides are not held against each other, why; '' where a side is missing.
    """
    if change.absolute is None:
        return OBSTACLES[change.obstacle]
    if change.fact["unit"] == SHARE:
        return f"{_signed(number(change.absolute * 100, 1))} poin persen"
    whole = all(fact["exact"].lstrip("-").isdigit() for fact in (change.before, change.after) if fact)
    return _signed(number(change.absolute, 0 if whole else 2))


def verdict(change: FactChange) -> str:
    """Which way it went; '' also where the change is too small to be printed, so that nobody could see which."""
    return DIRECTIONS[change.direction] if set(size(change)) & set("123456789") else ""


def relative(change: FactChange) -> str:
    """The relative change: '+12,5%'; '' where there is none."""
    return "" if change.relative is None else _signed(percent(change.relative, 1))


def of_what(change: FactChange) -> str:
    """Of what a number is, where a ranking or a loop chose it: 'Loket F', 'Loket F → Loket E' where that changed."""
    return " → ".join(dict.fromkeys(filter(None, change.about)))


def named(change: FactChange) -> str:
    """The fact's id, and of what it is where it says so."""
    return f"{change.id} ({of_what(change)})" if of_what(change) else change.id


def methods(comparison: Comparison) -> dict[tuple[str, str], int]:
    """The rules that changed from the older report to the newer, each pair with how many numbers it made."""
    return dict(Counter(change.rules for change in comparison.changes if change.obstacle == "method"))


def _signed(text: str) -> str:
    return text if text.startswith("−") or not text.strip("0,%") else f"+{text}"


def printed(fact: dict[str, Any] | None) -> str:
    """A fact's number as its report prints it, with its unit; a dash for None."""
    if fact is None:
        return "–"
    unit = "" if fact["unit"] in (SHARE, "") else f" {fact['unit']}"
    return f"{fact['text']}{unit}"


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Everything that differs, as plain data for programs."""
    return {
        "before": comparison.before.name,
        "after": comparison.after.name,
        "threshold": comparison.parameters.threshold,
        "facts": [_change_json(change) for change in comparison.changes],
        "tables": [_table_json(table) for table in comparison.tables],
        "figures": [{"label": pair.label, "same": pair.same} for pair in comparison.figures],
    }


def _change_json(change: FactChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "kind": change.kind,
        "unit": change.fact["unit"],
        "obstacle": change.obstacle,
        "rules": list(change.rules),
        "about": list(change.about),
        "before": change.before and {key: change.before[key] for key in ("text", "exact", "value")},
        "after": change.after and {key: change.after[key] for key in ("text", "exact", "value")},
        "absolute": None if change.absolute is None else float(change.absolute),
        "relative": None if change.relative is None else float(change.relative),
        "direction": change.direction,
        "called_out": change.called_out,
        "note": change.note,
    }


def _table_json(table: TableChange) -> dict[str, Any]:
    return {"label": table.label, "caption": table.caption, "cells": [cell.__dict__ for cell in table.cells]}
