"""Cut the official files' fonts from Adobe's static originals: `python tools/cut_fonts.py FOLDER`.

FOLDER holds the TTF files of Source Serif 4 and Source Sans 3 as the npm packages
`@expo-google-fonts/source-serif-4` and `@expo-google-fonts/source-sans-3` (0.4.1) name them.
Adobe reserves the name "Source" (OFL 1.1, clause 3), so a cut carries the names that page and
charts have too: Laporan Serif and Laporan Sans. Wider than the page's cut (every Latin letter,
Greek, Cyrillic, signs): a PDF has no system font to fall back on, and a name must not lose a letter.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "src" / "laporan" / "writers" / "pdf" / "fonts"
FAMILIES = {"Serif": "SourceSerif4", "Sans": "SourceSans3"}
STYLES = {  # our name: their name, weight, fsSelection, macStyle
    "Regular": ("400Regular", 400, 64, 0),
    "Italic": ("400Regular_Italic", 400, 1, 2),
    "Semibold": ("600SemiBold", 600, 0, 0),
    "SemiboldItalic": ("600SemiBold_Italic", 600, 1, 2),
}
RANGES = (
    (0x20, 0x24F), (0x2B0, 0x4FF), (0x1E00, 0x1EFF), (0x2000, 0x218F), (0x2190, 0x22FF), (0x2500, 0x27BF),
)  # fmt: skip
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum", "pnum", "case", "sups", "subs"]
COPYRIGHT_AND_LICENCE = [0, 13, 14]


def cut(original: Path, family: str, style: str) -> TTFont:
    """One style, without hinting, with the glyphs and features of `RANGES` and `FEATURES`."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = COPYRIGHT_AND_LICENCE
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    font = TTFont(original, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    _, weight, selection, mac = STYLES[style]
    name = f"{family}-{style}".replace(" ", "")
    for number, text in {
        1: family,
        2: style,
        3: f"1.0;{name}",
        4: f"{family} {style}",
        6: name,
        16: family,
        17: style,
    }.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass, font["OS/2"].fsSelection, font["head"].macStyle = weight, selection, mac
    return font


def main(folder: Path) -> None:
    """Write every style of both families."""
    for family, theirs in FAMILIES.items():
        for style, (name, *_) in STYLES.items():
            path = FONTS / f"Laporan{family}-{style}.ttf"
            cut(folder / f"{theirs}_{name}.ttf", f"Laporan {family}", style).save(path)
            print(f"{path.name:32}{path.stat().st_size / 1000:8.1f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
