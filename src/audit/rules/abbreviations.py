"""One abbreviation spelled out in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from audit.document import ContentBlock, SourceDocument
from audit.finding import Finding
from audit.rules.names import first_place, named_blocks
from audit.rules.registry import around, finding, rule

_EXPANSION = re.compile(r"\(\s*([A-Z][A-Za-z]{1,8})\s*\)|\b([A-Z]{2,8})\s+\(([^()]{6,90})\)")
_LINKS = frozenset(("dan", "di", "ke", "dari", "untuk", "pada", "atas", "of", "and", "the", "for", "yang", "serta", "bagi", "dalam", "dengan"))  # fmt: skip


@dataclass(frozen=True)
class _Meaning:
    """An abbreviation with the words that stand for it at one place. sure : their initials make it."""

    short: str
    words: str
    sure: bool
    block: ContentBlock
    place: int
    quote: str

    @property
    def key(self) -> str:
        return " ".join(self.words.lower().split())


@rule
def abbreviations(document: SourceDocument) -> Iterator[Finding]:
    """ "Sistem Seleksi CPNS Nasional (SSCN)", elsewhere "Sistem Seleksi CPNS Naional (SSCN)".

    Words whose initials do not make the abbreviation count when they differ from sure ones in a single word.
    """
    known: dict[str, list[_Meaning]] = defaultdict(list)
    for meaning in _meanings(document):
        known[meaning.short].append(meaning)
    for short, meanings in known.items():
        sure = {meaning.key for meaning in meanings if meaning.sure}
        forms: dict[str, list[_Meaning]] = defaultdict(list)
        for meaning in meanings:
            if meaning.sure or any(_all_but_one(meaning.key, one) for one in sure):
                forms[meaning.key].append(meaning)
        if len(forms) < 2:
            continue
        first, other = sorted(forms.values(), key=lambda form: (-len(form), form[0].place))[:2]
        a, b = first[0].words, other[0].words
        if _same_words(a, b):
            continue
        message = f"Singkatan {short} dijabarkan dua cara: “{a}” dan “{b}”. Tetapkan satu kepanjangan."
        also = tuple(sorted({meaning.place for meaning in first} - {other[0].place}))
        place = first_place(other[0].block, other[0].place)
        yield finding("name", "warning", place, other[0].quote, f"{a} / {b}", message, also)


def _meanings(document: SourceDocument) -> Iterator[_Meaning]:
    for block, text, place, _ in named_blocks(document):
        for match in _EXPANSION.finditer(text) if block.kind != "contents" else ():
            short, before = match[1] or match[2], text[: match.start()]
            if not short.isupper():
                continue
            sure = _spelled(short, match[3]) if match[3] else _spelled_before(short, before)
            words = sure or ("" if match[3] else _capitals_before(short, before))
            if words:
                yield _Meaning(short, words, bool(sure), block, place, around(text, *match.span(), 70))


def _spelled(short: str, words: str) -> str:
    """The words whose initials make the abbreviation, "" when they do not."""
    tokens = words.split()
    plain = [t for t in tokens if t.lower() not in _LINKS]
    initials = "".join(t[0].upper() for t in plain if t[:1].isalpha())
    return " ".join(tokens) if initials == short and len(short) >= 3 else ""


def _spelled_before(short: str, before: str) -> str:
    """The words in front of "(ABC)" whose initials are A, B, C."""
    tokens = re.findall(r"[\w’'-]+", before)[-(len(short) * 2 + 2) :]
    for size in range(len(short), len(tokens) + 1):
        tail = tokens[-size:]
        if tail[0].lower() in _LINKS or not tail[0][0].isupper():
            continue
        if full := _spelled(short, " ".join(tail)):
            return full
    return ""


def _capitals_before(short: str, before: str) -> str:
    """As many words in front of "(ABC)" as it has letters, when all are capitalised and the first fits; else ""."""
    tail = re.findall(r"[\w’'-]+", before)[-len(short) :]
    fits = len(tail) == len(short) >= 3 and all(word[0].isupper() for word in tail) and tail[0][0] == short[0]
    return " ".join(tail) if fits else ""


def _all_but_one(words: str, known: str) -> bool:
    """Whether two expansions of one length differ in a single word."""
    a, b = words.lower().split(), known.lower().split()
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _same_words(a: str, b: str) -> bool:
    """Whether two expansions are one in two spellings that nobody would correct (capitals, hyphens, linking words)."""

    def bare(text: str) -> list[str]:
        return [w for w in re.findall(r"\w+", text.lower()) if w not in _LINKS]

    return "".join(bare(a)) == "".join(bare(b))
