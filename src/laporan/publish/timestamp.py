"""When a report was signed, said by an authority (RFC 3161) instead of the signer's own clock. pyHanko asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from laporan.core.errors import ReportError

if TYPE_CHECKING:
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

PATIENCE = 20  # seconds for an answer


def timestamper(url: str) -> RequestsHTTPTimeStamper | None:
    """Who is asked; nobody where there is no address.

    Parameters
    ----------
    url : str
        Of the authority; '' for none.

    Raises
    ------
    ReportError
        For what is no address of a server.
    """
    if not url:
        return None
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ReportError(f"{url}: bukan alamat penyedia stempel waktu. Tulis https://… dengan --timestamp-url")
    return RequestsHTTPTimeStamper(url, timeout=PATIENCE)  # type: ignore[no-untyped-call]
