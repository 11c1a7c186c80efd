"""Rule on explanations: a sentence that says why something is so names what was computed, or what its ground is.

A table shows that two things differ; it seldom shows why. A sentence with a cause in it is found here unless it prints
a computed number, draws a conclusion ("oleh karena itu"), tells what cannot be known from the data, or follows from a
law that it names. What is none of these and is right all the same states its ground where it stands, in a comment that
no reader sees: `{# dasar: … #}`, in a Markdown cell `<!-- dasar: … -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from laporan.lint.notebook import TEMPLATE, Notebook
from laporan.lint.registry import Hit, Surroundings, rule

NUMBER, GROUND = "\1", "\2"
IGNORE = re.IGNORECASE
CONNECTIVE = re.compile(r"\b(?:karena|sebab|sehingga|alhasil|walhasil)\b", IGNORE)
CAUSE = re.compile(
    r"\b(?:(?:me|di)nyebabkan|disebabkan|penyebab(?:nya)?|(?:meng|di)?akibat(?:kan|nya)?|berakibat|berkat|lantaran|"
    r"gara-gara|dikarenakan|(?:men|di|ter)dorong|(?:mem|di|ter)p?engaruhi?|berpengaruh|(?:mem|di|ter)p?icu|berdampak|"
    r"dampak(?:nya)?|imbas(?:nya)?|efek(?:nya)?|faktor|pemicu(?:nya)?|buah dari|hasil dari|berbuah|"
    r"mencerminkan|tecermin|menandakan|bergantung|tergantung|berkontribusi|menyumbang|"
    r"(?:dapat|bisa) dijelaskan oleh|ditentukan oleh|tidak lepas dari)\b",
    IGNORE,
)
# What would happen, or is said to have worked: an effect that nobody measured.
EFFECT = re.compile(
    r"\b(?:akan|telah|sudah|berhasil|terbukti|mampu)\s+(?:\w+\s+){0,2}?(?:menaikkan|menurunkan|meningkatkan|mempercepat|"
    r"memperlambat|memperpendek|mengurangi|memperbaiki|menambah|menekan|memudahkan|mengatasi)\b",
    IGNORE,
)
# The same said flatly ("pelatihan mempercepat pelayanan"), unless the words before it tell an aim, a duty or a wish.
ACTS = re.compile(
    r"\b(?:menaikkan|menurunkan|meningkatkan|mempercepat|memperlambat|memperpendek|mengurangi|memperbaiki|menimbulkan|"
    r"memunculkan|memudahkan|mengakibatkan)\b",
    IGNORE,
)
AIM = re.compile(
    r"\b(?:untuk|guna|demi|agar|supaya|dalam rangka|bertujuan|dimaksudkan|ditujukan|diharapkan|perlu|harus|wajib|"
    r"sebaiknya|berkomitmen|berupaya|berusaha|tujuan\w*|sasaran\w*|dapat|mungkin|bisa)\b[^,;:.]*$",
    IGNORE,
)
ORIGIN = re.compile(
    r"\b(?:perbedaan|beda|selisih|kenaikan|penurunan|peningkatan|perubahan|perbaikan|lonjakan|puncak|kesenjangan|"
    r"keterlambatan|percepatan|tunggakan|sisa|indeks)\w*\b[^.!?]*?"
    r"\b(?:berasal|timbul|lahir|datang|bersumber|muncul|berakar)\s+(?:dari|pada)\b",
    IGNORE,
)
# "Karena itu" draws a conclusion from what was said before; it explains nothing.
CONCLUSION = re.compile(r"\b(?:oleh\s+)?(?:karena|sebab)\s+(?:itu|hal\s+(?:itu|tersebut))\b", IGNORE)
LAW = re.compile(r"\b(?:UU|PP|Perpres|Keppres|Inpres|Permen\w*|Perka|KEP|Undang-Undang|Peraturan|Keputusan|Pasal)\b")
UNKNOWN = re.compile(
    r"\b(?:tidak|belum)\s+(?:(?:dapat|bisa)\s+(?:diperiksa|dihitung|diukur|dibandingkan|disandingkan|dibedakan|"
    r"ditentukan|diketahui|dipastikan|dinilai|ditafsirkan|disimpulkan)|diukur|diketahui|membuktikan|menjamin|tentu)\b|"
    r"\b(?:jangan|tidak)\s+(?:dibaca|ditafsirkan|dikutip|dibandingkan)\b",
    IGNORE,
)
SENTENCE = re.compile(rf"(?:[^.!?]|[.!?](?!\s|$))+[.!?]*(?:\s*{GROUND}+)?")
HEADING = re.compile(r"(?m)^#+ .*$")
PARAGRAPH = re.compile(r"\n[ \t]*\n")
STATED = re.compile(r"\{#-?\s*dasar:\s*\w.*?#\}|<!--\s*dasar:\s*\w.*?-->", re.DOTALL)
WORDS_ONLY = re.compile(
    r"\|\s*(?:tahun|tanggal|markdown|rincian|lower|awal_kecil|string)\b[^|]*\}\}$|"
    r"\b(?:arah|bulan|deret_bulan|rincian|romawi)\(|\.(?:name|short|title|short_title|place|unit|text|printed)\s*\}\}$|"
    r"^\{\{\s*(?:year|unit)\s*\}\}$"
)


@rule("unexplained-cause")
def unexplained_cause(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """A sentence that tells a cause prints what was computed, or states its ground."""
    for cell, text in notebook.texts():
        for place, word in causes(text.raw):
            yield Hit(message(word), cell, text.line_at(place))


def message(word: str) -> str:
    """What the linter says of a cause.

    Parameters
    ----------
    word : str
        As it stands in the sentence.
    """
    return (
        f"kalimat ini menyebut sebab (“{word}”) tanpa nilai yang dihitung. Sebutkan hitungannya, tulis tanpa sebab, "
        "atau nyatakan dasarnya di situ: {# dasar: … #}"
    )


def causes(raw: str) -> Iterator[tuple[int, str]]:
    """Causes that a text tells without a computed value and without a ground.

    Parameters
    ----------
    raw : str
        A text with its templates, as it stands in a cell.

    Yields
    ------
    (int, str)
        Where the word stands in `raw`, and the word.
    """
    shown = HEADING.sub(_blank, TEMPLATE.sub(_stand_in, STATED.sub(lambda found: _fill(found[0], GROUND), raw)))
    for paragraph in _between(PARAGRAPH, shown):
        for found in SENTENCE.finditer(shown, *paragraph):
            sentence = found[0]
            if NUMBER in sentence or GROUND in sentence or UNKNOWN.search(sentence):
                continue
            if cause := _cause(sentence):
                yield found.start() + cause.start(), " ".join(cause[0].split())


def _cause(sentence: str) -> re.Match[str] | None:
    for pattern in (CAUSE, EFFECT, ORIGIN):
        if found := pattern.search(sentence):
            return found
    for found in ACTS.finditer(sentence):
        if not AIM.search(sentence[: found.start()]):
            return found
    return None if LAW.search(sentence) else CONNECTIVE.search(CONCLUSION.sub(_blank, sentence))


def _between(gaps: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in gaps.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _stand_in(found: re.Match[str]) -> str:
    """A mark where a template prints a number, blanks where it prints words or nothing; as long as it was."""
    prints = found[0].startswith("{{") and not WORDS_ONLY.search(found[0])
    return _fill(found[0], NUMBER if prints else " ")


def _blank(found: re.Match[str]) -> str:
    return _fill(found[0], " ")


def _fill(text: str, sign: str) -> str:
    return re.sub(r"[^\n]", sign, text)
