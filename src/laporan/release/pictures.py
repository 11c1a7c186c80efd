"""What a picture or a font says beside what it shows: where it was taken, with which camera, by whom.

The report's own photographs are made anew without any of it; whatever is found here came in another way.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from functools import cache

from laporan.core.errors import ReportError
from laporan.core.paths import LIBRARY
from laporan.release.passage import Passage

ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp")
FONTS = (".woff2", ".woff", ".ttf", ".otf")
GPS = 0x8825
OF_THE_FILE = {0x0112, 0x011A, 0x011B, 0x0128, 0x0213, 0x8769, 0xA001, 0xA002, 0xA003, 0x0100, 0x0101, 0x0131}
TECHNICAL = {"dpi", "gamma", "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
             "transparency", "srgb", "chromaticity", "aspect", "interlace", "icc_profile", "adobe", "adobe_transform",
             "compression", "version", "background", "duration", "loop", "extension", "bbox", "Software", "exif",
             "photoshop", "xmp", "XML:com.adobe.xmp", "mp", "mpoffset", "timestamp", "lossless"}  # fmt: skip
PROFILES = {"photoshop": "IPTC", "xmp": "XMP", "XML:com.adobe.xmp": "XMP"}


def read_picture(name: str, content: bytes) -> Iterator[Passage]:
    """What a picture carries along: EXIF, XMP, IPTC, comments and other texts.

    Parameters
    ----------
    name : str
        The file.
    content : bytes
        What is in it.
    """
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        exif, said = picture.getexif(), dict(picture.info)
    if GPS in exif:
        yield Passage(name, "", trace="letak pengambilan foto (GPS)")
    told = [str(value) for tag, value in exif.items() if tag not in OF_THE_FILE | {GPS}]
    told += [str(value) for tag, value in exif.get_ifd(0x8769).items() if tag not in OF_THE_FILE]
    if told:
        yield Passage(name, " ".join(told), trace="catatan kamera (EXIF)")
    for key, value in said.items():
        if key in PROFILES:
            yield Passage(name, _words(value), trace=f"catatan {PROFILES[key]}")
        elif key not in TECHNICAL:
            yield Passage(name, _words(value), trace=f"catatan “{key[:20]}”" if isinstance(value, str | bytes) else "")
        elif isinstance(value, str):
            yield Passage(name, value)


def _words(value: object) -> str:
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)


def read_font(name: str, content: bytes) -> Iterator[Passage]:
    """The names and licences of a font; of the report's own fonts nothing.

    Parameters
    ----------
    name : str
        The file.
    content : bytes
        What is in it.

    Raises
    ------
    ReportError
        For a compressed font that is none of ours: its names can't be read.
    """
    from fontTools.ttLib import TTFont

    if hashlib.sha256(content).hexdigest() in _own_fonts():
        return
    if content.startswith(b"wOF2"):
        raise ReportError(f"{name}: huruf WOFF2 dari luar tidak dapat diperiksa. Keluarkan berkas itu")
    font = TTFont(io.BytesIO(content), lazy=True)
    yield from (Passage(f"{name}, nama huruf", record.toUnicode()) for record in font["name"].names)


@cache
def _own_fonts() -> frozenset[str]:
    return frozenset(
        hashlib.sha256(path.read_bytes()).hexdigest() for path in LIBRARY.rglob("*") if path.suffix in FONTS
    )
