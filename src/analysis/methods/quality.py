"""How good a survey is: its sample and its reliability against their limits, as a table."""

from __future__ import annotations

from analysis.methods.reliability import Reliability
from analysis.methods.sampling import SampleSize
from laporan.facts.lineage import Basis
from laporan.facts.printed import angka
from laporan.facts.quantity import Quantity, exact
from laporan.facts.tables import Cell, Status, Table, table


def quality_table(respondents: Quantity, sample: SampleSize | None, consistency: Reliability) -> Table:
    """Table of the survey's sample size and reliability against their limits.

    Parameters
    ----------
    respondents : Quantity
        Respondents of the survey; the table rests on their rows.
    sample : SampleSize or None
        None where the population is unknown: then the table says nothing of it.
    consistency : Reliability
        Values that are unknown are left out.
    """
    rows: list[tuple[Cell, ...]] = []
    if sample is not None:
        rows.append(("Banyaknya responden", respondents, sample.required, _met(sample.sufficient)))
    if consistency.alpha is not None:
        limit = Quantity(consistency.method.alpha_at_least)
        rows.append(("Cronbach α", angka(consistency.alpha, 2), limit, _met(consistency.reliable)))
    known = [r for r in consistency.items.values() if r is not None]
    if known:
        limit = Quantity(consistency.method.item_total_at_least)
        weakest = min(known, key=lambda r: exact(r.value))
        rows.append(("Korelasi butir–total terendah", angka(weakest, 2), limit, _met(not consistency.weak_items)))
    how = (
        "Sampel: S = χ²NPQ / (d²(N − 1) + χ²PQ) (Krejcie & Morgan, 1970). "
        "α = k/(k − 1) × (1 − Σ s²ᵢ / s²ₜ). Korelasi butir–total: jawaban satu butir terhadap jumlah butir yang lain."
    )
    return table(("Ukuran", "Nilai", "Paling sedikit", "Keterangan"), rows, how=how, rests_on=Basis.of(respondents))


def _met(holds: bool) -> Status:
    return Status("normal", "Terpenuhi") if holds else Status("watch", "Belum terpenuhi")
