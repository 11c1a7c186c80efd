"""Whether a PDF that came back is ours with a signature, and nothing else.

Whoever signs gets our PDF; what comes back must begin with its very bytes and add only what signing adds. Whether each
signature is whole is checked here by pyHanko; whether its certificate is really that of the signer is not, as the
authorities that BSrE trusts are not known here: the record names the signer for people to compare.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from laporan.core.errors import ReportError
from laporan.publish.additions import changes, oversized

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

REMEDY = "Tanda tangani laporan.pdf yang baru dibangun itu sendiri, tanpa mengubah atau menyimpannya ulang."


@dataclass(frozen=True)
class PdfSignature:
    """A signature in a PDF.

    Parameters
    ----------
    field : str
        The form field that it stands in.
    signer, issuer : str
        Of its certificate: name and organisation. What else stands there (a NIK, an e-mail address) is not repeated.
    signed_at : str
        When, as the signer's computer says; '' where it doesn't.
    """

    field: str
    signer: str
    issuer: str
    signed_at: str

    def told(self) -> dict[str, Any]:
        """As the record of a publication has it."""
        return asdict(self) | {"certificate_checked": False}


def signatures(signed: bytes, built: bytes) -> tuple[list[PdfSignature], list[str]]:
    """The signatures of a PDF, and everything that speaks against publishing it in place of ours.

    Parameters
    ----------
    signed : bytes
        The PDF that came back.
    built : bytes
        The PDF that was built.
    """
    if not signed.startswith(built):
        return [], ["bukan laporan.pdf yang dibangun dengan tambahan: awalnya tidak sama, bita demi bita"]
    if len(signed) == len(built):
        return [], ["laporan.pdf yang dibangun itu sendiri, tanpa tanda tangan"]
    quietly()
    try:
        return _examined(signed, built)
    except Exception as error:
        raise ReportError(f"PDF bertanda tangan tidak terbaca ({type(error).__name__}). {REMEDY}") from error


def quietly() -> None:
    """Keep pyHanko from telling the terminal what we tell better."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def _examined(signed: bytes, built: bytes) -> tuple[list[PdfSignature], list[str]]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader, ours = PdfFileReader(io.BytesIO(signed)), PdfFileReader(io.BytesIO(built))
    embedded = list(reader.embedded_regular_signatures)
    faults = list(changes(reader, ours)) or list(oversized(reader))
    faults += [fault for one in embedded for fault in faults_of(one)]
    if not signed.rstrip(b"\r\n").endswith(b"%%EOF"):
        faults.append("ada yang ditambahkan di belakang PDF itu")
    if not embedded:
        faults.append("tidak ada tanda tangan elektronik di dalamnya")
    return [_told(one) for one in embedded], faults


def faults_of(signature: EmbeddedPdfSignature) -> Iterator[str]:
    """What speaks against a signature as it stands in its PDF, a phrase each; nothing where it is whole.

    Parameters
    ----------
    signature : EmbeddedPdfSignature
        As pyHanko reads it.
    """
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[], allow_fetching=False))
    if not (status.intact and status.valid):
        yield f"tanda tangan {signature.field_name} rusak: isinya berubah sesudah ditandatangani"
    elif status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        yield f"tanda tangan {signature.field_name} tidak mencakup seluruh laporan"
    elif (status.modification_level or ModificationLevel.NONE) > ModificationLevel.FORM_FILLING:
        yield f"sesudah tanda tangan {signature.field_name} masih ada yang diubah"


def _told(signature: EmbeddedPdfSignature) -> PdfSignature:
    certificate, when = signature.signer_cert, signature.self_reported_timestamp
    return PdfSignature(
        str(signature.field_name), named(certificate.subject), named(certificate.issuer),
        when.isoformat() if when else "",
    )  # fmt: skip


def named(owner: Any) -> str:
    """Name and organisation of a certificate's owner or issuer, and nothing else that stands there.

    Parameters
    ----------
    owner : asn1crypto.x509.Name
        As the certificate has it.
    """
    parts = [owner.native.get(key, "") for key in ("common_name", "organization_name")]
    return ", ".join(" ".join(part) if isinstance(part, list) else part for part in parts if part)
