"""What no map can say, a notebook of the analyst's own can: the whole way of docs/impor.md, as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from laporan.intake.importing import ImportRequest, import_source

from ..projects import ROOT
from .test_language import rows, sheets

PAGE = (ROOT / "docs" / "impor.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The page's one block of a language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_the_way_of_the_page_works(year_2019: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "masuk").mkdir()
    answers = [["WhatsApp; Surel", "Fiktif Rekaan"], ["Surel", "Contoh Rekaan"], [None, "Lain Rekaan"]]
    sheets(tmp_path / "masuk" / "survei.xlsx", Jawaban=[["Melalui kanal apa?", "Nama"], *answers])
    monkeypatch.chdir(tmp_path)
    exec(block("python"), {})  # noqa: S102 - the page's own lines
    (tmp_path / "kanal-sendiri.yml").write_text(block("yaml"), encoding="utf-8")
    result = import_source(ImportRequest(["masuk/kanal.csv"], "", Path("kanal-sendiri.yml"), 2019, "pusat"))
    assert rows(result) == [["Surel", "2"], ["WhatsApp", "1"]]
