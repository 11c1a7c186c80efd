"""Weights of respondents from a file, as whole numbers, so that a weighted index stays exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np
import pandas as pd

from analysis.methods.answers import Scores
from laporan.core.errors import Fault

LARGEST = 10**9  # of a weight brought to whole numbers: sums of answers times weights stay far within 64 bits


def whole_weights(weights: pd.Series, file: str) -> tuple[Scores, list[Fault]]:
    """The weights brought to whole numbers in the same proportions, and the faults of those that can't be.

    Parameters
    ----------
    weights : Series of Decimal
        One a respondent, none missing; its name is the column's.
    file : str
        As faults name it.
    """
    column = str(weights.name)
    faults = [
        Fault(
            file,
            "bukan bobot: harus lebih besar dari nol",
            "Perbaiki bobotnya, atau hapus responden ini",
            row=row,
            column=column,
            value=str(value).replace(".", ","),
        )
        for row, value in zip(weights.index.tolist(), weights, strict=True)
        if Decimal(value) <= 0
    ]
    parts = [Fraction(value) for value in weights]
    scale = lcm(*(part.denominator for part in parts))
    whole = [int(part * scale) for part in parts]
    if not faults and max(whole) > LARGEST:
        faults.append(
            Fault(
                file,
                "bobot terlalu besar atau desimalnya terlalu panjang",
                "Bulatkan bobot sampai empat desimal",
                column=column,
            )
        )
    return np.array([min(value, LARGEST) for value in whole], dtype=np.int64), faults


def effective(weights: Scores) -> float:
    """How many respondents of equal weight would be as precise (Kish): (Σw)² / Σw²."""
    shares = weights / weights.sum()
    return float(1 / (shares**2).sum())
