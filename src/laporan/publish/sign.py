"""Sign a report in the place that was prepared for it, with a certificate that is a file (PKCS#12): PAdES, baseline B.

What a signature shows is put into the field of the build, so that the file stays what it claims to be: tagged, with all
its fonts inside. pyHanko signs; what `laporan publish` will ask of the signed file is asked before it is written.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from laporan.core.errors import ReportError
from laporan.core.formatting import long_date
from laporan.publish.signature import PdfSignature, named, quietly, signatures
from laporan.writers.pdf.signature_field import NAME
from laporan.writers.pdf.stamp import draw_stamp

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

REASON = "Pengesahan laporan"


@dataclass(frozen=True)
class Signing:
    """What is to be signed, and with what.

    Parameters
    ----------
    report : Path
        The PDF of a report that was built to be signed.
    certificate : Path
        Key and certificate, as PKCS#12.
    passphrase : str
        Of that file.
    target : Path
        The file to write; there must be none.
    address : str
        What the QR code says; '' for none.
    """

    report: Path
    certificate: Path
    passphrase: str
    target: Path
    address: str = ""


def sign(signing: Signing, now: dt.datetime | None = None) -> PdfSignature:
    """Sign a report in its prepared place.

    Parameters
    ----------
    signing : Signing
        What is to be signed, and with what.
    now : datetime, optional
        When; by default the clock says.

    Returns
    -------
    PdfSignature
        What the file says of its new signature.

    Raises
    ------
    ReportError
        For a PDF that is none of ours, a draft or signed already, a key that does not open, and a target that is there:
        nothing was written then.
    """
    quietly()
    content = _read(signing.report)
    if signing.target.exists():
        raise ReportError(f"{signing.target} sudah ada dan tidak ditimpa. Beri nama lain dengan --output")
    size = _free_place(content, signing.report)
    now = now or dt.datetime.now().astimezone()
    signed = _signed(content, size, _signer(signing, now), signing.address, now)
    found, faults = signatures(signed, content)
    if faults:
        raise ReportError(f"{signing.report}: {'; '.join(faults)}. Laporkan kepada pengembang")
    _write(signing.target, signed)
    return next(one for one in found if one.field == NAME)


def _read(report: Path) -> bytes:
    try:
        return report.read_bytes()
    except OSError as error:
        raise ReportError(f"{report} tidak terbaca ({error.strerror}). Periksa namanya") from error


def _free_place(content: bytes, report: Path) -> tuple[float, float]:
    """The size of the place to sign, which nobody has signed yet."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    try:
        reader = PdfFileReader(io.BytesIO(content))
        places = {name: (value, reference) for name, value, reference in enumerate_sig_fields(reader)}
    except Exception as error:  # pyHanko tells of a broken file in many ways
        raise ReportError(f"{report} bukan PDF yang utuh ({type(error).__name__}). Bangun lagi laporannya") from error
    if NAME not in places:
        raise ReportError(
            f"{report} tidak punya tempat tanda tangan: draf, bukan laporan.pdf dari sini, atau tidak ada babnya yang "
            "memuat tempat tanda tangan. Hanya laporan final yang ditandatangani: laporan build (tahun) --final"
        )
    value, reference = places[NAME]
    if value is not None:
        raise ReportError(f"{report} sudah ditandatangani di tempatnya")
    left, low, right, high = map(float, reference.get_object()["/Rect"])
    return right - left, high - low


def _signer(signing: Signing, now: dt.datetime) -> SimpleSigner:
    """Key and certificate, which is valid today."""
    from pyhanko.sign.signers import SimpleSigner

    packed = _read(signing.certificate)
    try:
        signer = SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=signing.passphrase.encode() or None)
    except (ValueError, TypeError, NotImplementedError) as error:
        raise ReportError(
            f"{signing.certificate}: kunci dan sertifikat tidak dapat dibuka. Periksa kata sandinya, dan apakah berkas "
            "itu PKCS#12 (.p12, .pfx) yang berisi keduanya"
        ) from error
    certificate: Any = signer.signing_cert
    validity = certificate["tbs_certificate"]["validity"].native
    if not validity["not_before"] <= now <= validity["not_after"]:
        span = f"{long_date(validity['not_before'].date())} sampai {long_date(validity['not_after'].date())}"
        raise ReportError(f"{signing.certificate}: sertifikat itu berlaku {span}. Perbarui, lalu tanda tangani lagi")
    return signer


def _signed(content: bytes, size: tuple[float, float], signer: SimpleSigner, address: str, now: dt.datetime) -> bytes:
    from pyhanko.pdf_utils import layout
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko.stamp import StaticStampStyle

    certificate: Any = signer.signing_cert
    owner, issuer = named(certificate.subject), named(certificate.issuer)
    stamp = draw_stamp(size, signer=owner, issuer=issuer, day=long_date(now.date()), address=address)
    about = signers.PdfSignatureMetadata(
        field_name=NAME, subfilter=fields.SigSeedSubFilter.PADES, reason=REASON, md_algorithm="sha256"
    )
    made = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        (drawn := Path(folder) / "stamp.pdf").write_bytes(stamp)
        whole = layout.SimpleBoxLayoutRule(layout.AxisAlignment.ALIGN_MID, layout.AxisAlignment.ALIGN_MID)
        look = StaticStampStyle.from_pdf_file(str(drawn), border_width=0, background_layout=whole)
        signing = signers.PdfSigner(about, signer, stamp_style=look)
        signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), output=made, existing_fields_only=True)
    return made.getvalue()


def _write(target: Path, signed: bytes) -> None:
    """The whole file or none, and never over another."""
    try:
        with target.open("xb") as file:
            try:
                file.write(signed)
            except OSError:
                target.unlink()
                raise
    except OSError as error:
        raise ReportError(f"{target} tidak dapat ditulis ({error.strerror})") from error
