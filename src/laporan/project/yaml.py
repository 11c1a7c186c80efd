"""YAML as the project's files use it: version 1.2, without duplicate keys, errors with file and line."""

from __future__ import annotations

import pickle
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from laporan.cache import read_tracking
from laporan.cache.digest import ABSENT, content_hash
from laporan.core.errors import ParameterError
from laporan.core.paths import relative
from laporan.project.yaml_values import PlainConstructor

OTHER_VERSION = re.compile(r"^%YAML(?!\s+1\.2\s*$)", re.MULTILINE)  # 1.1 reads `yes`, `on` and `08` as something else
LARGEST = 5_000_000  # bytes
MOST_VALUES = 200_000
TOO_MUCH = "\0terlalu banyak"  # no text of YAML holds a zero byte

PROBLEMS = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        ("mapping values are not allowed", "titik dua dalam nilai (apit dengan tanda kutip), atau baris menjorok"),
        ("unexpected end of stream", "tanda kutip yang dibuka belum ditutup"),
        (r"character '\\t'", "ada tab: menjoroklah dengan spasi"),
        (r"character '(.)' that cannot start", "nilai diawali “{}”: apit dengan tanda kutip"),
        (r"expected ',' or '(.)'", "kurung yang dibuka belum ditutup dengan “{}”"),
        (r"expected <block end>, but found '<scalar>'", "ada teks sesudah tanda kutip penutup"),
        ("expected <block end>", "baris-barisnya menjorok tidak sama jauh"),
        ("unhashable key", "nilai diawali “{{{{”: apit dengan tanda kutip"),
        ("undefined alias", "nilai diawali “*”: apit dengan tanda kutip"),
        ("sequence entries are not allowed", "daftar (“- …”) harus dimulai di baris sendiri"),
    )
)  # fmt: skip


def read_yaml(path: Path, remedy: str = "", *, noted: bool = True) -> dict[str, Any]:
    """The top-level mapping of a YAML file; an empty file is an empty mapping.

    Parameters
    ----------
    path : Path
        The file. Whoever asks is noted as depending on its content, comments left aside.
    remedy : str, optional
        What to do where the file is missing, for the message.
    noted : bool
        False where whoever asks notes himself what he uses of it.

    Raises
    ------
    ParameterError
        For a file that is missing, too large or not UTF-8, and as `parse_yaml`.
    """
    if noted:
        read_tracking.note(path, "yaml")  # a comment may change without anybody having to run again
    if not path.is_file():
        raise ParameterError(f"{relative(path)}: berkas tidak ada" + (f". {remedy}" if remedy else ""))
    with read_tracking.noting_aside():
        text = _text(path)
    return parse_yaml(text, relative(path))


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise ParameterError(f"{relative(path)}: lebih dari {LARGEST // 1_000_000} MB. Pindahkan datanya ke data/raw")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParameterError(f"{relative(path)}: bukan UTF-8 (bita ke-{error.start}). Simpan sebagai UTF-8") from error


def parse_yaml(text: str, name: str) -> dict[str, Any]:
    """The top-level mapping of a YAML text, such as the options of a cell; {} for an empty text.

    Parameters
    ----------
    text : str
        YAML 1.2.
    name : str
        Where it stands, for messages.

    Raises
    ------
    ParameterError
        For a syntax error or a duplicate key, with the line; for what is no mapping, nested too deep, or repeated by
        aliases until it is too much to read.
    """
    if OTHER_VERSION.search(text):
        raise ParameterError(f"{name}: memakai YAML versi lain (%YAML). Hapus baris itu: berkas ini YAML 1.2")
    try:
        content = pickle.loads(_load(text))  # noqa: S301 (we wrote it ourselves)
    except DuplicateKeyError as error:
        raise ParameterError(f"{name}{_line(error)}: kunci tertulis dua kali. Hapus salah satunya") from error
    except MarkedYAMLError as error:
        raise ParameterError(f"{name}{_line(error)}: bukan YAML yang sah ({_problem(error)})") from error
    except (YAMLError, ValueError) as error:  # the scanner lets what is no letter through: "\\U00110000"
        raise ParameterError(f"{name}: bukan YAML yang sah ({error})") from error
    except RecursionError as error:
        raise ParameterError(f"{name}: bersarang terlalu dalam, atau memuat dirinya sendiri") from error
    if content == TOO_MUCH:
        raise ParameterError(f"{name}: lebih dari {MOST_VALUES} nilai bila alias (*) diuraikan. Kurangi aliasnya")
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ParameterError(f"{name}: isi paling luar harus berupa kunci dan nilai")
    return content


def _content(path: Path, _asked: str) -> str:
    try:
        return content_hash(parse_yaml(_text(path), path.name))
    except ParameterError:
        return ABSENT


read_tracking.VIEWS["yaml"] = _content


@lru_cache(maxsize=256)
def _load(text: str) -> bytes:
    """Parsed once: the same few files are read again and again, and each takes a tenth of a second.

    Pickled, since who asked may change what he gets; reading it takes a tenth of copying it.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = PlainConstructor
    content = yaml.load(text)
    left = _counted(content, MOST_VALUES)
    return pickle.dumps(content if left > 0 else TOO_MUCH)


def _counted(content: Any, left: int) -> int:
    """How many more values there may be after these. What an alias repeats counts each time."""
    inside = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    left -= 1
    for value in inside:
        if left <= 0:
            break
        left = _counted(value, left)
    return left


def _line(error: MarkedYAMLError) -> str:
    return f", baris {error.problem_mark.line + 1}" if error.problem_mark else ""


def _problem(error: MarkedYAMLError) -> str:
    """What is wrong, in Indonesian where it is a slip that people make."""
    said = error.problem or ""
    for pattern, told in PROBLEMS:
        if found := pattern.search(said):
            return told.format(*found.groups())
    return said
