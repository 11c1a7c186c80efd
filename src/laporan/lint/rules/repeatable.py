"""Rules on what a chapter computes from: the same data gives the same report, tomorrow and on another machine."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from laporan.cache.unseen_reads import CLOCK
from laporan.lint.notebook import Notebook
from laporan.lint.registry import Hit, Surroundings, rule

SEEDED = {
    "default_rng": "seed",
    "RandomState": "seed",
    "Random": "x",
    "sample": "random_state",
    "resample": "random_state",
}
OF_CHANCE = {"choice", "choices", "normal", "permutation", "rand", "randint", "randn", "random", "shuffle", "uniform"}
ANEW = {"uuid1", "uuid4", "token_hex", "urandom", "getenv"}


@rule("not-repeatable")
def not_repeatable(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """Nothing rests on the clock, on chance without a seed, or on this machine's environment."""
    for cell in notebook.of_kind("code"):
        for node in ast.walk(cell.tree) if cell.tree else ():
            if message := _reason(node):
                yield Hit(message, cell, getattr(node, "lineno", 1))


def _reason(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK:
            return f"{name}() membaca jam: besok angkanya lain. Pakai year atau report.params.cover.date"
        case ast.Call(func=ast.Attribute(value=ast.Name(id="time"), attr="time")):
            return "time.time() membaca jam: besok angkanya lain. Pakai year atau report.params.cover.date"
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in SEEDED:
            seed = SEEDED[name]
            given = (bool(node.args) and seed != "random_state") or seed in {one.arg for one in node.keywords}
            return "" if given else f"{name}() tanpa {seed}: setiap kali hasilnya lain. Beri {seed} yang tetap"
        case ast.Call(func=ast.Attribute(value=ast.Name(id="random") | ast.Attribute(attr="random"), attr=name)) if (
            name in OF_CHANCE
        ):
            return f"random.{name}() tanpa benih: setiap kali hasilnya lain. Pakai np.random.default_rng(benih)"
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in ANEW:
            return f"{name}() memberi nilai lain di setiap mesin atau setiap kali. Tulis nilainya di params"
        case ast.Attribute(value=ast.Name(id="os"), attr="environ"):
            return "os.environ lain di setiap mesin. Tulis nilainya di params"
    return ""
