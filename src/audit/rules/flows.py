"""What came in against what was handled: received = closed + open, unless something was carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.document import ContentBlock, Sentence, SourceDocument
from audit.finding import Finding
from audit.grid import NumberGrid, grids
from audit.numbers import NumberMention, numbers, printed
from audit.rules.registry import around, finding, rule
from audit.words import TIME_UNITS

_FILES = (
    "laporan|pengaduan|aduan|berkas|permohonan|permintaan|kasus|perkara|tiket|surat|usul|usulan|pertanyaan|keluhan|dokumen|temuan|"
    "rekomendasi|panggilan|pesan|izin|perizinan|sengketa|keberatan|gugatan|register|paspor|akta|sertifikat|pendaftaran|order|pesanan|pemohon"
)
_IN = re.compile(
    r"\b(?:menerima|diterima|masuk|penerimaan|terima|didaftarkan|terdaftar|diajukan|dilaporkan|menampung|tercatat)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:selesai|diselesaikan|terselesaikan|menyelesaikan|tuntas|dituntaskan|ditutup|ditindaklanjuti|ditangani|tertangani|diproses selesai|diterbitkan|dijawab|diputus|dikabulkan)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:sisa(?:nya)?|dalam proses|masih (?:di)?proses|sedang (?:di)?proses|masih berproses|belum selesai|belum (?:di)?tindak\s?lanjut\w*|belum ditangani|belum diselesaikan|belum tuntas|belum terselesaikan|tertunda|pending|menunggu|outstanding|tunggakan|masih berjalan)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:sisa (?:awal|tahun|bulan|perkara tahun|periode)|tahun (?:lalu|sebelumnya)|(?:bulan|periode|triwulan|semester) (?:lalu|sebelumnya)|luncuran|limpahan|carry\s?over|akumulasi|saldo awal|tunggakan (?:tahun|awal)|sejak tahun)\b",
    re.IGNORECASE,
)


@rule
def received_and_handled(document: SourceDocument) -> Iterator[Finding]:
    """In one paragraph: closed + open must be what was received, where nothing was carried over."""
    for block in document.prose:
        if not (_IN.search(block.text) and _DONE.search(block.text)):
            continue
        carried = _carried(block.text)
        if carried is None and _BEFORE.search(block.text):
            continue
        received, closed, pending = _sorted_counts(document, block, carried)
        if not received or not closed:
            continue
        received = list({n.value.value: n for n in reversed(received)}.values())[
            ::-1
        ]  # said again is not received again
        candidates = {n.value.value for n in received} | {sum((n.value.value for n in received), Decimal(0))}
        if len(received) > 2:
            candidates.add(sum((n.value.value for n in received[1:]), Decimal(0)))
        if carried is not None:
            candidates = {count + carried.value.value for count in candidates}
        done = sum((n.value.value for n in closed), Decimal(0))
        waits = sum((n.value.value for n in pending), Decimal(0))
        yield from _judge(block, received, closed, pending, candidates, done, waits, carried)


def _judge(
    block: ContentBlock,
    received: list[NumberMention],
    closed: list[NumberMention],
    pending: list[NumberMention],
    candidates: set[Decimal],
    done: Decimal,
    waits: Decimal,
    carried: NumberMention | None,
) -> Iterator[Finding]:
    handled = {done + waits, closed[0].value.value + waits, closed[-1].value.value + waits}
    top = sum((n.value.value for n in received), Decimal(0))
    top = received[0].value.value if received[0].value.value * 2 == top else top
    start = carried.value.value if carried is not None else Decimal(0)
    if pending and candidates & handled:
        return
    if pending and len(pending) > 1 and candidates & {closed[0].value.value + n.value.value for n in pending}:
        return
    if any(n.approx for n in (*received, *closed, *pending)):
        return
    over = min(n.value.value for n in closed) > max(candidates) and not _other_files(block, received[0], closed[0])
    if not pending and not over:
        return
    if _ELSEWHERE.search(block.text) and done + waits <= top + start:
        return  # some went elsewhere: rejected, passed on
    first, last = received[0], (pending or closed)[-1]
    if pending:
        computed = f"masuk {printed(top)}; selesai {printed(done)} + sisa {printed(waits)} = {printed(done + waits)}"
        message = (
            f"Yang masuk {printed(top)}, sedangkan selesai dan sisa berjumlah {printed(done + waits)}. "
            "Jika ada sisa tahun sebelumnya, sebutkan jumlahnya; jika tidak, salah satu angka keliru."
        )
        if carried is not None:
            computed = f"sisa awal {carried.text} + {computed}"
            message = (
                f"Sisa awal {carried.text} dan yang masuk {printed(top)} berjumlah {printed(start + top)}, "
                f"sedangkan selesai dan sisa berjumlah {printed(done + waits)}. Periksa keempat angkanya."
            )
    else:
        computed = f"masuk {printed(top)}; selesai {printed(done)}"
        message = f"Yang selesai ({printed(done)}) lebih banyak daripada yang masuk ({printed(top)}) tanpa sisa awal yang disebut."
    yield finding(
        "balance", "error", block.place(first.start), around(block.text, first.start, last.end, 40), computed, message
    )


_CARRIED = re.compile(
    rf"(?:{_BEFORE.pattern})[^\d.;,]{{0,40}}(?:(?:19|20)\d\d[^\d.;,]{{0,20}})?(?P<digits>\d[\d.]*)", re.IGNORECASE
)


def _carried(text: str) -> NumberMention | None:
    """The one count that is said to be carried over ("sisa tahun lalu 12 pengaduan"); None for none, or several."""
    starts = [match.start("digits") for match in _CARRIED.finditer(text)]
    found = [n for n in numbers(text) if n.start in starts and n.whole]
    return found[0] if len(found) == 1 and len(starts) == 1 else None


def _sorted_counts(
    document: SourceDocument, block: ContentBlock, carried: NumberMention | None
) -> tuple[list[NumberMention], list[NumberMention], list[NumberMention]]:
    """The paragraph's counts of files as (received, closed, open), each number by the nearest verb of its clause."""
    received: list[NumberMention] = []
    closed: list[NumberMention] = []
    pending: list[NumberMention] = []
    unit = ""
    for sentence in document.sentences_in(block):
        for number in numbers(sentence.text):
            if not number.whole or number.unit in TIME_UNITS or number.value.scale > 1 or number.unit == "rupiah":
                continue
            if carried is not None and number.start + sentence.start == carried.start:
                continue
            role = _role(sentence, number)
            named = re.fullmatch(_FILES, number.unit) is not None
            if role == "in" and named and (not unit or number.unit == unit or number.unit in sentence.text):
                unit = unit or number.unit
                received.append(_moved(number, sentence))
            elif role == "done" and (named or unit) and unit:
                closed.append(_moved(number, sentence))
            elif role == "open" and unit:
                pending.append(_moved(number, sentence))
    return received, closed, pending


_ELSEWHERE = re.compile(
    r"\b(?:ditolak|menolak|dialihkan|dilimpahkan|didisposisikan|diteruskan|dicabut|dikembalikan|dibatalkan|diarsipkan|digugurkan|mengirim|dikirim|surat keluar|tidak (?:dapat|memenuhi|ditindaklanjuti))\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?:yang|telah|sudah|dinyatakan|dapat|berhasil|melalui|informasi|selesai|diselesaikan|masuk|diterima|dari|di|pada|dan|atau|tersebut|masyarakat|sepanjang|selama|dengan|oleh|dalam|tuntas|ditangani|ditindaklanjuti)$"
)


def _other_files(block: ContentBlock, received: NumberMention, closed: NumberMention) -> bool:
    """Whether received and closed are of two kinds ("berkas pensiun", "berkas kenaikan pangkat")."""
    if re.search(
        r"\b(?:selain itu|di samping itu|sementara itu)\b", block.text[received.end : closed.start], re.IGNORECASE
    ):
        return True
    kinds = []
    for number in (received, closed):
        match = re.match(r"\s*[\w-]+\s+([a-z]+)", block.text[number.end :])
        kinds.append(match[1] if match and not _PLAIN.match(match[1]) else "")
    return bool(kinds[0] and kinds[1] and kinds[0] != kinds[1])


def _moved(number: NumberMention, sentence: Sentence) -> NumberMention:
    return NumberMention(
        number.text,
        number.start + sentence.start,
        number.end + sentence.start,
        number.value,
        number.unit,
        number.approx,
    )


def _role(sentence: Sentence, number: NumberMention) -> str:
    """ "in", "done", "open" or "": the verb nearest to the number within its clause."""
    text = sentence.text
    clause_start = max(
        (
            m.end()
            for m in re.finditer(r"[;,]\s|\b(?:dan|sedangkan|sementara|serta|namun|tetapi)\s|\(", text[: number.start])
        ),
        default=0,
    )
    following = re.search(r"[;,]\s|\b(?:dan|sedangkan|sementara|serta|namun|tetapi)\s|\.$", text[number.end :])
    clause_end = number.end + following.start() if following else len(text)
    before, after = text[clause_start : number.start], text[number.end : clause_end]
    if re.search(r"\bdari\s+(?:total\s+|jumlah\s+|seluruh\s+|sebanyak\s+)*$", before, re.IGNORECASE):
        return "in" if _IN.search(after) and not _DONE.search(after) else ""
    for role, pattern in (("open", _OPEN), ("done", _DONE), ("in", _IN)):
        if pattern.search(before) or pattern.search(after):
            if role == "done" and re.search(r"\b(?:belum|tidak|dalam|target|hari|waktu)\s+\w*$|\bsesuai\b", before):
                return ""
            return role
    earlier = text[:clause_start]
    roles = [
        (m.start(), role)
        for role, pattern in (("in", _IN), ("done", _DONE), ("open", _OPEN))
        for m in pattern.finditer(earlier)
    ]
    return max(roles)[1] if roles and re.search(r"\b(?:dan|serta)\s*$|,\s*$", earlier) and max(roles)[1] == "in" else ""


_GONE = re.compile(
    r"\b(?:ditolak|dicabut|dikembalikan|dibatalkan|digugurkan|gugur|kedaluwarsa|kadaluarsa)\b", re.IGNORECASE
)


@rule
def received_and_accounted(document: SourceDocument) -> Iterator[Finding]:
    """Closed, rejected, withdrawn and open together must not be more than was received."""
    for block in document.prose:
        if not (_IN.search(block.text) and _GONE.search(block.text)) or _BEFORE.search(block.text):
            continue
        received, closed, pending = _sorted_counts(document, block, None)
        gone = [
            _moved(n, sentence)
            for sentence in document.sentences
            if sentence.block is block
            for n in numbers(sentence.text)
            if n.whole and not n.approx and _GONE.search(_clause_of(sentence.text, n))
        ]
        if len(received) != 1 or not closed or not gone or any(n.approx for n in (*received, *closed, *pending)):
            continue
        parts = sorted({n.start: n for n in (*closed, *gone, *pending)}.values(), key=lambda n: n.start)
        made = sum((n.value.value for n in parts), Decimal(0))
        if received[0].value.value < made < received[0].value.value * Decimal("1.5"):
            shown = f"{' + '.join(n.text for n in parts)} = {printed(made)}"
            message = f"Yang masuk {received[0].text}, sedangkan yang disebut sesudahnya berjumlah {printed(made)}. Periksa angka-angkanya."
            quote = around(block.text, received[0].start, parts[-1].end, 40)
            yield finding("balance", "error", block.place(received[0].start), quote, shown, message)


def _clause_of(text: str, number: NumberMention) -> str:
    """The words around a number up to the next comma or conjunction."""
    start = max(
        (m.end() for m in re.finditer(r"[;,(]\s*|\b(?:dan|serta|sedangkan)\s", text[: number.start])), default=0
    )
    following = re.search(r"[;,)]\s|\b(?:dan|serta|sedangkan)\s", text[number.end :])
    return text[start : number.end + following.start() if following else len(text)]


_HEADS = (
    ("in", re.compile(r"\bmasuk|\bditerima|\bterima|\bpenerimaan", re.IGNORECASE)),
    ("open", re.compile(r"\bproses|\bbelum|\bsisa|\btunggak|\bpending|\bopen", re.IGNORECASE)),
    ("done", re.compile(r"\bselesai|\btuntas|\bditindaklanjuti|\bclosed|\bdiselesaikan|\bputus", re.IGNORECASE)),
    ("start", re.compile(r"sisa (?:awal|tahun|bulan)|tahun (?:lalu|sebelumnya)|saldo awal|luncuran", re.IGNORECASE)),
)


@rule
def received_and_handled_in_tables(document: SourceDocument) -> Iterator[Finding]:
    """Columns "Masuk", "Selesai", "Proses" (and "Sisa awal"): every row must balance."""
    for grid in grids(document):
        if (columns := flow_columns(grid)) is not None:
            yield from _unbalanced(grid, columns)


def flow_columns(grid: NumberGrid) -> dict[str, list[int]] | None:
    """Columns of what came in, was done, is open (and was carried over), None unless each is there once."""
    columns: dict[str, list[int]] = {"in": [], "done": [], "open": [], "start": []}
    for column in grid.numeric:
        if grid.is_share_column(column):
            continue
        name = grid.name(column)
        role = "start" if _HEADS[3][1].search(name) else next((r for r, p in _HEADS if p.search(name)), "")
        if role:
            columns[role].append(column)
    if not all(len(columns[role]) == 1 for role in ("in", "done", "open")) or len(columns["start"]) > 1:
        return None
    return columns


def _unbalanced(grid: NumberGrid, columns: dict[str, list[int]]) -> Iterator[Finding]:
    holds, misses = 0, []
    for row in range(len(grid.cells)):
        values = {role: grid.count(row, cols[0]) if cols else None for role, cols in columns.items()}
        if any(values[role] is None for role in ("in", "done", "open")):
            continue
        came = values["in"].value + (values["start"].value if values["start"] else 0)  # type: ignore[union-attr]
        went = values["done"].value + values["open"].value  # type: ignore[union-attr]
        if came == went:
            holds += 1
        else:
            misses.append((row, came, went))
    if misses and (holds >= len(misses) or (holds == 0 and len(misses) == 1)):
        for row, came, went in misses:
            message = f"Baris “{grid.labels[row] or row + 1}”: masuk {printed(came)}, sedangkan selesai dan sisa berjumlah {printed(went)}. Periksa ketiga sel itu, atau sebutkan sisa awalnya."
            yield finding("balance", "error", grid.place(row), grid.quote(row), printed(went), message)
