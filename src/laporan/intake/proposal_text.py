"""A proposed map as a file for the analyst to confirm, and its preview without what tells of persons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from laporan.core.errors import ParameterError
from laporan.core.paths import relative
from laporan.data.identifiers import identifiers
from laporan.intake.cells import shown
from laporan.intake.map_file import OPEN, maps_folder
from laporan.intake.proposal import Proposal, ProposedColumn

HIDDEN = "•••"
LONGEST_SHOWN = 24
LONG = 60  # letters of free words, in which a machine finds no names


def preview(proposal: Proposal) -> tuple[list[str], list[list[str]]]:
    """Heads and three rows; what tells of persons, and long words, are hidden.

    Parameters
    ----------
    proposal : Proposal
        Of a source.
    """
    places = [place for place, title in enumerate(proposal.titles) if title]
    rows = [
        [_shown(proposal, place, shown(row[place]) if place < len(row) else "") for place in places]
        for row in proposal.rows
    ]
    return [proposal.titles[place] for place in places], rows


def _shown(proposal: Proposal, place: int, text: str) -> str:
    hidden = proposal.titles[place] in (*proposal.personal, *proposal.free)
    if text and (hidden or len(text) > LONG or any(identifiers(text))):
        return HIDDEN
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def write_proposal(proposal: Proposal, source: str) -> Path:
    """The map as `params/import/usulan-<dataset>.yml`.

    Parameters
    ----------
    proposal : Proposal
        Of a source.
    source : str
        Its name, for the first line.

    Raises
    ------
    ParameterError
        Where there is one already.
    """
    path = maps_folder() / f"usulan-{proposal.dataset}.yml"
    if path.exists():
        raise ParameterError(f"{relative(path)}: sudah ada. Ganti namanya, atau hapus, lalu ulangi")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(map_lines(proposal, source)) + "\n", encoding="utf-8")
    return path


def map_lines(proposal: Proposal, source: str) -> Iterator[str]:
    """The lines of the map.

    Parameters
    ----------
    proposal : Proposal
        Of a source.
    source : str
        Its name.

    Yields
    ------
    str
        A line of YAML.
    """
    yield f"# Usulan peta untuk {source}. Periksa setiap baris; isi yang tertulis {OPEN}, selama itu peta ini ditolak."
    yield "# Kunci dan artinya: docs/impor.md."
    yield f"to: {proposal.dataset}"
    yield f"about: {_quoted(OPEN)} # apa sumber ini, untuk lampiran laporan"
    if proposal.shape:
        yield f"source: {{{', '.join(f'{key}: {_quoted(value)}' for key, value in proposal.shape.items())}}}"
    if proposal.empty:
        yield f"empty: [{', '.join(map(_quoted, proposal.empty))}]"
    yield f"personal: [{', '.join(map(_quoted, proposal.personal))}] # dibuang sebelum apa pun ditulis"
    yield "columns:"
    for column in proposal.columns:
        yield from _column_lines(column)
    used = {column.title for column in proposal.columns}
    left = [title for title in proposal.titles if title and title not in used and title not in proposal.personal]
    if left:
        yield f"# Tidak dipakai: {'; '.join(left)}"


def _column_lines(column: ProposedColumn) -> Iterator[str]:
    note = "; ".join(filter(None, [f"menurut {column.why}" if column.why else "", column.note]))
    comment = f" # {note}" if note else ""
    if not column.rule:
        yield f"  {column.header}: {_quoted(column.title or OPEN)}{comment}"
        return
    yield f"  {column.header}:{comment}"
    if column.title:
        yield f"    column: {_quoted(column.title)}"
    for key, value in column.rule.items():
        if isinstance(value, dict):
            yield f"    {key}:"
            yield from (f"      {_quoted(word)}: {_quoted(meant)}" for word, meant in value.items())
        else:
            yield f"    {key}: {_quoted(value)}"


def _quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
