"""Signs PDFs as an office would, with a certificate that is made for the test and trusted by nobody."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from functools import cache
from typing import Any

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

SIGNED_BY = "Siti Rahayu Ningsih (uji)"
NIK = "3404025011880001"  # made up; certificates of persons have theirs
Change = Callable[[IncrementalPdfFileWriter], None]


@cache
def signer() -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    named = {NameOID.COMMON_NAME: SIGNED_BY, NameOID.SERIAL_NUMBER: NIK, NameOID.EMAIL_ADDRESS: "siti@kantor.example"}
    name = x509.Name([x509.NameAttribute(key, value) for key, value in named.items()])
    begin = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 7, begin, begin + dt.timedelta(days=36500))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def sign(pdf: bytes, *, field: str = "TTE", box: tuple[int, ...] | None = None, change: Change | None = None) -> bytes:
    """The PDF with a signature behind it: in a box on the first page, or unseen; after `change`, in one go with it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if change:
        change(writer)
    about = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES)
    place: Any = fields.SigFieldSpec(field, on_page=0, box=box) if box else None
    made = io.BytesIO()
    signers.sign_pdf(writer, about, signer(), new_field_spec=place, output=made)
    return made.getvalue()
