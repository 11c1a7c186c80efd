"""YAML as the project's files use it: version 1.2, without duplicate keys, errors with file and line."""

from __future__ import annotations

import pickle
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


def read_yaml(path: Path, remedy: str = "") -> dict[str, Any]:
    """The top-level mapping of a YAML file; an empty file is an empty mapping.

    Parameters
    ----------
    path : Path
        The file. Whoever asks is noted as depending on its content, comments left aside.
    remedy : str, optional
        What to do where the file is missing, for the message.

    Raises
    ------
    ParameterError
        For a missing file, a syntax error or a duplicate key (with the line), or what is no mapping.
    """
    read_tracking.note(path, "yaml")  # a comment may change without anybody having to run again
    if not path.is_file():
        raise ParameterError(f"{relative(path)}: berkas tidak ada" + (f". {remedy}" if remedy else ""))
    with read_tracking.noting_aside():
        text = path.read_text(encoding="utf-8")
    return parse_yaml(text, relative(path))


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
        For a syntax error or a duplicate key, with the line; for what is no mapping.
    """
    try:
        content = pickle.loads(_load(text))  # noqa: S301 (we wrote it ourselves)
    except DuplicateKeyError as error:
        raise ParameterError(f"{name}{_line(error)}: kunci tertulis dua kali. Hapus salah satunya") from error
    except MarkedYAMLError as error:
        raise ParameterError(f"{name}{_line(error)}: bukan YAML yang sah ({error.problem})") from error
    except YAMLError as error:
        raise ParameterError(f"{name}: bukan YAML yang sah ({error})") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ParameterError(f"{name}: isi paling luar harus berupa kunci dan nilai")
    return content


def _content(path: Path, _asked: str) -> str:
    try:
        return content_hash(parse_yaml(path.read_text(encoding="utf-8"), path.name))
    except ParameterError:
        return ABSENT


read_tracking.VIEWS["yaml"] = _content


@lru_cache(maxsize=256)
def _load(text: str) -> bytes:
    """Parsed once: the same few files are read again and again, and each takes a tenth of a second.

    Pickled, since who asked may change what he gets; reading it takes a tenth of copying it.
    """
    return pickle.dumps(YAML(typ="safe", pure=True).load(text))


def _line(error: MarkedYAMLError) -> str:
    return f", baris {error.problem_mark.line + 1}" if error.problem_mark else ""
