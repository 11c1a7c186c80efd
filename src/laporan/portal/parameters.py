"""Which numbers the portal shows of each report: `params/portal.yml`, which names facts of the reports' ledgers."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from laporan.build.manifest import PORTAL
from laporan.core import paths
from laporan.project.models import Strict, Words, validate
from laporan.project.yaml import read_yaml


class ShownIndicator(Strict):
    """One number of each report, by the ids of its facts in `fakta.json`.

    Parameters
    ----------
    name : str
        What the portal calls it.
    value : str
        The number itself.
    low, high : str
        The ends of its interval; '' where nobody was sampled.
    level : str
        The interval's level of confidence; '' where no fact says it. An index without it is held against no limits.
    respondents : str
        How many answered; '' for a share, which knows what it is counted from.
    change, change_low, change_high : str
        The difference from the year before and the ends of its interval, which a report leaves out where the method
        changed. '' for all three where no report tells them.
    """

    name: Words
    value: Words
    low: str = ""
    high: str = ""
    level: str = ""
    respondents: str = ""
    change: str = ""
    change_low: str = ""
    change_high: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of all of them."""
        told = (self.value, self.low, self.high, self.level, self.respondents)
        return tuple(filter(None, (*told, self.change, self.change_low, self.change_high)))

    @model_validator(mode="after")
    def _whole_interval(self) -> Self:
        if bool(self.low) != bool(self.high):
            raise ValueError(f"“{self.name}”: selang mempunyai dua ujung; tulis low dan high, atau hapus keduanya")
        if len({bool(one) for one in (self.change, self.change_low, self.change_high)}) > 1:
            raise ValueError(
                f"“{self.name}”: selisih berdiri dengan selangnya; tulis change, change_low, dan change_high"
            )
        return self


class PortalParameters(Strict):
    """The whole of `params/portal.yml`.

    Parameters
    ----------
    indicators : list of ShownIndicator
        In the order of the portal's columns.
    """

    indicators: list[ShownIndicator] = []


def shown_indicators() -> tuple[ShownIndicator, ...]:
    """The numbers that the portal shows; none where the project has no `params/portal.yml`.

    Raises
    ------
    ParameterError
        For a file that is no valid YAML, or is refused by its model.
    """
    path = paths.params() / PORTAL
    if not path.is_file():
        return ()
    return tuple(validate(PortalParameters, read_yaml(path), paths.relative(path)).indicators)
