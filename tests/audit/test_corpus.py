"""Planted faults are found, clean fragments are left alone, in every format."""

from __future__ import annotations

import pytest

from audit import audit

from . import corpus, corpus_reports, corpus_variants
from .forms import FORMS, write

PLANTED = corpus.PLANTED + corpus_variants.PLANTED + corpus_reports.PLANTED
CLEAN = corpus.CLEAN + corpus_variants.CLEAN + corpus_reports.CLEAN


def cases(fragments: list) -> list:
    """Every fragment as Markdown; every fifth in each of the other formats (the benchmark puts all to all)."""
    return [
        pytest.param(form, *content, id=f"{name}-{form}")
        for index, (name, *content) in enumerate(fragments)
        for place, form in enumerate(FORMS)
        if form == "md" or (index + place) % 5 == 0
    ]


@pytest.mark.parametrize(("form", "kinds", "text"), cases(PLANTED))
def test_a_planted_fault_is_found_once(form, kinds, text, tmp_path):
    findings = audit(write(text, form, tmp_path))
    assert {finding.kind for finding in findings} == kinds
    assert len(findings) == len(kinds)
    for finding in findings:
        assert finding.quote
        assert finding.message.endswith(".")
        assert (finding.page if form == "pdf" else finding.line) is not None


@pytest.mark.parametrize(("form", "text"), cases(CLEAN))
def test_a_clean_fragment_is_left_alone(form, text, tmp_path):
    assert audit(write(text, form, tmp_path)) == []


def test_every_clean_fragment_together_is_clean(tmp_path):
    """Fragments side by side must not be read into each other."""
    plain = [
        text
        for name, text in CLEAN
        if "#" not in text and "Daftar" not in text and not name.startswith(("law", "reference", "iso", "plan"))
    ]
    findings = audit(write("\n\n".join(plain), "md", tmp_path))
    assert [finding for finding in findings if finding.kind != "notation"] == []
