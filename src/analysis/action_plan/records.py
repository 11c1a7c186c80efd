"""Months in which the report's own data shows that an activity went on, whether or not a piece of evidence names them.

Evidence is what was handed over for an activity: a photograph, a letter, a certificate. Data is what the work itself
left behind: complaints that were closed, press releases with their dates. Both are counted, and told apart.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.action_plan.params import Record
from laporan.notebook.report import Report

__all__ = ["data_months"]


def data_months(report: Report, records: Mapping[str, Record]) -> dict[str, pd.DataFrame]:
    """The rows that show each activity, with the month in which each falls.

    Parameters
    ----------
    report : Report
        Whose data is looked at.
    records : mapping of str to Record
        Code of a detail of the plan, and the dataset that shows it.

    Returns
    -------
    dict of str to DataFrame
        Rows of the report's year, with a column `month`; details whose dataset the report lacks are left out.
    """
    return {
        code: _in_year(report.load(record.dataset), record, report.year)
        for code, record in records.items()
        if report.has(record.dataset)
    }


def _in_year(rows: pd.DataFrame, record: Record, year: int) -> pd.DataFrame:
    for column, wanted in record.only.items():
        rows = rows[rows[column] == wanted]
    when = rows[record.column]
    if not pd.api.types.is_datetime64_any_dtype(when):
        return rows.assign(month=when)
    rows = rows[when.dt.year == year]
    return rows.assign(month=rows[record.column].dt.month)
