"""How well the linter finds what it should, and nothing else: `python benchmarks/lint.py`.

Two corpora. Our own chapters, into which each fault is planted one at a time, wherever it can be: a fault
counts as caught when its rule names its cell, and every other new problem is a false alarm. And sentences as
reports hold them, labelled by hand, half of them in order though they bristle with numbers.
"""

from __future__ import annotations

import copy
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from laporan.core import paths
from laporan.lint import Problem, Surroundings, check_notebook
from laporan.lint.check import look_around

Cells = list[dict[str, Any]]
Planted = tuple[str, int, Cells]  # rule, cell (from 1), the chapter with the fault
SITES = 4  # of each fault in each chapter
NUMBER = re.compile(r"\{\{[^{}]*\|\s*(?:angka|satuan|dari|persen)(?:\([^)]*\))?\s*\}\}")
COMPANIONS = {  # what a fault brings along by its nature
    "reference-to-nothing": {"label-never-referred"},
    "missing-label": {"label-never-referred", "reference-to-nothing"},
    "typed-number": {"share-without-base", "duration-without-day-type"},
}

RIGHT = [
    "Menurut UU 25/2009 dan PermenPANRB Nomor 14 Tahun 2017, survei dilakukan sedikitnya sekali setahun.",
    "Rapat pada 4–6 Oktober 2017, pukul 08.00–15.30, dihadiri para deputi.",
    "Jawaban diberikan pada skala 1–4 untuk unsur U1 sampai U9.",
    "Sertifikat ISO 9001:2015 diterima pada 29 September 2017; lihat Bab II dan Tabel 3.",
    "Sepanjang 2016 dan 2017 terdapat dua kegiatan, satu setiap semester.",
    "Ada tiga jalan: (1) surat; (2) telepon; dan (3) loket.",
    "Dari {{ a | satuan }}, {{ b | persen }} puas; tahun lalu {{ c | persen }}.",
    "Rata-rata {{ a | angka }} hari kerja, median {{ b | satuan }}.",
    "Kunjungan naik {{ a | persen }} dibandingkan {{ (year - 1) | tahun }}.",
    "Target {{ a | persen }} tercapai.",
    "{% if a > 100 %}Banyak{% else %}Sedikit{% endif %} yang menunggu lebih dari sehari.",
    "Pada {{ hari | tanggal }} hari Jumat, kantor tutup; {{ bulan(9) }} tidak.",
    "Kedudukan P3K diatur PP Nomor 49 Tahun 2018; nomor pengaduan dicatat di SP4N-LAPOR!.",
    "Yang tertinggi {{ a[0].name }}, {{ a[0].share | dari(1) }}.",
    "Kepala BKN menerima penghargaan pada Maret 2017 di Denpasar.",
    "Laju itu {{ a | angka(1) }} per 1.000 pegawai.",
    "Hari libur dan cuti bersama tidak dihitung.",
    "Loket dibuka setiap hari kerja pukul 08.00.",
    "Oleh karena itu, angka ini dibaca dengan hati-hati.",
    "Perubahan itu tidak membuktikan sebab.",
]
WRONG = [
    ("typed-number", "Sebanyak 235 responden menjawab kuesioner pada 2017."),
    ("typed-number", "Indeks kepuasan 78,65 termasuk kategori baik."),
    ("typed-number", "Dari {{ a | satuan }}, 91,5% selesai."),
    ("typed-number", "Menurut UU 25/2009 ada 14 unsur yang dinilai."),
    ("typed-number", "Pada 21 Mei 2018 tercatat 17 laporan terbuka."),
    ("typed-number", "Anggaran Rp350 juta terserap."),
    ("typed-number", "Loket A (724) dan loket B (318) teratas."),
    ("typed-number", "Sebanyak 2017 responden, naik dari 1.998."),
    ("typed-number", "Nilainya 3,52 pada skala 1–4."),
    ("typed-number", "{% if a %}Naik menjadi 12 unit.{% endif %}"),
    ("share-without-base", "Kepuasan mencapai {{ a | persen }} tahun ini."),
    ("share-without-base", "Tingkat penyelesaian laporan {{ a | persen(1) }}, lebih baik."),
    ("duration-without-day-type", "Laporan selesai dalam {{ a | angka }} hari."),
    ("duration-without-day-type", "Surat dikirim setelah lima hari."),
    ("computes-in-prose", "Selisihnya {{ (a - b) | satuan }}."),
    ("computes-in-prose", "Rasionya {{ a / b }}."),
    ("rounds-twice", "Nilainya {{ a | round(1) | angka }}."),
    ("rounds-twice", "Nilainya {{ round(a, 2) | angka(1) }}."),
    ("number-lost", "{{ a | terbilang | capitalize }} loket melayani."),
    ("typed-number-expression", "Sebanyak {{ 235 | satuan }} menjawab."),
    ("unexplained-cause", "Antrean berkurang berkat loket baru."),
    ("unexplained-cause", "Laporan menumpuk karena petugas sedikit."),
    ("reference-to-nothing", "Lihat @fig-entah untuk rinciannya."),
    ("template-syntax", "Sebanyak {{ a | satuann }} menjawab."),
]


def sources(cells: Cells) -> list[str]:
    """Each cell's text."""
    return ["".join(cell["source"]) for cell in cells]


def changed(cells: Cells, place: int, source: str) -> Cells:
    """The chapter with another text in one cell."""
    made = copy.deepcopy(cells)
    made[place]["source"] = source
    return made


def in_prose(rule: str, change: Callable[[re.Match[str]], str]) -> Callable[[Cells], Iterator[Planted]]:
    """Plant at each printed number of the prose."""

    def plant(cells: Cells) -> Iterator[Planted]:
        for place, source in enumerate(sources(cells)):
            if source.startswith("%%narasi"):
                for match in NUMBER.finditer(source):
                    yield (
                        rule,
                        place + 1,
                        changed(cells, place, source[: match.start()] + change(match) + source[match.end() :]),
                    )

    return plant


def without_option(rule: str, option: str) -> Callable[[Cells], Iterator[Planted]]:
    """Take an option and its continuation lines away."""
    pattern = re.compile(rf"(?m)^#\| {option}:.*\n(?:#\|   .*\n)*")

    def plant(cells: Cells) -> Iterator[Planted]:
        for place, source in enumerate(sources(cells)):
            if pattern.search(source):
                yield rule, place + 1, changed(cells, place, pattern.sub("", source))

    return plant


def added(rule: str, kind: str, text: str) -> Callable[[Cells], Iterator[Planted]]:
    """Add a line (code) or a paragraph (prose) to each cell of a kind."""

    def plant(cells: Cells) -> Iterator[Planted]:
        for place, source in enumerate(sources(cells)):
            lines = [line for line in source.splitlines() if not line.startswith("#|")]
            fits = (
                source.startswith("%%narasi") if kind == "prose" else source.startswith("laporan =") and len(lines) < 8
            )
            if fits:
                yield rule, place + 1, changed(cells, place, source + ("\n\n" if kind == "prose" else "\n") + text)

    return plant


def typed_in_caption(cells: Cells) -> Iterator[Planted]:
    """A count at the head of each caption."""
    for place, source in enumerate(sources(cells)):
        for match in re.finditer(r"(?m)^#\| (?:fig|tbl)-cap: \"?", source):
            yield (
                "typed-number",
                place + 1,
                changed(cells, place, source[: match.end()] + "1.057 orang " + source[match.end() :]),
            )


def broken_reference(cells: Cells) -> Iterator[Planted]:
    """Each reference, to a label that nothing bears."""
    for place, source in enumerate(sources(cells)):
        for match in re.finditer(r"@(?:fig|tbl|sec)-[\w-]+", source):
            yield (
                "reference-to-nothing",
                place + 1,
                changed(cells, place, source[: match.end()] + "-x" + source[match.end() :]),
            )


def kept_output(cells: Cells) -> Iterator[Planted]:
    """Each code cell, as if it had been saved after a run."""
    for place, cell in enumerate(cells):
        if cell["cell_type"] == "code":
            made = copy.deepcopy(cells)
            made[place]["execution_count"] = 7
            yield "outputs-kept", place + 1, made


FAULTS = [
    in_prose("typed-number", lambda _match: "1.057"),
    in_prose("computes-in-prose", lambda match: re.sub(r"\{\{\s*(.*?)\s*\|", r"{{ (\1 * 2) |", match[0], count=1)),
    in_prose("rounds-twice", lambda match: re.sub(r"\|", "| round(1) |", match[0], count=1)),
    in_prose("number-lost", lambda match: match[0].replace("}}", "| string }}")),
    added("share-without-base", "prose", "Kepuasan mencapai {{ bagian | persen }}."),
    added("duration-without-day-type", "prose", "Lamanya {{ lama | angka }} hari."),
    added("typed-number-expression", "prose", "Batasnya {{ 15 | angka }} kali."),
    added("typed-number-code", "code", "batas = 235"),
    added("typed-number-code", "code", "nilai = [3, 4, 2]"),
    added("code-in-chapter", "code", "for butir in laporan: print(butir)"),
    added("code-in-chapter", "code", 'berkas = "../data/raw/2017/pkt.csv"'),
    without_option("missing-alt", "fig-alt"),
    without_option("missing-caption", "(?:fig|tbl)-cap"),
    without_option("missing-label", "label"),
    typed_in_caption,
    broken_reference,
    kept_output,
]


def planted_chapters() -> tuple[Counter[str], Counter[str], list[Problem]]:
    """Faults planted and caught by rule, and the false alarms."""
    planted, caught, alarms = Counter[str](), Counter[str](), []
    chance = random.Random(2017)  # the same sites in each run
    for notebook in sorted(paths.notebooks().glob("*.ipynb")):
        content = json.loads(notebook.read_text(encoding="utf-8"))
        around = look_around([notebook])
        before = {(problem.rule, problem.cell) for problem in check_notebook(notebook, around)}
        for fault in FAULTS:
            sites = list(fault(content["cells"]))
            for rule, cell, cells in chance.sample(sites, min(SITES, len(sites))):
                found = problems_of(content | {"cells": cells}, notebook.name, around)
                new = [problem for problem in found if (problem.rule, problem.cell) not in before - {(rule, cell)}]
                planted[rule] += 1
                caught[rule] += any((problem.rule, problem.cell) == (rule, cell) for problem in new)
                alarms += [problem for problem in new if problem.rule not in {rule} | COMPANIONS.get(rule, set())]
    return planted, caught, alarms


def problems_of(content: dict[str, Any], name: str, around: Surroundings) -> list[Problem]:
    """What the linter says of a notebook that is in no file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return check_notebook(path, around)


def judged_sentences() -> tuple[int, list[str], list[str]]:
    """Sentences caught of those that are wrong; the missed; and right ones that were called wrong."""
    around, caught, missed, alarms = look_around(), 0, [], []
    for rule, sentence in [*WRONG, *(("", sentence) for sentence in RIGHT)]:
        cell = {"cell_type": "code", "id": "x", "metadata": {"jupyter": {"source_hidden": True}}, "outputs": [],
                "execution_count": None, "source": "%%narasi\n" + sentence}  # fmt: skip
        found = {problem.rule for problem in problems_of({"cells": [cell]}, "kalimat.ipynb", around) if problem.cell}
        if rule in found:
            caught += 1
        elif rule:
            missed.append(f"{rule}: {sentence}")
        alarms += [f"{other}: {sentence}" for other in found - {rule}]
    return caught, missed, alarms


def main() -> None:
    """Print both measurements."""
    planted, caught, alarms = planted_chapters()
    print(f"{'rule':<28}{'planted':>8}{'caught':>8}")
    for rule in sorted(planted):
        print(f"{rule:<28}{planted[rule]:>8}{caught[rule]:>8}")
    total, right = planted.total(), caught.total()
    print(f"chapters: recall {right}/{total} = {right / total:.1%}, precision {right / (right + len(alarms)):.1%}")
    for problem in alarms:
        print(f"  false alarm: {problem}")
    hits, missed, wrong = judged_sentences()
    print(f"sentences: recall {hits}/{len(WRONG)}, false alarms {len(wrong)} on {len(RIGHT) + len(WRONG)}")
    for line in [*(f"  missed {line}" for line in missed), *(f"  false alarm {line}" for line in wrong)]:
        print(line)


if __name__ == "__main__":
    main()
