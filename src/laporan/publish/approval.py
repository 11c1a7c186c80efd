"""Who approved a report, written by hand: `terbit/<year>/<unit>/persetujuan.yml`.

An approval names the digest of the bytes that it is of, and counts for no others. It is a statement of those who keep
the project, no proof: who can write the file can write anybody's name. What proves something is the signature.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from laporan.core.errors import Obstacle, ParameterError
from laporan.core.formatting import long_date
from laporan.project.models import Day, Strict, validate
from laporan.project.outline import ReportPlan
from laporan.project.yaml import read_yaml
from laporan.release.versions import APPROVALS, checksum_list, named, versions_folder

NOT_APPROVED = "belum disetujui"
Words = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Approval(Strict):
    """One person's approval of one build.

    Parameters
    ----------
    report : str
        The digest of the report, as `laporan publish` tells it.
    name, role : str
        Who approved it, and as what.
    date : date
        When.
    """

    report: str
    name: Words
    role: Words
    date: Day


class Approvals(Strict):
    """The whole of `persetujuan.yml`.

    Parameters
    ----------
    approvals : list of Approval
        Those of earlier versions may stay.
    """

    approvals: list[Approval] = []  # noqa: RUF012 - pydantic copies it


def report_digest(sums: Mapping[str, str]) -> str:
    """The digest of a report: of the list of its files' checksums.

    Parameters
    ----------
    sums : mapping of str to str
        The checksum of each file that would be published, the PDF's before it was signed.
    """
    return hashlib.sha256(checksum_list(sums).encode()).hexdigest()


def approvals_of(plan: ReportPlan, digest: str, today: dt.date) -> tuple[list[Approval], list[Obstacle]]:
    """The approvals of exactly this report, and why it has none that counts.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    digest : str
        Of its bytes.
    today : date
        Later days are no dates of an approval.
    """
    file = versions_folder(plan.year, plan.unit) / APPROVALS
    try:
        written = validate(Approvals, read_yaml(file), named(file)).approvals if file.is_file() else []
    except ParameterError as error:
        return [], [Obstacle("persetujuan tidak terbaca", str(error), "Perbaiki berkas itu.")]
    own = [one for one in written if one.report == digest]
    faults = [
        Obstacle(NOT_APPROVED, f"{named(file)}: {what}", "Tulis siapa yang menyetujui, sebagai apa, dan kapan.")
        for one in own
        for what in _faults(one, today)
    ]
    if not own:
        others = f"; {len(written)} persetujuan di sana untuk laporan yang isinya lain" if written else ""
        faults = [Obstacle(NOT_APPROVED, f"{named(file)}: tidak ada untuk {digest}{others}", _form(digest))]
    return own, faults


def _faults(approval: Approval, today: dt.date) -> list[str]:
    words = {"name": approval.name.strip(), "role": approval.role.strip()}
    found = [f"{key}: “{value}”" for key, value in words.items() if not value or value.startswith("(")]
    if approval.date > today:
        found.append(f"date: {long_date(approval.date)} belum tiba")
    return found


def _form(digest: str) -> str:
    """What is to be written, ready to be copied."""
    return (
        "Sesudah disetujui, tulis di berkas itu satu baris di bawah “approvals:”: "
        f'- {{report: "{digest}", name: (nama), role: (jabatan), date: (tahun-bulan-hari)}}'
    )
