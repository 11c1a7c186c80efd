"""The comments of each report, `tinjauan/<year>/<unit>.json`: taken in whole or not at all, by one command at a time.

They hold names and words of persons: nothing that is built, archived or published reads this folder.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from laporan.core import paths
from laporan.core.errors import BusyError, ReviewError
from laporan.core.faults import harmless
from laporan.review.annotations import DONE, OPEN, REPLYING, Annotation, CommentBody, Person, page_of
from laporan.review.received import read_page

PATIENCE = 20  # seconds: whoever writes comments is done in one
SHORTEST = 4  # letters of an id by which a comment may be named

Change = Callable[[list[Annotation]], list[Annotation]]


@dataclass(frozen=True)
class Added:
    """What taking in a file changed.

    Parameters
    ----------
    new, renewed, same : int
        Annotations that were unknown, that had been changed later than ours, and that changed nothing.
    """

    new: int
    renewed: int
    same: int


def file_of(year: int, unit: str) -> Path:
    """Where the comments of a report are kept, whether there are any or not."""
    return paths.reviews() / str(year) / f"{unit}.json"


def comments_of(year: int, unit: str) -> list[Annotation]:
    """All comments and answers of a report, the oldest first; none where nobody commented.

    Raises
    ------
    ReviewError
        For a file that can't be read.
    """
    file = file_of(year, unit)
    return read_page(file, f"{year}/{unit}", paths.relative(file)) if file.is_file() else []


def reports_commented() -> list[tuple[int, str]]:
    """Year and unit of each report that has comments."""
    files = sorted(paths.reviews().glob("[0-9][0-9][0-9][0-9]/*.json"))
    return [(int(file.parent.name), file.stem) for file in files]


def add(file: Path, year: int, unit: str) -> Added:
    """Take in the comments of a file: by id, and of two versions of one the later.

    Parameters
    ----------
    file : Path
        As the report's page exports it.
    year, unit : int, str
        Of the report.

    Raises
    ------
    ReviewError
        For a file with any fault, also one that gives a comment of somebody to somebody else; nothing was written then.
    BusyError
        Where another command is writing comments.
    """
    given = read_page(file, f"{year}/{unit}", file.name)
    counts = {"new": 0, "renewed": 0, "same": 0}

    def merge(own: list[Annotation]) -> list[Annotation]:
        known = {one.id: one for one in own}
        _refuse_taken_over(known, given, file.name)
        for one in given:
            mine = known.get(one.id)
            kind = "new" if mine is None else "renewed" if one.changed_at() > mine.changed_at() else "same"
            counts[kind] += 1
            if kind != "same":
                known[one.id] = one
        return list(known.values())

    _change(year, unit, merge)
    return Added(**counts)


def _refuse_taken_over(known: Mapping[str, Annotation], given: Iterable[Annotation], name: str) -> None:
    """An id is of one writing: under it nobody else writes, and what was a comment is no answer."""
    faults = [
        harmless(f"{name}: {one.id} sudah dipakai {mine.creator.name}, di sini oleh {one.creator.name}")
        for one in given
        if (mine := known.get(one.id)) and (mine.creator, mine.motivation) != (one.creator, one.motivation)
    ]
    if faults:
        remedy = "Tidak ada yang dimasukkan; minta pengirimnya mengekspor komentarnya sendiri"
        raise ReviewError("\n".join([*faults, remedy]))


def answer(given: str, words: str, name: str) -> Annotation:
    """Answer a comment.

    Parameters
    ----------
    given : str
        Its id, or the first letters of it.
    words : str
        The answer.
    name : str
        Who answers.

    Returns
    -------
    Annotation
        The comment.
    """
    year, unit, comment = find(given)
    now = _now()
    reply = Annotation(
        id=f"urn:uuid:{uuid.uuid4()}", type="Annotation", motivation=REPLYING, created=now, modified=now,
        creator=Person(name=name), body=[CommentBody(value=words)], target=comment.id,
    )  # fmt: skip
    _change(year, unit, lambda own: [*own, reply])
    return comment


def settle(given: str, *, done: bool = True) -> Annotation:
    """Mark a comment as settled, or as open again.

    Parameters
    ----------
    given : str
        Its id, or the first letters of it.
    done : bool
        Whether it is settled.

    Returns
    -------
    Annotation
        The comment as it is now.
    """
    year, unit, comment = find(given)
    now = comment.model_copy(update={"state": DONE if done else OPEN, "modified": _after(comment)})
    _change(year, unit, lambda own: [now if one.id == comment.id else one for one in own])
    return now


def find(given: str) -> tuple[int, str, Annotation]:
    """The one comment of all reports that an id, or the beginning of one, names.

    Parameters
    ----------
    given : str
        At least four letters.

    Raises
    ------
    ReviewError
        Where no comment or several begin so.
    """
    wanted = given.removeprefix("urn:uuid:")
    found = [place for place in _all() if place[2].id.removeprefix("urn:uuid:").startswith(wanted)]
    exact = [place for place in found if place[2].id in (given, f"urn:uuid:{given}")]
    if len(wanted) < SHORTEST or not found:
        raise ReviewError(f"“{given}”: tidak ada komentar dengan id itu. Lihat daftarnya: laporan review")
    if len(exact or found) > 1:
        raise ReviewError(f"“{given}”: {len(found)} komentar berawal begitu. Tulis lebih panjang")
    return (exact or found)[0]


def _all() -> Iterator[tuple[int, str, Annotation]]:
    for year, unit in reports_commented():
        yield from ((year, unit, one) for one in comments_of(year, unit) if one.about)


def _now() -> str:
    return _told(dt.datetime.now(dt.UTC))


def _told(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _after(comment: Annotation) -> str:
    """Now; but later than the comment's own clock said, or the page would keep what it has."""
    later = comment.changed_at().astimezone(dt.UTC) + dt.timedelta(milliseconds=1)
    return _told(max(dt.datetime.now(dt.UTC), later))


def _change(year: int, unit: str, change: Change) -> None:
    from filelock import FileLock, Timeout  # only who changes something waits for it

    lock = paths.root() / ".cache" / "tinjauan.lock"
    lock.parent.mkdir(exist_ok=True)
    try:
        with FileLock(lock, timeout=PATIENCE):
            _write(year, unit, change(comments_of(year, unit)))
    except Timeout:
        raise BusyError("tinjauan: sedang diubah perintah lain; tidak ada yang ditulis. Ulangi setelah itu") from None


def _write(year: int, unit: str, items: list[Annotation]) -> None:
    place = file_of(year, unit)
    place.parent.mkdir(parents=True, exist_ok=True)
    made = place.with_suffix(".baru")
    made.write_text(page_of(f"{year}/{unit}", items), encoding="utf-8")
    made.replace(place)
