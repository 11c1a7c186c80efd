"""Projects whose reports were not built but written, to be shown by the portal: made-up offices, as many as wanted."""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PORTAL = """indicators:
  - {name: IKM, value: skm.ikm, low: skm.low, high: skm.high, level: skm.level, respondents: skm.n}
  - {name: Puas di loket, value: pkt.share, low: pkt.low, high: pkt.high}
  - {name: Laporan selesai, value: aduan.share}
"""


def portal_project(root: Path, units: int = 2, portal: str = PORTAL) -> Path:
    """A project of offices 'Unit 01', 'Unit 02', … without any report."""
    for folder in ("src/isi", "params", "outputs", "notebooks", "data/raw"):
        (root / folder).mkdir(parents=True)
    (root / "laporan.toml").write_text('content = "src/isi"\nmain_unit = "unit-01"\n', encoding="utf-8")
    (root / "params/struktur.yml").write_text("sections: [{id: isi, notebook: isi}]\n", encoding="utf-8")
    (root / "notebooks/isi.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (root / "src/isi/__init__.py").write_text('"""Made up."""\n', encoding="utf-8")
    offices = "".join(f"  {code}: {{name: {name}, short: {name}, place: Kota}}\n" for code, name in names(units))
    (root / "params/units.yml").write_text(f"units:\n{offices}", encoding="utf-8")
    if portal:
        (root / "params/portal.yml").write_text(portal, encoding="utf-8")
    return root


def names(units: int) -> Iterable[tuple[str, str]]:
    return ((f"unit-{number:02}", f"Unit {number:02}") for number in range(1, units + 1))


def fact(name: str, exact: float | str, text: str, unit: str = "indeks", **more: Any) -> dict[str, Any]:
    """A number of a ledger, as `fakta.json` has it."""
    source = {"kind": "synthetic", "name": "x", "path": "data/raw/x.csv"}
    return {"id": name, "text": text, "value": exact, "exact": str(exact), "unit": unit, "of": None, "datasets": [source], "rule": "",
            "params": []} | more  # fmt: skip


def survey_facts(index: float, deviation: float, respondents: int, rule: str = "Aturan A") -> list[dict[str, Any]]:
    """What a survey of an office's public says, with Student's interval (about two standard errors)."""
    half = 1.972 * deviation / math.sqrt(respondents)
    values = {"ikm": index, "low": index - half, "high": index + half}
    told = [fact(f"skm.{name}", value, comma(value), rule=rule) for name, value in values.items()]
    return [*told, fact("skm.level", 0.95, "95%", ""), fact("skm.n", respondents, str(respondents), "responden")]


def share_facts(name: str, part: int, whole: int, *, survey: bool = False) -> list[dict[str, Any]]:
    """A share of a counted whole; with an interval where it is of those who were asked."""
    share = part / whole
    told = [fact(f"{name}.share", share, f"{comma(100 * share, 1)}%", "%", of={"value": whole, "unit": "responden"})]
    if survey:
        half = 1.96 * math.sqrt(share * (1 - share) / whole)
        ends = {"low": share - half, "high": share + half}
        told += [fact(f"{name}.{end}", value, f"{comma(100 * value, 1)}%", "%") for end, value in ends.items()]
    return told


def comma(value: float, places: int = 2) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def write_report(root: Path, year: int, unit: str, facts: list[dict[str, Any]], *, final: bool = False) -> Path:
    """A report's page, ledger and manifest."""
    folder = root / "outputs" / str(year) / unit
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "laporan.html").write_text("<!doctype html><title>Laporan</title>", encoding="utf-8")
    (folder / "laporan.pdf").write_bytes(b"%PDF-1.7 " + bytes(1500))
    (folder / "fakta.json").write_text(json.dumps({"year": year, "unit": unit, "facts": facts}), encoding="utf-8")
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix != ".json" or path.stem == "fakta"
    }
    params = root / "params" / "units.yml"
    inputs = {"params/units.yml": hashlib.sha256(params.read_bytes()).hexdigest()}
    manifest = {"year": year, "unit": unit, "final": final, "corrects": None, "inputs": inputs, "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def many_reports(root: Path, units: int = 27, years: Iterable[int] = range(2016, 2026), seed: int = 7) -> Path:
    """A project of many offices and years: all alike but the third, which is better, and the ninth, which is worse."""
    portal_project(root, units)
    draw = random.Random(seed)
    for place, (code, _) in enumerate(names(units), 1):
        respondents = draw.randint(30, 500) if place not in (3, 9) else 300
        for year in years:
            if place > 14 and year < 2016 + place % 7:
                continue
            truth = {3: 84.0, 9: 75.0}.get(place, 80.0)
            index = draw.gauss(truth, 11.6 / math.sqrt(respondents))
            rule = "Aturan A" if year < 2018 else "Aturan B"
            asked, closed = draw.randint(100, 1500), draw.randint(60, 400)
            content = sum(draw.random() < 0.95 for _ in range(asked))
            facts = survey_facts(index, draw.uniform(9, 14), respondents, rule)
            facts += share_facts("pkt", content, asked, survey=True) + share_facts("aduan", closed, 400)
            write_report(root, year, code, facts, final=year < 2024)
    return root
