"""Files of comments that somebody sent, read strictly: every fault with its place, and nothing taken in half."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from laporan.core.errors import ParameterError, ReviewError
from laporan.core.faults import LONGEST, harmless
from laporan.project.models import validate
from laporan.review.annotations import REPLYING, Annotation

LARGEST = 5_000_000  # bytes of a file
MOST = 2000  # annotations of a file, and places of all of them: a page looks for each


def read_page(file: Path, report: str, name: str) -> list[Annotation]:
    """The comments of a file that the page of a report exported.

    Parameters
    ----------
    file : Path
        The file.
    report : str
        Of which report they must be: '2017/pusat'.
    name : str
        How messages call the file.

    Raises
    ------
    ReviewError
        For a file that is missing, no AnnotationPage, of another report, or has broken annotations: all of them.
    """
    page = _json(file, name)
    items = page.get("items")
    if page.get("type") != "AnnotationPage" or not isinstance(items, list):
        raise ReviewError(f"{name}: bukan halaman anotasi W3C (AnnotationPage). Ekspor lagi dari halaman laporan")
    if page.get("laporan:laporan") != report:
        other = harmless(str(page.get("laporan:laporan")))[:LONGEST]
        raise ReviewError(
            f"{name}: komentar atas laporan lain ({other}), bukan {report}. Sebutkan tahun dan --unit-nya"
        )
    if len(items) > MOST:
        raise ReviewError(f"{name}: {len(items)} anotasi, paling banyak {MOST}. Ekspor sebagian")
    read: list[Annotation] = []
    faults: list[str] = []
    for number, item in enumerate(items, 1):
        try:
            read.append(_annotation(item, f"{name}, anotasi {number}"))
        except ParameterError as error:
            faults.append(harmless(str(error)))
    faults += [*_doubled(read, name), *_too_many_places(read, name)]
    if faults:
        raise ReviewError("\n".join([*faults, "Tidak ada yang dimasukkan; ekspor lagi dari halaman laporan"]))
    return read


def _json(file: Path, name: str) -> dict[str, Any]:
    try:
        if file.stat().st_size > LARGEST:
            raise ReviewError(f"{name}: lebih dari {LARGEST // 1_000_000} MB; bukan berkas komentar")
        page = json.loads(file.read_text(encoding="utf-8"))
        json.dumps(page, ensure_ascii=False).encode()  # half letters (\\ud800) can't be written again
    except OSError as error:
        raise ReviewError(f"{name}: berkas tidak ada atau tidak terbaca. Periksa namanya") from error
    except (ValueError, RecursionError) as error:  # a letter that can't be encoded is a ValueError, too
        raise ReviewError(
            f"{name}: bukan JSON dalam UTF-8, atau berisi setengah huruf. Ekspor lagi dari halaman laporan"
        ) from error
    return page if isinstance(page, dict) else {}


def _annotation(item: Any, name: str) -> Annotation:
    if not isinstance(item, dict):
        raise ParameterError(f"{name}: bukan anotasi")
    made = validate(Annotation, {"modified": item.get("created"), **item}, name)
    if not made.words or (made.motivation == REPLYING) == (made.about is not None):
        raise ParameterError(f"{name}: komentar tanpa kata-kata, atau jawaban tanpa komentar yang dijawab")
    return made


def _too_many_places(items: list[Annotation], name: str) -> Iterator[str]:
    places = sum(len(one.places) for one in items)
    if places > MOST:
        yield f"{name}: mengomentari {places} tempat, paling banyak {MOST}. Ekspor sebagian"


def _doubled(items: list[Annotation], name: str) -> Iterator[str]:
    ids = [one.id for one in items]
    yield from (f"{name}: id {one} dipakai dua kali" for one in dict.fromkeys(ids) if ids.count(one) > 1)
