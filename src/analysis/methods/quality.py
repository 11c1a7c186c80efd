"""How a survey was made and how good it is, as tables: its design, its sample and its reliability."""

from __future__ import annotations

from analysis.methods.answers import PERSONS, RESPONDENTS
from analysis.methods.design import SurveyDesign
from analysis.methods.regulations import Regulation
from analysis.methods.reliability import Reliability
from analysis.methods.sampling import SampleSize
from laporan.facts.lineage import Basis
from laporan.facts.printed import Piece, Printed, angka, satuan
from laporan.facts.quantity import Quantity, exact, setting
from laporan.facts.tables import Cell, Status, Table, table

__all__ = ["MET", "UNCHECKED", "UNMET", "design_table", "quality_table"]

MET, UNMET, UNCHECKED = "Terpenuhi", "Belum terpenuhi", "Tidak dapat diperiksa"


def quality_table(
    respondents: Quantity, sample: SampleSize | None, consistency: Reliability, rule: Regulation
) -> Table:
    """Table of the survey's sample size and reliability against their limits.

    Parameters
    ----------
    respondents : Quantity
        Respondents of the survey; the table rests on their rows.
    sample : SampleSize or None
        None where the population is unknown: then the table says nothing of it.
    consistency : Reliability
        Values that are unknown are left out.
    rule : Regulation
        The regulation of the survey, which may ask for a number of respondents itself.
    """
    rows: list[tuple[Cell, ...]] = []
    if sample is not None:
        verdict = _met(sample.sufficient) if sample.checkable else Status("absent", UNCHECKED)
        rows.append(("Responden menurut Krejcie dan Morgan", respondents, sample.required, verdict))
    if rule.minimum_respondents is not None:
        least = setting(rule, "minimum_respondents", RESPONDENTS)
        rows.append((f"Responden menurut {rule.short_title}", respondents, least, _met(respondents >= least)))
    if consistency.alpha is not None:
        limit = Quantity(consistency.method.alpha_at_least)
        rows.append(("Cronbach α", angka(consistency.alpha, 2, limit), limit, _met(consistency.reliable)))
    known = [r for r in consistency.items.values() if r is not None]
    if known:
        limit = Quantity(consistency.method.item_total_at_least)
        weakest = min(known, key=lambda r: exact(r.value))
        rows.append(
            ("Korelasi butir–total terendah", angka(weakest, 2, limit), limit, _met(not consistency.weak_items))
        )
    how = (
        "Sampel: S = χ²NPQ / (d²(N − 1) + χ²PQ) dibulatkan ke atas (Krejcie & Morgan, 1970); hanya dapat diperiksa "
        "bagi sampel acak dari populasi resmi. "
        "α = k/(k − 1) × (1 − Σ s²ᵢ / s²ₜ). Korelasi butir–total: jawaban satu butir terhadap jumlah butir yang lain."
    )
    return table(("Ukuran", "Nilai", "Paling sedikit", "Keterangan"), rows, how=how, rests_on=Basis.of(respondents))


def design_table(design: SurveyDesign, respondents: Quantity) -> Table:
    """Table of how a survey was made; what nobody has written down is said to be unknown.

    Parameters
    ----------
    design : SurveyDesign
        The design, as the parameters declare it.
    respondents : Quantity
        Respondents of the survey; the table rests on their rows.
    """
    unknown = "tidak diketahui"
    people = None if design.population is None else satuan(setting(design, "population", PERSONS))
    mark = "" if design.population is None else design.population.mark
    rows: list[tuple[Cell, ...]] = [
        ("Populasi", unknown if people is None else Printed((*people.pieces, Piece(mark)))),
        ("Kerangka sampel", design.frame or unknown),
        ("Cara memilih responden", design.selected + (f" ({design.source})" if design.source else "")),
        ("Bobot responden", design.weights or "sama bagi setiap responden"),
        ("Strata", ", ".join(design.strata) or "tanpa strata"),
        ("Responden", satuan(respondents)),
        ("Selang dalam laporan ini", design.interval),
    ]
    how = (
        "Rancangan tertulis di params (design). Selang kepercayaan hanya disebut bagi sampel acak; selang model "
        "mengandaikan responden mewakili populasinya seperti sampel acak."
    )
    return table(("Rancangan", "Keterangan"), rows, how=how, rests_on=Basis.of(respondents))


def _met(holds: bool) -> Status:
    return Status("normal", MET) if holds else Status("watch", UNMET)
