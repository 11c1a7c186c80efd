"""What a kept thing was made from, part by part, so that a change can be named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from laporan.cache.digest import content_hash


@dataclass(frozen=True)
class Fingerprint:
    """The hash, or the version, of everything that something follows from.

    Parameters
    ----------
    parts : mapping of str to str
        By what a person calls it ('notebooks/pkt.ipynb', 'pandas'), in Indonesian where it is no name.

    Examples
    --------
    >>> before, now = Fingerprint({"pandas": "3.0.1"}), Fingerprint({"pandas": "3.0.2"})
    >>> now.changes_since(before)
    ['pandas']
    """

    parts: Mapping[str, str]

    @property
    def digest(self) -> str:
        """All of it as one hash."""
        return content_hash(dict(self.parts))

    def changes_since(self, before: Fingerprint) -> list[str]:
        """The names of the parts that are new, gone or different, those of this fingerprint first."""
        names = [*self.parts, *(name for name in before.parts if name not in self.parts)]
        return [name for name in names if self.parts.get(name) != before.parts.get(name)]

    def __or__(self, more: Mapping[str, str]) -> Fingerprint:
        """With more parts."""
        return Fingerprint({**self.parts, **more})
