"""The archive's `ro-crate-metadata.json`: what is inside, under which licence, and the run that made the report.

It keeps to RO-Crate 1.1 and the profile Process Run Crate 0.5. What that profile recommends and is not told: when the
run ended, as the same inputs give the same archive; and an address of the software, as it has none that is public.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from laporan.document.ast import Front, issuer
from laporan.document.front import about_correction, titled
from laporan.writers.crate.library import NAME, licence_of_library
from laporan.writers.crate.raw_data import Licences

METADATA = "ro-crate-metadata.json"
SPECIFICATION, PROFILE = "https://w3id.org/ro/crate/1.1", "https://w3id.org/ro/wfrun/process/0.5"
CONTEXT = [f"{SPECIFICATION}/context", "https://w3id.org/ro/terms/workflow-run/context"]
SPDX = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9.]+)*-\d+\.\d+|MIT")  # as Open Definition's names are, too
OWN, CORRECTED = "#lisensi-laporan", "#versi-terbit"

Entity = dict[str, Any]


@dataclass(frozen=True)
class Member:
    """A file of the archive.

    Parameters
    ----------
    name : str
        Its path there.
    size : int
        In bytes.
    sha256 : str
        Of its bytes.
    media_type : str
        What it is.
    licences : tuple of (str, str)
        Names and titles; none where whoever reports has not settled one.
    """

    name: str
    size: int
    sha256: str
    media_type: str
    licences: Licences = ()


def describe(
    front: Front, members: list[Member], inputs: dict[str, tuple[str, str]], outputs: list[str], code: list[str]
) -> Entity:
    """JSON-LD of the crate.

    Parameters
    ----------
    front : Front
        The cover.
    members : list of Member
        Every file but this one and the list of checksums.
    inputs : dict of str to (str, str)
        Of everything that was read, by its path in the project: its id here (the file, where it is inside) and hash.
    outputs, code : list of str
        The members that the run wrote, and those that ran.
    """
    title = titled(front)
    outside = [
        {"@id": place, "@type": "CreativeWork", "name": name, "sha256": sha256, "description": "tidak ada di arsip ini"}
        for name, (place, sha256) in inputs.items()
        if place.startswith("#")
    ]
    licences = {entity["@id"]: entity for member in members for entity in _licences(member, front)}
    author = {"@id": "#penyusun"} if front["group"] else {"@id": "#penerbit"}
    root: Entity = {
        "@id": "./", "@type": "Dataset", "name": title, "datePublished": front["day"], "inLanguage": "id",
        "description": f"{title}, {issuer(front)}: berkas laporan, buku catatan yang dijalankan, "
        "parameter, pustaka, dan sidik setiap masukan. Cara memeriksanya ada di README.md."
        + "".join(f" {words}" for words in (front["synthetic"], about_correction(front)) if words),
        "creativeWorkStatus": "Published" if front["final"] else f"Draft ({front['mark']})",
        "conformsTo": {"@id": PROFILE}, "license": _refer(licences), "author": author,
        "publisher": {"@id": "#penerbit"}, "hasPart": _refer(member.name for member in members),
        "mentions": {"@id": "#bangun"},
    }  # fmt: skip
    corrected = _corrected(front)
    root |= {"isBasedOn": {"@id": CORRECTED}} if corrected else {}
    graph: list[Entity] = [
        {"@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": SPECIFICATION}},
        root,
        {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {"@id": "#penerbit", "@type": "Organization", "name": front["agency"]},
        *_group(front), *corrected,
        *licences.values(),
        {
            "@id": "#bangun", "@type": "CreateAction", "name": "laporan build", "instrument": {"@id": "#laporan"},
            "description": f"Menjalankan setiap bab {title} dan menulis semua berkas laporannya.",
            "object": _refer(place for place, _ in inputs.values()), "result": _refer(outputs), "agent": author,
            "actionStatus": "http://schema.org/CompletedActionStatus",
        },
        {
            "@id": "#laporan", "@type": "SoftwareApplication", "name": NAME, "softwareVersion": version(NAME),
            "license": {"@id": _spdx(licence_of_library())}, "hasPart": _refer(code),
        },
        *map(_file, members), *outside,
    ]  # fmt: skip
    return {"@context": CONTEXT, "@graph": graph}


def _group(front: Front) -> list[Entity]:
    if not front["group"]:
        return []
    agency = {"@id": "#penerbit"}
    return [{"@id": "#penyusun", "@type": "Organization", "name": front["group"], "parentOrganization": agency}]


def _corrected(front: Front) -> list[Entity]:
    """The published version that the report corrects, and why."""
    note = front["correction"]
    if note is None:
        return []
    name = f"{front['title']} {front['year']}, versi {note['corrects']}"
    about = {"version": str(note["corrects"]), "correction": note["reason"]}
    return [{"@id": CORRECTED, "@type": "CreativeWork", "name": name, **about}]


def _file(member: Member) -> Entity:
    return {
        "@id": member.name, "@type": "File", "name": member.name.rpartition("/")[2], "contentSize": str(member.size),
        "sha256": member.sha256, "encodingFormat": member.media_type,
        "license": _refer(_id(name) for name, _ in member.licences) or {"@id": OWN},
    }  # fmt: skip


def _licences(member: Member, front: Front) -> list[Entity]:
    if not member.licences:
        return [
            {
                "@id": OWN, "@type": "CreativeWork", "name": "Belum ditetapkan",
                "description": f"{front['agency']} belum menetapkan lisensi berkas laporannya sendiri.",
            }
        ]  # fmt: skip
    return [
        {"@id": _id(name), "@type": "CreativeWork", "name": name} | ({"description": title} if title else {})
        for name, title in member.licences
    ]


def _id(licence: str) -> str:
    return _spdx(licence) if SPDX.fullmatch(licence) else f"#lisensi-{licence}"


def _spdx(licence: str) -> str:
    return f"https://spdx.org/licenses/{licence}"


def _refer(names: Iterable[str]) -> list[Entity] | Entity:
    """Who is meant: one as itself, several as a list."""
    found = [{"@id": name} for name in dict.fromkeys(names)]
    return found[0] if len(found) == 1 else found
