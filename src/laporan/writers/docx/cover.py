"""The first page of the Word file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from laporan.document.ast import Front
from laporan.document.front import UNSIGNED, change_lines, contact_line, corrected, full_list
from laporan.writers.docx.pictures import Pictures
from laporan.writers.docx.xml import Element, el, paragraph, run, text


def cover(front: Front, logo: Path | None, pictures: Pictures) -> Iterator[Element]:
    """The paragraphs of the cover.

    Parameters
    ----------
    front : Front
        What it says.
    logo : Path, optional
        An image.
    pictures : Pictures
        Puts the image in.
    """
    if logo:  # without it, the style below keeps the slot's room
        yield pictures.logo(logo.read_bytes(), f"Logo {front['agency']}")
    told = corrected(front)
    mark = "Koreksi" if told else "" if front["final"] else "Draf"  # takes the room below it
    yield paragraph(f"SampulInstansi{mark}", [run(text(front["agency"].upper()))])
    if not front["final"]:
        yield paragraph("SampulDraf", [run(text(UNSIGNED))])
    if told:
        yield from _correction(front, told)
    year = run(text(str(front["year"])), style="TahunSampul")
    yield paragraph("Title", [run(text(f"{front['title']} ")), run(el("br")), year])
    yield paragraph("SubjudulKoreksi" if told else "Subtitle", [run(text(front["group"]))])
    for label, shown, style in (
        ("Tempat, tanggal", f"{front['place']}, {front['date']}", ""),
        ("Penanggung jawab", front["office"], ""),
        ("Pertanyaan", contact_line(front), ""),
        ("Status data", front["status"], "Sintetis"),
    ):
        if shown:
            line = [run(text(label), style="Bagian"), run(el("tab")), run(text(shown), style=style)]
            yield paragraph("SampulKeterangan", line)
    if front["synthetic"]:
        note = (
            f"{front['synthetic']} Setiap gambar dan tabel yang memakainya menyebutkannya di baris sumber, "
            "dan angkanya dalam kalimat bergaris bawah titik-titik."
        )
        yield paragraph("SampulCatatan", [run(text(note))])


def _correction(front: Front, told: list[str]) -> Iterator[Element]:
    """What a correction says of itself: the lines that every first page has, and the first changes."""
    yield paragraph("SampulKoreksi", [run(text(told[0]))])
    for line in (*told[1:], *change_lines(front)):
        yield paragraph("SampulPerubahan", [run(text(line))])
    yield paragraph("SampulPerubahanAkhir", [run(text(full_list(front)))])
