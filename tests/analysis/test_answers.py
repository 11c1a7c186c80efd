"""Answers are checked before anything is computed from them."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.methods.answers import answer_matrix
from analysis.methods.regulations import Scale
from laporan.core.errors import EmptySurveyError, MissingDataError, OutOfScaleError

SCALE = Scale(lowest=1, highest=4)


@pytest.mark.parametrize(
    ("answers", "error", "words"),
    [
        ({"U1": [3, 5], "U2": [1, 2]}, OutOfScaleError, "baris 1, kolom U1: 5 di luar skala 1–4"),
        ({"U1": [3, 0], "U2": [1, 2]}, OutOfScaleError, "kolom U1: 0"),
        ({"U1": [3, None], "U2": [1, 2]}, OutOfScaleError, "kolom U1: nan"),
        ({"U1": [3, 2.5], "U2": [1, 2]}, OutOfScaleError, "kolom U1: 2.5"),
        ({"U1": [3, 2]}, MissingDataError, "kolom U2 tidak ada"),
        ({"U1": [], "U2": []}, EmptySurveyError, "tidak memiliki responden"),
    ],
    ids=["five", "zero", "missing", "decimal", "no-column", "nobody"],
)
def test_answers_are_checked(answers, error, words):
    frame = pd.DataFrame(answers).rename(index=int)
    with pytest.raises(error, match=words.replace(".", r"\.")):
        answer_matrix(frame, ["U1", "U2"], SCALE)
