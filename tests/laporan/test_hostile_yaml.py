"""YAML that is odd, broken or meant to hurt: an error that names the file, quickly, and never a traceback."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
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
    "version 1.1": ("%YAML 1.1\n---\na: yes\n", "YAML versi lain"),
    "version 1.3": ("%YAML 1.3\n---\na: 1\n", "YAML versi lain"),
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


SLIPS = {
    "colon": ("judul: Loket: satu", "baris 1: bukan YAML yang sah (titik dua"),
    "quote": ('judul: "Loket', "tanda kutip yang dibuka belum ditutup"),
    "tab": ("a:\n\t- b", "ada tab"),
    "sign": ("judul: @fig-pkt", "nilai diawali “@”"),
    "braces": ("judul: {{ year }}", "nilai diawali “{{”"),
    "braces and text": ('judul: "{{ year }}" saja', "ada teks sesudah tanda kutip penutup"),
    "star": ("judul: *tebal*", "nilai diawali “*”"),
    "bracket": ("lebar: [1, 2", "belum ditutup dengan “]”"),
    "list": ("a: - b", "harus dimulai di baris sendiri"),
    "indent": ("a:\n  - b\n c: 1", "menjorok tidak sama jauh"),
}


@pytest.mark.parametrize(("text", "told"), SLIPS.values(), ids=SLIPS)
def test_slips_that_people_make_are_told_in_indonesian(text: str, told: str) -> None:
    with pytest.raises(ParameterError, match=re.escape(told)):
        parse_yaml(text, "p.yml")


ODD_WORDS = [
    *[
        "1_000",
        "1__0",
        "1_",
        "-_",
        "._",
        "017",
        "-017",
        "00",
        "0x10",
        "0x_",
        "0o17",
        "0b11",
        "9" * 16,
        "9" * 5000,
    ],
    *["1e400", "-1e400", ".inf", "-.INF", ".nan", "1_0.5", "1.5_0", "01.5", "0." + "3" * 400],
    *[
        "2017-02-30",
        "2017-13-01",
        "0000-01-01",
        "2017-01-01T25:00:00",
        "2017-01-01 24:00:00",
        "2017-01-01T1:00:00+99:99",
    ],
    *["!!int x", "!!int ''", "!!int ٣", "!!float abc", "!!bool x", "!!timestamp 2017-02-30", "!!binary YQ=="],
    *["!!set {b}", "!!omap [b: 1]", "!!pairs [b: 1]", '"\\ud800"', '"\\U00110000"', '"\\xZZ"'],
]


@pytest.mark.parametrize("word", ODD_WORDS, ids=[word[:26] for word in ODD_WORDS])
def test_no_word_is_another_number_than_a_person_reads(word: str) -> None:
    with pytest.raises(ParameterError, match=r"^p\.yml.*(bukan YAML yang sah|terlalu besar)"):
        parse_yaml(f"b: 1\na: {word}\n", "p.yml")


PLAIN_WORDS = {"0": 0, "-5": -5, "+7": 7, "1.50": 1.5, "-0.5": -0.5, ".5": 0.5, "1e3": 1000.0, "١": "١", "２": "２"}
PLAIN_WORDS |= {"1,5": "1,5", "1.000.000": "1.000.000", "1:30": "1:30", "yes": "yes", "2017-1-5": "2017-1-5", "_": "_"}


@pytest.mark.parametrize(("word", "value"), PLAIN_WORDS.items(), ids=PLAIN_WORDS)
def test_plain_words_are_what_they_say(word: str, value: object) -> None:
    assert parse_yaml(f"a: {word}\n", "p.yml") == {"a": value}


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789٣２_.+-eExXob:T "), min_size=1, max_size=12))
def test_a_word_of_digits_is_its_number_itself_or_refused(word: str) -> None:
    try:
        value = parse_yaml(f"a: {word}\n", "p.yml")["a"]
    except ParameterError as error:
        assert str(error).startswith("p.yml")  # noqa: PT017 - refusing is one of two right answers
        return
    plain = word.strip()
    if type(value) is int:
        assert str(value) in (plain, plain.removeprefix("+"), plain.replace("-0", "0"))
    elif type(value) is float:
        assert plain.isascii()
        assert "_" not in plain
        assert Decimal(str(value)) == Decimal(str(float(Decimal(plain))))
    else:
        assert isinstance(value, str | date | dict | None)


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
