"""The chain of one number, from the sentence that prints it to the rows of the raw files, and back again.

`trace` finds the fact in a built report's ledger, the words around it on the page and the rows that it
rests on; `recompute` runs the chapter again in a fresh kernel, from the raw files, so that the number can
be compared with what was printed.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import lxml.html
import nbformat
import pandas as pd
from lxml.html import HtmlElement

from laporan.build.run_chapter import execute
from laporan.cache.digest import file_hash
from laporan.cache.store import AFRESH
from laporan.core import paths
from laporan.core.errors import AnalysisError, ReportError
from laporan.data.catalogue import contract_for
from laporan.data.disclosure import Answers, answers, at_home, rows_left_out
from laporan.data.load import rows_at_home
from laporan.data.package import find_resource
from laporan.data.read import read_rows, read_text
from laporan.document.exempt_numbers import NUMBER
from laporan.document.stitch import Stitched, add_chapter
from laporan.facts.fact_book import WHOLE_ROW_LISTS
from laporan.facts.ledger import LEDGER, PAGE, Fact, read_facts
from laporan.project.entries import FileEntry, as_text, read_entry
from laporan.project.outline import ReportPlan
from laporan.project.records import Task
from laporan.project.yaml import read_yaml

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")
BLOCKS = "ancestor::*[self::p or self::li or self::td or self::th or self::figcaption or self::caption or self::dd][1]"
HERE = "\ue000"  # marks the number while its sentence is looked for


@dataclass(frozen=True)
class DatasetTrace:
    """One dataset that a fact rests on.

    Parameters
    ----------
    name, path, sha256, kind, title : str
        As in the fact.
    rows_used : int
        How many rows the number rests on.
    rows_left_out : list of dict
        Rows of the file that were not used: row and why.
    unchanged : bool
        Whether the file on disk still has the sha256 that the ledger notes.
    rows : DataFrame, optional
        The first rows that the number rests on, as text, in the columns that may leave, numbered as in what leaves;
        None where the file, or the list of rows, can't be had, where rows are persons, and where some stay at home.
    answers : Answers, optional
        Where rows are persons: the answers of all of them, counted. Which of them the number rests on stays untold.
    handed_over : str
        Of an office's data: who handed it over, when, by which letter; '' of other data.
    at_home : str
        Which columns and rows are not shown, and why; '' where all are.
    """

    name: str
    path: str
    sha256: str
    kind: str
    title: str
    rows_used: int
    rows_left_out: list[dict[str, Any]]
    unchanged: bool
    rows: pd.DataFrame | None
    answers: Answers | None
    handed_over: str = ""
    at_home: str = ""


@dataclass(frozen=True)
class EntryTrace:
    """One value of a parameter file that a fact rests on.

    Parameters
    ----------
    entry : FileEntry
        As the ledger has it.
    unchanged : bool
        Whether the file still says so.
    now : str
        The value there now, as text; '' where there is none, or it is a list.
    """

    entry: FileEntry
    unchanged: bool
    now: str


@dataclass(frozen=True)
class Trace:
    """Everything behind one number.

    Parameters
    ----------
    fact : dict
        The ledger's entry.
    sentence : str
        That prints it; '' where the page does not say.
    datasets : tuple of DatasetTrace
        What it rests on.
    entries : tuple of EntryTrace
        Values of parameter files that it rests on.
    again : dict, optional
        The fact as it was computed anew; None where its chapter has it no more.
    """

    fact: Fact
    sentence: str
    datasets: tuple[DatasetTrace, ...]
    entries: tuple[EntryTrace, ...]
    again: Fact | None

    @property
    def same(self) -> bool:
        """Whether the number computed anew has the exact value, the text and the unit that were printed."""
        return self.again is not None and all(self.again[key] == self.fact[key] for key in ("exact", "text", "unit"))

    @property
    def holds(self) -> bool:
        """Whether the number is the same, and all that it rests on is unchanged."""
        unchanged = [*(one.unchanged for one in self.datasets), *(one.unchanged for one in self.entries)]
        return self.same and all(unchanged)


def read_ledger(plan: ReportPlan) -> list[Fact]:
    """Facts of a built report, in reading order.

    Raises
    ------
    ReportError
        For a report that was not built, and a ledger that is broken.
    """
    path = plan.folder / LEDGER
    if not path.is_file():
        unit = f" --unit {plan.unit}" if plan.unit != paths.main_unit() else ""
        raise ReportError(f"{paths.relative(path)} belum ada. Bangun dahulu: laporan build {plan.year}{unit}")
    return list(read_facts(path, paths.relative(path))[2].values())


def find_facts(facts: list[Fact], query: str) -> list[Fact]:
    """Facts that a person may mean.

    Parameters
    ----------
    facts : list of dict
        The ledger's entries.
    query : str
        An id, a printed text ('91,5%', '3.442 responden'), or the beginning of an id; the first of these that
        finds any counts.

    Raises
    ------
    ReportError
        For a query that finds none; the message has the nearest ids.
    """
    query = query.strip()
    ways = (
        lambda fact: fact["id"] == query,
        lambda fact: query in (fact["text"], f"{fact['text']} {fact['unit']}"),
        lambda fact: fact["id"].startswith(query),
        lambda fact: (match := NUMBER.match(query)) and match[0] == fact["text"],
    )
    for means in ways:
        if found := [fact for fact in facts if means(fact)]:
            return found
    near = get_close_matches(query, [fact["id"] for fact in facts], n=3, cutoff=0.4)
    hint = f". Yang mirip: {', '.join(near)}" if near else ""
    raise ReportError(f"“{query}” bukan id, awal id, atau angka tercetak dalam laporan itu{hint}")


def trace(plan: ReportPlan, facts: Iterable[Fact], rows: int = 10) -> list[Trace]:
    """The chains of facts of one report. Each chapter runs once, however many of its facts are asked for.

    Parameters
    ----------
    plan : ReportPlan
        The report, which must have been built.
    facts : iterable of dict
        Entries of its ledger.
    rows : int, default 10
        How many rows of each dataset are shown.

    Raises
    ------
    ReportError
        For a chapter that the report has no more, or one that fails.
    """
    page = _read_page(plan)
    anew: dict[str, dict[str, Fact]] = {}
    traces = []
    for fact in facts:
        chapter = fact["id"].partition(".")[0]
        if chapter not in anew:
            anew[chapter] = recompute(plan, chapter)
        again = anew[chapter].get(fact["id"])
        listed = {dataset["name"]: dataset["rows"] for dataset in (again or fact)["datasets"]}
        datasets = tuple(trace_dataset(dataset, listed.get(dataset["name"]), rows) for dataset in fact["datasets"])
        entries = tuple(map(_trace_entry, fact["params"]))
        traces.append(Trace(fact, sentence_of(page, fact), datasets, entries, again))
    return traces


def recompute(plan: ReportPlan, chapter: str) -> dict[str, Fact]:
    """The facts of one chapter by id, computed by its notebook in a fresh kernel from the raw files.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    chapter : str
        The chapter's id.

    Raises
    ------
    ReportError
        For a chapter that the report does not have, and for one that fails.
    """
    heading = next((heading for heading in plan.chapters if heading.id == chapter), None)
    if heading is None or heading.notebook is None:
        raise ReportError(f"laporan {plan.name} tidak mempunyai bab “{chapter}”. Bangun lagi laporannya")
    with tempfile.TemporaryDirectory() as folder, _whole_row_lists():
        task = Task(chapter, heading.notebook, Path(folder) / heading.notebook.name, plan.year, plan.unit)
        run = execute(task, str(paths.root()))
        if run.failure:
            raise ReportError(f"hitung ulang gagal: {run.explain()}")
        stitched = Stitched(nbformat.v4.new_notebook())
        add_chapter(stitched, heading, nbformat.read(task.output, as_version=4))
    return stitched.facts


@contextmanager
def _whole_row_lists() -> Iterator[None]:
    """The chapter lists every row, and opens the raw files, whatever is remembered of them."""
    before = {name: os.environ.get(name) for name in (WHOLE_ROW_LISTS, AFRESH)}
    os.environ.update(dict.fromkeys(before, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def trace_dataset(dataset: dict[str, Any], listed: str | None, limit: int) -> DatasetTrace:
    """One dataset of a fact as it is on disk now.

    Parameters
    ----------
    dataset : dict
        As `describe_rows` makes it.
    listed : str, optional
        The rows that the number rests on, as '2-236,240'.
    limit : int
        How many of them are read.
    """
    year, unit, name = dataset["name"].split("/", 2)
    unchanged, rows, counted, handed, without = False, None, None, "", ""
    left_out = [row["row"] for row in dataset["rows_left_out"]]
    try:
        resource, contract = find_resource(int(year), unit, name), contract_for(name, int(year))
        handed = resource.handed_over.words if resource.handed_over else ""
        unchanged = file_hash(resource.path) == dataset["sha256"]
        if contract.personal:
            text = read_text(resource.path, contract)
            counted = answers(text[~text.index.isin(left_out)], contract)
        elif listed and limit:
            home = rows_at_home(resource)
            numbers = {home.number_before(number): number for number in row_numbers(listed, limit)}
            rows = read_rows(resource.path, contract, list(numbers)).rename(index=numbers)
            rows = rows[[column.header for column in contract.leaving]]
            without = " ".join(filter(None, (at_home(contract), rows_left_out(contract, len(home)))))
        elif dataset.get("rows_at_home", "none") != "none":
            without = rows_left_out(contract, len(rows_at_home(resource)))
    except (AnalysisError, OSError):  # the file is gone or can't be read any more: the trace says that it changed
        rows, without = None, ""
    return DatasetTrace(
        dataset["name"], dataset["path"], dataset["sha256"], dataset["kind"], dataset["title"],
        dataset["rows_used"], dataset["rows_left_out"], unchanged, rows, counted, handed, without,
    )  # fmt: skip


def _trace_entry(said: dict[str, Any]) -> EntryTrace:
    """What the file says of the key today, whatever the chapter makes of it."""
    entry, path = FileEntry(**said), paths.root() / said["path"]
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path.suffix == ".json" else read_yaml(path)
    except (AnalysisError, OSError, ValueError):  # gone, or no valid file any more: the trace says that it changed
        return EntryTrace(entry, unchanged=False, now="")
    return EntryTrace(entry, entry.unchanged(content), as_text(read_entry(content, entry.key)[1]))


def row_numbers(listed: str, limit: int) -> list[int]:
    """The first `limit` rows of a list such as '2-236,240'.

    Examples
    --------
    >>> row_numbers("2-4,9", 4)
    [2, 3, 4, 9]
    """
    rows: list[int] = []
    for part in listed.split(","):
        first, _, last = part.partition("-")
        rows += range(int(first), min(int(last or first), int(first) + limit) + 1)
        if len(rows) >= limit:
            break
    return rows[:limit]


def _read_page(plan: ReportPlan) -> HtmlElement | None:
    path = plan.folder / PAGE
    return lxml.html.fromstring(path.read_text(encoding="utf-8")) if path.is_file() else None


def sentence_of(page: HtmlElement | None, fact: Fact) -> str:
    """The sentence that prints a fact, or the row and column of its cell.

    Parameters
    ----------
    page : HtmlElement, optional
        The report's page; None where there is none.
    fact : dict
        The ledger's entry.

    Returns
    -------
    str
        '' where the page does not print it. A number of an alternative text or a drawing can't be a link:
        its figure's caption stands for it.
    """
    if page is None:
        return ""
    links = page.xpath("//a[contains(@class, 'angka')][@href=$href]", href=f"#a-{fact['id']}")
    if not links:
        captions = page.xpath("//figure[@id=$label]/figcaption", label=fact.get("block") or "")
        return "".join(_words(caption) for caption in captions[:1])
    holders = links[0].xpath(BLOCKS)
    holder = holders[0] if holders else links[0].getparent()
    if holder.tag in ("td", "th"):
        return _cell_place(holder)
    link_text = links[0].text
    links[0].text = HERE + (link_text or "")
    sentences = SENTENCE_END.split(_words(holder))
    links[0].text = link_text
    return next(sentence for sentence in sentences if HERE in sentence).replace(HERE, "")


def _cell_place(cell: HtmlElement) -> str:
    column = sum(int(before.get("colspan", 1)) for before in cell.itersiblings(preceding=True))
    missing = len(cell.xpath("ancestor::table[1]/thead/tr[1]/th")) - len(cell.getparent())
    heads = [_words(head) for head in cell.xpath("ancestor::table[1]/thead/tr[1]/th")]
    place = column + max(missing, 0)  # a merged cell above stands for those that a row lacks
    row = " · ".join(_words(head) for head in cell.xpath("../th[@scope='row' or @scope='rowgroup']"))
    caption = " ".join(_words(found) for found in cell.xpath("ancestor::table[1]/caption"))
    head = heads[place] if place < len(heads) else ""
    return " — ".join(filter(None, (caption, row, head)))


def _words(element: HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()
