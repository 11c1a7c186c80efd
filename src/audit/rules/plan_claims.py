"""The claim that everything went as planned, in a report whose own dates say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.document import SourceDocument
from audit.finding import Finding
from audit.rules.plans import plan_against_evidence
from audit.rules.registry import finding, rule

_CLAIM = re.compile(
    r"\b(?:seluruh|semua)\b[^.;]{0,60}\b(?:rencana|kegiatan|program)\b[^.;]{0,80}\bsesuai\s+(?:dengan\s+)?(?:rencana|perencanaan|jadwal)\b",
    re.IGNORECASE,
)


@rule
def claims_of_plans(document: SourceDocument) -> Iterator[Finding]:
    """ "Seluruh rencana aksi dijalankan sesuai perencanaan", beside months of the plan that the evidence contradicts."""
    claims = [sentence for sentence in document.sentences if _CLAIM.search(sentence.text)]
    if not claims:
        return
    against = [one for one in plan_against_evidence(document) if one.kind == "plan"]
    if against:
        sentence = claims[0]
        message = f"Disebut semuanya berjalan sesuai rencana, padahal {len(against)} kegiatan menurut naskahnya sendiri tidak. Batasi pernyataannya."
        yield finding("plan", "warning", sentence.place(), sentence.text, f"{len(against)} kegiatan", message)
