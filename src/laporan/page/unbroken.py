"""What stays on one line of the page: references, ranges, words said twice, days of a month.

The text is left as it is, to be found, copied and commented on as it was written: only a `<span>` is put around.
"""

from __future__ import annotations

import re

from laporan.core.formatting import month_name

LONGEST = 24  # letters: what is longer may break, as it might not fit a narrow column
NUMBER = r'<a class="angka[^"]*"(?:[^>"]|"[^"]*")*>[^<>]*</a>'
AS_IT_IS = r"<svg\b.*?</svg>|<pre\b.*?</pre>|<code\b.*?</code>"
TAG = r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>"""
MARKUP = re.compile(rf"({AS_IT_IS})|({NUMBER}(?:–{NUMBER})+)|({TAG})|([^<]+)", re.DOTALL)
REFERENCE = re.compile(r"(?:Gambar|Tabel|Subbab|Bab) [0-9A-Z.]*[0-9A-Z]")
MONTHS = "|".join(month_name(month) for month in range(1, 13))
ORDINAL = re.compile(rf"\bke-{NUMBER}")
TERM = r"[+−]?\w(?:[.,]?\w)*%?"
TOGETHER = re.compile(rf"\b[0-9]{{1,2}} (?:{MONTHS})\b|{TERM}(?:[-–]{TERM})+")


def unbroken(html: str) -> str:
    """HTML in which a line breaks neither within a reference nor behind the dash of a range or the hyphen of a word.

    Parameters
    ----------
    html : str
        Of texts, tables and drawings; drawings and code are left as they are.

    Examples
    --------
    >>> unbroken("<p>rata-rata 3,2 pada skala 1–4</p>")
    '<p><span class="utuh">rata-rata</span> 3,2 pada skala <span class="utuh">1–4</span></p>'
    >>> unbroken('<a href="#x-y">Tabel 5</a>')
    '<a href="#x-y"><span class="utuh">Tabel 5</span></a>'
    """
    return ORDINAL.sub(lambda found: _whole(found[0]), MARKUP.sub(_kept, html))


def _kept(found: re.Match[str]) -> str:
    _drawing, numbers, _tag, text = found.groups()
    if numbers or (text and REFERENCE.fullmatch(text)):
        return _whole(found[0])
    return TOGETHER.sub(_short, text) if text else found[0]


def _short(found: re.Match[str]) -> str:
    return _whole(found[0]) if len(found[0]) <= LONGEST else found[0]


def _whole(html: str) -> str:
    return f'<span class="utuh">{html}</span>'
