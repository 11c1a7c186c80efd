"""Make the certificates of a few machines: an authority of their own, and one for each that it signed."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import re
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from laporan.build.dask.network import AUTHORITY, CERTIFICATE, KEY
from laporan.core.errors import ReportError

AUTHORITY_KEY = "ca-key.pem"
DAYS = 730  # after two years a machine is asked for again
MACHINE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,62}")
Signer = tuple[x509.Certificate, EllipticCurvePrivateKey]


def make_certificates(folder: Path, machines: Sequence[str]) -> list[Path]:
    """Write a folder of certificates for each machine, signed by the authority of `folder`.

    Parameters
    ----------
    folder : Path
        Has or gets the authority, `ca.pem`, and its key, which stays there: whoever has it lets machines in.
    machines : sequence of str
        Their names or numbers.

    Returns
    -------
    list of Path
        The folders, one a machine, with what it needs.

    Raises
    ------
    ReportError
        For a name that is none, or that has a certificate; nothing is written then.
    """
    for name in machines:
        if not MACHINE.fullmatch(name):
            raise ReportError(f"'{name}' bukan nama mesin: huruf, angka, titik dan tanda hubung saja")
    places = [folder / name for name in dict.fromkeys(machines)]
    for place in places:
        if place.exists():
            raise ReportError(f"{place} sudah ada. Hapus dahulu bila mesin itu memerlukan sertifikat baru")
    signer = _authority(folder)
    for place in places:
        key = generate_private_key(SECP256R1())
        certificate = _sign(_machine(place.name, key), signer)
        place.mkdir(mode=0o700)
        _write(place / KEY, _private(key), 0o600)
        _write(place / CERTIFICATE, certificate.public_bytes(Encoding.PEM), 0o644)
        _write(place / AUTHORITY, signer[0].public_bytes(Encoding.PEM), 0o644)
    return places


def _authority(folder: Path) -> Signer:
    """The authority of a folder, made where there is none."""
    place, key_place = folder / AUTHORITY, folder / AUTHORITY_KEY
    if place.exists():
        try:
            key = load_pem_private_key(key_place.read_bytes(), None)
            authority = x509.load_pem_x509_certificate(place.read_bytes())
        except ValueError as error:
            raise ReportError(f"{place} atau {AUTHORITY_KEY} rusak; mulai dengan folder yang kosong") from error
        if not isinstance(key, EllipticCurvePrivateKey) or key.public_key() != authority.public_key():
            raise ReportError(f"{key_place} bukan kunci dari {AUTHORITY}; mulai dengan folder yang kosong")
        return authority, key
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "laporan")])
    signs = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        _begin(name, key)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(signs, critical=True)
    )
    authority = builder.sign(key, hashes.SHA256())
    folder.mkdir(parents=True, exist_ok=True)
    _write(key_place, _private(key), 0o600)
    _write(place, authority.public_bytes(Encoding.PEM), 0o644)
    return authority, key


def _machine(name: str, key: EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    """A certificate for either side of a connection."""
    try:
        known_as: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        known_as = x509.DNSName(name)
    either = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    return (
        _begin(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([known_as]), critical=False)
        .add_extension(either, critical=False)
    )


def _begin(name: x509.Name, key: EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))  # the machines' clocks differ
        .not_valid_after(now + dt.timedelta(days=DAYS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _sign(builder: x509.CertificateBuilder, signer: Signer) -> x509.Certificate:
    authority, key = signer
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    return builder.issuer_name(authority.subject).add_extension(by, critical=False).sign(key, hashes.SHA256())


def _private(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write a file that was not there, for nobody but those of `mode` from its first byte."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
