"""YAML as data files use it: version 1.2, duplicates refused, errors with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from analysis.errors import ParameterError
from analysis.paths import relative


def read_yaml(path: Path) -> dict[str, Any]:
    """The file's top-level mapping; an empty file is an empty mapping.

    Raises ParameterError for a missing file, a syntax error or a duplicate key, naming the line.
    """
    if not path.is_file():
        raise ParameterError(f"{relative(path)}: berkas tidak ada")
    return parse_yaml(path.read_text(encoding="utf-8"), relative(path))


def parse_yaml(text: str, name: str) -> dict[str, Any]:
    """The same for text that stands elsewhere, such as the options of a cell; `name` is for messages."""
    try:
        content = YAML(typ="safe", pure=True).load(text)
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


def _line(error: MarkedYAMLError) -> str:
    return f", baris {error.problem_mark.line + 1}" if error.problem_mark else ""
