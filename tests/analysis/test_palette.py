"""Colours: each has its partner in the dark, keeps its contrast on paper, and charts use no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import analysis
from laporan.charts import palette
from laporan.core import paths

COLOURS = {
    name: value for name, value in vars(palette).items() if name.isupper() and isinstance(value, str)
} | {f"STEPS[{place}]": step for place, step in enumerate(palette.STEPS)}  # fmt: skip
TEXT, SHAPE = 4.5, 3.0  # of WCAG: words, and what must be told apart from the ground
READ = ("INK", "SOFT", "MUTED", "MAIN", "SHORT")
SEEN = ("OTHER", "BEFORE", "EDGE")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", sorted(set(COLOURS.values())))
def test_every_colour_has_a_partner_in_the_dark(colour: str) -> None:
    css = (paths.LIBRARY / "page" / "page.css").read_text(encoding="utf-8")
    assert re.search(rf'\.bagan \[fill="{colour}"\] {{ fill: var\(--', css)


@pytest.mark.parametrize(("names", "least"), [(READ, TEXT), (SEEN, SHAPE)], ids=["words", "shapes"])
def test_what_must_be_seen_stands_out_from_paper(names: tuple[str, ...], least: float) -> None:
    assert [name for name in names if contrast(COLOURS[name], palette.PAPER) < least] == []


@pytest.mark.parametrize("file", sorted(Path(analysis.__file__).parent.rglob("*chart*.py")), ids=lambda file: file.name)
def test_a_chart_names_colours_by_what_they_mean(file: Path) -> None:
    assert re.findall(r"""["'](#[0-9a-fA-F]{3,8}|white|black|red|blue|green|grey|gray|orange)["']""",
                      file.read_text(encoding="utf-8")) == []  # fmt: skip
