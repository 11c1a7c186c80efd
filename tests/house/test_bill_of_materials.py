"""docs/sbom.json and docs/licences.md tell what the locks install and what we ship, under licences that we accept."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "sbom.json").read_text(encoding="utf-8")
COMPONENTS = json.loads(TEXT)["components"]
PACKAGES = [each for each in COMPONENTS if each["type"] == "library"]
LIST = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
OF_OTHERS = {".ttf", ".otf", ".woff", ".woff2"}


@pytest.fixture(scope="module")
def tools() -> Iterator[SimpleNamespace]:
    """The tools that write both files, as modules."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        names = ("bill_of_materials", "licences", "locked")
        yield SimpleNamespace(**{name: importlib.import_module(name) for name in names})


def licence_of(component: dict[str, Any]) -> str:
    (told,) = component["licenses"]
    return told.get("expression") or told["license"]["id"]


def test_it_is_cyclonedx() -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(TEXT) is None


def test_it_lists_what_the_locks_install_and_nothing_else() -> None:
    locks = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-uv.lock")]
    locked = [found for lock in locks for found in re.findall(r"^([a-z0-9][\w.-]*)==(\S+)", lock, re.MULTILINE)]
    told = [(each["name"], each["version"]) for each in PACKAGES]
    assert len(locked) > 150
    assert sorted(told) == sorted(locked), "make sbom"
    for name, version in locked:
        assert f"| {name} | {version} |" in LIST, "make sbom"


def test_it_tells_no_moment_no_chance_and_no_registry() -> None:
    told = json.loads(TEXT)
    assert not {"serialNumber", "timestamp"} & {*told, *told["metadata"]}
    assert re.findall(r"https?://[^\"]+", TEXT) == ["http://cyclonedx.org/schema/bom-1.6.schema.json"]


def test_who_needs_whom_leads_from_the_suite_to_every_package() -> None:
    told = json.loads(TEXT)
    needs = {each["ref"]: each.get("dependsOn", []) for each in told["dependencies"]}
    reached = {told["metadata"]["component"]["bom-ref"]}
    while more := {ref for each in reached for ref in needs[each]} - reached:
        reached |= more
    apart = {each["bom-ref"] for each in PACKAGES} - reached
    assert {ref.partition("==")[0] for ref in apart} == {"uv"}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component["bom-ref"])
def test_every_licence_is_accepted(component: dict[str, Any], tools: SimpleNamespace) -> None:
    assert tools.licences.accepted(licence_of(component))


@pytest.mark.parametrize(
    ("licence", "fits"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("GPL-2.0-or-later OR MIT", True),
        ("GPL-2.0-or-later AND MIT", False),
        ("(GPL-2.0-only OR BSD-3-Clause) AND ISC", True),
        ("Apache-2.0 WITH LLVM-exception", False),
    ],
)
def test_a_licence_is_accepted_where_one_may_choose_an_accepted_one(
    licence: str, fits: bool, tools: SimpleNamespace
) -> None:
    assert tools.licences.accepted(licence) is fits


def test_what_is_installed_says_the_same_licence(tools: SimpleNamespace) -> None:
    """Of packages on this Python, in the version of the lock; those whose metadata says nothing were read by hand."""
    compared = 0
    for component in PACKAGES:
        try:
            installed = distribution(component["name"])
        except PackageNotFoundError:
            continue
        says = tools.licences.licence_in(installed)
        if (
            installed.version == component["version"]
            and says
            and component["name"] not in tools.licences.POLICY["read"]
        ):
            assert licence_of(component) == says, f"{component['name']}: make sbom"
            compared += 1
    assert compared > 20


@pytest.mark.parametrize(
    ("headers", "text", "licence"),
    [
        ({"License-Expression": "MIT OR Apache-2.0", "License": "BSD"}, "", "MIT OR Apache-2.0"),
        ({"License": "MIT License"}, "", "MIT"),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, "Neither the name of X nor", "BSD-3-Clause"),
        ({"License": "BSD"}, "Redistributions of source code must", "BSD-2-Clause"),
        ({"License": "MIT", "Classifier": "License :: OSI Approved :: Apache Software License"}, "", ""),
        ({"License": "Licence of the house, see our page"}, "", ""),
        ({"Classifier": "License :: Other/Proprietary License"}, "", ""),
        ({}, "MIT License", ""),
    ],
    ids=["expression", "words", "three-clauses", "two-clauses", "contradiction", "unknown", "proprietary", "nothing"],
)
def test_metadata_is_read_as_one_licence_or_none(
    headers: dict[str, str], text: str, licence: str, tools: SimpleNamespace, tmp_path: Path
) -> None:
    folder = tmp_path / "x-1.dist-info"
    folder.mkdir()
    head = "".join(f"{name}: {value}\n" for name, value in {"Metadata-Version": "2.4", "Name": "x", **headers}.items())
    (folder / "METADATA").write_text(head, encoding="utf-8")
    (folder / "LICENSE").write_text(text, encoding="utf-8")
    (folder / "RECORD").write_text("x-1.dist-info/LICENSE,,\n", encoding="utf-8")
    assert tools.licences.licence_in(importlib.metadata.PathDistribution(folder)) == licence


def test_a_package_of_an_unknown_licence_ends_the_command(
    tools: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    writes = tools.bill_of_materials
    items = [writes.Item(tools.locked.Package(name, "1", "", ()), "report", licence) for name, licence in
             (("known", "MIT"), ("silent", ""), ("greedy", "AGPL-3.0-only"))]  # fmt: skip
    monkeypatch.setattr(writes, "inventory", lambda: items)
    with pytest.raises(SystemExit, match="1"):
        writes.main()
    told = capsys.readouterr().out
    assert "silent" in told
    assert "greedy: AGPL-3.0-only" in told
    assert "known" not in told


def test_every_font_is_told_with_its_licence_and_its_text() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    fonts = [name for name in listed.stdout.split("\0") if Path(name).suffix in OF_OTHERS]
    shipped = {
        told["value"]: licence_of(each)
        for each in COMPONENTS
        for told in each.get("properties", [])
        if told["name"] == "laporan:file"
    }
    assert len(fonts) > 10
    for name in fonts:
        assert shipped.get(name) == "OFL-1.1", name
        assert [
            one for one in (ROOT / name).parent.glob("OFL-*.txt") if "SIL OPEN FONT LICENSE" in one.read_text("utf-8")
        ]
        if name.endswith(".ttf"):  # a page's font is compressed in a way that needs one more package
            assert "OFL" in TTFont(ROOT / name)["name"].getDebugName(14)


def test_a_file_that_is_told_is_there() -> None:
    told = [each["value"] for one in COMPONENTS for each in one.get("properties", []) if each["name"] == "laporan:file"]
    assert told
    assert [name for name in told if not (ROOT / name).is_file()] == []


def test_the_files_are_what_the_tools_write(tools: SimpleNamespace) -> None:
    """On any system and Python: a package that is not installed here keeps the licence that the file has."""
    known = {each["bom-ref"]: licence_of(each) for each in PACKAGES}
    items = [item._replace(licence=known[item.package.ref]) for item in tools.bill_of_materials.inventory()]
    assert tools.bill_of_materials.bill(items) == TEXT, "make sbom"
    assert tools.bill_of_materials.licence_list(items) == LIST, "make sbom"
