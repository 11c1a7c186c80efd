"""A project without data, whose years 2017 and 2019 imports go to."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..projects import ROOT, copy_content, emptied


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Parameters and subjects of ours, no data. 2019 is ruled as 2018 was; LAPORAN_ROOT names the project."""
    root = tmp_path_factory.mktemp("impor")
    shutil.copytree(ROOT / "params", root / "params")
    copy_content(root)
    text = (ROOT / "params" / "2018.yml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^data_notes:\n(?: .*\n)+", "", text.replace('date: "2019-05-20"', 'date: "2020-05-20"'))
    (root / "params" / "2019.yml").write_text(text, encoding="utf-8")
    shutil.copytree(root / "params" / "2018", root / "params" / "2019")
    (root / "data" / "raw").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(root))
        yield root


@pytest.fixture
def year_2019(project: Path) -> Iterator[Path]:
    """The folder of the data of 2019, empty before and after."""
    yield from emptied(project / "data" / "raw" / "2019")
