"""Values of a map as YAML has them: text of a cell, a list or a single one, words, forms of numbers and dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from laporan.intake.dates import check_format, zone_of
from laporan.intake.numerals import NumeralForm, number_form, number_range
from laporan.intake.patterns import check_pattern


def as_text(value: Any) -> Any:
    """A scalar of YAML as the text that stands in a cell; what YAML may have changed on the way is refused."""
    if value is None:
        return ""
    if isinstance(value, bool | float):
        raise ValueError(f"tulis {value} di antara tanda kutip, persis seperti di selnya")  # noqa: TRY004 - pydantic's
    return value.isoformat() if isinstance(value, dt.date) else str(value) if isinstance(value, int) else value


def as_list(value: Any) -> Any:
    """A single value as a list of one."""
    return value if isinstance(value, list) else [value]


def _word_table(value: Any) -> Any:
    return {as_text(word): as_text(meant) for word, meant in value.items()} if isinstance(value, dict) else value


def _decimal(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else value


def _number_form(value: Any) -> Any:
    return number_form(value) if isinstance(value, str) else value


def checked_ranges(bands: dict[str, str]) -> dict[str, str]:
    """Names of ranges themselves, where each range can be read."""
    for told in bands.values():
        number_range(told)
    return bands


def _zone(name: str) -> str:
    if name:
        zone_of(name)
    return name


Zone = Annotated[str, AfterValidator(_zone)]
Text = Annotated[str, BeforeValidator(as_text)]
TextList = Annotated[list[Text], BeforeValidator(as_list)]
OneOrMore = Annotated[TextList, Field(min_length=1)]
Words = Annotated[dict[str, str], BeforeValidator(_word_table)]
Pattern = Annotated[str, AfterValidator(check_pattern)]
DateForms = Annotated[list[Annotated[str, AfterValidator(check_format)]], BeforeValidator(as_list)]
Form = Annotated[NumeralForm, BeforeValidator(_number_form)]
Number = Annotated[Decimal, BeforeValidator(_decimal)]
