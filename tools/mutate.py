"""Break the numbers' code on purpose, module by module, and print what no test notices: run by `make mutate`.

    python tools/mutate.py [PATTERN…]     # facts/quantity, methods/*, results; all of them where none is named

mutmut makes the mutants and runs them, each against the quick unit tests of its module alone. What was found stands in
.cache/mutate, a file a module: a module that is as it was is not tried again, and where only its tests changed the
survivors alone are. A mutant that no test reaches counts as one that survived; decorated functions, such as
properties, mutmut leaves alone. Survivors that were looked at and change nothing that a caller could see are named in
equivalent_mutants.toml, each kind with its reason; they count as survivors in each score but the last.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

FOUND = Path(".cache/mutate")
EQUIVALENT = Path("tools/equivalent_mutants.toml")
MUTANTS = Path("mutants")
MODULES = (
    "laporan/facts/*.py",
    "laporan/document/cross_checks.py",
    "laporan/portal/funnel.py",
    "analysis/methods/*.py",
    "analysis/*/*.py",
)
# Synthetic data, commands, contracts, parameters, drawings and names of columns are no numbers of the report; all
# functions of `design` are decorated.
LEFT_OUT = (
    "*/__init__.py",
    "*/sample*.py",
    "*/command.py",
    "*/contract.py",
    "*/params.py",
    "*/chart*.py",
    "*/*_chart*.py",
    "*/survey_columns.py",
    "*/kinds.py",
    "*/design.py",
)
# Beside the file of a module's own name.
ALSO_TESTED_IN = {
    "laporan/facts/fact_book": ["laporan/test_disclosure"],
    "laporan/facts/identity": ["laporan/test_consistency"],
    "laporan/facts/ledger": ["laporan/test_fact_book"],
    "laporan/facts/lineage": [
        "laporan/test_quantity",
        "analysis/test_entries",
        "analysis/test_lineage",
        "analysis/test_lost_rows",
    ],
    "laporan/facts/printed": ["laporan/test_quantity"],
    "laporan/facts/quantity": [
        "laporan/test_printed",
        "laporan/test_fact_book",
        "analysis/test_entries",
        "analysis/test_lineage",
        "analysis/test_lost_rows",
    ],
    "analysis/complaints/months": ["analysis/test_complaint_months"],
    "analysis/integrity/items": ["analysis/test_integrity_items"],
    "analysis/methods/statistics": ["analysis/test_priorities", "analysis/test_comparison"],
    "analysis/organisation/results": ["analysis/test_training"],
    "analysis/overview/consistency": ["analysis/test_published_comparison"],
    "analysis/overview/intervals": ["analysis/test_changes", "analysis/test_achievements"],
    "analysis/satisfaction/answer_words": ["analysis/test_survey_data", "analysis/test_quick_index"],
    "analysis/satisfaction/quick_file": ["analysis/test_quick_index"],
    "analysis/satisfaction/quick_groups": ["analysis/test_quick_index"],
    "analysis/satisfaction/quick_notes": ["analysis/test_quick_index"],
    "analysis/satisfaction/quick_respondents": ["analysis/test_quick_index"],
    "analysis/satisfaction/quick_weights": ["analysis/test_quick_index"],
}
KILLED = ("killed", "timeout", "segfault")


def modules() -> list[str]:
    """Every module whose numbers are tried, as a path below src without its ending."""
    paths = [path.relative_to("src") for pattern in MODULES for path in sorted(Path("src").glob(pattern))]
    wanted = (path for path in paths if not any(path.match(one) for one in LEFT_OUT))
    return list(dict.fromkeys(path.with_suffix("").as_posix() for path in wanted))


def tests_of(module: str) -> list[str]:
    """The files of tests that concern a module: of its name, those named above, else its subject's."""
    layer, subject, name = module.split("/")
    own = f"{layer}/test_{subject if name == 'results' else name}"
    paths = [Path(f"tests/{one}.py") for one in (own, *ALSO_TESTED_IN.get(module, []))]
    of_subject = Path(f"tests/{layer}/test_{subject}.py")
    return [path.as_posix() for path in paths if path.exists()] or [of_subject.as_posix()] * of_subject.exists()


def digest(*paths: str) -> str:
    """One hash of several files."""
    return hashlib.sha256(b"".join(Path(path).read_bytes() for path in paths)).hexdigest()


def try_module(module: str) -> None:
    """Run mutmut over one module in this process, which it leaves unfit for another, and keep what it found."""
    # There in .venv-mutate alone.
    from mutmut.__main__ import cli
    from mutmut.configuration import config
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.stats import status_by_exit_code

    source, tests = f"src/{module}.py", tests_of(module)
    kept, now = found_in(module), {"source": digest(source), "tests": digest(*tests)}
    before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    same_source = before.get("source") == now["source"]
    if same_source and (before["tests"] == now["tests"] or not before["survived"]):
        return
    again = (
        sorted({asked_for(name, status) for name, (status, *_) in before["survived"].items()}) if same_source else []
    )
    shutil.rmtree(MUTANTS, ignore_errors=True)
    config().only_mutate = [source]
    config().pytest_add_cli_args_test_selection = tests
    config().pytest_add_cli_args += ["-p", "fresh_caches"]
    os.environ["LAPORAN_MUTATED"] = module.replace("/", ".")
    cli.main(["run", "--max-children", "1", *again], standalone_mode=False)

    data = SourceFileMutationData(path=Path(source))
    data.load()
    statuses = {name: status_by_exit_code[code] for name, code in data.exit_code_by_key.items() if code is not None}
    left = {name: status for name, status in statuses.items() if status not in KILLED}
    found = {
        **now,
        "tried": before["tried"] if again else len(statuses),
        "survived": {
            name: [status, *changed_lines(get_diff_for_mutant(name, path=source))] for name, status in left.items()
        },
    }
    kept.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")


def found_in(module: str) -> Path:
    """Where it is kept what was found of a module."""
    return FOUND / f"{module.replace('/', '.')}.json"


def asked_for(mutant: str, status: str) -> str:
    """What mutmut is asked for to try a mutant again: where no test reached its function, all that the function has."""
    return mutant.rpartition("__mutmut_")[0] + "*" if status == "no tests" else mutant


def changed_lines(difference: str) -> list[str]:
    """Of a unified diff the lines that were taken out or put in."""
    return [line for line in difference.splitlines()[2:] if line[:1] in "+-"]


def reason_of(module: str, lines: list[str]) -> str:
    """Why a mutant changes nothing that a caller could see; "" for one that nobody found to be so."""
    kinds = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get(module, {})
    put_in = "\n".join(line[1:].strip() for line in lines if line[:1] == "+")
    return next((why for why, patterns in kinds.items() if any(re.search(one, put_in) for one in patterns)), "")


def print_found(wanted: list[str]) -> None:
    """Print every survivor with what was changed, and the score of each module and of all."""
    scores: list[tuple[str, int, int, int, int]] = []
    for module in wanted:
        kept = found_in(module)
        if not kept.exists():
            print(f"\n{module}: not tried")
            continue
        found = json.loads(kept.read_text(encoding="utf-8"))
        survived, unreached, equivalent = found["survived"], 0, 0
        if survived:
            print(f"\n{module}")
        for name, (status, *lines) in survived.items():
            why = reason_of(module, lines) if status == "survived" else ""
            print(f"  {name.rpartition('.')[2]}: {why or status}", *lines, sep="\n    ")
            unreached += status == "no tests"
            equivalent += bool(why)
        scores.append((module, found["tried"] - len(survived), found["tried"], unreached, equivalent))
    print(f"\n{'module':<40} killed  tried  not reached  equivalent")
    total = [sum(column) for column in zip(*(numbers for _, *numbers in scores), strict=True)] or [0] * 4
    for module, *numbers in [*scores, ("all", *total)]:
        print(f"{module:<40} {numbers[0]:>6} {numbers[1]:>6} {numbers[2]:>12} {numbers[3]:>11}")
    killed, tried, _, equivalent = total
    print(f"{killed} of {tried} mutants killed: {killed / max(tried, 1):.1%}", end="")
    print(f"; of those that change something, {killed / max(tried - equivalent, 1):.1%}")


def main(patterns: list[str]) -> None:
    """Try each module that was asked for in a process of its own, and print what all of them said."""
    wanted = [one for one in modules() if not patterns or any(fnmatch(one, f"*{pattern}*") for pattern in patterns)]
    if not wanted:
        sys.exit(f"No module is called {' or '.join(patterns)}. There are: {', '.join(modules())}")
    FOUND.mkdir(parents=True, exist_ok=True)
    for module in wanted:
        if not tests_of(module):
            sys.exit(f"{module} has no tests of its own: name them in ALSO_TESTED_IN")
        print(f"{module}, by {', '.join(tests_of(module))}", flush=True)
        log = found_in(module).with_suffix(".log")
        with log.open("w", encoding="utf-8") as out:
            done = subprocess.run([sys.executable, __file__, "--one", module], stdout=out, stderr=out, check=False)
        if done.returncode:
            print(f"  could not be tried: see {log}")
    print_found(wanted)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        try_module(sys.argv[2])
    else:
        main(sys.argv[1:])
