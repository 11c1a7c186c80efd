"""What a map says of a source: where its table is, and how it is written."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from laporan.intake.map_values import TextList, as_list
from laporan.project.models import Positive, Strict

SourceKind = Literal["csv", "workbook", "html", "json", "parquet", "sql"]


def _separator(value: Any) -> Any:
    return "\t" if value == "tab" else value


class SourceShape(Strict):
    """Where the table is in the source, and how it is written.

    Parameters
    ----------
    kind : str
        What it is; by the content where it is left out.
    file : str
        Of a folder: the files that belong to it, such as `rekap *.csv`.
    missing_cells : {"empty"}
        Of a text file: cells that lack at the end of a row are empty. Without it such a row is a fault.
    encoding, separator : str
        Of a text file; found where they are left out, and told. 'tab' is a separator, too.
    sheet : str or list of str
        Of a workbook; `*` stands for any letters. Rows of several sheets follow each other.
    table : int
        Of a page of HTML: which table, from 1.
    header : int or list of int
        The row of the heads, or two and more; 0 where there are none: columns are then A, B, C.
    records, total : str
        Of JSON: JMESPath to the list of records, and to the number of records that there must be.
    fields : dict of str to str
        Of JSON: further columns by JMESPath within a record.
    database : str
        The environment variable that has the address of the database.
    query : str
        One SELECT; `:year` and `:unit` are given.
    key : str
        The column that names a row in messages, where a row has no number.
    timeout : int
        Seconds that the query may take.
    """

    kind: SourceKind | None = None
    file: str = ""
    encoding: Literal["", "utf-8", "cp1252", "latin-1", "utf-16"] = ""
    separator: Annotated[Literal["", ",", ";", "\t", "|"], BeforeValidator(_separator)] = ""
    missing_cells: Literal["", "empty"] = ""
    sheet: TextList = []
    table: Annotated[int, Field(ge=0)] = 0
    header: Annotated[list[Annotated[int, Field(ge=0)]], BeforeValidator(as_list), Field(min_length=1)] = [1]
    records: str = ""
    total: str = ""
    fields: dict[str, str] = {}
    database: str = ""
    query: str = ""
    key: str = ""
    timeout: Positive = 60

    @model_validator(mode="after")
    def _header_is_a_block(self) -> Self:
        rows = self.header
        if len(rows) > 1 and (rows[0] == 0 or rows != list(range(rows[0], rows[0] + len(rows)))):
            raise ValueError(f"header: baris judul harus berurutan, misalnya [5, 6] (tertulis {rows})")
        return self
