"""Draws what a signature shows on its page: typst draws it with the report's fonts, which it embeds."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

import segno
import typst

from laporan.core.errors import ReportError
from laporan.writers.pdf.glyphs import Drawable
from laporan.writers.text_widths import FONTS

HERE = Path(__file__).parent
MM = 25.4 / 72  # a point


def draw_stamp(size: tuple[float, float], *, signer: str, issuer: str, day: str, address: str = "") -> bytes:
    """A PDF of one page, as large as the field that it is shown in.

    Parameters
    ----------
    size : (float, float)
        Width and height of the field, in points.
    signer, issuer : str
        Of the certificate.
    day : str
        When it is signed.
    address : str, optional
        Where the signature is verified: what its QR code says.

    Raises
    ------
    ReportError
        For an address that is too long for a QR code.
    """
    drawable = Drawable()
    said = {key: drawable.text(value) for key, value in {"signer": signer, "issuer": issuer, "day": day}.items()}
    width, height = (str(side * MM) for side in size)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("theme.typ", "stamp.typ"):
            shutil.copy(HERE / name, folder)
        try:
            drawn = typst.compile(
                str(Path(folder) / "stamp.typ"), root=folder, format="pdf", pdf_tags=False, ignore_system_fonts=True,
                font_paths=[str(FONTS)], pdf_standards=["a-3b"], timestamp=0,
                sys_inputs={**said, "width": width, "height": height, "qr": _qr(address) if address else ""},
            )  # fmt: skip
        except typst.TypstError as error:
            raise ReportError(f"kotak tanda tangan tidak dapat digambar: {error.message}") from error
    return bytes(drawn)


def _qr(address: str) -> str:
    """The QR code as SVG."""
    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise ReportError(f"alamat untuk kode QR terlalu panjang ({len(address)} huruf). Pendekkan") from error
    code.save(made := io.BytesIO(), kind="svg", border=0)
    return made.getvalue().decode()
