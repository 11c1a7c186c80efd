"""Signs PDFs as an office would, with a certificate that is made for the test and trusted by nobody."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import TimeStampReq
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

SIGNED_BY = "Siti Rahayu Ningsih (uji)"
PASSPHRASE, OWNER, ISSUER = "rahasia uji", "Siti Rahayu (uji)", "Penerbit Sertifikat Uji"  # of a key as a file
BEGIN = dt.datetime(2018, 3, 1, tzinfo=dt.UTC)
AT = dt.datetime(2018, 6, 1, 3, tzinfo=dt.UTC)  # what the test's time-stamping authority says
NIK = "3404025011880001"  # made up; certificates of persons have theirs
LOOK = TextStampStyle(stamp_text="Ditandatangani secara elektronik")  # pyHanko's own shows NIK and e-mail address
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
    signing = signers.PdfSigner(about, signer(), stamp_style=LOOK, new_field_spec=place)
    signing.sign_pdf(writer, output=made)
    return made.getvalue()


def key_file(folder: Path, *, begin: dt.datetime = BEGIN, days: int = 36500, passphrase: str = PASSPHRASE) -> Path:
    """Key and certificate as an authority hands them out; nobody trusts this one."""
    key, authority = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    owner, issuer = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (OWNER, ISSUER))
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder(issuer, owner, key.public_key(), 7, begin, begin + dt.timedelta(days=days))
        .add_extension(usage, critical=True)
        .sign(authority, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(passphrase.encode()) if passphrase else serialization.NoEncryption()
    (place := folder / "kunci.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"uji", key, certificate, None, locked)
    )
    return place


@contextmanager
def time_authority(*, broken: bool = False) -> Iterator[str]:
    """The address of a time-stamping authority (RFC 3161) on this machine, which is trusted by nobody."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Penyedia Stempel Waktu Uji")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 9, BEGIN, BEGIN + dt.timedelta(days=36500))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    clock = DummyTimeStamper(
        Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        PrivateKeyInfo.load(private),
        fixed_dt=AT,
    )

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            told = b"bukan stempel" if broken else clock.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_words: object) -> None:
            """Say nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
