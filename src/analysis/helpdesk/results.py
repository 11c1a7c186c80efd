"""The SSCN helpdesk: which problems applicants had, and by which channel they asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from laporan.facts.identity import Identity, at_most
from laporan.facts.printed import hitungan, persen
from laporan.facts.quantity import Quantity, given, share, summed, total
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.results import Identities, Results

__all__ = ["Channels", "ProblemType", "Problems", "channels", "problems"]

CASES, REQUESTS = "kasus", "permohonan"
MOST = Fraction(4, 5)


@dataclass(frozen=True)
class ProblemType:
    """A type of problem.

    Parameters
    ----------
    number : int
        Its place in the helpdesk's own list.
    name : str
        What the list calls it.
    cases : Quantity
        How often it was reported.
    """

    number: int
    name: str
    cases: Quantity


@dataclass(frozen=True)
class Problems:
    """All types of problems, the most frequent first."""

    types: tuple[ProblemType, ...]

    @property
    def all(self) -> Quantity:
        """Cases of all types."""
        return summed((problem.cases for problem in self.types), CASES).called("semua kasus")

    def share(self, problem: ProblemType) -> Quantity:
        """Share of all cases that are of this type."""
        return share(problem.cases, self.all)

    def first(self, number: int) -> Quantity:
        """Share of all cases that the most frequent types make up together.

        Parameters
        ----------
        number : int
            How many types.
        """
        cases = summed((problem.cases for problem in self.types[:number]), CASES)
        return share(cases.called(f"kasus dari {number} jenis terbanyak"), self.all)

    @property
    def enough(self) -> int:
        """How many types, the most frequent first, make up four fifths of the cases."""
        return next(number for number in range(1, len(self.types) + 1) if self.first(number).value >= MOST)

    def table(self) -> Table:
        """Table of the types, the most frequent first: count, share and running share."""
        rows: list[tuple[Cell, ...]] = [
            (problem.name, hitungan(self.share(problem), 1), persen(self.first(place), 1))
            for place, problem in enumerate(self.types, start=1)
        ]
        rows.append(("Jumlah", self.all, None))
        return table(
            ("Jenis permasalahan", "Kasus", "Kumulatif"),
            rows,
            total=True,
            widths=(6, 2, 2),
            how="Jenis diurutkan dari kasus terbanyak. Kumulatif adalah jumlah kasus sampai baris itu dibagi "
            "seluruh kasus.",
        )


def problems(rows: pd.DataFrame) -> Problems:
    """Read the types of problems.

    Parameters
    ----------
    rows : DataFrame
        Dataset `helpdesk_masalah`: one row a type. Types with the same number of cases keep the order of the list.
    """
    columns = zip(rows.index, rows["number"], rows["problem"], strict=True)
    types = [
        ProblemType(int(number), str(name), total(rows.loc[rows.index == row, "cases"], CASES))
        for row, number, name in columns
    ]
    return Problems(tuple(sorted(types, key=lambda problem: (-problem.cases.value, problem.number))))


@dataclass(frozen=True)
class Channels:
    """Requests by channel, those with most first."""

    channels: dict[str, Quantity]

    @property
    def all(self) -> Quantity:
        """Requests of all channels."""
        return summed(self.channels.values(), REQUESTS).called("permohonan dari semua kanal")

    def share(self, channel: str) -> Quantity:
        """Share of all requests that came by this channel."""
        return share(self.channels[channel], self.all)

    def beside(self, channel: str) -> Quantity:
        """Share of all requests that did not come by this channel."""
        rest = [requests for name, requests in self.channels.items() if name != channel]
        return share(summed(rest, REQUESTS).called("permohonan dari kanal lainnya"), self.all)

    def table(self) -> Table:
        """Table of requests by channel, with their sum."""
        rows: list[tuple[Cell, ...]] = [(name, hitungan(self.share(name), 2)) for name in self.channels]
        rows.append(("Jumlah", self.all))
        return table(("Kanal", "Permohonan informasi"), rows, total=True)


def identities(found: Channels, rows: pd.DataFrame) -> list[Identity]:
    """Identity: channels add up to all requests of the file.

    Parameters
    ----------
    found : Channels
        The requests by channel.
    rows : DataFrame
        Dataset `helpdesk_kanal`, from which they were read.
    """
    everything = total(rows["requests"], REQUESTS)
    return [Identity("helpdesk", "Jumlah kanal = semua permohonan", REQUESTS, found.all, everything)]


def problem_identities(found: Problems, rows: pd.DataFrame) -> list[Identity]:
    """Identity: types add up to all cases of the file.

    Parameters
    ----------
    found : Problems
        The cases by type.
    rows : DataFrame
        Dataset `helpdesk_masalah`, from which they were read.
    """
    return [Identity("helpdesk", "Jumlah jenis = semua kasus", CASES, found.all, total(rows["cases"], CASES))]


def channels(rows: pd.DataFrame) -> Channels:
    """Read the requests by channel.

    Parameters
    ----------
    rows : DataFrame
        Dataset `helpdesk_kanal`: one row a channel.
    """
    counts = {
        str(name): total(rows.loc[rows["channel"] == name, "requests"], REQUESTS) for name in rows["channel"].unique()
    }
    return Channels(dict(sorted(counts.items(), key=lambda item: -item[1].value)))


def _problem_identities(results: Results) -> list[Identity]:
    rows = results.report.load("helpdesk_masalah")
    return problem_identities(problems(rows), rows)


def _cases_are_requests(results: Results) -> list[Identity]:
    """A case is brought to the helpdesk by a request."""
    cases = problems(results.report.load("helpdesk_masalah")).all
    law = "Kasus yang dicatat ≤ permohonan"
    return [at_most("helpdesk", law, "semua", cases.counted_as(REQUESTS), results.channels.all)]


def _requests_are_logged(results: Results) -> list[Identity]:
    """What came to the helpdesk by a channel of complaints stands in that channel's log."""
    law = "Permohonan melalui kanal pengaduan ≤ laporan masuk pada kanal itu"
    return [
        at_most("helpdesk", law, flow.name, requests.counted_as(flow.received.unit), flow.received)
        for flow in results.complaints.channels
        if (requests := results.channels.channels.get(flow.name)) is not None
    ]


RESULTS: dict[str, Callable[[Results], object]] = {"channels": lambda r: channels(r.report.load("helpdesk_kanal"))}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "helpdesk-requests": lambda r: r.channels.all,
    "helpdesk-channels": lambda r: given(len(r.channels.channels), "kanal", r.channels),
}
IDENTITIES: Identities = (
    lambda r: identities(r.channels, r.report.load("helpdesk_kanal")),
    _problem_identities,
    _cases_are_requests,
    _requests_are_logged,
)
