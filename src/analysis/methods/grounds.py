"""What tables say of the targets and thresholds that they hold results against: official, or examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from laporan.facts.tables import Status
from laporan.project.models import EXAMPLE, Claim

__all__ = ["Named", "grounds", "heading", "verdict"]


class Named(Protocol):
    """A claim that has a name, such as a target."""

    @property
    def name(self) -> str: ...

    @property
    def official(self) -> bool: ...

    @property
    def source(self) -> str: ...


def verdict(status: Status, claim: Claim) -> Status:
    """The verdict, marked as an example where it rests on one."""
    return Status(status.kind, f"{status}{claim.mark}")


def heading(words: str, claims: Sequence[Claim]) -> str:
    """A column's heading, marked where every value below it is an example.

    Examples
    --------
    >>> heading("Target", [Claim()])
    'Target (contoh)'
    >>> heading("Batas (hari kerja)", [Claim()])
    'Batas (hari kerja, contoh)'
    """
    if any(claim.official for claim in claims) or not claims:
        return words
    return f"{words.removesuffix(')')}, {EXAMPLE})" if words.endswith(")") else f"{words} ({EXAMPLE})"


def grounds(what: str, claims: Sequence[Named]) -> str:
    """The sentences below a table that say which of its values are official, by which source, and which are not.

    Parameters
    ----------
    what : str
        What the values are, such as 'Target'.
    claims : sequence of Named
        The rows of the table.
    """
    official = [f"{claim.name} ({claim.source})" for claim in claims if claim.official]
    said = [f"{what} resmi: {'; '.join(official)}."] if official else []
    if len(official) < len(claims):
        said.append(f"{what} yang bertanda {EXAMPLE} bukan ketetapan resmi, jadi statusnya tidak menilai kinerja.")
    return " ".join(said)
