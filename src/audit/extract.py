"""A file to a `SourceDocument`: the right reader for its kind, and the limits that protect us."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from audit.document import ContentBlock, FileContent, SourceDocument
from audit.finding import AuditError
from audit.readers.markup import LONGEST, in_pieces
from audit.readers.pdf import read_pdf
from audit.readers.text import read_text
from audit.readers.web import read_html
from audit.readers.word import read_docx

SIZE_LIMIT = 60 * 2**20  # bytes; the largest published report that we met has 31 MB

SIGNATURES = {  # how files of a kind begin, and the forms that are such files
    b"%PDF-": ("PDF", ("pdf",)),
    b"PK\x03\x04": ("arsip ZIP atau berkas Office", ("docx",)),
    b"\xd0\xcf\x11\xe0": ("berkas Office lama atau yang terkunci kata sandi", ()),
    b"{\\rtf": ("RTF", ()),
    b"\x89PNG": ("gambar", ()),
    b"\xff\xd8\xff": ("gambar", ()),
    b"GIF8": ("gambar", ()),
    b"\x1f\x8b": ("arsip gzip", ()),
}

READERS: dict[str, tuple[str, Callable[[Path], FileContent]]] = {
    ".txt": ("txt", read_text),
    ".text": ("txt", read_text),
    ".md": ("md", read_text),
    ".markdown": ("md", read_text),
    ".html": ("html", read_html),
    ".htm": ("html", read_html),
    ".xhtml": ("html", read_html),
    ".docx": ("docx", read_docx),
    ".pdf": ("pdf", read_pdf),
}


def extract(path: Path | str) -> SourceDocument:
    """The report in a file, as blocks with places.

    Parameters
    ----------
    path : Path or str
        Its ending tells which reader takes it (`READERS`).

    Raises
    ------
    AuditError
        For a file that is missing, empty, too large, of another kind, or broken.
    """
    path = Path(path)
    if not path.is_file():
        raise AuditError(f"{path}: berkas tidak ada. Periksa nama dan foldernya.")
    size = path.stat().st_size
    if size == 0:
        raise AuditError(f"{path.name}: berkas kosong.")
    if size > SIZE_LIMIT:
        raise AuditError(f"{path.name}: {size / 2**20:.0f} MB, batasnya {SIZE_LIMIT // 2**20} MB. Pecah berkasnya.")
    if path.suffix.lower() not in READERS:
        known = ", ".join(sorted(READERS))
        raise AuditError(f"{path.name}: jenis {path.suffix or 'tanpa akhiran'} tidak dikenal. Yang dibaca: {known}.")
    form, reader = READERS[path.suffix.lower()]
    _refuse_another_kind(path, form)
    try:
        content = reader(path)
    except OSError as error:
        raise AuditError(f"{path.name}: tidak dapat dibuka ({error.strerror}).") from error
    except (RecursionError, MemoryError) as error:
        raise AuditError(f"{path.name}: isinya bersarang terlalu dalam atau terlalu besar. Simpan ulang.") from error
    blocks = tuple(piece for block in content.blocks for piece in _in_bounds(block))
    document = SourceDocument(path.name, form, blocks, content.unread, content.pictures)
    if not re.search(r"[^\W_]", document.text):
        raise AuditError(f"{path.name}: tidak ada teks yang terbaca. Simpan ulang dengan teks yang dapat disalin.")
    return document


def _refuse_another_kind(path: Path, form: str) -> None:
    """A file whose ending says another kind than it is: its bytes would be read as words."""
    with path.open("rb") as file:
        head = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, (kind, forms) in SIGNATURES.items():
        if head.startswith(start) and form not in forms:
            raise AuditError(
                f"{path.name}: isinya {kind}, bukan {form.upper()}. Ganti akhiran namanya, atau simpan ulang."
            )


def _in_bounds(block: ContentBlock) -> Iterator[ContentBlock]:
    """The block, or a paragraph that no report has in several: the rules' time grows with the square of its length."""
    if len(block.text) <= LONGEST:
        yield block
        return
    start = 0
    for piece in in_pieces(block.text):
        end = start + len(piece)
        inside = tuple((offset - start, place) for offset, place in block.places if start < offset < end)
        yield replace(block, text=piece.rstrip(), places=((0, block.place(start)), *inside))
        start = end
