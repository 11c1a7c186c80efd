"""Steps of an office that publishes a report: build it to be signed, approve it, sign it, publish it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import nbformat

from laporan.project.outline import plan_report
from laporan.project.yaml import parse_yaml
from laporan.publish.approval import report_digest
from laporan.publish.publish import publish
from laporan.release.versions import Version, checksums_of

from .projects import SIGNER, run_laporan
from .signing import sign

NOW = dt.datetime(2018, 3, 2, 9, tzinfo=dt.UTC)
OUTPUT, RELEASES = Path("outputs/2017/pusat"), Path("terbit/2017/pusat")
SIGNED = "bertanda-tangan.pdf"


def build_final(root: Path, *words: str) -> str:
    """What the command said."""
    made = run_laporan(root, "build", "2017", "--final", *words)
    assert made.returncode == 0, made.stderr
    return made.stdout


def add_signature(root: Path) -> None:
    """The signature block behind the chapter."""
    place = root / "notebooks" / "pkt.ipynb"
    notebook = nbformat.read(place, as_version=4)
    source = "from laporan.notebook import front_matter\n\nfront_matter.signature(report.params.cover)"
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, place)


def digest(root: Path) -> str:
    """What is approved: the report's files, but for what stays at home."""
    sums = checksums_of(root / OUTPUT)
    return report_digest({name: found for name, found in sums.items() if name != "manifest.json"})


def approve(root: Path, **changed: Any) -> None:
    (root / RELEASES).mkdir(parents=True, exist_ok=True)
    values: dict[str, Any] = {"report": digest(root), "name": SIGNER, "role": "Kepala Kantor Uji", "date": "2018-03-01"}
    declared = (root / "params" / "persetujuan.yml").read_text(encoding="utf-8")
    values |= {"checked": list(parse_yaml(declared, "persetujuan.yml")["checklist"])}
    (root / RELEASES / "persetujuan.yml").write_text(json.dumps({"approvals": [values | changed]}), encoding="utf-8")


def approve_and_sign(root: Path) -> None:
    approve(root)
    (root / SIGNED).write_bytes(sign((root / OUTPUT / "laporan.pdf").read_bytes()))


def release(root: Path) -> Version:
    return publish(plan_report(2017, "pusat"), root / SIGNED, NOW)
