"""The report's cover, and its signature: what is not final is a draft, and nobody's name stands under it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from laporan.core.formatting import long_date, lower_first
from laporan.data.inventory import Inventory
from laporan.document.ast import CorrectionNote, Front
from laporan.document.html import Document
from laporan.project.parameters import Cover
from laporan.project.public_contacts import PublicContact

UNCHANGED = "Tidak ada angka, sel tabel, atau gambar yang tercetak berbeda."
DRAFT, UNSIGNED, UNDATED = "DRAF", "DRAF, belum ditandatangani", "tanggal menyusul"


def make_front(
    cover: Cover,
    year: int,
    data: Inventory,
    *,
    final: bool = False,
    correction: CorrectionNote | None = None,
    contacts: Iterable[PublicContact] = (),
) -> Front:
    """The cover of a report.

    Parameters
    ----------
    cover : Cover
        As the parameters have it.
    year : int
        The year reported on.
    data : Inventory
        The data files that it reads.
    final : bool
        Whether it is built to be signed. The name of a draft's signer stands nowhere.
    correction : CorrectionNote, optional
        Of a report that corrects a published one: what is said of that.
    contacts : iterable of PublicContact, optional
        Where questions about it are answered.
    """
    marks, name = ([], cover.name) if final else ([DRAFT], "")
    marks += [f"koreksi atas versi {correction['corrects']}"] if correction else []
    return {
        "title": cover.title, "year": year, "group": cover.group, "agency": cover.agency, "place": cover.place,
        "date": long_date(cover.date) if final else UNDATED, "day": cover.date.isoformat(),
        "office": ", ".join(filter(None, (cover.office, name))), "name": name,
        "final": final, "status": data.status, "synthetic": data.warning,
        "made_up": f"{lower_first(data.share_made_up)} berkas data" if data.made_up else "",
        "mark": ", ".join(filter(None, [*marks, data.status])), "correction": correction,
        "contacts": [{"office": one.answers, "at": one.text} for one in contacts],
    }  # fmt: skip


def titled(front: Front) -> str:
    """The report's title as catalogues show it: a draft's says so."""
    title = f"{front['title']} {front['year']}"
    if note := front["correction"]:
        title += f", versi {note['version']}"
    return title if front["final"] else f"{DRAFT} {title}"


def corrected(front: Front) -> list[str]:
    """What a correction says of itself, in lines: that it is one, why, and how much changed; none for another report.

    Examples
    --------
    >>> note = {"version": 2, "corrects": 1, "reason": "Data Mei terlewat.", "counts": "3 angka", "more": 0, "all": ""}
    >>> corrected({"correction": note})[0]
    'Versi 2: koreksi atas versi 1 yang sudah terbit'
    """
    note = front["correction"]
    if note is None:
        return []
    changed = f"Yang berubah: {note['counts']}." if note["counts"] else UNCHANGED
    head = f"Versi {note['version']}: koreksi atas versi {note['corrects']} yang sudah terbit"
    return [head, f"Sebab koreksi: {note['reason']}", changed]


def about_correction(front: Front) -> str:
    """The same in one paragraph, for descriptions of files; '' for another report."""
    return " ".join(f"{line.rstrip('.')}." for line in corrected(front))


def contact_line(front: Front) -> str:
    """Where questions about the report are answered, in a line; '' where nobody says so.

    Examples
    --------
    >>> contact_line({"contacts": [{"office": "Biro Humas", "at": "loket lantai dasar"}]})
    'Biro Humas, loket lantai dasar'
    """
    return "; ".join(f"{one['office']}, {one['at']}" for one in front["contacts"])


def change_lines(front: Front) -> list[str]:
    """The changes that the first page of a correction has room for, a line each."""
    note = front["correction"]
    return [f"{one['what']}: {one['before']} → {one['after']}" for one in note["changes"]] if note else []


def full_list(front: Front) -> str:
    """Where a correction tells all that changed, and how much of it the first page has no room for."""
    note = front["correction"]
    if note is None:
        return ""
    more = f"Masih ada {note['more']} perubahan lain. " if note["more"] else ""
    return f"{more}Perubahan kalimat tanpa angka tidak didaftar. Perbandingan lengkap: {note['all']}"


def sign(document: Document, front: Front) -> None:
    """Complete the signature blocks of a document.

    Parameters
    ----------
    document : Document
        Its chapters leave the place of date and name open; it is changed.
    front : Front
        Of a final report: place, date and name are filled in. Of a draft: that it is one.
    """
    for block in document.body.iterfind(".//div[@class='tanda-tangan']"):
        (name,) = block.iterfind("p[@class='nama']")
        name.text = front["name"] if front["final"] else UNSIGNED
        if front["final"]:
            when = etree.SubElement(block, "p")
            when.text = f"{front['place']}, {front['date']}"
            block.insert(0, when)
