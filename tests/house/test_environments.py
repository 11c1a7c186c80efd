"""pyproject.toml, requirements.lock and environment.yml name the same packages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = YAML(typ="safe").load(ROOT / "environment.yml")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# What every environment holds; an extra that is left out here is for one's own choice.
EXTRAS = ("bkn", "audit", "dask", "duckdb", "sql", "dev")
DEPENDENCIES = [
    *PROJECT["dependencies"],
    *(each for extra in EXTRAS for each in PROJECT["optional-dependencies"][extra]),
]

# conda-forge's name where it differs from the one in pyproject.toml.
CONDA_NAMES = {"playwright": "playwright-python", "typst": "typst-py"}
NOT_ON_CONDA_FORGE = {"axe-playwright-python", "openxml-audit", "pdfua"}
CONDA_PYTHON = "3.13"


def conda_packages() -> dict[str, str]:
    pairs = [line.split("==") for line in ENVIRONMENT["dependencies"] if isinstance(line, str) and "==" in line]
    return dict(pairs)


def pip_packages() -> list[str]:
    return next(each["pip"] for each in ENVIRONMENT["dependencies"] if isinstance(each, dict))


def locked() -> list[tuple[Requirement, str]]:
    """Each requirement of the lock, with the lines that belong to it."""
    blocks = re.split(r"^(?=\S)", re.sub(r"^ *#.*\n", "", LOCK, flags=re.MULTILINE), flags=re.MULTILINE)
    return [(Requirement(block.partition("\\")[0].strip()), block) for block in blocks if block.strip()]


def locked_for_conda(name: str) -> str:
    """The version that the lock has on the Python of environment.yml."""
    python = {"python_version": CONDA_PYTHON, "python_full_version": f"{CONDA_PYTHON}.0"}
    (version,) = {
        next(iter(one.specifier)).version
        for one, _ in locked()
        if canonicalize_name(one.name) == canonicalize_name(name) and (not one.marker or one.marker.evaluate(python))
    }
    return version


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_conda_environment_has_the_version_of_the_lock(dependency: str) -> None:
    name = Requirement(dependency).name
    version = locked_for_conda(name)
    if name in NOT_ON_CONDA_FORGE:
        assert f"{name}=={version}" in pip_packages(), "make lock"
    else:
        assert conda_packages().get(CONDA_NAMES.get(name, name)) == version, "make lock"


def test_conda_environment_asks_for_nothing_else() -> None:
    wanted = {CONDA_NAMES.get(name, name) for name in (Requirement(each).name for each in DEPENDENCIES)}
    assert set(conda_packages()) == wanted - NOT_ON_CONDA_FORGE
    assert [line for line in ENVIRONMENT["dependencies"] if isinstance(line, str) and "==" not in line] == [
        f"python={CONDA_PYTHON}"
    ]
    assert SpecifierSet(PROJECT["requires-python"]).contains(CONDA_PYTHON)
    assert "-e ." in pip_packages()


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_lock_satisfies(dependency: str) -> None:
    wanted = Requirement(dependency)
    versions = [
        next(iter(requirement.specifier)).version
        for requirement, _ in locked()
        if canonicalize_name(requirement.name) == canonicalize_name(wanted.name)
    ]
    assert versions, f"{wanted.name} is not in requirements.lock: make lock"
    assert all(wanted.specifier.contains(version, prereleases=True) for version in versions), versions


def test_every_locked_package_is_one_version_with_hashes_and_no_address() -> None:
    assert len(locked()) > len(DEPENDENCIES)
    for requirement, block in locked():
        assert [each.operator for each in requirement.specifier] == ["=="], requirement
        assert requirement.url is None, requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), f"{requirement} has no hash"
    assert "://" not in LOCK
    assert not re.search(r"^--", LOCK, flags=re.MULTILINE), "the lock names an index"
