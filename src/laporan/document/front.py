"""The report's cover, and its signature: what is not final is a draft, and nobody's name stands under it."""

from __future__ import annotations

from lxml import etree

from laporan.core.formatting import long_date
from laporan.data.inventory import Inventory
from laporan.document.ast import Front
from laporan.document.html import Document
from laporan.project.parameters import Cover

DRAFT, UNSIGNED, UNDATED = "DRAF", "DRAF, belum ditandatangani", "tanggal menyusul"


def make_front(cover: Cover, year: int, data: Inventory, *, final: bool = False) -> Front:
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
    """
    marks, name = ([], cover.name) if final else ([DRAFT], "")
    return {
        "title": cover.title, "year": year, "group": cover.group, "agency": cover.agency, "place": cover.place,
        "date": long_date(cover.date) if final else UNDATED, "day": cover.date.isoformat(),
        "office": ", ".join(filter(None, (cover.office, name))), "name": name,
        "final": final, "status": data.status, "synthetic": data.warning,
        "mark": ", ".join(filter(None, [*marks, data.status])),
    }  # fmt: skip


def titled(front: Front) -> str:
    """The report's title as catalogues show it: a draft's says so."""
    title = f"{front['title']} {front['year']}"
    return title if front["final"] else f"{DRAFT} {title}"


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
