"""The documentation site: `make docs` builds it, without the network, from these pages and from the code."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "Laporan BKN"
author = "BKN"
version = release = PROJECT["version"]
language = "id"
extensions = ["myst_parser"]
pygments_style, pygments_dark_style = "friendly", "native"

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

default_role = "code"  # docstrings write `names` so

html_theme = "furo"
html_title = "Laporan BKN"
html_show_sphinx = html_show_copyright = False
html_copy_source = False
