"""YAML that is odd, broken or meant to hurt: an error that names the file, quickly, and never a traceback."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from laporan.core.errors import ParameterError
from laporan.project.models import Real, Strict
from laporan.project.yaml import parse_yaml, read_yaml

pytestmark = pytest.mark.hostile("input")

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
TEXTS = {
    "alias-bomb": (BOMB, "alias"),
    "itself": ("a: &a [*a]\n", "memuat dirinya sendiri|bersarang"),
    "deep": ("a: " + "[" * 50_000 + "]" * 50_000, "bersarang terlalu dalam"),
    "tag": ("a: !!python/object/apply:os.system ['id']\n", "bukan YAML yang sah"),
    "open": ("a: [1, 2\n", "baris 2"),
    "twice": ("a: 1\na: 2\n", "dua kali"),
    "list": ("- a\n", "kunci dan nilai"),
    "tab": ("a:\n\t- b\n", "baris 2"),
    "control": ("a: \x07\n", "bukan YAML yang sah"),
}


@pytest.mark.parametrize(("text", "told"), TEXTS.values(), ids=TEXTS)
def test_odd_yaml_is_told_by_file(text: str, told: str) -> None:
    with pytest.raises(ParameterError, match=rf"(?s)^params\.yml.*({told})"):
        parse_yaml(text, "params.yml")


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"a: \xff\xfe", "bukan UTF-8"), (b"# " + b"x" * 5_000_001, "lebih dari 5 MB")],
    ids=["encoding", "large"],
)
def test_odd_files_are_told_by_name(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "2017.yml").write_bytes(content)
    with pytest.raises(ParameterError, match=told):
        read_yaml(tmp_path / "2017.yml")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "2017.yml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml(tmp_path / "2017.yml") == {"a": 1}


def test_aliases_are_for_what_is_repeated() -> None:
    assert parse_yaml("a: &x [1, 2]\nb: *x\n", "p.yml") == {"a": [1, 2], "b": [1, 2]}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#\n \t0.%@`,?~"), max_size=40))
def test_whatever_is_written_is_a_mapping_or_an_error_of_ours(text: str) -> None:
    with suppress(ParameterError):
        assert isinstance(parse_yaml(text, "p.yml"), dict)


class Limit(Strict):
    """A number, as parameters have them."""

    value: Real


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")], ids=str)
def test_a_parameter_is_a_number_that_can_be_compared(value: float) -> None:
    with pytest.raises(ValidationError):
        Limit(value=value)
