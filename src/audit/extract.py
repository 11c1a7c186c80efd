"""A file to a `SourceDocument`: the right reader for its kind, and the limits that protect us."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from audit.document import ContentBlock, SourceDocument
from audit.finding import AuditError
from audit.readers.pdf import read_pdf
from audit.readers.text import read_text
from audit.readers.web import read_html
from audit.readers.word import read_docx

SIZE_LIMIT = 60 * 2**20  # bytes; the largest published report that we met has 31 MB

READERS: dict[str, tuple[str, Callable[[Path], tuple[ContentBlock, ...]]]] = {
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
    try:
        blocks = reader(path)
    except OSError as error:
        raise AuditError(f"{path.name}: tidak dapat dibuka ({error.strerror}).") from error
    return SourceDocument(path.name, form, blocks)
