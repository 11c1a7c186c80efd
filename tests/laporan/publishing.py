"""Steps of an office that publishes a report: build it to be signed, approve it, sign it, publish it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from laporan.project.outline import plan_report
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


def digest(root: Path) -> str:
    """What is approved: the report's files, but for what stays at home."""
    sums = checksums_of(root / OUTPUT)
    return report_digest({name: found for name, found in sums.items() if name != "manifest.json"})


def approve(root: Path, **changed: str) -> None:
    (root / RELEASES).mkdir(parents=True, exist_ok=True)
    values = {"report": digest(root), "name": SIGNER, "role": "Kepala Kantor Uji", "date": "2018-03-01"}
    (root / RELEASES / "persetujuan.yml").write_text(json.dumps({"approvals": [values | changed]}), encoding="utf-8")


def approve_and_sign(root: Path) -> None:
    approve(root)
    (root / SIGNED).write_bytes(sign((root / OUTPUT / "laporan.pdf").read_bytes()))


def release(root: Path) -> Version:
    return publish(plan_report(2017, "pusat"), root / SIGNED, NOW)
