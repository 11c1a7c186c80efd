"""Write environment.yml: what pyproject.toml names, through conda, in the versions of the lock. Run by `make lock`."""

from __future__ import annotations

from locked import EXTRAS, ROOT, named, read_lock
from packaging.markers import Marker
from packaging.utils import canonicalize_name

PYTHON = "3.13"  # one of the two that the tests run on; the lock's versions differ by it
# conda-forge's name where it differs from the one in pyproject.toml.
CONDA_NAMES = {"playwright": "playwright-python", "typst": "typst-py"}
NOT_ON_CONDA_FORGE = {"axe-playwright-python", "openxml-audit", "pdfua"}
HEADING = """\
# The environment through conda, on Linux, macOS and Windows, in place of `make set-up` (or `python tools/set_up.py`):
#
#     conda env create -f environment.yml
#     conda activate laporan-bkn
#     laporan build 2017
#
# Written by `make lock`: what pyproject.toml names, each in the version of requirements.lock (tests/house holds it).
# What those need in turn conda chooses, and its builds are conda-forge's, without our hashes; we have not built it.
# Published results come from `make`, which installs the lock itself, also into conda's Python (README).
"""


def main() -> None:
    """Write the file."""
    (ROOT / "environment.yml").write_text(environment(), encoding="utf-8")


def environment() -> str:
    """The file's text."""
    versions = locked_versions()
    names = [requirement.name for extra in (None, *EXTRAS) for requirement in named(extra)]
    through_conda = [name for name in names if name not in NOT_ON_CONDA_FORGE]
    lines = [
        "name: laporan-bkn",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        f"  - python={PYTHON}",
        *(f"  - {CONDA_NAMES.get(name, name)}=={versions[canonicalize_name(name)]}" for name in through_conda),
        "  - pip: # what conda-forge lacks, and the project itself",
        *(f"      - {name}=={versions[canonicalize_name(name)]}" for name in sorted(NOT_ON_CONDA_FORGE)),
        "      - -e .",
    ]
    return HEADING + "\n".join(lines) + "\n"


def locked_versions() -> dict[str, str]:
    """By name, the version that the lock has for this file's Python."""
    python = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}
    return {
        package.name: package.version
        for package in read_lock(ROOT / "requirements.lock")
        if not package.marker or Marker(package.marker).evaluate(python)
    }


if __name__ == "__main__":
    main()
