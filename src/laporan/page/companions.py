"""What stands beside the page: its files, the other reports, and how catalogues and search engines describe it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from laporan.document.ast import Front, issuer
from laporan.document.front import titled
from laporan.facts.ledger import LEDGER


@dataclass(frozen=True)
class BesideFile:
    """A file that the reader can take along.

    Parameters
    ----------
    name, path : str
        What it is called in print, and where it stands beside the page.
    download : bool
        Whether a browser saves it, rather than showing it.
    media_type : str
        Of the file, by its registered name.
    """

    name: str
    path: str
    download: bool = True
    media_type: str = ""


PDF, WORD, WORKBOOK = "laporan.pdf", "laporan.docx", "tabel.xlsx"
OPEN_DATA = "data"
HANDED_OUT = (
    BesideFile("PDF", PDF, True, "application/pdf"),
    BesideFile("Word", WORD, True, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    BesideFile("tabel (XLSX)", WORKBOOK, True, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    BesideFile("data terbuka", f"{OPEN_DATA}/datapackage.json", False, "application/json"),
    BesideFile("setiap angka (JSON)", LEDGER, True, "application/json"),
)


@dataclass(frozen=True)
class OtherReport:
    """Another report of the project.

    Parameters
    ----------
    name, path : str
        '2016', 'Kanreg X'; and where its page stands, seen from this one.
    """

    name: str
    path: str


@dataclass(frozen=True)
class Companions:
    """What stands beside a page.

    Parameters
    ----------
    files : tuple of BesideFile
        Files of the same report.
    others : tuple of OtherReport
        Reports of the year before and of other units.
    record : str
        The file that tells by which commit and when it was built: a page that told it itself would be other bytes
        each time. '' where there is none.
    record_travels : bool
        Whether that file stands beside the page wherever the page is: the archive for third parties has none.
    report : str
        Whose page it is, for comments on it: '2017/pusat'; '' for a page that is no report, which takes none.
    version : str
        Of the programs that built it.
    """

    files: tuple[BesideFile, ...] = ()
    others: tuple[OtherReport, ...] = ()
    record: str = ""
    record_travels: bool = True
    report: str = ""
    version: str = version("laporan-bkn")


ALONE = Companions()


def described(front: Front, companions: Companions) -> dict[str, Any]:
    """The page as schema.org's `Report`, for JSON-LD.

    Parameters
    ----------
    front : Front
        The cover. Only a final report has a date on which it was published.
    companions : Companions
        Its files are other encodings of the same report.

    Examples
    --------
    >>> cover = {"title": "Laporan", "year": 2017, "agency": "BKN", "group": "", "final": False, "correction": None,
    ...          "contacts": []}
    >>> described(cover, ALONE)["creativeWorkStatus"]
    'Draft'
    """
    told = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": titled(front),
        "inLanguage": "id",
        "temporalCoverage": str(front["year"]),
        "author": {"@type": "Organization", "name": issuer(front)},
        "publisher": {"@type": "GovernmentOrganization", "name": front["agency"]} | _contact_points(front),
        "creativeWorkStatus": "Published" if front["final"] else "Draft",
        "encoding": [
            {"@type": "MediaObject", "name": file.name, "contentUrl": file.path, "encodingFormat": file.media_type}
            for file in companions.files
            if file.media_type
        ],
    }
    return told | ({"datePublished": front["day"]} if front["final"] else {})


def _contact_points(front: Front) -> dict[str, Any]:
    """Where questions are answered, as schema.org's `ContactPoint`; nothing where nobody says so."""
    points = [
        {"@type": "ContactPoint", "name": one["office"], _kind(one["at"]): one["at"]} for one in front["contacts"]
    ]
    return {"contactPoint": points} if points else {}


def _kind(address: str) -> str:
    """Which of a contact point's properties an address is."""
    if "://" in address:
        return "url"
    return "email" if "@" in address else "telephone"
