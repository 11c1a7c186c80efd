"""Names that the project's own files give of other files: within their folder, and possible on every system."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from laporan.core.errors import UNSEEN

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}  # on Windows
IMPOSSIBLE = set('<>:"|?*\\')  # on Windows; a colon names a drive or a stream there, a backslash a folder


def inner_name(name: str) -> str:
    """The name of a file below a folder, as it was given.

    Parameters
    ----------
    name : str
        With forward slashes: '110-kunjungan', 'bagian/110-kunjungan'.

    Raises
    ------
    ValueError
        For a name that leads out of the folder, or that some system can't have.

    Examples
    --------
    >>> inner_name("bagian/110-kunjungan")
    'bagian/110-kunjungan'
    >>> inner_name("../luar")
    Traceback (most recent call last):
    ValueError: “../luar” menunjuk ke luar foldernya; tulis nama di dalam folder itu, tanpa “..” dan tanpa “/” di depan
    """
    shown, parts = UNSEEN.sub("�", name), name.split("/")
    if {"", ".", ".."} & set(parts):
        raise ValueError(
            f"“{shown}” menunjuk ke luar foldernya; tulis nama di dalam folder itu, tanpa “..” dan tanpa “/” di depan"
        )
    if UNSEEN.search(name) or IMPOSSIBLE & set(name) or any(map(_is_impossible, parts)):
        raise ValueError(f"“{shown}” tidak dapat dipakai sebagai nama berkas di semua sistem; pilih nama yang lain")
    return name


def _is_impossible(part: str) -> bool:
    return part.split(".", maxsplit=1)[0].strip().lower() in RESERVED or part != part.strip() or part.endswith(".")


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a file lies outside the folder once its links are followed.

    Parameters
    ----------
    path : Path
        The file, which may not be there.
    folder : Path
        May be a link itself.
    """
    return not resolved(path).is_relative_to(resolved(folder))


def resolved(path: Path) -> Path:
    """The path once its links are followed; one that leads to itself stays what it is, and is found by nobody."""
    return Path(os.path.realpath(path))


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files by their names in an archive, in an order that is the same on every system; no link takes others along.

    Parameters
    ----------
    folder : Path
        What is searched, at any depth.
    """
    found = [file.relative_to(folder) for file in folder.rglob("*") if file.is_file() and not leads_out(file, folder)]
    for file in sorted(found, key=lambda path: path.parts):
        yield file.as_posix(), folder / file
