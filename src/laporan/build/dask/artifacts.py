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
    """Everything that chapters may read, by its path in the project."""
    trees = (paths.params(), paths.notebooks(), paths.data(), paths.content())
    files = [path for tree in trees for path in files_below(tree) if path.suffix != ".pyc"]
    files.append(root / paths.PROJECT_FILE)
    return {path.relative_to(root).as_posix(): path for path in sorted(files)}


def project_hashes(files: Mapping[str, Path]) -> dict[str, str]:
    """The content of each file, as its hash."""
    return {name: file_hash(path) for name, path in files.items()}


def loads(files: Mapping[str, Path], hashes: Mapping[str, str]) -> dict[str, dict[str, Path]]:
    """What is sent together: by the name of each load, its files by hash. What did not change keeps its name."""
    big = {hashes[name]: path for name, path in files.items() if path.stat().st_size > ALONE}
    small = {hashes[name]: path for name, path in files.items() if hashes[name] not in big}
    parts = [{content: path} for content, path in sorted(big.items())]
    return {content_hash(sorted(part)): part for part in [*parts, small] if part}


def packed(files: Mapping[str, Path]) -> bytes:
    """Files by name as a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in files.items():
            archive.write(path, name)
    return buffer.getvalue()


def packed_folder(folder: Path) -> bytes:
    """All files below a folder as a zip."""
    return packed({path.relative_to(folder).as_posix(): path for path in sorted(files_below(folder))})


def unpack(content: bytes, folder: Path) -> list[str]:
    """Put a zip's files into a folder. Returns their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
        return archive.namelist()


def link_files(hashes: Iterable[tuple[str, str]], store: Path, folder: Path) -> None:
    """Files by name in a folder, from a store that has them by hash."""
    for name, content in hashes:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.hardlink_to(store / content)
