"""Adds to an existing project: a chapter, a year, a unit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from laporan.core import paths
from laporan.core.errors import AnalysisError, ParameterError
from laporan.data.package import exists
from laporan.data.sample_files import write_samples
from laporan.data.samples import make_samples
from laporan.notebook.loads import needed_data
from laporan.project.outline import plan_report, section_ids
from laporan.project.parameters import known_years, load_parameters, load_units
from laporan.project.subjects import subjects
from laporan.scaffold.write import Written, code, notebook_text, one_line, quoted, write_files

NUMBERED = re.compile("([0-9]+)-")
STEP = 5  # between the numbers of two notebooks, so that another fits in between
WIDE = 10_000  # letters: lines of the project's YAML are as long as their author made them

YEAR_FILE = """# What {base}.yml says holds here too, unless it is written again; but nothing of it is official for this
# year, and photographs, notes on data and what happened in {base} are not taken over. A list is replaced as a whole.
extends: {base}
cover:
  date: "{date}"
  name: (nama pejabat)
"""
EMPTY = "data: bawa masuk dengan laporan import … --year {year}, minta yang lain dengan laporan form {year}"
UNIT_FILE = """# What {base}/{unit}.yml says holds here too, unless it is written again.
extends: {base}
"""


def new_chapter(section: str, title: str, after: str | None = None, subject: str | None = None) -> Written:
    """Write a chapter's notebook, and its line in `params/struktur.yml`.

    Parameters
    ----------
    section : str
        The chapter's id.
    title : str
        Its H1.
    after : str, optional
        The section that it follows; by default the last chapter that is no annex.
    subject : str, optional
        The subject whose numbers it prints; without it the chapter has a sentence to begin from.

    Raises
    ------
    ParameterError
        For a section that is there already, or one to follow that is not; for an unknown subject; for a title that
        can't be printed.
    """
    known = section_ids()
    if code(section) in known:
        raise ParameterError(f"params/struktur.yml: bab “{section}” sudah ada")
    after = after or _last_chapter()
    if after not in known:
        raise ParameterError(f"params/struktur.yml: bab “{after}” tidak ada; yang ada: {', '.join(known)}")
    if subject is not None and subject not in {one.name for one in subjects()}:
        raise ParameterError(f"pokok bahasan “{subject}” tidak ada; buat dahulu: laporan new subject {subject}")
    names = {"title": one_line(title), "section": section, "subject": subject, "package": paths.content().name}
    stem, year = _stem_after(after, section), _last_year()
    notebook = paths.notebooks() / f"{stem}.ipynb"
    text = notebook_text("subject" if subject else "empty", year=year, **names)
    written = write_files({notebook: text})
    _insert(after, section, stem)
    to_do = ("tulis kalimatnya, lalu: laporan lint", f"lihat: laporan lab {section}, atau laporan build {year}")
    return Written((*written, paths.params() / "struktur.yml"), (*_data_to_come(notebook, year), *to_do))


def _data_to_come(notebook: Path, year: int) -> Iterator[str]:
    """Each dataset that a chapter loads and the year has not, with the commands that bring it."""
    unit = paths.main_unit()
    for dataset in sorted(one.dataset for one in needed_data(notebook) if not exists(year, unit, one.dataset)):
        yield (
            f"data “{dataset}” belum ada untuk {year}: buat data buatan dengan laporan sample {year}, "
            f"atau bawa masuk dengan laporan import … --to {dataset} --year {year}"
        )


def new_year(year: int, *, empty: bool = False) -> Written:
    """Write a year that can be built at once: parameters that extend the last year's, and made-up data.

    Parameters
    ----------
    year : int
        The year.
    empty : bool
        Whether its data is left to the offices: nothing is made up, and the year is built when theirs is there.

    Raises
    ------
    ParameterError
        For a year that is there already, or a project without any year.
    """
    base = _last_year()
    signed = load_parameters(base).cover.date
    text = YEAR_FILE.format(base=base, date=_years_later(signed, year - base).isoformat())
    units = sorted(path.stem for path in (paths.params() / str(base)).glob("*.yml"))
    files = {paths.params() / f"{year}.yml": text}
    files |= {paths.params() / str(year) / f"{unit}.yml": UNIT_FILE.format(base=base, unit=unit) for unit in units}
    written = write_files(files)
    packages, data = ((), EMPTY.format(year=year)) if empty else _made_up(year, units)
    return Written(
        (*written, *packages),
        (
            f"params/{year}.yml: tanggal dan nama pada sampul, dan yang khas tahun itu (sasaran, foto, penghargaan)",
            f"yang tidak ditulis di sana berlaku dari {base}.yml, tetapi tidak resmi untuk {year}",
            data,
            f"periksa: laporan check {year}; lihat: laporan build {year}",
        ),
    )


def _made_up(year: int, units: Sequence[str]) -> tuple[tuple[Path, ...], str]:
    """Data to begin with, and what is to be done about it; a log that follows on the year before needs that year."""
    try:
        packages = [write_samples(make_samples(year, unit), year, unit).package for unit in ("", *units)]
    except AnalysisError as error:
        return (), f"data buatan belum dapat dibuat: {error}"
    office = f"data: isi data/raw/{year} masih buatan; ganti dengan data kantor, misalnya dengan laporan import"
    return tuple(dict.fromkeys(packages)), office


def _years_later(day: dt.date, years: int) -> dt.date:
    """The same day of another year; of 29 February, the day before where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def new_unit(unit: str, name: str, place: str, year: int | None = None) -> Written:
    """Write a unit's line in `params/units.yml`, and its own parameters of a year.

    Parameters
    ----------
    unit : str
        Its code: small letters, digits, hyphens.
    name : str
        As printed.
    place : str
        Its city.
    year : int, optional
        Of its first report; the last year that has parameters by default.

    Raises
    ------
    ParameterError
        For a unit that is there already, or what is no code.
    """
    if code(unit) in load_units():
        raise ParameterError(f"params/units.yml: satuan kerja “{unit}” sudah ada")
    year = year or _last_year()
    sections = ", ".join(heading.id for heading in plan_report(year).chapters)
    own = paths.params() / str(year) / f"{unit}.yml"
    text = (
        "# What the report of this office has of its own; everything else is the year's.\n"
        f"cover:\n  place: {quoted(place)}\n  office: (jabatan penanda tangan)\n  name: (nama pejabat)\n"
        f"sections: [{sections}]\n"
    )
    written = write_files({own: text})
    path = paths.params() / "units.yml"
    content = _read(path)
    line = CommentedMap(name=name, short=name, place=place)
    line.fa.set_flow_style()
    content["units"][unit] = line
    _write(path, content)
    return Written(
        (*written, path),
        (
            f"{paths.relative(own)}: bab laporan kantor ini, dan apa yang berbeda dari {paths.main_unit()}",
            f"data: letakkan di data/raw/{year}/{unit}, atau buat data sintetis: laporan sample {year} --unit {unit}",
        ),
    )


def _last_year() -> int:
    years = known_years()
    if not years:
        raise ParameterError("params: belum ada tahun; tulis params/<tahun>.yml")
    return years[-1]


def _last_chapter() -> str:
    chapters = [heading for heading in plan_report(_last_year()).chapters if heading.number[:1].isdigit()]
    if not chapters:
        raise ParameterError("params/struktur.yml: tidak ada bab yang bernomor; sebutkan --after")
    return chapters[-1].id


def _stem_after(after: str, section: str) -> str:
    """A file name that is listed where the chapter stands, in projects whose notebooks are numbered."""
    found = _find(_read(paths.params() / "struktur.yml")["sections"], after)
    number = NUMBERED.match(str(found[0][found[1]].get("notebook", "")) if found else "")
    if not number:
        return section
    taken = {match[1] for path in paths.notebooks().glob("*.ipynb") if (match := NUMBERED.match(path.name))}
    for step in (STEP, *range(1, STEP)):
        wanted = f"{int(number[1]) + step:0{len(number[1])}d}"
        if wanted not in taken:
            return f"{wanted}-{section}"
    raise ParameterError(f"tidak ada nomor yang kosong setelah {number[1]} di notebooks; beri nomor baru dahulu")


def _insert(after: str, section: str, stem: str) -> None:
    path = paths.params() / "struktur.yml"
    content = _read(path)
    found = _find(content["sections"], after)
    assert found is not None  # noqa: S101 - the caller looked
    siblings, place = found
    line = CommentedMap(id=section, notebook=stem)
    line.fa.set_flow_style()
    siblings.insert(place + 1, line)
    _write(path, content)


def _find(sections: list[Any], wanted: str) -> tuple[list[Any], int] | None:
    """The list that a section stands in, and its place there."""
    for place, section in enumerate(sections):
        if section["id"] == wanted:
            return sections, place
        if found := _find(section.get("sections", []), wanted):
            return found
    return None


def _yaml() -> YAML:
    """One that keeps comments, quotes and order, and writes lists as the project's files have them."""
    made = YAML()
    made.preserve_quotes = True
    made.width = WIDE
    made.indent(mapping=2, sequence=4, offset=2)
    return made


def _read(path: Path) -> Any:
    return _yaml().load(path.read_text(encoding="utf-8"))


def _write(path: Path, content: Any) -> None:
    with path.open("w", encoding="utf-8") as file:
        _yaml().dump(content, file)
