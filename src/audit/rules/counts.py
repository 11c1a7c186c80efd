"""Announced counts against the list that follows or precedes ("tiga kanal", then four)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.document import ContentBlock, Sentence, SourceDocument
from audit.finding import Finding
from audit.numbers import NumberMention, PrintedValue, numbers, worded
from audit.rules.registry import around, finding, rule
from audit.words import NUMBER_WORDS, ORDINAL_WORDS, TIME_UNITS, number_from_words

_CUE = re.compile(
    r"\b(?:yaitu|yakni|ialah|adalah|meliputi|mencakup|antara lain|di\s?antaranya|terdiri\s+(?:dari|atas)|terbagi\s+(?:menjadi|atas)|sebagai berikut|seperti|berupa|berikut)\b(?:\s+sebagai berikut)?\s*:?|:",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"antara lain|di\s?antaranya|seperti|misalnya|termasuk|beberapa|dll|dan lain|dsb|dan sebagainya|sebagian|khususnya",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?<![\w)])\(?(\d{1,2}|[a-z]|[ivx]{1,4})\)\s")
# Nouns that are measured or numbered rather than listed.
_NOT_LISTED = TIME_UNITS | {
    "persen", "orang", "rupiah", "kali", "responden", "km", "juta", "ribu", "miliar", "hektare", "ha", "ton", "poin", "lembar", "dan",
    "di", "ke", "yang", "dari", "pada", "untuk", "meter", "peserta", "pegawai",
}  # fmt: skip


@rule
def announced_counts(document: SourceDocument) -> Iterator[Finding]:
    """ "lima kegiatan, yaitu (1) ... (4) ..." in a sentence, or followed by a list of items."""
    for sentence in document.sentences:
        for number in _announcing(sentence.text):
            cue = _CUE.search(sentence.text, number.end)
            if cue is None or not _near(sentence.text, number, cue):
                continue
            tail = sentence.text[cue.end() :]
            open_end = bool(_OPEN.search(sentence.text[number.end : cue.end() + 15]))
            listed = _listed(document, sentence, tail, cue[0])
            if listed is None:
                continue
            least, most, shown = listed
            said = int(number.value.value)
            if least <= said <= most or (open_end and said > most):
                continue
            severity = "error" if least == most else "warning"
            count = str(least) if least == most else f"{least}–{most}"
            message = f"Disebut {number.text} {number.unit}, tetapi yang didaftar {count}{shown}. Samakan angka dengan daftarnya."
            yield finding(
                "count",
                severity,
                sentence.place(number.start),
                around(sentence.text, number.start, min(len(sentence.text), cue.end() + 60), 60),
                count,
                message,
            )
            break


def _announcing(text: str) -> list[NumberMention]:
    """Counts from 2 to 30 of things that can be listed, in digits or words, the last first."""
    found = [
        n
        for n in (*numbers(text), *worded(text))
        if 2 <= n.value.value <= 30 and n.value.decimals == 0 and not n.percent and n.value.scale == 1
    ]
    kept = []
    for number in found:
        before = text[max(0, number.start - 24) : number.start].lower()
        if (
            not number.unit
            or number.unit in _NOT_LISTED
            or number.approx
            or re.search(
                r"(?:ke-?|no\.?|nomor|per|minimal|maksimal|pasal|(?<!terdiri )(?<!terbagi )dari|hingga|sampai|tanggal|pukul|skala)\s*$",
                before,
            )
        ):
            continue
        if re.search(r"\b(?:masing-masing|setiap|tiap)\b", before):
            continue
        kept.append(number)
    # "Kesembilan unit tersebut terdiri dari:" announces as "sembilan unit" does
    for match in re.finditer(
        rf"\bke(?P<n>{'|'.join(word[2:] for word in ORDINAL_WORDS[1:])})\s+(?P<noun>[a-z]{{3,}})\s+(?:(?:tersebut|itu|ini)\s+)?(?=adalah|yaitu|yakni|terdiri|meliputi)",
        text,
        re.IGNORECASE,
    ):
        value = number_from_words(match["n"])
        if value:
            kept.append(
                NumberMention(
                    match[0][: 2 + len(match["n"])],
                    match.start(),
                    match.end("noun"),
                    PrintedValue(Decimal(value)),
                    match["noun"],
                )
            )
    # "sasarannya ada lima, yaitu": the noun stands in front
    for match in re.finditer(
        rf"\b(?:ada|berjumlah)\s+(?P<n>{NUMBER_WORDS}|\d{{1,2}})(?:\s*\([^)]*\))?\s*(?=,|:|yaitu|yakni)",
        text,
        re.IGNORECASE,
    ):
        value = int(match["n"]) if match["n"].isdigit() else number_from_words(match["n"])
        if value and 2 <= value <= 30:
            kept.append(
                NumberMention(match["n"], match.start("n"), match.end("n"), PrintedValue(Decimal(value)), "butir")
            )
    return sorted(kept, key=lambda n: -n.start)


def _near(text: str, number: NumberMention, cue: re.Match[str]) -> bool:
    """Whether the cue belongs to the count: no other figure and no clause end between, not too far."""
    between = text[number.end : cue.start()]
    if len(between) > 130 or re.search(r"\d|;|\. |\b(?:sedangkan|sementara|namun|karena|sehingga|agar)\b", between):
        return False
    if cue[0].lower() == "adalah" and len(between) > 60:
        return False
    return not worded_count(between)


def worded_count(text: str) -> bool:
    """Whether a text counts in words something that lists enumerate."""
    return any(n.unit not in _NOT_LISTED for n in worded(text))


def _listed(document: SourceDocument, sentence: Sentence, tail: str, cue: str) -> tuple[int, int, str] | None:
    """(least, most, words about them) of the things listed behind a cue; None when there is no clear list."""
    markers = [m[1] for m in _INLINE.finditer(tail)]
    if len(markers) >= 2 and markers[0] in ("1", "a", "i"):
        size = _sequence_length(markers)
        return size, size, f" ({markers[0]})…({markers[size - 1]})"
    letters = re.findall(r"(?:^|[,;]\s*|\bdan\s+)([a-h])\.\s", tail)
    if len(letters) >= 2 and letters[0] == "a":
        return len(letters), len(letters), ""
    ends_block = not tail.strip(" .:") and sentence.start + len(sentence.text) >= len(sentence.block.text.rstrip()) - 1
    if ends_block:
        return _block_list(document, sentence.block)
    if cue.strip().lower() in ("adalah", "berikut", "seperti", "berupa") or ":" in tail[:-1]:
        return None
    return comma_list(tail)


def _sequence_length(markers: Sequence[str]) -> int:
    """How many markers run on from the first before they begin anew."""
    for index, marker in enumerate(markers[1:], 1):
        if marker == markers[0]:
            return index
    return len(markers)


def _block_list(document: SourceDocument, block: ContentBlock) -> tuple[int, int, str] | None:
    """The items right below a block that ends in its cue; one table of ordinals may stand for a list."""
    blocks = document.blocks
    index = next(i for i, candidate in enumerate(blocks) if candidate is block)
    items: list[ContentBlock] = []
    style = ""
    for candidate in blocks[index + 1 :]:
        if candidate.kind == "caption" and items:
            continue
        if candidate.kind != "item":
            break
        shape = _style(candidate.marker)
        if style and shape != style:
            if candidate.marker in ("1.", "a.", "1)", "a)", "(1)", "(a)", "-"):
                continue  # a list inside an item
            break
        if items and candidate.marker in ("1.", "a.", "1)", "a)", "(1)", "(a)", "A."):
            break
        style = shape
        items.append(candidate)
    if len(items) < 2 or (block.kind == "item" and _style(block.marker) == style):
        return None
    first = items[0].marker
    if first not in ("1.", "a.", "1)", "a)", "(1)", "(a)", "A.", "-", "i.", "I."):
        return None
    last = _ordinal(items[-1].marker)
    if first != "-" and last is not None and last > len(items):
        return len(items), last, f" (butir {first}–{items[-1].marker})"
    return len(items), len(items), " butir"


def _style(marker: str) -> str:
    return re.sub(r"\d+", "1", re.sub(r"[a-z]+", "a", marker))


def _ordinal(marker: str) -> int | None:
    body = marker.strip("().")
    return int(body) if body.isdigit() else (ord(body) - 96 if re.fullmatch(r"[a-z]", body) else None)


def comma_list(tail: str) -> tuple[int, int, str] | None:
    """(least, most) members of "A, B, C, dan D"; None unless it is closed by "dan" or "serta".

    A member may itself hold "dan" ("Data dan Informasi"), hence the range.
    """
    tail = re.sub(r"\([^)]*\)|“[^”]*”", " ", tail).strip(" .:")
    tail = (
        re.split(
            r"[;.:]\s|,?\s+(?:yang|sehingga|sedangkan|sementara|agar|karena|dengan (?:total|jumlah|rincian)|untuk (?:meningkatkan|mendukung)|guna|dalam rangka|di mana|dimana|melalui|sebagai|pada (?:tahun|bulan)|masing-masing|telah|sudah|dapat|oleh)\b",
            tail,
        )[0]
        if ";" not in tail
        else tail
    )
    if ";" in tail:
        parts = [part for part in tail.split(";") if part.strip()]
        return (len(parts), len(parts), "") if len(parts) >= 2 else None
    if re.search(_OPEN, tail) or len(tail) > 420 or re.search(r"\d{2}", tail):
        return None
    segments = [part.strip() for part in tail.split(",") if part.strip()]
    if not segments or sum(bool(re.search(r"(?<![\w-])\d", part)) for part in re.split(r",|\bdan\b", tail)) >= 2:
        return None  # counts of their own: parts of a sum, not things in a list
    last = segments[-1]
    joined = re.match(r"(?:dan|serta|maupun|atau)\s+", last)
    inner = [len(re.findall(r"\b(?:dan|serta)\b", re.sub(r"^(?:dan|serta)\s+", "", part))) for part in segments]
    if not joined and not inner[-1]:
        return None
    if any(len(part.split()) > 9 for part in segments):
        return None
    if joined:
        return len(segments), len(segments) + sum(inner), ""
    least = len(segments) + 1 if len(segments) > 1 else 2
    return (least if len(segments) > 1 or inner[-1] == 1 else 2), len(segments) + sum(inner), ""


@rule
def counts_of_numbered_tables(document: SourceDocument) -> Iterator[Finding]:
    """ "12 jenis masalah seperti pada tabel berikut" against the table's last ordinal."""
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if block.kind not in ("paragraph", "item"):
            continue
        for sentence in document.sentences_in(block):
            if not re.search(r"\btabel\s+(?:berikut|di bawah|[\dIVX])", sentence.text, re.IGNORECASE):
                continue
            for number in _announcing(sentence.text):
                table = next((b for b in blocks[index + 1 : index + 4] if b.table is not None), None)
                if table is None or table.table is None:
                    continue
                ordinals = [_ordinal(row.cells[0].strip()) for row in table.table.body if row.cells[0].strip()]
                head = f"{table.text} {' '.join(table.table.names)}".lower()
                if (
                    number.unit[:5] not in head
                    or len(ordinals) < 3
                    or None in ordinals
                    or ordinals != list(range(1, len(ordinals) + 1))
                ):
                    continue
                if len(ordinals) != int(number.value.value):
                    message = f"Disebut {number.text} {number.unit}, tetapi tabelnya memuat {len(ordinals)}. Samakan angka dengan tabel."
                    yield finding(
                        "count",
                        "warning",
                        sentence.place(number.start),
                        around(sentence.text, number.start, number.end),
                        str(len(ordinals)),
                        message,
                    )
