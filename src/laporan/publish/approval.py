"""Who approved a report: `terbit/<year>/<unit>/persetujuan.yml`, which `laporan approve` writes, or a hand.

An approval names the digest of the bytes that it is of, and counts for no others. It is a statement of those who keep
the project, no proof: who can write the file can write anybody's name. What proves something is the signature.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from laporan.core import paths
from laporan.core.errors import Obstacle, ParameterError
from laporan.core.formatting import long_date
from laporan.project.models import Day, Strict, validate
from laporan.project.outline import ReportPlan
from laporan.project.yaml import read_yaml
from laporan.release.versions import APPROVALS, checksum_list, named, versions_folder

CHECKLIST = "persetujuan.yml"  # in the parameters
NOT_APPROVED, INCOMPLETE = "belum disetujui", "persetujuan belum lengkap"
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
    checked : list of str
        What was checked, by its id in the checklist.
    files : dict of str to str
        The digest of each file, and of each folder as a whole: what changes later is told by it.
    """

    report: str
    name: Words
    role: Words
    date: Day
    checked: list[str] = []  # noqa: RUF012 - pydantic copies it
    files: dict[str, str] = {}  # noqa: RUF012


class Checklist(Strict):
    """The whole of `params/persetujuan.yml`.

    Parameters
    ----------
    checklist : dict of str to str
        What who approves must have checked, in words, by a short id.
    """

    checklist: dict[Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")], Words] = {}  # noqa: RUF012


class Approvals(Strict):
    """The whole of `persetujuan.yml`.

    Parameters
    ----------
    approvals : list of Approval
        Those of earlier versions may stay.
    """

    approvals: Annotated[list[Approval], BeforeValidator(lambda given: given or [])] = []  # noqa: RUF012 - pydantic copies it


def report_digest(sums: Mapping[str, str]) -> str:
    """The digest of a report: of the list of its files' checksums.

    Parameters
    ----------
    sums : mapping of str to str
        The checksum of each file that would be published, the PDF's before it was signed.
    """
    return hashlib.sha256(checksum_list(sums).encode()).hexdigest()


def parts_of(sums: Mapping[str, str]) -> dict[str, str]:
    """The digest of each file of a report, and one of each folder in it, whatever many files it has.

    Parameters
    ----------
    sums : mapping of str to str
        The checksum of each file, by its path in the report's folder.

    Examples
    --------
    >>> sorted(parts_of({"laporan.html": "1" * 64, "data/a.csv": "2" * 64, "data/b.csv": "3" * 64}))
    ['data/', 'laporan.html']
    """
    parts = {name: digest for name, digest in sums.items() if "/" not in name}
    for folder in dict.fromkeys(name.split("/")[0] for name in sums if "/" in name):
        parts[f"{folder}/"] = report_digest({name: one for name, one in sums.items() if name.startswith(f"{folder}/")})
    return parts


def checklist() -> dict[str, str]:
    """What the project wants to be checked before somebody approves a report, by id; nothing where it does not say.

    Raises
    ------
    ParameterError
        For a `params/persetujuan.yml` that can't be read.
    """
    file = paths.params() / CHECKLIST
    return validate(Checklist, read_yaml(file), paths.relative(file)).checklist if file.is_file() else {}


def read_approvals(file: Path) -> list[Approval]:
    """All approvals that are written for a report; none where the file is not there.

    Parameters
    ----------
    file : Path
        Its `persetujuan.yml`.

    Raises
    ------
    ParameterError
        For a file that can't be read.
    """
    return validate(Approvals, read_yaml(file), named(file)).approvals if file.is_file() else []


def earlier_approvals(plan: ReportPlan, digest: str, parts: Mapping[str, str]) -> list[tuple[Approval, list[str]]]:
    """Each person's last approval of other bytes, with which files are others now; for what is approved, none.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    digest : str
        Of its bytes.
    parts : mapping of str to str
        As `parts_of` tells them.
    """
    try:
        written = read_approvals(versions_folder(plan.year, plan.unit) / APPROVALS)
    except ParameterError:
        return []
    current = {one.name for one in written if one.report == digest}
    last = {one.name: one for one in written if one.name not in current}
    names = {one.name: one.files.keys() | parts.keys() if one.files else () for one in last.values()}
    return [
        (one, sorted(name for name in names[one.name] if one.files.get(name) != parts.get(name)))
        for one in last.values()
    ]


def approvals_of(plan: ReportPlan, digest: str, today: dt.date) -> tuple[list[Approval], list[Obstacle]]:
    """The approvals of exactly this report that count, and why others don't, or there is none.

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
        written = read_approvals(file)
    except ParameterError as error:
        return [], [Obstacle("persetujuan tidak terbaca", str(error), "Perbaiki berkas itu.")]
    own = [one for one in written if one.report == digest]
    faults = [
        Obstacle(INCOMPLETE, f"{named(file)}: {what}", "Tulis siapa yang menyetujui, sebagai apa, dan kapan.")
        for one in own
        for what in faults_of(one, today)
    ]
    faults += [fault for one in own for fault in of_unchecked(one, named(file))]
    if not own:
        others = f"; {len(written)} persetujuan di sana untuk laporan yang isinya lain" if written else ""
        faults = [Obstacle(NOT_APPROVED, f"{named(file)}: tidak ada untuk {digest}{others}", _form(plan, digest))]
    return [one for one in own if not faults_of(one, today) and not of_unchecked(one, "")], faults


def of_unchecked(approval: Approval, name: str) -> list[Obstacle]:
    """What of the checklist an approval does not say to have been checked.

    Parameters
    ----------
    approval : Approval
        The approval.
    name : str
        Where it is written, for the message.
    """
    return [
        Obstacle("belum diperiksa", f"{name}: {item}: {words}", f"Periksa, lalu sebutkan: --checked {item}")
        for item, words in checklist().items()
        if item not in approval.checked
    ]


def faults_of(approval: Approval, today: dt.date) -> list[str]:
    """What is no name, no role or no day yet.

    Parameters
    ----------
    approval : Approval
        The approval.
    today : date
        Later days are no dates of an approval.
    """
    words = {"name": approval.name.strip(), "role": approval.role.strip()}
    found = [f"{key}: “{value}”" for key, value in words.items() if not value or value.startswith("(")]
    if approval.date > today:
        found.append(f"date: {long_date(approval.date)} belum tiba")
    return found


def _form(plan: ReportPlan, digest: str) -> str:
    """The command, and what it writes, ready to be copied."""
    items = ", ".join(checklist())
    return (
        f'Sesudah disetujui: laporan approve {plan.year} --unit {plan.unit} --as "nama" --role "jabatan"; '
        "atau tulis di berkas itu satu baris di bawah “approvals:”: - "
        f'{{report: "{digest}", name: (nama), role: (jabatan), date: (tahun-bulan-hari), '
        f"checked: [{items}]}}"
    )
