"""What stands between a report and its signature: every reason at once why it can only be a draft.

A report is final when all its data is its maker's own, handed over or published, every value that it is judged by is
official, its rules were checked at their source, its photographs are there, every number is in the ledger, and somebody
can sign it.
Sources of the second hand (confidence S) don't stand in the way: the annex names them as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from laporan.core import paths
from laporan.core.errors import DisagreementError, NotFinalError, Obstacle
from laporan.data.inventory import Inventory
from laporan.data.package import resources
from laporan.data.soft_checks import open_warnings
from laporan.document.consistency import refuse_disagreement
from laporan.document.coverage import find_unrecorded
from laporan.document.html import Document
from laporan.facts.ledger import has_origin
from laporan.notebook.report import open_report
from laporan.project.models import Claim, Setting, claims
from laporan.project.outline import ReportPlan
from laporan.project.parameters import load_parameters
from laporan.project.subjects import registered

PHOTOGRAPHS = "foto"
DATA = "data sintetis"
UNSOURCED = "data tanpa keterangan asal"
ALTERED = "data berubah sejak dicatat di datapackage.json"


def of_parameters(plan: ReportPlan) -> list[Obstacle]:
    """Who signs, and what the report is judged by; known before anything runs.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    """
    params, file = load_parameters(plan.year, plan.unit), _file(plan)
    cover = params.cover.model_dump(include={"group", "agency", "place", "office", "name", "title"})
    empty = [key for key, value in cover.items() if _is_placeholder(key, value)]
    signer = [
        Obstacle("sampul belum lengkap", f"{file}: cover.{key}: “{cover[key]}”", "Isi menurut keadaan sebenarnya.")
        for key in empty
    ]
    remedy = "Tulis official: true dan source, atau hapus kuncinya bila laporan ini tidak memakainya."
    examples = [
        Obstacle("sasaran, ambang, dan batas contoh", f"{file}: {_named(place, claim)}", remedy)
        for place, claim in claims(params)
        if not claim.official and not _says_nothing(claim)
    ]
    return signer + examples


def _file(plan: ReportPlan) -> str:
    own = paths.params() / str(plan.year) / f"{plan.unit}.yml"
    year = paths.relative(paths.params() / f"{plan.year}.yml")
    return f"{year} atau {paths.relative(own)}" if own.is_file() else year


def _is_placeholder(key: str, value: str) -> bool:
    """Whether somebody still has to fill it in: '(nama pejabat)'. A report may have no group."""
    value = value.strip()
    return (value.startswith("(") and value.endswith(")")) or (not value and key != "group")


def _named(place: str, claim: Claim) -> str:
    name = getattr(claim, "name", "")
    return f"{place} ({name})" if name else place


def _says_nothing(claim: Claim) -> bool:
    """An empty value, as of months in which nothing happened, is no claim."""
    return isinstance(claim, Setting) and claim.value in (None, [], {}, "")


def of_data(data: Inventory, read: Iterable[str] = ()) -> list[Obstacle]:
    """Data that was made up, real data that somebody changed since, and files that no data package tells of.

    Parameters
    ----------
    data : Inventory
        What the report reads.
    read : iterable of str
        Paths of all files that its chapters read.
    """
    made_up = [
        Obstacle(
            DATA, f"{paths.relative(one.path)}: {one.title}", f"Minta data aslinya kepada {one.origin or 'kantornya'}."
        )
        for one in data.made_up
    ]
    altered = [
        Obstacle(ALTERED, f"{paths.relative(one.path)}: {one.title}", "Kembalikan berkasnya, atau impor lagi aslinya.")
        for one in data.altered
    ]
    unlisted = [
        Obstacle(UNSOURCED, name, "Daftarkan berkas itu di datapackage.json tahunnya.")
        for name in sorted(_unlisted(set(read)))
    ]
    unsourced = [
        Obstacle(UNSOURCED, f"{paths.relative(one.path)}: {one.title}", "Tulis sources berkas itu di datapackage.json.")
        for one in data.resources
        if not one.origin
    ]
    return made_up + altered + unsourced + unlisted


def of_values(plan: ReportPlan) -> list[Obstacle]:
    """Unlikely values of the report's own data that no note explains.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    """
    return [
        Obstacle("data yang perlu catatan", str(fault), "Periksa sumbernya, lalu perbaiki atau jelaskan (data_notes).")
        for fault in open_warnings(plan.year, [plan.unit])
    ]


def _unlisted(read: set[str]) -> Iterator[str]:
    """Files of a year's folder that its package does not list; photographs stand in a folder of their own."""
    top = f"{paths.relative(paths.raw_data())}/"
    for name in read:
        year, _, file = name.removeprefix(top).partition("/") if name.startswith(top) else ("", "", "")
        if not paths.is_year(year) or file == "datapackage.json" or file.startswith(f"{PHOTOGRAPHS}/"):
            continue
        if name not in {paths.relative(resource.path) for resource in resources(int(year))}:
            yield name


def of_rules(plan: ReportPlan) -> list[Obstacle]:
    """Whatever the project's subjects say of the rules that they compute by (`OBSTACLES` in a `params.py`).

    Parameters
    ----------
    plan : ReportPlan
        The report.
    """
    report = open_report(plan.year, plan.unit)
    return [
        Obstacle(kind, what, "Periksa pada naskah aslinya, lalu catat sumber dan kepastiannya.")
        for kind, found in registered("params", "OBSTACLES").items()
        for what in found(report)
    ]


def of_document(document: Document, facts: dict[str, dict[str, Any]]) -> list[Obstacle]:
    """What is missing from the document itself.

    Parameters
    ----------
    document : Document
        The report as it would be printed.
    facts : dict of str to dict
        The ledger by id.
    """
    photos = [
        Obstacle("foto belum diserahkan", place, "Serahkan fotonya, atau hapus tempatnya dari photos di params.")
        for place in missing_photos(document)
    ]
    numbers = [
        Obstacle("angka di luar buku fakta", str(number), "Hitung angka itu dalam kalimatnya: {{ … }}.")
        for number in find_unrecorded(document, facts)
    ]
    numbers += [
        Obstacle("angka tanpa asal", f"{fact['text']} ({name})", "Hitung dari data, atau baca dari params.")
        for name, fact in facts.items()
        if not has_origin(fact)
    ]
    try:
        refuse_disagreement(facts)
        differences = []
    except DisagreementError as error:
        differences = [Obstacle("angka bertentangan", str(error), "Jelaskan perbedaannya, dan perbaiki datanya.")]
    return photos + numbers + differences


def missing_photos(document: Document) -> list[str]:
    """Where each photograph is expected that has not arrived."""
    return [f"Letakkan di {file}, lebar paling kecil 1.600 piksel" for file in document.awaited_photos]


def refuse(obstacles: list[Obstacle]) -> None:
    """Stop where anything stands in the way.

    Raises
    ------
    NotFinalError
        With all of it.
    """
    if obstacles:
        raise NotFinalError(obstacles)
