"""Who may reach a build's machines: other machines only over TLS, and over that only those with our certificates."""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from laporan.core.errors import ReportError

if TYPE_CHECKING:
    from distributed.security import Security

AUTHORITY, CERTIFICATE, KEY = "ca.pem", "certificate.pem", "key.pem"


@dataclass(frozen=True)
class Address:
    """Of a scheduler.

    Parameters
    ----------
    protocol : str
        'tls' or 'tcp'.
    host : str
        Name or number of the machine, without brackets.
    port : int
    """

    protocol: str
    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read 'tls://10.0.0.1:8786'.

        Raises
        ------
        ReportError
            For what is no such address.
        """
        try:
            parts = urlsplit(text)
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        if not host or not port or parts.scheme not in {"tls", "tcp"} or text != f"{parts.scheme}://{parts.netloc}":
            raise ReportError(f"'{text}' bukan alamat scheduler; tulis seperti tls://10.0.0.1:8786")
        return cls(parts.scheme, host, port)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.protocol}://{host}:{self.port}"


@dataclass(frozen=True)
class MachineCertificates:
    """What a machine shows to the others, and by what it knows them.

    Parameters
    ----------
    authority, certificate, key : Path
        PEM files.
    """

    authority: Path
    certificate: Path
    key: Path

    @classmethod
    def of(cls, folder: Path) -> MachineCertificates:
        """Those of a folder that `laporan certificates` wrote.

        Raises
        ------
        ReportError
            Where one is missing or none, does not belong to the others, or is too old.
        """
        from cryptography import x509
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        paths = [(folder / name).absolute() for name in (AUTHORITY, CERTIFICATE, KEY)]
        try:
            authority, certificate = (x509.load_pem_x509_certificate(path.read_bytes()) for path in paths[:2])
            own = load_pem_private_key(paths[2].read_bytes(), None).public_key() == certificate.public_key()
            certificate.verify_directly_issued_by(authority)
        except OSError as error:
            raise ReportError(f"sertifikat tidak terbaca: {error.filename}: {error.strerror}. {REMEDY}") from error
        except (ValueError, TypeError, InvalidSignature) as error:
            raise ReportError(f"{folder}: {AUTHORITY}, {CERTIFICATE} dan {KEY} tidak seasal. {REMEDY}") from error
        if not own:
            raise ReportError(f"{folder / KEY} bukan kunci dari {CERTIFICATE}. {REMEDY}")
        until = min(authority.not_valid_after_utc, certificate.not_valid_after_utc)
        if until < dt.datetime.now(dt.UTC):
            raise ReportError(f"sertifikat di {folder} berakhir {until:%Y-%m-%d}. {REMEDY}")
        return cls(*paths)

    def security(self) -> Security:
        """As Dask takes it, for whatever part this process plays."""
        from distributed.security import Security

        roles = ("client", "scheduler", "worker")
        return Security(
            require_encryption=True,
            tls_ca_file=str(self.authority),
            **{f"tls_{role}_cert": str(self.certificate) for role in roles},
            **{f"tls_{role}_key": str(self.key) for role in roles},
        )

    def words(self) -> list[str]:
        """As the command lines of Dask's scheduler and worker take it."""
        files = {"--tls-ca-file": self.authority, "--tls-cert": self.certificate, "--tls-key": self.key}
        return [word for option, path in files.items() for word in (option, str(path))]


REMEDY = "Buat dengan: laporan certificates FOLDER NAMA-MESIN…, lalu beri tiap mesin foldernya"


def certificates_for(
    address: Address, folder: Path | None, *, insecure: bool, hosts: tuple[str, ...] = ()
) -> MachineCertificates | None:
    """What a connection needs, or why it may not be made.

    Parameters
    ----------
    address : Address
        Of the scheduler.
    folder : Path, optional
        The certificates of this machine.
    insecure : bool
        Whether the caller takes it upon himself that others read along and run code.
    hosts : tuple of str
        Where this process will listen.

    Returns
    -------
    MachineCertificates, optional
        None for a connection without encryption, which stays on this machine unless `insecure`.

    Raises
    ------
    ReportError
        For TLS without certificates, certificates without TLS, and an open connection that leaves this machine.
    """
    if address.protocol == "tls":
        if folder is None:
            raise ReportError(f"{address} memerlukan sertifikat: --certificates FOLDER. {REMEDY}")
        return MachineCertificates.of(folder)
    if folder is not None:
        raise ReportError(f"sertifikat hanya dipakai dengan TLS: tulis tls:// pada {address}")
    outside = [host for host in (address.host, *hosts) if not is_loopback(host)]
    if outside and not insecure:
        raise ReportError(
            f"{address}: tanpa TLS siapa pun yang mencapai {outside[0]} dapat membaca data dan menjalankan kode. "
            f"Pakai tls:// dan --certificates, atau --insecure bila jaringan itu milik Anda seluruhnya"
        )
    return None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and can't be reached from another."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
