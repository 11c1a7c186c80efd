"""What a worker without our files has to be given, by content, and how files travel: as one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from laporan.cache.digest import content_hash, file_hash, files_below
from laporan.core import paths

ALONE = 1_000_000  # bytes: a file this big travels by itself, so that a change elsewhere does not send it again


def project_files(root: Path) -> dict[str, Path]:
    """Everything that chapters may read.

    Parameters
    ----------
    root : Path
        The project's folder.

    Returns
    -------
    dict of str to Path
        Files by their path in the project, with forward slashes.
    """
    trees = (paths.params(), paths.notebooks(), paths.data(), paths.content())
    files = [path for tree in trees for path in files_below(tree) if path.suffix != ".pyc"]
    files.append(root / paths.PROJECT_FILE)
    return {path.relative_to(root).as_posix(): path for path in sorted(files)}


def project_hashes(files: Mapping[str, Path]) -> dict[str, str]:
    """The content of each file, as its hash."""
    return {name: file_hash(path) for name, path in files.items()}


def loads(files: Mapping[str, Path], hashes: Mapping[str, str]) -> dict[str, dict[str, Path]]:
    """What is sent together.

    Parameters
    ----------
    files : mapping of str to Path
        By their path in the project.
    hashes : mapping of str to str
        Of each of them.

    Returns
    -------
    dict of str to (dict of str to Path)
        By the name of each load, its files by hash. What did not change keeps its name.
    """
    big = {hashes[name]: path for name, path in files.items() if path.stat().st_size > ALONE}
    small = {hashes[name]: path for name, path in files.items() if hashes[name] not in big}
    parts = [{content: path} for content, path in sorted(big.items())]
    return {content_hash(sorted(part)): part for part in [*parts, small] if part}


def pack(files: Mapping[str, Path]) -> bytes:
    """Files by name as a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1, strict_timestamps=False) as archive:
        for name, path in files.items():
            archive.write(path, name)
    return buffer.getvalue()


def pack_folder(folder: Path) -> bytes:
    """All files below a folder as a zip."""
    return pack({path.relative_to(folder).as_posix(): path for path in sorted(files_below(folder))})


def unpack(content: bytes, folder: Path) -> list[str]:
    """Put the files of a zip into a folder.

    Returns
    -------
    list of str
        Their names.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
        return archive.namelist()


def link_files(hashes: Iterable[tuple[str, str]], store: Path, folder: Path) -> None:
    """Make a folder of files out of a store.

    Parameters
    ----------
    hashes : iterable of (str, str)
        Name and hash of each.
    store : Path
        Has every file under its hash.
    folder : Path
        Gets them under their names.
    """
    for name, content in hashes:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.hardlink_to(store / content)
