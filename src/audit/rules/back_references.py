"""Counts that point back: "ketiga kanal tersebut" behind a sentence that names four."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.document import Sentence, SourceDocument
from audit.finding import Finding
from audit.rules.counts import comma_list
from audit.rules.registry import around, finding, rule
from audit.words import ORDINAL_WORDS, number_from_words

_BACK = re.compile(
    rf"\bke({'|'.join(w[2:] for w in ORDINAL_WORDS[1:])})\s+(?P<noun>[a-z]{{3,}})\s+(?:tersebut|ini|itu|di atas|dimaksud)\b",
    re.IGNORECASE,
)


@rule
def counts_that_refer_back(document: SourceDocument) -> Iterator[Finding]:
    """ "ketiga kanal tersebut" after a sentence that names four."""
    previous: Sentence | None = None
    for sentence in document.sentences:
        if previous is not None and previous.block is sentence.block and (match := _BACK.search(sentence.text)):
            said = number_from_words(match[1])
            named = _named(previous.text)
            if said and named and not named[0] <= said <= named[1]:
                count = f"{named[0]}" if named[0] == named[1] else f"{named[0]}–{named[1]}"
                message = f"“{match[0]}” menunjuk ke {said}, tetapi kalimat sebelumnya menyebut {count}: {named[2]}. Samakan jumlahnya."
                yield finding(
                    "count",
                    "warning",
                    sentence.place(match.start()),
                    around(sentence.text, *match.span()),
                    count,
                    message,
                )
        previous = sentence


def _named(text: str) -> tuple[int, int, str] | None:
    """(least, most, shown) of what a sentence names: its comma list, and what the same preposition named before.

    "melalui media sosial, ... melalui surat elektronik, LAPOR!, serta datang langsung" names four.
    """
    if re.search(r"\b(?:antara lain|dan lain|dll|di\s?antaranya)\b", text, re.IGNORECASE):
        return None
    match = re.search(
        r"\b(melalui|lewat|yaitu|yakni|meliputi|kepada|dari)\s+(?P<list>[^;:]*?,[^;:]*?,?\s+(?:dan|serta)\s+[^;:,]*?)\.?$",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return None
    opening, start = match[1].lower(), match.start("list")
    for again in re.finditer(rf"\b{opening}\s+", text[start:], re.IGNORECASE):
        start = match.start("list") + again.end()  # the list begins behind the last such word
    members = comma_list(text[start:].rstrip("."))
    if members is None:
        return None
    earlier = 0
    if opening in ("melalui", "lewat"):
        earlier = len(re.findall(rf"\b{opening}\s+\w", text[: start - len(opening) - 1], re.IGNORECASE))
    shown = text[start:].strip(" .")
    if earlier:
        shown = (
            "sebelumnya "
            + ", ".join(
                re.findall(
                    rf"\b{opening}\s+([\w ]{{3,24}}?)(?=,|\s+(?:walau|namun|dan|serta|juga)|$)",
                    text[: start - len(opening) - 1],
                    re.IGNORECASE,
                )
            )
            + "; lalu "
            + shown
        )
    return members[0] + earlier, members[1] + earlier, shown
