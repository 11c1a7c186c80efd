"""Months of a plan against dated evidence of the same activity in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.document import ContentBlock, SourceDocument, SourceLocation, SourceTable
from audit.finding import Finding
from audit.rules.registry import finding, rule
from audit.words import MONTH, MONTH_FORMS, MONTHS

_HEAD = re.compile(
    r"^(?:bulan(?:\s*ke-?)?|waktu(?: pelaksanaan)?|jadwal|rencana (?:bulan|waktu|pelaksanaan)|target waktu|periode|timeline)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"(?:\b\d{{1,2}}(?:\s*(?:-|–|dan|s\.d\.|sampai)\s*\d{{1,2}})?\s+|\b(?:bulan|pada|di|sejak)\s+)?\b(?P<month>{MONTH})\b\.?\s+(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:dilaksanakan|melaksanakan|diselenggarakan|menyelenggarakan|digelar|menggelar|berlangsung|diadakan|mengadakan|kegiatan|rapat|pelaksanaan|sosialisasi|pelatihan|bimtek|workshop|rakor|rakornis|kunjungan|audit|dimulai|dilakukan|diluncurkan|peluncuran)\b",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:peraturan|keputusan|undang|surat|nomor|permen\w*)\b[^.;]*\b(?:tanggal|tertanggal|nomor|tahun)\b[^.;]*$|\b(?:ditetapkan|diundangkan)\b[^.;]*$",
    re.IGNORECASE,
)
_OFTEN = {
    "setiap bulan": 12,
    "tiap bulan": 12,
    "setiap triwulan": 4,
    "tiap triwulan": 4,
    "per triwulan": 4,
    "setiap semester": 2,
    "tiap semester": 2,
    "per semester": 2,
    "dua kali setahun": 2,
    "setiap tiga bulan": 4,
}


@dataclass(frozen=True)
class Planned:
    """An activity of a plan.

    Parameters
    ----------
    activity : str
    months : frozenset of int
        From 1 to 12.
    place : SourceLocation
    shown : str
        Its row as printed.
    """

    activity: str
    months: frozenset[int]
    place: SourceLocation
    shown: str


@rule
def plan_against_evidence(document: SourceDocument) -> Iterator[Finding]:
    """Evidence dated in a month that the plan does not give its activity."""
    if document.year is None:
        return
    sections = _sections(document)
    for planned in plans(document, [title for title, _ in sections]):
        matching = [body for title, body in sections if _same_activity(planned.activity, title)]
        if len(matching) != 1:
            continue
        evidence = [
            (month, block) for month, block in _evidence(matching[0], document.year) if month not in planned.months
        ]
        if evidence:
            months = sorted({month for month, _ in evidence})
            names = ", ".join(MONTHS[month - 1].capitalize() for month in months)
            first = evidence[0][1]
            also = tuple(sorted({b.place().line or b.place().page or 0 for _, b in evidence} - {0}))
            message = (
                f"Rencana menempatkan “{planned.activity}” pada bulan {planned.shown}, sedangkan naskah memuat bukti bertanggal {names}. "
                "Sesuaikan rencananya atau jelaskan."
            )
            yield finding(
                "plan",
                "warning",
                planned.place,
                f"{planned.activity} | {planned.shown} … {first.text[:120]}",
                names,
                message,
                also,
            )
        yield from _frequency(planned, matching[0])


def _frequency(planned: Planned, body: Sequence[ContentBlock]) -> Iterator[Finding]:
    """ "setiap semester" with one planned month."""
    for block in body:
        for words, times in _OFTEN.items():
            if (
                block.kind == "paragraph"
                and re.search(
                    rf"\b(?:dilakukan|dilaksanakan|diselenggarakan|diadakan|berlangsung)\s+(?:\w+\s+)?{words}\b",
                    block.text,
                    re.IGNORECASE,
                )
                and len(planned.months) < times
            ):
                message = f"Naskah menyebut “{planned.activity}” {words} ({times} kali setahun), sedangkan rencana memuat bulan {planned.shown} saja. Samakan."
                yield finding(
                    "plan",
                    "warning",
                    block.place(),
                    block.text[:150],
                    f"{times} kali",
                    message,
                    (planned.place.line,) if planned.place.line else (),
                )
                return


def plans(document: SourceDocument, titles: Sequence[str]) -> Iterator[Planned]:
    """Activities and months of every table with a month column, or with one column a month."""
    for _, table in document.tables:
        month_column = next((i for i, name in enumerate(table.names) if _HEAD.match(name.strip())), None)
        if month_column is not None and month_column > 0:
            yield from _listed(table, month_column, titles)
            continue
        heads = {
            i: MONTH_FORMS[name.strip().lower().split()[-1]]
            for i, name in enumerate(table.names)
            if name.strip() and name.strip().lower().split()[-1] in MONTH_FORMS
        }
        if len(heads) >= 6:
            label = min(heads) - 1
            for row in table.body:
                marked = frozenset(
                    month for i, month in heads.items() if re.fullmatch(r"[xX√✓✔vV●■*]+", row.cells[i].strip())
                )
                if marked and label >= 0 and row.cells[label].strip():
                    yield Planned(row.cells[label].strip(), marked, row.place, _spoken(marked))


def _listed(table: SourceTable, column: int, titles: Sequence[str]) -> Iterator[Planned]:
    for row in table.body:
        groups = [g.strip() for g in re.split(r"\n|(?<![,\s–-])\s+(?=\d)|;\s*", row.cells[column]) if g.strip()]
        label = next((row.cells[i].strip() for i in range(column - 1, -1, -1) if row.cells[i].strip()), "")
        activities = _split(label, titles) if len(groups) > 1 else [label]
        if len(activities) != len(groups):
            continue
        for activity, group in zip(activities, groups, strict=True):
            if activity and (months := months_of(group)):
                yield Planned(" ".join(activity.split()), months, row.place, group)


def _split(label: str, titles: Sequence[str]) -> list[str]:
    """A cell that lists several activities, cut at its line breaks or where headings of the text begin."""
    lines = [line for line in label.split("\n") if line.strip()]
    if len(lines) > 1:
        return lines
    words = label.split()
    starts = set()
    for title in titles:
        wanted = _words(title)
        for i in range(len(words)):
            if (
                _words(words[i])[:1] == wanted[:1]
                and len(wanted) > 1
                and set(wanted)
                and len(set(wanted) & set(_words(" ".join(words[i : i + len(wanted) + 2])))) >= 0.75 * len(set(wanted))
            ):
                starts.add(i)
                break
    cuts = sorted(starts | {0})
    return [" ".join(words[a:b]) for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True)]


def months_of(text: str) -> frozenset[int]:
    """Months of "6, 8", "1-12", "Januari s.d. Maret", "Triwulan II"; empty when it says none."""
    low = text.lower()
    quarters = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
    found: set[int] = set()
    for match in re.finditer(r"(?:triwulan|tw)\s*(iv|iii|ii|i|[1-4])\b", low):
        found |= set(range(quarters[match[1]] * 3 - 2, quarters[match[1]] * 3 + 1))
    for match in re.finditer(r"semester\s*(ii|i|[12])\b", low):
        half = quarters[match[1]]
        found |= set(range(half * 6 - 5, half * 6 + 1))
    if found:
        return frozenset(found)
    named = re.sub(MONTH, lambda m: str(MONTH_FORMS[m[0]]), re.sub(r"\b(?:19|20)\d\d\b", "", low))
    named = re.sub(r"s\.?\s?/?d\.?|sampai(?: dengan)?|hingga|–|—", "-", named)
    if re.search(r"[a-z]{3,}", re.sub(r"bulan|ke|dan|minggu", "", named)):
        return frozenset()
    for match in re.finditer(r"(\d{1,2})\s*-\s*(\d{1,2})|(\d{1,2})", named):
        low_month, high = (int(match[1]), int(match[2])) if match[1] else (int(match[3]), int(match[3]))
        if not (1 <= low_month <= high <= 12):
            return frozenset()
        found |= set(range(low_month, high + 1))
    return frozenset(found)


def _spoken(months: frozenset[int]) -> str:
    return ", ".join(MONTHS[month - 1].capitalize() for month in sorted(months))


def _sections(document: SourceDocument) -> list[tuple[str, list[ContentBlock]]]:
    """(heading, blocks up to the next heading) for every heading with words."""
    sections: list[tuple[str, list[ContentBlock]]] = []
    for block in document.blocks:
        if block.kind == "heading":
            sections.append((block.text, []))
        elif sections and block.kind in ("paragraph", "item", "caption"):
            sections[-1][1].append(block)
    return sections


def _words(text: str) -> list[str]:
    small = {"di", "dan", "ke", "pada", "dalam", "untuk", "yang", "menuju", "sistem"}
    return [w for w in re.findall(r"[a-z]+", text.lower().replace("mind-set", "mindset")) if w not in small]


def _same_activity(activity: str, title: str) -> bool:
    """Whether a planned activity is a section's title: nearly all words of both are shared."""
    a, b = set(_words(activity)), set(_words(title))
    return len(a & b) >= 2 and len(a & b) >= 0.8 * max(len(a), len(b))


def _evidence(body: Sequence[ContentBlock], year: int) -> Iterator[tuple[int, ContentBlock]]:
    """(month, block) of dated captions and of sentences that say something was held, in the plan's year."""
    for block in body:
        for match in _DATED.finditer(block.text):
            before = block.text[: match.start()]
            sentence = re.split(r"(?<=[a-z)])\.\s", before)[-1]
            if int(match["year"]) != year or _LAW.search(sentence):
                continue
            if block.kind == "caption" or _HELD.search(sentence):
                yield MONTH_FORMS[match["month"].lower()], block
