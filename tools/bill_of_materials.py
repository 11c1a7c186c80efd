"""Write docs/sbom.json and docs/licences.md: what the suite is made of, and under which licences. Run by `make sbom`.

The packages are those of the lock, for every system and Python; what each is licensed under its metadata says, and
tools/licences.toml where that is silent or where the package is for other systems. A licence that nobody accepted
there ends the command. The same lock gives the same bytes: no moment, no random number, no address of a registry.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from licences import POLICY, accepted, licence_of
from locked import EXTRAS, PROJECT, ROOT, Package, named, needed_for, read_lock
from packageurl import PackageURL
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-uv.lock")
PURPOSES = {
    "report": "the reports",
    "bkn": "BKN's subjects",
    "audit": "`laporan audit` of PDF",
    "dask": "other machines",
    "duckdb": "exports to DuckDB",
    "sql": "databases of others",
    "dev": "development",
    "set-up": "set-up",
}
HEADING = """# Licences

Written by `make sbom` from the locks and the packages' metadata; [sbom.json](sbom.json) has the same for machines
(CycloneDX). Which licences we accept, and what was read by hand where metadata is silent, stands in
`tools/licences.toml`: a package under another licence fails the tests. Not listed: the libraries that wheels carry
inside them (numpy's OpenBLAS, lxml's libxml2, PDFium), whose licences stand in each wheel; and the programs that only
tests ask for (Chromium, LibreOffice, qpdf); what `make docs` needs (requirements-docs.lock).
"""


class Item(NamedTuple):
    """A package with what it is for and its licence."""

    package: Package
    purpose: str
    licence: str


def main() -> None:
    """Write both files, or tell which licences are unknown or not accepted."""
    items = inventory()
    unknown = [item.package.name for item in items if not item.licence]
    refused = [f"{item.package.name}: {item.licence}" for item in items if item.licence and not accepted(item.licence)]
    if unknown:
        print("No single licence in the metadata; read it, and add it to tools/licences.toml:", *unknown, sep="\n  ")
    if refused:
        print("Not accepted by tools/licences.toml:", *refused, sep="\n  ")
    if unknown or refused:
        sys.exit(1)
    (ROOT / "docs" / "sbom.json").write_text(bill(items), encoding="utf-8")
    (ROOT / "docs" / "licences.md").write_text(licence_list(items), encoding="utf-8")


def inventory() -> list[Item]:
    """Every locked package, by name."""
    packages, installer = (read_lock(ROOT / lock) for lock in LOCKS)
    purposes = needed_for(packages) | {package.name: "set-up" for package in installer}
    return [
        Item(package, purposes[package.name], licence_of(package.name))
        for package in sorted([*packages, *installer], key=lambda package: (package.name, package.version))
    ]


def bill(items: list[Item]) -> str:
    """The bill of materials, CycloneDX 1.6 as JSON."""
    own = Component(
        name=PROJECT["name"],
        version=PROJECT["version"],
        type=ComponentType.APPLICATION,
        bom_ref=PROJECT["name"],
        licenses=[DisjunctiveLicense(id=PROJECT["license"])],
        external_references=list(lock_references()),
    )
    packages = {item.package: component(item) for item in items}
    shipped = [shipped_component(each) for each in POLICY["shipped"]]
    bom = Bom(metadata=BomMetaData(component=own), components=[*packages.values(), *shipped])
    connect(bom, own, packages)
    told = json.loads(JsonV1Dot6(bom).output_as_string())
    del told["serialNumber"], told["metadata"]["timestamp"]  # other at each writing
    return json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def lock_references() -> Iterator[ExternalReference]:
    """The locks, which have the hashes of all wheels, by their own."""
    for name in LOCKS:
        digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        yield ExternalReference(
            type=ExternalReferenceType.BUILD_META,
            url=XsUri(name),
            comment="SHA-256 of every wheel",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        )


def component(item: Item) -> Component:
    """One package of the lock."""
    package = item.package
    scope = {"report": ComponentScope.REQUIRED, "dev": ComponentScope.EXCLUDED, "set-up": ComponentScope.EXCLUDED}
    marker = [Property(name="laporan:marker", value=package.marker)] if package.marker else []
    return Component(
        name=package.name,
        version=package.version,
        bom_ref=package.ref,
        scope=scope.get(item.purpose, ComponentScope.OPTIONAL),
        purl=PackageURL("pypi", name=package.name, version=package.version),
        licenses=[told_licence(item.licence)],
        properties=[Property(name="laporan:purpose", value=item.purpose), *marker],
    )


def shipped_component(entry: dict[str, Any]) -> Component:
    """Files that others made and that stand in our repository."""
    return Component(
        name=entry["name"],
        version=entry["version"],
        bom_ref=f"{entry['name']}=={entry['version']}",
        type=ComponentType.FILE,
        scope=ComponentScope.REQUIRED,
        licenses=[told_licence(entry["licence"])],
        properties=[Property(name="laporan:file", value=name) for name in shipped_files(entry)],
    )


def shipped_files(entry: dict[str, Any]) -> list[str]:
    """Files of an entry and the texts of its licence, as paths in the repository."""
    found = (path for pattern in [*entry["files"], *entry["texts"]] for path in ROOT.glob(pattern))
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def told_licence(licence: str) -> LicenseExpression | DisjunctiveLicense:
    """As CycloneDX tells it: one by its identifier, several as an expression."""
    return LicenseExpression(licence) if " " in licence else DisjunctiveLicense(id=licence)


def connect(bom: Bom, own: Component, packages: dict[Package, Component]) -> None:
    """Tell who needs whom: a package of two versions is needed in either, each on its own Pythons."""
    direct = {canonicalize_name(requirement.name) for extra in (None, *EXTRAS) for requirement in named(extra)}
    bom.register_dependency(own, [told for package, told in packages.items() if package.name in direct])
    for package, told in packages.items():
        bom.register_dependency(told, [other for each, other in packages.items() if package.name in each.parents])


def licence_list(items: list[Item]) -> str:
    """The list for readers, as Markdown."""
    counts = Counter(item.licence for item in items)
    return "\n".join(
        [
            HEADING,
            *table(("Licence", "Packages"), ((licence, str(count)) for licence, count in sorted(counts.items()))),
            "",
            "## Files in the repository that others made",
            "",
            *table(
                ("What", "Version", "Licence", "Where", ""),
                (
                    (each["name"], each["version"], each["licence"], folders(each), each["note"])
                    for each in POLICY["shipped"]
                ),
            ),
            "",
            "## Packages",
            "",
            *table(
                ("Package", "Version", "Licence", "For", "Where"),
                (
                    (one.name, one.version, licence, PURPOSES[purpose], f"`{one.marker}`" if one.marker else "")
                    for one, purpose, licence in items
                ),
            ),
            "",
        ]
    )


def folders(entry: dict[str, Any]) -> str:
    """Where the files of an entry are."""
    return ", ".join(sorted({f"`{name.rpartition('/')[0]}/`" for name in shipped_files(entry)}))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of Markdown."""
    for cells in (header, ["---"] * len(header), *rows):
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
