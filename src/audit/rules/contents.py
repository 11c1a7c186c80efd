"""Contents and lists of figures and tables against headings and captions; references to what is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from audit.document import ContentBlock, SourceDocument
from audit.finding import Finding
from audit.rules.ordinals import roman
from audit.rules.registry import finding, finding_at, rule

_ENTRY = re.compile(
    r"^(?P<no>BAB\s+(?:[IVXLC]+|\d+)|\d+(?:\.\d+)+|(?:Gambar|Tabel|Grafik|Diagram|Bagan|Peta|Foto)\s+\d+(?:[.-]\d+)*)[.:)]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)


def _plain(text: str) -> str:
    """A title as compared: words and digits, lower case, nothing else; also without the page it may carry."""
    return "".join(
        re.findall(
            r"\w+", re.sub(r"\W+\d{1,3}$", "", text.lower()) if re.search(r"\.{2,}\s*\d+$", text) else text.lower()
        )
    )


def _key(marker: str) -> str:
    return " ".join(marker.upper().rstrip(".").split())


@rule
def contents_entries(document: SourceDocument) -> Iterator[Finding]:
    """Every entry of a list against the heading or caption of its number, and the other way round."""
    for listing, kinds, word in (
        ("isi", ("heading",), "judul"),
        ("gambar", ("caption",), "keterangan"),
        ("tabel", ("caption",), "keterangan"),
    ):
        entries = [(b, m) for b in document.of_kind("contents") if b.listing == listing and (m := _ENTRY.match(b.text))]
        targets = {_key(b.marker): b for b in reversed(document.of_kind(*kinds)) if b.marker}
        targets = {key: b for key, b in targets.items() if listing == "isi" or key.startswith(listing.upper())}
        if len(entries) < 2 or sum(_key(m["no"]) in targets for _, m in entries) < max(1, len(entries) // 2):
            continue
        for block, match in entries:
            yield from _entry(block, match, targets, word)
        yield from _unlisted(entries, targets, listing)


def _entry(block: ContentBlock, match: re.Match[str], targets: dict[str, ContentBlock], word: str) -> Iterator[Finding]:
    target = targets.get(_key(match["no"]))
    if target is None:
        message = f"Daftar memuat {match['no']} “{match['title']}”, tetapi {word}nya tidak ada dalam naskah. Periksa nomornya."
        yield finding("contents", "error", block.place(), block.text, "", message)
        return
    listed, actual = _plain(match["title"]), _plain(target.text)
    if (
        not actual
        or not listed
        or listed == actual
        or (listed.startswith(actual) and re.fullmatch(r"[\divxlc]*", listed[len(actual) :]))
    ):
        return
    ratio = SequenceMatcher(None, listed, actual).ratio()
    if ratio > 0.6 and (actual.startswith(listed) or listed.startswith(actual)) and min(len(listed), len(actual)) > 25:
        severity = "unsure"  # a line that was wrapped or shortened
    else:
        severity = "warning" if ratio > 0.8 else "error"
    where = target.place().line or target.place().page or 0
    message = f"Judul {match['no']} di daftar “{match['title'].strip()}” berbeda dari {word} di naskah “{target.text.strip(' .')}”. Samakan keduanya."
    yield finding("contents", severity, block.place(), block.text, target.text, message, (where,) if where else ())


def _unlisted(
    entries: Sequence[tuple[ContentBlock, re.Match[str]]], targets: dict[str, ContentBlock], listing: str
) -> Iterator[Finding]:
    """Headings of a depth that the contents does list, and captions, that are not in the list."""
    listed = {_key(match["no"]) for _, match in entries}
    depths = {key.count(".") if not key.startswith("BAB") else -1 for key in listed}
    for key, block in targets.items():
        depth = key.count(".") if not key.startswith("BAB") else -1
        if key in listed or (listing == "isi" and depth not in depths):
            continue
        if (
            listing == "isi"
            and sum(1 for k in targets if (k.count(".") if not k.startswith("BAB") else -1) == depth and k in listed)
            < 2
        ):
            continue
        name = {"isi": "Daftar Isi", "gambar": "Daftar Gambar", "tabel": "Daftar Tabel"}[listing]
        message = f"{block.marker} “{block.text.strip(' .')}” ada dalam naskah, tetapi tidak tercantum di {name}. Tambahkan atau periksa nomornya."
        yield finding("contents", "warning", block.place(), f"{block.marker} {block.text}", "", message)


@rule
def contents_pages(document: SourceDocument) -> Iterator[Finding]:
    """Page numbers of a list never go back."""
    for listing in ("isi", "gambar", "tabel", "lampiran"):
        last, last_block = 0, None
        for block in document.of_kind("contents"):
            if block.listing != listing or not block.marker.isdigit():
                continue
            page = int(block.marker)
            if page < last and last_block is not None:
                message = f"“{block.text}” tercantum di halaman {page}, sesudah “{last_block.text}” di halaman {last}. Periksa nomor halamannya."
                yield finding("contents", "error", block.place(), f"{block.text} … {page}", f"≥ {last}", message)
                continue
            last, last_block = page, block


@rule
def contents_order(document: SourceDocument) -> Iterator[Finding]:
    """Numbers in a list of figures or tables that repeat or skip."""
    for listing in ("gambar", "tabel"):
        last = 0
        for block in document.of_kind("contents"):
            match = re.match(rf"^{listing}\s+(\d+)\b(?![.-]\d)", block.text, re.IGNORECASE)
            if block.listing != listing or not match:
                continue
            number = int(match[1])
            if last and number != last + 1:
                fault = "diulang" if number == last else "melompat"
                message = f"Daftar {listing.title()}: nomor {number} {fault} sesudah {last}. Periksa penomorannya."
                yield finding("ordinal", "warning", block.place(), block.text, str(last + 1), message)
            last = number


_REFERENCE = re.compile(r"\b(?P<what>Gambar|Tabel|Grafik|Diagram|Bagan)\s+(?P<no>\d+(?:[.-]\d+)*)\b", re.IGNORECASE)
_SECTION = re.compile(r"\b(?:subbab|sub-bab|sub bab|bagian|seksi|poin|butir)\s+(?P<no>\d+(?:\.\d+)+)\b", re.IGNORECASE)
_CHAPTER = re.compile(r"\bBab\s+(?P<no>[IVX]+)\b")
_ELSEWHERE = re.compile(
    r"\b(?:lampiran|peraturan|permen\w*|undang|buku|dokumen|laporan tahun|renstra|modul)\b", re.IGNORECASE
)


@rule
def dangling_references(document: SourceDocument) -> Iterator[Finding]:  # noqa: C901 - three like loops
    """ "lihat Tabel 7" where no caption of that kind has the number; "subbab 2.9" that is no heading."""
    captions = {_key(b.marker) for b in document.of_kind("caption")} | {
        _key(b.marker) for b, _ in document.tables if b.marker
    }
    sections = {
        b.marker.rstrip(".") for b in document.of_kind("heading") if re.fullmatch(r"\d+(?:\.\d+)+\.?", b.marker)
    }
    chapters = {
        b.marker[4:] for b in document.of_kind("heading") if b.marker.startswith("BAB ") and roman(b.marker[4:])
    }
    for block in document.prose:
        for match in _REFERENCE.finditer(block.text):
            what = match["what"].upper()
            series = [key for key in captions if key.startswith(what + " ")]
            if (
                len(series) < 2
                or _key(match[0]) in captions
                or _ELSEWHERE.search(block.text[match.end() : match.end() + 50])
            ):
                continue
            if any(key.startswith(_key(match[0]) + ".") for key in series):
                continue
            message = f"{match[0]} dirujuk, tetapi tidak ada {match['what'].lower()} bernomor itu. Periksa nomornya."
            yield finding_at("reference", "error", block, match, "", message, 70)
        if len(sections) >= 3:
            for match in _SECTION.finditer(block.text):
                if match["no"] not in sections and not _ELSEWHERE.search(block.text[match.end() : match.end() + 50]):
                    message = f"Subbab {match['no']} dirujuk, tetapi tidak ada judul bernomor itu. Periksa nomornya."
                    yield finding_at("reference", "error", block, match, "", message, 70)
        if len(chapters) >= 2:
            for match in _CHAPTER.finditer(block.text):
                if match["no"] not in chapters and not _ELSEWHERE.search(block.text[match.end() : match.end() + 50]):
                    message = f"Bab {match['no']} dirujuk, tetapi naskah tidak memuatnya. Periksa nomornya."
                    yield finding_at("reference", "error", block, match, "", message, 70)
