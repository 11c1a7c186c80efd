"""Laws: one law under two numbers, titles or dates; laws no longer in force."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from audit.citations import Citation, LawKey, citations
from audit.document import ContentBlock, SourceDocument
from audit.finding import Finding
from audit.known_laws import KnownLaw, known_laws
from audit.rules.registry import around, finding, rule

_BASIS = re.compile(
    r"\b(?:berdasarkan|berdasar pada|dasar|mengacu|sesuai|berpedoman|menggunakan|menurut|diatur dalam|diamanatkan|amanat|melaksanak?an|merujuk|tertera pada|"
    r"pedoman|landasan|ketentuan|memenuhi|mengikuti|penerapan|implementasi|metode|sebagaimana)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:menggantikan|mencabut|dicabut|pengganti|semula|sebelumnya|digantikan|diganti|dahulu|pernah|sejak|dimulai|diubah|perubahan atas|tidak berlaku|sejarah|dilanjutkan|kemudian)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Cited:
    """A citation with the block that it stands in."""

    citation: Citation
    block: ContentBlock

    @property
    def place(self) -> int:
        where = self.block.place(self.citation.start)
        return where.line or where.page or 0


def _all(document: SourceDocument) -> list[_Cited]:
    blocks = [block for block in document.blocks if block.kind in ("paragraph", "item", "heading")]
    return [_Cited(citation, block) for block in blocks for citation in citations(block.text)]


def _also(cited: Sequence[_Cited], first: _Cited) -> tuple[int, ...]:
    return tuple(sorted({c.place for c in cited} - {first.place, 0}))


@rule
def one_law_two_codes(document: SourceDocument) -> Iterator[Finding]:
    """The same number and year under two codes ("KEP/25/M.PAN/2004", "KEP/25/M.PAN/2/2004")."""
    groups: dict[LawKey, list[_Cited]] = defaultdict(list)
    for cited in _all(document):
        if "/" in cited.citation.code and re.search(r"[A-Z]", cited.citation.code) and cited.citation.key[2]:
            groups[cited.citation.key].append(cited)
    for group in groups.values():
        codes = {c.citation.code: c for c in reversed(group)}
        for one, other in combinations(sorted(codes, key=lambda code: codes[code].place), 2):
            a, b = codes[one], codes[other]
            message = f"Satu peraturan ditulis dengan dua nomor: {one} dan {other}. Cocokkan dengan naskahnya."
            yield finding(
                "law",
                "error",
                b.block.place(b.citation.start),
                b.citation.text,
                f"{one} ≠ {other}",
                message,
                _also([c for c in group if c is not b], b) or (a.place,),
            )


@rule
def one_law_two_titles(document: SourceDocument) -> Iterator[Finding]:
    """The same law with titles that differ; a title cut short is no difference."""
    groups: dict[LawKey, list[_Cited]] = defaultdict(list)
    for cited in _all(document):
        if cited.citation.title and cited.citation.key[2]:
            groups[cited.citation.key].append(cited)
    laws = known_laws()
    for key, group in groups.items():
        reported = False
        for a, b in combinations(group, 2):
            if not reported and (words := differing(a.citation.title, b.citation.title)):
                reported = True
                message = f"Judul peraturan yang sama ditulis berbeda: “{a.citation.title}” dan “{b.citation.title}” ({words}). Cocokkan dengan naskahnya."
                severity = "error" if "≠" in words else "warning"
                yield finding(
                    "law", severity, b.block.place(b.citation.start), b.citation.text, words, message, _also(group, b)
                )
        law = laws.get(key)
        if law is not None and law.title and not reported:
            yield from _against_data(group, law)


def _against_data(group: Sequence[_Cited], law: KnownLaw) -> Iterator[Finding]:
    wrong = [c for c in group if (words := differing(c.citation.title, law.title)) and "≠" in words]
    if wrong:
        first = wrong[0]
        words = differing(first.citation.title, law.title)
        severity = (
            "warning"
            if law.confidence in "VS"
            or SequenceMatcher(None, first.citation.title.lower(), law.title.lower()).ratio() < 0.5
            else "unsure"
        )
        message = f"{law.name} menurut data peraturan berjudul “{law.title}”, di laporan “{first.citation.title}” ({words}). Cocokkan dengan naskahnya."
        yield finding(
            "law",
            severity,
            first.block.place(first.citation.start),
            first.citation.text,
            law.title,
            message,
            _also(wrong, first),
        )


def differing(a: str, b: str) -> str:
    """How two titles differ ("umum ≠ publik"), "" when they are one title, perhaps cut short or abbreviated."""
    left, right = (re.findall(r"[\w/]+", _expanded(title).lower()) for title in (a, b))
    size = min(len(left), len(right))
    if size == 0 or left[:size] == right[:size]:
        return ""
    if any(word.isupper() and len(word) <= 6 for word in (a + " " + b).split() if word not in ("A", "B")) and (
        a.isupper() == b.isupper()
    ):
        return ""  # an abbreviation on one side: cannot be compared word by word
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    changes = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    if (
        changes
        and changes[-1][0] in ("insert", "delete")
        and changes[-1][2 if changes[-1][0] == "delete" else 4]
        == (len(left) if changes[-1][0] == "delete" else len(right))
    ):
        changes = changes[:-1]
    texts = []
    for op, i1, i2, j1, j2 in changes:
        first, second = " ".join(left[i1:i2]), " ".join(right[j1:j2])
        if first.replace(" ", "").replace("-", "") == second.replace(" ", "").replace("-", ""):
            continue  # "tata laksana" and "tatalaksana"
        if {first, second} <= {"", "dan", "di", "pada", "dalam", "dari", "atas", "republik indonesia", "ri"}:
            continue
        texts.append(f"{first or '–'} {'≠' if op == 'replace' else '/'} {second or '–'}")
    return "; ".join(texts[:3])


def _expanded(title: str) -> str:
    """Common abbreviations of titles spelled out, so that "Pokok2 RB" compares with its long form."""
    for short, full in (
        ("RB", "Reformasi Birokrasi"),
        ("PNS", "Pegawai Negeri Sipil"),
        ("ASN", "Aparatur Sipil Negara"),
        ("UU", "Undang-Undang"),
        ("BKN", "Badan Kepegawaian Negara"),
    ):
        title = re.sub(rf"\b{short}\b", full, title)
    return re.sub(r"(\w)-(\w)", r"\1\2", title)


@rule
def one_title_two_numbers(document: SourceDocument) -> Iterator[Finding]:
    """One title under two numbers of the same kind ("UU 25/2009", "UU 29/2009" tentang Pelayanan Publik).

    Where both number and year differ it may be a later law of the same title: passed over.
    """
    groups: dict[tuple[str, str], list[_Cited]] = defaultdict(list)
    for cited in _all(document):
        if cited.citation.title and cited.citation.key[2]:
            groups[cited.citation.key[0], cited.citation.title.lower()].append(cited)
    laws = known_laws()
    flagged: set[LawKey] = set()
    for group in groups.values():
        keys = sorted({c.citation.key for c in group}, key=lambda key: -sum(c.citation.key == key for c in group))
        for one, other in combinations(keys, 2):
            if (one[1] == other[1]) == (one[2] == other[2]) or (one in laws and other in laws):
                continue
            odd = one if other in laws else other
            kept = other if odd == one else one
            bad = [c for c in group if c.citation.key == odd]
            flagged.add(odd)
            first = bad[0]
            message = f"Peraturan berjudul “{first.citation.title}” ditulis sebagai {odd[1]}/{odd[2]} dan {kept[1]}/{kept[2]}. Cocokkan dengan naskahnya."
            yield finding(
                "law",
                "error",
                first.block.place(first.citation.start),
                first.citation.text,
                f"{kept[1]}/{kept[2]}",
                message,
                _also(group, first),
            )
    by_title = {(law.key[0], law.title.lower()): law for law in laws.values() if law.title}
    for (kind, title), group in groups.items():
        first = group[0]
        law = by_title.get((kind, title))
        key = first.citation.key
        if law is None or key in laws or key in flagged or (key[1] == law.key[1]) == (key[2] == law.key[2]):
            continue
        message = f"“{first.citation.title}” menurut data peraturan adalah {law.name}, bukan {key[1]}/{key[2]}. Cocokkan dengan naskahnya."
        yield finding(
            "law",
            "warning",
            first.block.place(first.citation.start),
            first.citation.text,
            law.name,
            message,
            _also(group, first),
        )


@rule
def law_dates(document: SourceDocument) -> Iterator[Finding]:
    """One law with two dates, or a date whose year is not the law's."""
    groups: dict[LawKey, list[_Cited]] = defaultdict(list)
    for cited in _all(document):
        if cited.citation.date and cited.citation.key[2]:
            groups[cited.citation.key].append(cited)
    for group in groups.values():
        for cited in group:
            year = int(cited.citation.date.split()[-1])
            if year != cited.citation.key[2]:
                message = f"Peraturan tahun {cited.citation.key[2]} diberi tanggal {cited.citation.date}. Periksa tahun atau tanggalnya."
                yield finding(
                    "law",
                    "error",
                    cited.block.place(cited.citation.start),
                    cited.citation.text,
                    str(cited.citation.key[2]),
                    message,
                )
        dates = {c.citation.date.lower(): c for c in reversed(group)}
        same_year = {d: c for d, c in dates.items() if int(d.split()[-1]) == c.citation.key[2]}
        if len(same_year) > 1:
            shown = " dan ".join(sorted(same_year))
            last = group[-1]
            message = f"Peraturan yang sama bertanggal {shown}. Cocokkan dengan naskahnya."
            yield finding(
                "law",
                "error",
                last.block.place(last.citation.start),
                last.citation.text,
                shown,
                message,
                _also(group, last),
            )


@rule
def superseded_laws(document: SourceDocument) -> Iterator[Finding]:
    """A law cited as a basis in a year in which another had replaced it; history is left alone."""
    year = document.year
    if year is None:
        return
    laws = known_laws()
    bases: dict[LawKey, list[_Cited]] = defaultdict(list)
    heading = ""
    for block in document.blocks:
        if block.kind == "heading":
            heading = block.text
        if block.kind not in ("paragraph", "item"):
            continue
        for citation in citations(block.text):
            law = laws.get(citation.key)
            if law is None or law.since is None or law.since > year:
                continue
            before = re.split(r"(?<=[a-z)])\.\s", block.text[max(0, citation.start - 220) : citation.start])[-1]
            after = block.text[citation.end : citation.end + 120]
            listed = re.search(r"dasar hukum|landasan|referensi peraturan", heading, re.IGNORECASE)
            if not listed and not _BASIS.search(before):
                continue
            if (
                _HISTORY.search(before[-90:])
                or re.match(r"[^.;]{0,60}\b(?:dicabut|diganti|digantikan|diubah|tidak berlaku)", after)
                or _names(law.replaced_by, block.text)
            ):
                continue
            bases[citation.key].append(_Cited(citation, block))
    for key, group in bases.items():
        law, first = laws[key], group[0]
        severity = "error" if (law.since or 0) < year and law.confidence in "VS" else "warning"
        message = f"{law.name} dipakai sebagai dasar dalam laporan {year}, padahal sejak {law.since} digantikan {law.replaced_by}. Pastikan peraturan yang berlaku."
        quote = around(first.block.text, first.citation.start, first.citation.end, 60)
        yield finding(
            "superseded",
            severity,
            first.block.place(first.citation.start),
            quote,
            law.replaced_by,
            message,
            _also(group, first),
        )


def _names(successor: str, text: str) -> bool:
    """Whether a text names the successor ("PermenPANRB 14/2017") by its number and year."""
    match = re.search(r"(\d+)/(\d{4})", successor)
    return bool(match) and any(c.key[1] == int(match[1]) and c.key[2] == int(match[2]) for c in citations(text))  # type: ignore[index]
