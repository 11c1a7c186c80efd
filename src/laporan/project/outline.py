"""The outline of each report: the chapters that it has of `params/struktur.yml`, in reading order and numbered."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from laporan.core import paths
from laporan.core.errors import UNSEEN, ParameterError
from laporan.core.formatting import roman
from laporan.core.near import nearest
from laporan.core.places import inner_name, leads_out
from laporan.project.models import Strict, validate
from laporan.project.parameters import load_parameters
from laporan.project.records import Form
from laporan.project.yaml import read_yaml

TREE = "struktur.yml"
PAGE = "laporan.html"
DRAFTS = "pratinjau"
BLOCK_LABEL = re.compile(r"""#\|\s*label\s*:\s*['"]?((?:fig|tbl)-[\w-]+)""")  # as a cell's option has it
PLACE, CHECKPOINTS = re.compile(r"^\d+-"), ".ipynb_checkpoints"
SECTION_ID = re.compile(r"[\w-]{1,60}")  # it begins ids of the page, and ends `@sec-…` in prose


def _section_id(value: str) -> str:
    if not SECTION_ID.fullmatch(value):
        raise ValueError(f"“{UNSEEN.sub('�', value)}” bukan id bab; pakai huruf, angka, dan tanda hubung")
    return value


class Section(Strict):
    """A node of the tree in `params/struktur.yml`: a heading with sections below it, or a chapter with its notebook.

    Parameters
    ----------
    id : str
        The name by which parameters, subjects and references know the section.
    title : str
        Of a heading; a chapter's title is its notebook's H1.
    notebook : str, optional
        Of a chapter: its path below `notebooks`, without '.ipynb'.
    numbering : {'bab', 'none', 'lampiran'}
        Whether it counts as a BAB, is front matter without a number, or an annex.
    sections : list of Section
        Of a heading: what stands below it.
    words : bool
        Of an annex without a notebook: the abbreviations and terms of `params/istilah.yml` that the report uses.
    since, until : int, optional
        The first and the last year whose report has it, with all that stands below it.
    """

    id: Annotated[str, AfterValidator(_section_id)]
    title: str = ""
    notebook: Annotated[str, AfterValidator(inner_name)] | None = None
    numbering: Literal["bab", "none", "lampiran"] = "bab"
    sections: list[Section] = []  # noqa: RUF012 - pydantic copies it
    words: bool = False
    since: int | None = None
    until: int | None = None

    @model_validator(mode="after")
    def _heading_or_chapter(self) -> Section:
        if [bool(self.notebook), bool(self.sections), self.words].count(True) != 1:
            raise ValueError(f"bab “{self.id}” harus mempunyai notebook, sections, atau words: true, salah satu")
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"bab “{self.id}”: until {self.until} lebih dahulu daripada since {self.since}")
        return self


class Tree(Strict):
    """The whole of `params/struktur.yml`.

    Parameters
    ----------
    sections : list of Section
        The top level: front matter, BAB and annexes, in reading order.
    """

    sections: list[Section]


@dataclass(frozen=True)
class Heading:
    """A heading in the outline of one report.

    Parameters
    ----------
    id : str
        Of its section in `params/struktur.yml`.
    number : str
        As printed ('BAB II', '2.2.1.', 'Lampiran'); '' for front matter.
    level : int
        Of the HTML heading: 2 for a BAB, 3 for 2.1., …
    title : str
        Of a heading without a notebook; a chapter's title is its notebook's H1.
    notebook : Path, optional
        The chapter's notebook; None for a heading that has only sections below it.
    words : bool
        Whether the lists of abbreviations and terms stand below it.
    """

    id: str
    number: str
    level: int
    title: str
    notebook: Path | None
    words: bool = False

    @property
    def anchor(self) -> str:
        """The id of the heading in the page: what `@sec-…` refers to."""
        return anchor_of(self.id)


@dataclass(frozen=True)
class ReportPlan:
    """One report that can be built: its year, its unit and its outline.

    Parameters
    ----------
    year : int
        The year reported on.
    unit : str
        The office's code in `params/units.yml`.
    outline : tuple of Heading
        Headings and chapters, in reading order.
    """

    year: int
    unit: str
    outline: tuple[Heading, ...]

    @property
    def chapters(self) -> tuple[Heading, ...]:
        """The headings that have a notebook, in reading order."""
        return tuple(heading for heading in self.outline if heading.notebook)

    @property
    def folder(self) -> Path:
        """The folder of the built report, whether it is there or not."""
        return self.place("report")

    def place(self, form: Form) -> Path:
        """The folder of one form of the report.

        Parameters
        ----------
        form : {'draft', 'report', 'bundle'}
            Drafts have a folder of their own, so that the files of a report always belong together.
        """
        outputs = paths.outputs()
        return (outputs / DRAFTS if form == "draft" else outputs) / str(self.year) / self.unit

    @property
    def name(self) -> str:
        """How messages name the report: '2017 pusat'."""
        return f"{self.year} {self.unit}"


def plan_report(year: int, unit: str = "") -> ReportPlan:
    """The outline of one report: the sections that its parameters keep, numbered without gaps.

    Parameters
    ----------
    year : int
        A year that has a parameter file.
    unit : str, optional
        An office's code in `params/units.yml`; the main unit by default.

    Raises
    ------
    ParameterError
        For an unknown year or unit, parameters that the models refuse, a section that `params/struktur.yml`
        does not know, a notebook that is not there, or two chapters whose notebooks have one name.
    """
    unit = unit or paths.main_unit()
    parameters = load_parameters(year, unit)
    tree = _tree()
    known = {section.id for section in _walk(tree) if section.notebook}
    for key in ("sections", "skip_sections"):
        for name in getattr(parameters, key) or []:
            if name not in known:
                near, written = nearest(name, sorted(known), alike=0), parameters.entry_of(key)
                place = written.path if written else _relative(f"{year}.yml")
                raise ParameterError(f"{place}: {key}: bab “{name}” tidak ada di {_relative(TREE)}{near}")
    tree = _of_year(tree, year)
    kept = (known if parameters.sections is None else set(parameters.sections)) - set(parameters.skip_sections)
    plan = ReportPlan(year, unit, tuple(_number(tree, kept)))
    _refuse_one_name(plan)
    return plan


def _refuse_one_name(plan: ReportPlan) -> None:
    """Executed notebooks stand in one folder, and some systems take capital letters for small ones."""
    known: dict[str, Path] = {}
    for path in (chapter.notebook for chapter in plan.chapters if chapter.notebook):
        other = known.setdefault(path.name.casefold(), path)
        if other is not path:
            both = f"{paths.relative(other)} dan {paths.relative(path)}"
            raise ParameterError(
                f"{_relative(TREE)}: {both} bernama sama, jadi hasilnya akan saling menimpa. Ganti nama salah satunya"
            )


def section_ids() -> list[str]:
    """The ids of all sections of `params/struktur.yml`, in reading order, whichever of them a report has."""
    return [section.id for section in _walk(_tree())]


def left_out(plan: ReportPlan) -> frozenset[str]:
    """Anchors of the sections that a report has not though the project knows them, and of their figures and tables.

    The project knows what stands in `params/struktur.yml`, and chapters whose notebook it keeps after they left it.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    """
    there = {heading.anchor for heading in plan.outline}
    sections = list(_walk(_tree()))
    named = {section.notebook for section in sections}
    absent = [(one.id, one.notebook) for one in sections if anchor_of(one.id) not in there]
    absent += [(_chapter_of(name), name) for name in _notebooks() - named if anchor_of(_chapter_of(name)) not in there]
    return frozenset(anchor for section, notebook in absent for anchor in (anchor_of(section), *_labels(notebook)))


def _notebooks() -> set[str]:
    """The notebooks of the project, as `params/struktur.yml` names them."""
    folder = paths.notebooks()
    found = (path for path in folder.rglob("*.ipynb") if CHECKPOINTS not in path.parts)
    return {path.relative_to(folder).with_suffix("").as_posix() for path in found}


def _chapter_of(notebook: str) -> str:
    """The section that a notebook is named after: 'skm' of '220-skm', whose number is only its place."""
    return PLACE.sub("", notebook.rpartition("/")[2])


def _labels(name: str | None) -> list[str]:
    """Labels of the figures and tables of a section's notebook, which need not be there where no report has it."""
    notebook = paths.notebooks() / f"{name}.ipynb"
    if not (name and notebook.is_file()) or leads_out(notebook, paths.notebooks()):
        return []
    return BLOCK_LABEL.findall(notebook.read_text(encoding="utf-8", errors="replace"))


def anchor_of(section: str) -> str:
    """The id of a section's heading in the page: what `@sec-…` refers to."""
    return f"sec-{section}"


def _tree() -> list[Section]:
    remedy = "Tulis susunan laporan di sana, misalnya sections: [{id: kunjungan, notebook: 110-kunjungan}]"
    return list(_sections(_relative(TREE), pickle.dumps(read_yaml(paths.params() / TREE, remedy))))


@lru_cache(maxsize=4)
def _sections(name: str, content: bytes) -> list[Section]:
    """Validated once: whoever refers to a section asks for all of them."""
    return validate(Tree, pickle.loads(content), name).sections  # noqa: S301 - our own


def _of_year(sections: list[Section], year: int) -> list[Section]:
    """The tree without what begins later or has ended."""
    there = [one for one in sections if (one.since or year) <= year <= (one.until or year)]
    return [one.model_copy(update={"sections": _of_year(one.sections, year)}) for one in there]


def _relative(name: str) -> str:
    return paths.relative(paths.params() / name)


def _walk(sections: list[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.sections)


def _number(tree: list[Section], kept: set[str]) -> Iterator[Heading]:
    chapter = 0
    for section in tree:
        if not _has_any(section, kept):
            continue
        if section.numbering == "bab":
            chapter += 1
            yield _heading(section, f"BAB {roman(chapter)}", 2)
            yield from _number_below(section, kept, f"{chapter}.", 3)
        else:
            yield _heading(section, "Lampiran" if section.numbering == "lampiran" else "", 2)


def _number_below(parent: Section, kept: set[str], prefix: str, level: int) -> Iterator[Heading]:
    shown = [section for section in parent.sections if _has_any(section, kept)]
    for place, section in enumerate(shown, 1):
        yield _heading(section, f"{prefix}{place}.", level)
        yield from _number_below(section, kept, f"{prefix}{place}.", level + 1)


def _has_any(section: Section, kept: set[str]) -> bool:
    if section.notebook:
        return section.id in kept
    return section.words or any(_has_any(below, kept) for below in section.sections)


def _heading(section: Section, number: str, level: int) -> Heading:
    notebook = None
    if section.notebook:
        notebook = paths.notebooks() / f"{section.notebook}.ipynb"
        if not notebook.is_file():
            raise ParameterError(
                f"{_relative(TREE)}: bab “{section.id}” menunjuk {paths.relative(notebook)}, yang tidak ada. "
                "Buat buku catatan itu, atau hapus babnya"
            )
        if leads_out(notebook, paths.notebooks()):
            raise ParameterError(
                f"{_relative(TREE)}: bab “{section.id}”: {section.notebook}.ipynb adalah tautan ke luar "
                f"{paths.relative(paths.notebooks())}. Letakkan buku catatannya di sana"
            )
    return Heading(section.id, number, level, section.title, notebook, section.words)
