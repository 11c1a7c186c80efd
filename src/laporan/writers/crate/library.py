"""This library as it ran, so that it can be installed from the archive: its modules and a `pyproject.toml`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from laporan.core import paths
from laporan.core.places import files_below

NAME = "laporan-bkn"
EXTRA = re.compile(r"""\bextra\s*==\s*['"]""")
MADE_AGAIN = "__pycache__"


def library() -> Iterator[tuple[str, Path | bytes]]:
    """Its files by their names, below one folder that pip installs."""
    own = distribution(NAME)
    yield "pyproject.toml", _pyproject(own).encode()
    if licence := own.read_text("licenses/LICENSE"):
        yield "LICENSE", licence.encode()
    for name, file in files_below(paths.LIBRARY):
        if MADE_AGAIN not in file.parts:
            yield f"{paths.LIBRARY.name}/{name}", file


def licence_of_library() -> str:
    """Its licence by the SPDX identifier."""
    return distribution(NAME).metadata["License-Expression"]


def _pyproject(own: Distribution) -> str:
    """Written from what was installed: a project of somebody else has no `pyproject.toml` of this library.

    JSON's strings and lists of strings are TOML's, too.
    """
    needed = sorted(text for text in own.requires or () if not EXTRA.search(text))
    groups: dict[str, list[str]] = {}
    for entry in sorted(own.entry_points, key=lambda one: (one.group, one.name)):
        if entry.module.partition(".")[0] == paths.LIBRARY.name:  # the auditor is not in the archive
            groups.setdefault(entry.group, []).append(f"{entry.name} = {json.dumps(entry.value)}")
    scripts = groups.pop("console_scripts", [])
    tables = [("project.scripts", scripts), *((f'project.entry-points."{name}"', g) for name, g in groups.items())]
    lines = [
        "# Ditulis oleh laporan build --bundle: pustaka sebagaimana dijalankan. Pasang: pip install .",
        "[build-system]",
        'requires = ["hatchling>=1.27"]',
        'build-backend = "hatchling.build"',
        "",
        "[project]",
        f'name = "{NAME}"',
        f"version = {json.dumps(own.version)}",
        f"requires-python = {json.dumps(own.metadata['Requires-Python'])}",
        f"license = {json.dumps(licence_of_library())}",
        f"dependencies = {json.dumps(needed, indent=4)}",
        *(line for name, entries in tables for line in ("", f"[{name}]", *entries)),
        "",
        "[tool.hatch.build.targets.wheel]",
        f'packages = ["{paths.LIBRARY.name}"]',
    ]
    return "\n".join(lines) + "\n"
