"""Build a release from what is committed into dist/, the same bytes from the same commit. Run by `make release`.

    wheel and sdist        the library and the auditor, by the locked hatchling, without a network
    *.cdx.json             docs/sbom.json: what it is made of, and under which licences (CycloneDX)
    *.md                   what CHANGELOG.md says of this version
    SHA256SUMS             of all of them: `sha256sum --check SHA256SUMS`

It ends, and leaves dist/ alone, where something is not committed or CHANGELOG.md has no dated section of the version.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from locked import PROJECT, ROOT

NAME, VERSION = PROJECT["name"].replace("-", "_"), PROJECT["version"]
SUMS = "SHA256SUMS"


class ReleaseError(Exception):
    """Why there can be no release yet, with the remedy."""


def main() -> None:
    """Build into dist/, whole or not at all."""
    try:
        require_committed()
        notes = notes_of(VERSION, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))
            add_papers(Path(folder), notes)
            shutil.rmtree(ROOT / "dist", ignore_errors=True)
            shutil.copytree(folder, ROOT / "dist")
    except ReleaseError as error:
        sys.exit(f"No release: {error}")
    for path in sorted((ROOT / "dist").iterdir()):
        print(f"dist/{path.name}")


def require_committed() -> None:
    """What is built is what a tag can name."""
    if changed := git("status", "--porcelain"):
        raise ReleaseError(f"not everything is committed:\n{changed}")


def notes_of(version: str, changelog: str) -> str:
    """What the changelog says of a version, without its heading.

    Raises
    ------
    ReleaseError
        Where it has no section of that version with a date.
    """
    headings = list(re.finditer(r"^## \[([^\]]+)\](.*)$", changelog, re.MULTILINE))
    for found, after in zip(headings, [*headings[1:], None], strict=True):
        if found[1] == version and re.search(r"\d{4}-\d{2}-\d{2}", found[2]):
            return changelog[found.end() : after.start() if after else None].strip() + "\n"
    raise ReleaseError(f"CHANGELOG.md has no section “## [{version}] — <date>”. Give *Unreleased* its version and date")


def build(folder: Path, source: Path = ROOT) -> None:
    """Wheel and sdist of a source tree, dated by the commit: times of files would be other in each checkout.

    Raises
    ------
    ReleaseError
        Where hatchling fails, with what it says.
    """
    moment = os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct")
    command, dated = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)], {"SOURCE_DATE_EPOCH": moment}
    done = subprocess.run(command, cwd=source, env=os.environ | dated, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ReleaseError(f"hatchling: {done.stdout}{done.stderr}")


def add_papers(folder: Path, notes: str) -> None:
    """What stands beside wheel and sdist, and the checksums of all."""
    shutil.copyfile(ROOT / "docs" / "sbom.json", folder / f"{NAME}-{VERSION}.cdx.json")
    (folder / f"{NAME}-{VERSION}.md").write_text(notes, encoding="utf-8")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def git(*words: str) -> str:
    """What git prints."""
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
