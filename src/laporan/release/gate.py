"""The gate: nothing leaves that identifies a person, or tells of the machine that it was made on.

It reads all files of a built report as somebody outside would. It finds numbers and addresses, and of names those that
stand in the data's personal columns; others it can't find: whoever signs still has to read what the public wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from laporan.core import paths
from laporan.core.errors import Obstacle
from laporan.data.identifiers import identifiers, masked, spelling
from laporan.project.outline import ReportPlan
from laporan.project.public_contacts import public_contacts
from laporan.release.at_home import KeptAtHome, kept_at_home
from laporan.release.passage import Passage
from laporan.release.passages import passages

PERSONS, MACHINE = "data pribadi", "jejak komputer"
MACHINE_PATH = re.compile(
    r"(?<![\w./])/(?:home|Users|root|tmp|var|mnt|srv|opt|private)/[\w.\-]+"  # of Linux, macOS
    r"|file:/{2,3}|\b[A-Za-z]:\\\\?[\w.\- ]+\\|\\\\\\\\[\w.\-]+\\"  # of a browser, of Windows, of its shares
)
PUBLIC = "atau, bila bukan milik seseorang, daftarkan dengan alasannya di params/public_contacts.yml"
REMOVE = f"Hapus dari berkas data atau kalimat asalnya lalu bangun lagi; {PUBLIC}."
STRIP = "Simpan ulang gambar itu tanpa metadata, lalu bangun lagi."
QUOTED = f"Jangan kutip kolom itu, atau nyatakan public di contract.py bila memang ditulis untuk dibaca; {PUBLIC}."
EXAMPLES = (", sumber/src/", ", sumber/pustaka/", ", sumber/params/import/")  # of a bundle: they name codes as examples
DIGEST = re.compile(r"\b(?=\d*[a-f])[0-9a-f]{64}\b")  # of a lock, of an archive: sixteen of its signs may all be digits
AT_HOME = {"manifest.json"}  # tells who built it, when, from what: it is not handed out


def gate(plan: ReportPlan, folder: Path) -> list[Obstacle]:
    """What in a report's files may not leave, each with its place and what to do.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    folder : Path
        Its files.

    Raises
    ------
    ReportError
        For a file that can't be read: nothing that nobody looked at may leave.
    """
    looked_for = kept_at_home(plan, folder)
    public = {spelling(contact.text) for contact in public_contacts()}
    found: dict[tuple[str, str], Obstacle] = {}
    seen: set[str] = set()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        for passage in passages(name, path.read_bytes(), seen):
            for obstacle in _in_passage(passage, looked_for, public, home=name in AT_HOME):
                found.setdefault((obstacle.kind, obstacle.what), obstacle)
    return list(found.values())


def _in_passage(passage: Passage, looked_for: KeptAtHome, public: set[str], *, home: bool) -> Iterator[Obstacle]:
    place = masked(passage.place)
    if passage.trace:
        yield Obstacle(PERSONS, f"{place}: {passage.trace}", STRIP)
    example = any(folder in passage.place for folder in EXAMPLES)
    made_up_rows = f", sumber/{paths.layout().data}/" in passage.place  # whole, of a bundle
    if made_up_rows and looked_for.codes.get(passage.text.strip()) in looked_for.made_up:
        return
    for identifier in identifiers(DIGEST.sub("", passage.text)):
        if identifier.value not in public:
            yield Obstacle(PERSONS, f"{place}: {identifier}", REMOVE)
    for words, column in looked_for.found_in(passage.text):
        if example and (" " not in words or column in looked_for.made_up):
            continue
        if made_up_rows and column in looked_for.made_up:
            continue
        if spelling(words) not in public:
            yield Obstacle(PERSONS, f"{place}: isi {column}, yang tidak boleh ikut keluar ({words[:3]}…)", QUOTED)
    if not home and (match := MACHINE_PATH.search(passage.text)):
        remedy = "Tulis nama berkas menurut folder proyek, lalu bangun lagi."
        yield Obstacle(MACHINE, f"{place}: {match[0]}…", remedy)
