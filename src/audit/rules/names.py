"""One thing under two names: standards, offices, brands, captions and what announces them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from audit.document import ContentBlock, SourceDocument, SourceLocation
from audit.finding import Finding
from audit.known_laws import known_standards
from audit.rules.registry import around, finding, rule

_STANDARD = re.compile(r"\b(ISO|SNI|OHSAS)(?:/IEC)?\s*(?:ISO\s*)?(\d{3,6})(?:-\d+)?(?:\s*:\s*(\d{4}))?")
_OFFICE = re.compile(
    r"\b(Direktorat Jenderal|Direktorat|Subdirektorat|Kedeputian|Deputi Bidang|Biro|Bagian|Subbagian|Bidang|Seksi|Pusat|Inspektorat|Dinas|Balai|Sekretariat)"
    r"((?:\s+(?:dan\s+|serta\s+|,\s*)?[A-Z][\w’'-]*)+(?:\s+dan\s+[A-Z][\w’'-]*)*)"
)


def named_blocks(document: SourceDocument) -> list[tuple[ContentBlock, str, int, int]]:
    """(block, text, place, 0) of all that names things: contents, captions, headings, prose and table cells."""
    found = []
    for block in document.blocks:
        if block.table is not None:
            for row in block.table.rows:
                found += [(block, cell, row.place.line or row.place.page or 0, 0) for cell in row.cells if cell.strip()]
        else:
            found.append((block, block.text, block.place().line or block.place().page or 0, 0))
    return found


def _edit_one(a: str, b: str) -> bool:
    """Whether two numbers of equal length differ by one digit or by two neighbours swapped."""
    if len(a) != len(b) or a == b:
        return False
    wrong = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(wrong) == 1 or (
        len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    )


@rule
def standards(document: SourceDocument) -> Iterator[Finding]:
    """A standard's number one digit from a real one; an edition that it never had; two editions unexplained."""
    known = known_standards()
    seen: dict[str, list[tuple[str, str, int, str, ContentBlock]]] = defaultdict(list)
    for block, text, place, _ in named_blocks(document):
        for match in _STANDARD.finditer(text):
            name = f"{match[1]} {match[2]}"
            seen[name].append((match[0], match[3] or "", place, around(text, *match.span(), 60), block))
    for name, mentions in seen.items():
        twin = next(
            (
                other
                for other in (*seen, *known)
                if other != name
                and other.split()[0] == name.split()[0]
                and _edit_one(name.split()[1], other.split()[1])
            ),
            None,
        )
        editions = {edition for _, edition, *_ in mentions if edition}
        if name not in known and twin and (twin in known or len(seen.get(twin, [])) > len(mentions)):
            sure = twin in seen
            if not sure and not (editions & set(known.get(twin, ()))):
                continue
            places = sorted({m[2] for m in mentions})
            where = first_place(mentions[0][4], mentions[0][2])
            message = (
                f"{mentions[0][0]} kemungkinan salah tulis dari {twin}"
                + (f", yang juga disebut di laporan ini ({len(mentions)} kali bentuk ini)." if sure else ".")
                + " Cocokkan nomor standarnya."
            )
            yield finding(
                "name",
                "error" if sure else "warning",
                where,
                mentions[0][3],
                twin,
                message,
                tuple(p for p in places if p != (where.line or where.page)),
            )
        elif name in known and (odd := [m for m in mentions if m[1] and m[1] not in known[name] and (m[1] > "1980")]):
            if (
                max(known[name]) < odd[0][1]
                and document.year
                and int(odd[0][1]) <= document.year
                and int(odd[0][1]) > 2024
            ):
                continue
            message = (
                f"{name} tidak dikenal terbit pada {odd[0][1]}; edisinya {', '.join(known[name])}. Cocokkan edisinya."
            )
            yield finding(
                "name",
                "warning",
                first_place(odd[0][4], odd[0][2]),
                odd[0][3],
                ", ".join(known[name]),
                message,
                tuple(sorted({m[2] for m in odd[1:]} - {odd[0][2]})),
            )


def first_place(block: ContentBlock, place: int) -> SourceLocation:
    """The number of a line or page as a location: a page where the block knows its page."""
    return SourceLocation(page=place) if block.place().page else SourceLocation(line=place)


@rule
def offices(document: SourceDocument) -> Iterator[Finding]:
    """An office named with and without one inner word ("Direktorat Pengadaan (PNS) dan Kepangkatan"), or misspelt."""
    seen: dict[tuple[str, tuple[str, ...]], list[tuple[str, int, str, ContentBlock]]] = defaultdict(list)
    for block, text, place, _ in named_blocks(document):
        if block.kind in ("contents", "heading", "caption"):
            continue
        for match in _OFFICE.finditer(text):
            words = tuple(w.lower() for w in re.findall(r"[\w’'-]+", match[2]))
            if 2 <= len(words) <= 9:
                where = block.place(match.start()) if block.table is None else None
                at = (where.line or where.page or 0) if where else place
                seen[match[1], words].append((match[0], at, around(text, *match.span(), 50), block))
    reported: set[tuple[str, tuple[str, ...]]] = set()
    for (kind, a), (other_kind, b) in combinations(sorted(seen, key=lambda k: len(k[1])), 2):
        if kind != other_kind or (kind, b) in reported or not _one_office(a, b):
            continue
        reported.add((kind, b))
        first, second = seen[kind, a], seen[kind, b]
        message = f"Satu unit tampaknya ditulis dengan dua nama: “{second[0][0]}” dan “{first[0][0]}”. Tetapkan nama resminya."
        places = {m[1] for m in (*first, *second)} - {second[0][1]}
        yield finding(
            "name",
            "warning",
            first_place(second[0][3], second[0][1]),
            second[0][2],
            f"{second[0][0]} / {first[0][0]}",
            message,
            tuple(sorted(places)),
        )


def _one_office(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Equal but for one inner word more, or for one word misspelt; ends must be the same."""
    if len([w for w in a if w != "dan"]) < 2 or any(re.fullmatch(r"[ivx]+|\d+", w) for w in (*a, *b)):
        return False
    if len(b) == len(a) + 1 and a[0] == b[0] and a[-1] == b[-1]:
        return any(a == b[:i] + b[i + 1 :] for i in range(1, len(b) - 1)) and "dan" in a
    if len(a) == len(b):
        wrong = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        return (
            len(wrong) == 1
            and min(map(len, wrong[0])) >= 6
            and _distance(*wrong[0]) <= 2
            and wrong[0][0][:3] == wrong[0][1][:3]
            and not _inflected(*wrong[0])
        )
    return False


def _inflected(a: str, b: str) -> bool:
    """Whether two words are two words and not one misspelt: "pembinaan", "pembinaan"-like pairs with other endings."""
    return a[:-2] == b[:-2] and {a[-2:], b[-2:]} & {"an", "si"} != set() and a[-1] != b[-1]


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(new[-1] + 1, row[j] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


@rule
def brands(document: SourceDocument) -> Iterator[Finding]:
    """A name in capitals written together and apart ("LAPORBKN!", "LAPOR BKN")."""
    text = document.text
    together = Counter(re.findall(r"\b[A-Z]{6,16}\b", text))
    for name, count in together.items():
        for cut in range(3, len(name) - 2):
            apart = re.compile(rf"\b{name[:cut]}[ -]{name[cut:]}\b")
            if not apart.search(text) or count < 2:
                continue
            for block in document.prose:
                if match := apart.search(block.text):
                    where = block.place(match.start())
                    message = f"Satu nama ditulis dua cara: {name} ({count} kali) dan {match[0]}. Seragamkan."
                    yield finding("name", "warning", where, around(block.text, *match.span(), 60), name, message)
                    break
            break


@rule
def announced_captions(document: SourceDocument) -> Iterator[Finding]:
    """ "Gambar berikut ... LAPORBKN! dan WBS" above a caption that names only one of the two."""
    blocks = [b for b in document.blocks if b.kind != "contents"]
    for index, block in enumerate(blocks):
        if block.kind != "paragraph":
            continue
        for match in re.finditer(
            r"\b(Gambar|Grafik|Tabel|Diagram)\s+berikut\b[^.]*?\b([A-Z][A-Z!]{2,})\s+dan\s+([A-Z][A-Z!]{2,})\b",
            block.text,
        ):
            caption = next(
                (b for b in blocks[index + 1 : index + 3] if b.kind == "caption" and b.marker.startswith(match[1])),
                None,
            )
            if caption is None:
                continue
            named = [bool(re.search(rf"\b{re.escape(word.strip('!'))}", caption.text)) for word in (match[2], match[3])]
            if any(named) and not all(named):
                missing = (match[2], match[3])[named.index(False)]
                message = f"Kalimat pengantar menyebut {match[2]} dan {match[3]}, tetapi keterangan {caption.marker} tidak memuat {missing}. Samakan cakupannya."
                yield finding(
                    "caption",
                    "warning",
                    caption.place(),
                    f"{caption.marker}. {caption.text}",
                    missing,
                    message,
                    (block.place(match.start()).line or 0,) if block.place().line else (),
                )
