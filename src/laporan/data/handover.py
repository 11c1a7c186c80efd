"""How an office's data came here: who handed it over, and what an import made of the original."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from laporan.core.formatting import long_date, number
from laporan.project.models import Day, Strict


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("tidak boleh kosong")
    return text


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"harus saat seperti 2018-01-12T09:30:00+07:00 (tertulis {value!r})") from None


LEFT_OPEN = "sisa tahun sebelumnya"  # stands in the place of a map where rows of the year before were appended
Words = Annotated[str, AfterValidator(_said)]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
Count = Annotated[int, Field(ge=0)]


class HandedOver(Strict):
    """An office's own data as it left the office.

    Parameters
    ----------
    by : str
        The office or the role, never a person: the report's annex prints it. Open data has it only where the entry
        names the same office among its sources, as nobody can tell a name by machine.
    date : date
        When it handed the data over.
    letter : str
        The letter or minutes that say so, by their number; of further words none leaves with open data.
    original_sha256 : str
        Of the file as it came, before anything was done to it.
    """

    by: Words
    date: Day
    letter: Words
    original_sha256: Digest

    def open_to(self, offices: Collection[str]) -> dict[str, str]:
        """What open data says of it: the date, the letter's number, and who, where that is a known office.

        Parameters
        ----------
        offices : collection of str
            Known ones.
        """
        known = {office.casefold() for office in offices}
        by = {"by": self.by} if self.by.casefold() in known else {}
        number = " ".join(word for word in self.letter.split() if any(sign.isdigit() for sign in word))
        return {**by, "date": self.date.isoformat(), **({"letter": number} if number else {})}

    @property
    def words(self) -> str:
        """'Diserahkan Biro Humas pada 12 Januari 2018 (surat 7/HUM/2018)', for the annex."""
        return f"Diserahkan {self.by} pada {long_date(self.date)} ({self.letter})"


class ImportedRows(Strict):
    """What became of the rows of a source: each was used, or left out for a reason.

    Parameters
    ----------
    read, used : int
        How many there were, and how many were used.
    left_out : dict of str to int
        How many were not, by the reason in Indonesian.
    """

    read: Count
    used: Count
    left_out: dict[Words, Annotated[int, Field(gt=0)]] = {}  # noqa: RUF012 - pydantic copies it

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        if self.read != (told := self.used + sum(self.left_out.values())):
            raise ValueError(f"read {self.read}, padahal used dan left_out berjumlah {told}")
        return self

    @property
    def words(self) -> str:
        """'214 baris dibaca, 212 dipakai, 2 disisihkan (jawaban kosong: 2)', for the annex."""
        reasons = ", ".join(f"{why}: {number(count)}" for why, count in self.left_out.items())
        aside = f", {number(sum(self.left_out.values()))} disisihkan ({reasons})" if reasons else ""
        return f"{number(self.read)} baris dibaca, {number(self.used)} dipakai{aside}"


class ImportRecord(Strict):
    """How a dataset was made from its source by `laporan import`.

    Parameters
    ----------
    source : str
        The original's name, or which database; never an address with a password.
    map, map_sha256 : str
        The map that was used, and its hash.
    query : str
        Of a database: what was asked.
    moment : datetime
        When.
    rows : ImportedRows
        What became of the rows.
    written : int
        How many rows of the dataset came of it; of several imports, these stand in their order.
    source_sha256 : str
        Of the original; '' where nobody says.
    handed_over : HandedOver, optional
        Who handed the original over.
    quarantine : str
        The file of what was left out, within the year's folder; '' for none.
    """

    source: Words
    map: Words
    map_sha256: Digest
    query: str = ""
    moment: Moment
    rows: ImportedRows
    written: Count = 0
    source_sha256: Digest | Literal[""] = ""
    handed_over: HandedOver | None = None
    quarantine: str = ""

    @property
    def words(self) -> str:
        """'Diimpor dari skm.xlsx: 214 baris dibaca, 214 dipakai', for the annex."""
        came = "Ditambah yang belum selesai menurut" if self.map == LEFT_OPEN else "Diimpor dari"
        return f"{came} {self.source}: {self.rows.words}"
