"""requirements.lock and pyproject.toml as data: which package, where, for what, and because of which other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What every environment holds; an extra that is not named here is for one's own choice.
EXTRAS = ("bkn", "audit", "dask", "duckdb", "sql", "dev")


@dataclass(frozen=True)
class Package:
    """One entry of a lock.

    Parameters
    ----------
    name : str
        As the registry spells it, canonical.
    version : str
    marker : str
        On which systems and Pythons, as PEP 508 says it; '' for all.
    parents : tuple of str
        Names of the packages that ask for it; the project's own is left out.
    """

    name: str
    version: str
    marker: str
    parents: tuple[str, ...]

    @property
    def ref(self) -> str:
        return f"{self.name}=={self.version}"


def read_lock(path: Path) -> list[Package]:
    """Every entry of a lock that uv wrote, in its order."""
    blocks = re.split(r"^(?=[a-z0-9])", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    packages = []
    for block in filter(str.strip, blocks):
        requirement = Requirement(block.partition("\\")[0].partition("\n")[0].strip())
        (pinned,) = requirement.specifier
        parents = re.findall(r"^ +# +(?:via )?([a-z0-9][\w.-]*)$", block.replace("# via\n", ""), flags=re.MULTILINE)
        marker = str(requirement.marker or "")
        packages.append(Package(canonicalize_name(requirement.name), pinned.version, marker, tuple(parents)))
    return packages


def named(extra: str | None) -> list[Requirement]:
    """What pyproject.toml names: for the library itself, or for an extra."""
    lines = PROJECT["dependencies"] if extra is None else PROJECT["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def needed_for(packages: Collection[Package]) -> dict[str, str]:
    """What each package is there for: 'report', or the first extra that asks for it, itself or through others."""
    uses: dict[str, str] = {}
    for extra in (None, *EXTRAS):
        reached = {canonicalize_name(requirement.name) for requirement in named(extra)}
        while more := {one.name for one in packages if reached.intersection(one.parents)} - reached:
            reached |= more
        for name in sorted(reached):
            uses.setdefault(name, extra or "report")
    return uses
