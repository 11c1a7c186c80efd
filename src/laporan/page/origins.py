"""The annex "Asal angka": where each number comes from, and the raw rows that the page carries with it.

Numbers of one cell stand together and share what they share: the cell, the beginning of their expression,
the sets of rows. Each raw file is packed into the page once, so that a reader offline can have the rows behind
any number as CSV. Where a row is a person the page carries counts of answers instead (see `data.disclosure`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from laporan.facts.fact_book import row_list, unpack_rows
from laporan.facts.kinds import KINDS
from laporan.facts.ledger import Fact
from laporan.page.carried_rows import pack
from laporan.page.origin_sets import Origin, Rows
from laporan.page.origin_words import HandStep, before_rounding, by_hand, other_side, what_it_is
from laporan.project.entries import FileEntry


@dataclass(frozen=True)
class OriginEntry:
    """A number in the annex.

    Parameters
    ----------
    id, text : str
        Of its fact, as printed.
    rest : str
        Its expression, without the beginning that the group's numbers share.
    exact : str
        The value before rounding, in words.
    what : str
        What it is, in words; '' where nothing but its expression tells it.
    steps : tuple of HandStep
        How one computes it by hand.
    rows : tuple of str
        Anchors of what it rests on: sets of rows, and entries of parameter files.
    check : str
        How it was checked from the other side; '' where it was not.
    """

    id: str
    text: str
    rest: str
    exact: str
    rows: tuple[str, ...]
    what: str = ""
    steps: tuple[HandStep, ...] = ()
    check: str = ""


@dataclass
class EntryList:
    """A parameter file, and every entry of it that a number rests on.

    Parameters
    ----------
    path : str
        The file, relative to the project.
    anchors : dict of FileEntry to str
        The id in the page of each entry.
    """

    path: str
    anchors: dict[FileEntry, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OriginGroup:
    """The numbers of one cell.

    Parameters
    ----------
    notebook, cell : str
        Where it is.
    start : str
        The beginning that the expressions of all its numbers share.
    entries : tuple of OriginEntry
        In reading order.
    """

    notebook: str
    cell: str
    start: str
    entries: tuple[OriginEntry, ...]


@dataclass(frozen=True)
class Register:
    """The whole annex.

    Parameters
    ----------
    chapters : dict of str to list of OriginGroup
        By id of the section.
    origins : list of Origin
        The raw files.
    entries : list of EntryList
        The parameter files.
    """

    chapters: dict[str, list[OriginGroup]]
    origins: list[Origin]
    entries: list[EntryList]


def register(facts: Iterable[Fact]) -> Register:
    """The annex of a report.

    Parameters
    ----------
    facts : iterable of dict
        The ledger's entries, in reading order.
    """
    facts = list(facts)
    origins, entries = find_origins(facts), find_entries(facts)
    chapters = {
        chapter: [_group(list(cell), origins, entries) for _key, cell in groupby(group, key=_cell)]
        for chapter, group in groupby(facts, key=lambda fact: str(fact["id"]).partition(".")[0])
    }
    for origin in origins.values():
        pack(origin)
    return Register(chapters, list(origins.values()), list(entries.values()))


def find_origins(facts: Iterable[Fact]) -> dict[str, Origin]:
    """Raw files by dataset, in the order in which the report first uses them, with the sets of rows used.

    Parameters
    ----------
    facts : iterable of dict
        The ledger's entries, in reading order.
    """
    origins: dict[str, Origin] = {}
    for fact in facts:
        for used in fact["datasets"]:
            origin = origins.setdefault(
                used["name"],
                Origin(
                    len(origins) + 1, used["name"], used["path"], used["sha256"], used["title"], KINDS[used["kind"]]
                ),
            )
            key = _set_key(used)
            if key not in origin.sets:
                anchor = f"r{origin.place}-{len(origin.sets) + 1}"
                origin.sets[key] = Rows(
                    anchor, used["rows_used"], _listed(used), used["rows_left_out"], used["personal"],
                    used["rows_at_home"] != "none",
                )  # fmt: skip
    return origins


def find_entries(facts: Iterable[Fact]) -> dict[str, EntryList]:
    """Parameter files by their path, in the order in which the report first uses them, with the entries used.

    Parameters
    ----------
    facts : iterable of dict
        The ledger's entries, in reading order.
    """
    files: dict[str, EntryList] = {}
    for entry in (FileEntry(**said) for fact in facts for said in fact["params"]):
        file = files.setdefault(entry.path, EntryList(entry.path))
        place = list(files).index(entry.path) + 1
        file.anchors.setdefault(entry, f"p{place}-{len(file.anchors) + 1}")
    return files


def _listed(used: dict[str, Any]) -> str | None:
    packed: str | None = used["rows_packed"]
    return used["rows"] if packed is None else row_list(unpack_rows(packed))


def _set_key(used: dict[str, Any]) -> tuple[str, int]:
    return used["rows_digest"], len(used["rows_left_out"])


def _cell(fact: Fact) -> tuple[str, str, str]:
    """Numbers of a table share the code that made it; other numbers of a cell share nothing but the cell."""
    start = fact["expression"].rpartition("[")[0] if fact["expression"].endswith("]") else ""
    return fact["notebook"], fact["cell"], start


def _group(facts: list[Fact], origins: dict[str, Origin], files: dict[str, EntryList]) -> OriginGroup:
    notebook, cell, start = _cell(facts[0])
    entries = (
        OriginEntry(
            fact["id"], fact["text"], fact["expression"].removeprefix(start), before_rounding(fact),
            (
                *(origins[used["name"]].sets[_set_key(used)].anchor for used in fact["datasets"]),
                *(files[said["path"]].anchors[FileEntry(**said)] for said in fact["params"]),
            ),
            what_it_is(fact), by_hand(fact), other_side(fact),
        )
        for fact in facts
    )  # fmt: skip
    return OriginGroup(notebook, cell, start, tuple(entries))
