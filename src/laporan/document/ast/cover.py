"""What the cover says, and what a correction says of itself."""

from __future__ import annotations

from typing import TypedDict


class NotedChange(TypedDict):
    """One thing that a correction changed.

    Parameters
    ----------
    what : str
        Which number, cell or figure.
    before, after : str
        In the published version, and now.
    """

    what: str
    before: str
    after: str


class CorrectionNote(TypedDict):
    """What the first page of a correction says.

    Parameters
    ----------
    version, corrects : int
        Its number, and that of the published version that it replaces.
    reason : str
        Why.
    counts : str
        How many numbers, cells and figures changed, in words; '' for none.
    changes : list of NotedChange
        The first of them, in the report's order.
    more : int
        How many are not in that list.
    all : str
        The file beside the report that has all of them.
    """

    version: int
    corrects: int
    reason: str
    counts: str
    changes: list[NotedChange]
    more: int
    all: str


class ContactPoint(TypedDict):
    """Where questions about the report are answered.

    Parameters
    ----------
    office : str
        Who answers.
    at : str
        The number or the address.
    """

    office: str
    at: str


class Front(TypedDict):
    """The cover.

    Parameters
    ----------
    title, group, agency, place, name : str
        As in `Cover`; `group` is '' where the agency itself reports, `name` is '' in a draft.
    office : str
        Who answers for the report: the office, and in a final report the name too, whether or not a chapter is signed.
    year : int
        The year reported on.
    date, day : str
        The cover's date as printed, which a draft does not have yet, and as ISO 8601.
    final : bool
        Whether the report is built to be signed; else it is a draft.
    synthetic, status : str
        A sentence that counts the made-up data, and the same in three words; '' for none.
    made_up : str
        How many of the data files were made up: '22 dari 34 berkas data'; '' for none.
    mark : str
        What stands in the head of every page: that it is a draft or a correction, that data was made up.
    correction : CorrectionNote, optional
        Of a report that corrects a published one.
    contacts : list of ContactPoint
        Where questions about the report are answered.
    """

    title: str
    year: int
    group: str
    agency: str
    place: str
    date: str
    day: str
    office: str
    name: str
    final: bool
    synthetic: str
    status: str
    made_up: str
    mark: str
    correction: CorrectionNote | None
    contacts: list[ContactPoint]


def issuer(front: Front) -> str:
    """Who reports: 'group, agency', or the agency alone."""
    return ", ".join(filter(None, (front["group"], front["agency"])))
