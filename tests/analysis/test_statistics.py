"""What was read of the methods is kept until their file changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.methods.statistics import load_methods
from laporan.core import paths


def test_a_constant_that_is_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (paths.params() / "methods.yml").read_text(encoding="utf-8")
    (tmp_path / "laporan.toml").write_text('content = "src/analysis"', encoding="utf-8")
    (tmp_path / "params").mkdir()
    methods = tmp_path / "params" / "methods.yml"
    methods.write_text(text, encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    before = load_methods()
    assert load_methods() is before
    methods.write_text(text.replace('chi_square: "3.841"', 'chi_square: "2.706"'), encoding="utf-8")
    os.utime(methods, (4e9, 4e9))  # later than before, however coarse the clock of files is
    assert str(load_methods().sample_size.chi_square) == "2.706" != str(before.sample_size.chi_square)
