"""Approve a final report: an entry of `persetujuan.yml`, bound to the digest of exactly the files that stand."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from laporan.build.manifest import MANIFEST
from laporan.core.errors import NotApprovedError, Obstacle, ParameterError
from laporan.project.models import validate
from laporan.project.outline import ReportPlan
from laporan.project.yaml import parse_yaml
from laporan.publish import reasons
from laporan.publish.approval import (
    INCOMPLETE,
    Approval,
    Approvals,
    checklist,
    faults_of,
    of_unchecked,
    parts_of,
    read_approvals,
    report_digest,
)
from laporan.release.versions import APPROVALS, checksums_of, versions_folder


def approve(plan: ReportPlan, name: str, role: str, checked: Collection[str], today: dt.date) -> Approval:
    """Write that somebody approves the final report that stands in the outputs.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    name, role : str
        Who approves it, and as what.
    checked : collection of str
        Ids of the checklist of `params/persetujuan.yml`; all of it must be there.
    today : date
        When.

    Returns
    -------
    Approval
        As it is written.

    Raises
    ------
    NotApprovedError
        With every reason at once why it can't be approved; nothing was written then.
    ParameterError
        For a file of approvals or a checklist that can't be read, and for an id that is not on the list.
    """
    manifest = reasons.read_manifest(plan.folder)
    found = [*reasons.of_place(plan), *reasons.of_build(plan, manifest)]
    there = {key: digest for key, digest in checksums_of(plan.folder).items() if key != MANIFEST} if manifest else {}
    if manifest:
        found += [*reasons.of_files(plan, manifest, there), *reasons.of_inputs(plan, manifest)]
        found += reasons.of_correction(plan, manifest.get("corrects"))
    file = versions_folder(plan.year, plan.unit) / APPROVALS
    said = {
        "report": report_digest(there), "name": name.strip(), "role": role.strip(), "date": today.isoformat(),
        "checked": [item for item in checklist() if item in set(checked)], "files": parts_of(there),
    }  # fmt: skip
    made = validate(Approvals, {"approvals": [said]}, "laporan approve").approvals[0]
    remedy = "Tulis nama dan jabatan yang menyetujui: --as “…” --role “…”"
    found += [Obstacle(INCOMPLETE, fault, remedy) for fault in faults_of(made, today)]
    found += of_unchecked(made, "laporan approve")
    own = read_approvals(file)
    if any((one.report, one.name) == (made.report, made.name) for one in own):
        found.append(Obstacle("sudah disetujui", f"{made.name}, untuk isi yang sama", "Tidak perlu disetujui lagi."))
    if found:
        raise NotApprovedError(found)
    _write(file, own, made, said)
    return made


def _write(file: Path, own: list[Approval], made: Approval, said: dict[str, Any]) -> None:
    """Below what is there, word for word, comments too; where that would not read so, the whole file anew."""
    before = file.read_text(encoding="utf-8-sig").rstrip() if file.is_file() else "approvals:"
    wanted = [*own, made]
    text = f"{before}\n{_as_yaml([said])}"
    if not _reads_as(text, wanted):
        text = _as_yaml({"approvals": [one.model_dump(mode="json", exclude_defaults=True) for one in wanted]})
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.baru")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def _reads_as(text: str, wanted: list[Approval]) -> bool:
    try:
        return validate(Approvals, parse_yaml(text, APPROVALS), APPROVALS).approvals == wanted
    except ParameterError:
        return False


def _as_yaml(values: Any) -> str:
    yaml, stream = YAML(typ="rt"), io.StringIO()
    yaml.width = 200
    yaml.dump(values, stream)
    return stream.getvalue()
