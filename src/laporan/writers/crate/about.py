"""What people read first in the archive: `README.md` and `LICENSE`, in Indonesian."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from laporan.core.formatting import listing
from laporan.document.ast import Front, issuer
from laporan.document.front import about_correction, contact_line, titled
from laporan.writers.crate.raw_data import Licences

CONTENTS = """\
| | |
|---|---|
| `laporan.html`, `laporan.pdf`, `laporan.docx`, `tabel.xlsx` | laporan itu |
| `fakta.json` | setiap angka: rumusnya, datanya, barisnya |
| `data/` | data terbuka: tabel dan gambar sebagai CSV, data mentah tanpa yang pribadi |
| `notebooks/` | bab sebagaimana dijalankan |
| `sumber/` | asal laporan ini: bab, parameter, kode, dan data mentah yang boleh ikut |
| `sumber/pustaka/` | pustaka yang menjalankannya, dapat dipasang dengan pip |
| `ro-crate-metadata.json` | isi arsip ini untuk mesin (RO-Crate, Process Run Crate), dengan lisensi setiap berkas |
| `SHA256SUMS` | sidik setiap berkas lain |
"""
MADE_UP = "Data mana yang sintetis (buatan) disebut di `data/datapackage.json`."
WHOLE = """\
Semua data masukan ada di dalam arsip ini, jadi laporan dapat dibangun ulang dari arsip ini saja.
"""
TRUST = """\
`verify` menjalankan kode dan bab yang ada di arsip ini. Pakailah hanya bila percaya pada pengirimnya;
`--hashes-only` memeriksa sidik saja dan tidak menjalankan apa pun.
"""


def readme(front: Front, archive: str, missing: list[str], *, locked: bool) -> str:
    """What the archive is, and how to check it.

    Parameters
    ----------
    front : Front
        The cover.
    archive : str
        The archive's name.
    missing : list of str
        Data that the report was built from and that is not inside, by path in the project.
    locked : bool
        Whether the exact versions of all packages are inside.
    """
    about = [front["mark"] and f"{front['mark']}.", MADE_UP if front["synthetic"] else "", about_correction(front)]
    exact = ["    .venv/bin/pip install -r sumber/requirements.lock"] if locked else []
    deps = "--no-deps " if locked else ""
    data = " --data FOLDER_DATA" if missing else ""
    lines = [
        f"# {titled(front)}",
        "",
        f"Arsip untuk pihak yang hendak memeriksa laporan {issuer(front)}. {' '.join(filter(None, about))}".strip(),
        "",
        CONTENTS,
        "## Memeriksa",
        "",
        "    sha256sum -c SHA256SUMS",
        "",
        "membandingkan sidik setiap berkas. Membangun ulang laporan dan membandingkannya bita demi bita:",
        "",
        "    python3 -m venv .venv",
        *exact,
        f"    .venv/bin/pip install {deps}./sumber/pustaka",
        f"    .venv/bin/laporan verify --bundle {archive}{data}",
        "",
        TRUST,
        "" if locked else "Versi paket tidak terkunci di arsip ini: dengan versi lain, bita dapat berbeda.\n",
        "## Data masukan",
        "",
        _about_data(missing),
        "Lisensi setiap berkas: `LICENSE` dan `ro-crate-metadata.json`.",
        *([f"Pertanyaan: {contact_line(front)}."] if front["contacts"] else []),
    ]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _about_data(missing: list[str]) -> str:
    if not missing:
        return WHOLE
    named = "\n".join(f"- `{name}`" for name in missing)
    return (
        "Yang ikut hanya data buatan (sintetis) dan data yang terbuka seluruhnya. Berkas berikut tinggal di kantor; "
        "sidiknya ada di `ro-crate-metadata.json`. Siapa yang memegangnya memberi foldernya dengan `--data`.\n\n"
        f"{named}\n"
    )


def licence_text(front: Front, licences: Mapping[str, Licences]) -> str:
    """Which licence holds for which files.

    Parameters
    ----------
    front : Front
        The cover.
    licences : mapping of str to tuple of (str, str)
        Of each file of the archive, by its path there; none where none was settled.
    """
    groups: dict[Licences, list[str]] = {}
    for name, held in licences.items():
        groups.setdefault(tuple(sorted(held)), []).append(name)
    parts = ["Lisensi isi arsip ini"]
    for held in sorted(groups):
        called = listing([f"{name} ({title})" if title else name for name, title in held])
        head = called or f"Belum ditetapkan oleh {front['agency']}"
        parts.append("\n".join([f"{head}:", *(f"  {place}" for place in _places(groups[held], licences))]))
    parts.append("Teks lisensi yang ikut: berkas LICENSE dan OFL-*.txt di sumber/.")
    return "\n\n".join(parts) + "\n"


def _places(names: list[str], every: Iterable[str]) -> list[str]:
    """The files; a folder stands for all below it where the licence is that of all of them."""
    chosen, others = set(names), [PurePosixPath(name) for name in every if name not in set(names)]
    mixed = {parent for other in others for parent in other.parents}
    places = dict.fromkeys(_place(PurePosixPath(name), mixed) for name in sorted(chosen))
    return list(places)


def _place(name: PurePosixPath, mixed: set[PurePosixPath]) -> str:
    own = [parent for parent in reversed(name.parents) if parent not in mixed and parent.name]
    return f"{own[0]}/" if own else str(name)
