"""What was added to a PDF of ours when it was signed: a signature, or also something else.

A PDF may be changed without touching its first bytes: what is written behind them replaces what stands in them. So
each object of ours that was written anew is held against what signing makes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

CATALOGUE, ABOUT = {"/AcroForm", "/DSS", "/Extensions", "/Version"}, {"/ModDate", "/Producer"}  # what signing changes
FORM = {"/Fields", "/SigFlags", "/DA", "/DR"}
LARGEST = 0.15  # of a page: more than a signature's box needs, and too little to hide a table behind


def changes(reader: PdfFileReader, ours: PdfFileReader) -> Iterator[str]:
    """What was added after our last byte and is neither a signature nor what checking one needs.

    Parameters
    ----------
    reader : PdfFileReader
        The PDF that came back; it begins with the bytes of ours.
    ours : PdfFileReader
        The PDF that was built.

    Yields
    ------
    str
        A phrase.
    """
    last = ours.xrefs.total_revisions - 1
    starts = [source.xrefs.get_xref_container_info(last).start_location for source in (reader, ours)]
    later = range(last + 1, reader.xrefs.total_revisions)
    if not later or starts[0] != starts[1]:
        yield "isinya bukan lanjutan dari laporan.pdf yang dibangun"
        return
    was, now = reader.get_historical_resolver(last), reader.get_historical_resolver(later[-1])
    freed = any(reader.xrefs.refs_freed_in_revision(revision) for revision in later)
    written = {ref for revision in later for ref in reader.xrefs.explicit_refs_in_revision(revision)}
    known, lists = _known(was), _annotation_lists(was.root)
    for ref in written:
        if not was.is_ref_unassignable(ref):
            before, after = was(ref), now(ref)
            signing = (
                _only_signatures_added(before, after) if ref in lists else _is_signing(before, after, known.get(ref))
            )
            freed = freed or not signing
    if freed:
        yield "yang ditambahkan bukan hanya tanda tangan: isi laporannya berubah"
    form = _at(now.root, "/AcroForm", {})
    only_signatures = all(_is_signature(field) for field in _at(form, "/Fields", []))
    if not only_signatures or form.keys() - FORM - _at(was.root, "/AcroForm", {}).keys():
        yield "formulir yang ditambahkan bukan hanya tanda tangan"


def oversized(reader: PdfFileReader) -> Iterator[str]:
    """Signatures that cover a page: what they show lies above it, and could show another one.

    Yields
    ------
    str
        A phrase.
    """
    for number, page in enumerate(_pages(reader.root), 1):
        page_area = _area(_inherited(page, "/MediaBox"))
        for field in _at(page, "/Annots", []):
            if _is_signature(field) and _area(_at(field.get_object(), "/Rect")) > LARGEST * page_area:
                yield f"kotak tanda tangan di halaman {number} menutupi lebih dari {LARGEST:.0%} halaman"


def _known(document: Any) -> dict[Any, set[str]]:
    """What signing changes of the parts of a document that have a name, by where they are written."""
    parts = {"/Root": CATALOGUE, "/Info": ABOUT}
    found = {_reference(document.trailer_view, name): keys for name, keys in parts.items()}
    return found | {_reference(document.root, "/AcroForm"): FORM}


def _annotation_lists(root: Any) -> set[Any]:
    """Where the pages' lists of annotations are written, where that is a place of their own."""
    return {_reference(page, "/Annots") for page in _pages(root)} - {None}


def _is_signing(was: Any, now: Any, allowed: set[str] | None) -> bool:
    """Whether an object of ours became what signing makes of it."""
    if not (isinstance(was, dict) and isinstance(now, dict)):
        return bool(was == now)
    changed = {key for key in was.keys() | now.keys() if _written(was, key) != _written(now, key)}
    if _at(was, "/Type") == "/Page":
        return changed <= {"/Annots"} and _only_signatures_added(_at(was, "/Annots", []), _at(now, "/Annots", []))
    if _at(was, "/FT") == "/Sig":  # the place that was prepared for it
        return "/Rect" not in changed
    if _at(was, "/Type") == "/Metadata":  # is shown on no page
        return True
    same_stream = getattr(was, "encoded_data", None) == getattr(now, "encoded_data", None)
    return changed <= (allowed or set()) and same_stream


def _only_signatures_added(was: Any, now: Any) -> bool:
    same = list.__eq__(list(was), list(now)[: len(was)])
    return bool(same) and all(_is_signature(one) for one in list(now)[len(was) :])


def _is_signature(field: Any) -> bool:
    return _at(field.get_object(), "/FT") == "/Sig"


def _pages(root: Any) -> Iterator[Any]:
    waiting = [root["/Pages"]]
    while waiting:
        node = waiting.pop(0)
        if "/Kids" in node:
            waiting[:0] = [kid.get_object() for kid in node["/Kids"]]
        else:
            yield node


def _area(box: Any) -> float:
    left, low, right, high = map(float, box)
    return abs((right - left) * (high - low))


def _inherited(page: Any, key: str) -> Any:
    while key not in page:
        page = page["/Parent"]
    return page[key]


def _at(holder: Any, key: str, default: Any = None) -> Any:
    """What stands there, wherever it is written: `get` would give the reference to it."""
    return holder[key] if key in holder else default  # noqa: SIM401


def _reference(holder: Any, key: str) -> Any:
    """Where that is written, if it has a place of its own."""
    return getattr(_written(holder, key), "reference", None)


def _written(holder: Any, key: str) -> Any:
    """What is written there: the reference, not what it leads to."""
    return holder.raw_get(key) if key in holder else None
