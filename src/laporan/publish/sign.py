"""Sign a report in the place that was prepared for it, with a certificate in a file (PKCS#12): PAdES, baseline B or T.

What a signature shows is put into the field of the build, so that the file stays what it claims to be: tagged, with all
its fonts inside. Whoever signs after the first does so unseen, as a box outside of the structure would say nothing to a
screen reader. pyHanko signs; what `laporan publish` will ask of the signed file is asked before it is written.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from laporan.core.errors import ReportError
from laporan.core.formatting import long_date
from laporan.publish.signature import PdfSignature, faults_of, named, quietly, signatures
from laporan.publish.timestamp import timestamper
from laporan.writers.pdf.signature_field import NAME
from laporan.writers.pdf.stamp import draw_stamp

if TYPE_CHECKING:
    from pyhanko.sign.fields import SigFieldSpec
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.stamp import StaticStampStyle

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
    timestamp_url : str
        Of the authority that says when (RFC 3161); '' for none, and the signer's own clock.
    """

    report: Path
    certificate: Path
    passphrase: str
    target: Path
    address: str = ""
    timestamp_url: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a signature goes: its field, and that field's size in points; None for a signature that is not seen."""

    field: str
    size: tuple[float, float] | None


def sign(signing: Signing, now: dt.datetime | None = None) -> PdfSignature:
    """Sign a report in its prepared place; a signed one, unseen behind those who signed before.

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
        For a PDF that is none of ours, a draft or signed with this certificate already, a key that does not open, an
        authority that does not answer, and a target that is there: nothing was written then.
    """
    quietly()
    content = _read(signing.report)
    if signing.target.exists():
        raise ReportError(f"{signing.target} sudah ada dan tidak ditimpa. Beri nama lain dengan --output")
    now = now or dt.datetime.now().astimezone()
    signer = _signer(signing, now)
    place = _free_place(content, signing.report, signer)
    if signing.address and place.size is None:
        raise ReportError("kode QR hanya ada di kotak tanda tangan pertama. Tanda tangani tanpa --qr")
    signed = _signed(content, place, signer, signing, now)
    found, faults = signatures(signed, content)
    if faults:
        raise _not_whole(signing.report, "; ".join(faults))
    _write(signing.target, signed)
    return next(one for one in found if one.field == place.field)


def _read(report: Path) -> bytes:
    try:
        return report.read_bytes()
    except OSError as error:
        raise ReportError(f"{report} tidak terbaca ({error.strerror}). Periksa namanya") from error


def _free_place(content: bytes, report: Path, signer: SimpleSigner) -> _Place:
    """The prepared place, or the next unseen one where somebody else has signed there."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    try:
        reader = PdfFileReader(io.BytesIO(content))
        places = {name: (value, reference) for name, value, reference in enumerate_sig_fields(reader)}
        signers = {one.signer_cert.sha256 for one in reader.embedded_regular_signatures}
        broken = [fault for one in reader.embedded_regular_signatures for fault in faults_of(one)]
    except Exception as error:  # pyHanko tells of a broken file in many ways
        raise _not_whole(report, type(error).__name__) from error
    if broken:
        raise _not_whole(report, "; ".join(broken))
    if NAME not in places:
        raise ReportError(
            f"{report} tidak punya tempat tanda tangan: draf, bukan laporan.pdf dari sini, atau tidak ada babnya yang "
            "memuat tempat tanda tangan. Hanya laporan final yang ditandatangani: laporan build (tahun) --final"
        )
    value, reference = places[NAME]
    own: Any = signer.signing_cert
    if own.sha256 in signers:
        raise ReportError(f"{report} sudah ditandatangani dengan sertifikat ini. Penanda tangan lain memakai miliknya")
    if value is not None:
        return _Place(next(name for number in count(2) if (name := f"{NAME}{number}") not in places), None)
    left, low, right, high = map(float, reference.get_object()["/Rect"])
    return _Place(NAME, (right - left, high - low))


def _not_whole(report: Path, why: str) -> ReportError:
    return ReportError(f"{report} bukan PDF yang utuh ({why}). Pakai yang asli, atau bangun lagi laporannya")


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


def _signed(content: bytes, place: _Place, signer: SimpleSigner, signing: Signing, now: dt.datetime) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    about = signers.PdfSignatureMetadata(
        field_name=place.field, subfilter=fields.SigSeedSubFilter.PADES, reason=REASON, md_algorithm="sha256"
    )
    clock, made = timestamper(signing.timestamp_url), io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        look = _look(place.size, signer, signing.address, now, Path(folder)) if place.size else None
        unseen = None if place.size else _unseen(place.field)
        pdf_signer = signers.PdfSigner(about, signer, timestamper=clock, stamp_style=look, new_field_spec=unseen)
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        try:
            pdf_signer.sign_pdf(writer, output=made, existing_fields_only=unseen is None)
        except Exception as error:
            if clock and isinstance(error, OSError | ValueError):
                raise ReportError(
                    f"{signing.timestamp_url} tidak memberi stempel waktu ({error}). Periksa alamat dan jaringannya, "
                    "atau tanda tangani tanpa --timestamp-url"
                ) from error
            raise _not_whole(signing.report, type(error).__name__) from error
    return made.getvalue()


def _unseen(field: str) -> SigFieldSpec:
    """A field outside of the page, where PDF/UA asks for no tag."""
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec

    outside = InvisSigSettings(box_out_of_bounds=True)
    return SigFieldSpec(field, readable_field_name="Tanda tangan elektronik", invis_sig_settings=outside)


def _look(
    size: tuple[float, float], signer: SimpleSigner, address: str, now: dt.datetime, folder: Path
) -> StaticStampStyle:
    """What the signature shows: a page as large as its place, which pyHanko reads from the folder as it signs."""
    from pyhanko.pdf_utils import layout
    from pyhanko.stamp import StaticStampStyle

    certificate: Any = signer.signing_cert
    owner, issuer = named(certificate.subject), named(certificate.issuer)
    stamp = draw_stamp(size, signer=owner, issuer=issuer, day=long_date(now.date()), address=address)
    (drawn := folder / "stamp.pdf").write_bytes(stamp)
    whole = layout.SimpleBoxLayoutRule(layout.AxisAlignment.ALIGN_MID, layout.AxisAlignment.ALIGN_MID)
    return StaticStampStyle.from_pdf_file(str(drawn), border_width=0, background_layout=whole)


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
