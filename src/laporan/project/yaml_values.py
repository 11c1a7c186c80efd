"""How YAML's plain words become values: numbers and dates as a person writes them, and nothing else is guessed.

YAML has more forms than anybody expects: `1_000`, `0x1F`, `017`, `1e400`, `2017-02-30`. Each was another number, or
ended in a traceback of the parser; here each is a fault at its line.
"""

from __future__ import annotations

import math
import re
from typing import Any

from ruamel.yaml.constructor import ConstructorError, SafeConstructor

INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})?\.?[0-9]{0,20}(?:[eE][-+]?[0-9]{1,3})?")
TAG = "tag:yaml.org,2002:"
NOT_OURS = ("binary", "omap", "pairs", "set")  # of YAML's types those that no parameter has
REMEDY = "tulis dengan angka 0–9 dan titik desimal, atau di antara tanda kutip bila itu teks"


class PlainConstructor(SafeConstructor):
    """Values of the usual forms; whatever else a text says is a `ConstructorError` with its line."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """The value of a node; what a constructor stumbles over is told with the node's place."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, KeyError, IndexError, OverflowError) as error:
            raise _refused(node, f"“{str(node.value)[:40]}” tidak dapat dibaca") from error

    def construct_yaml_int(self, node: Any) -> int:
        """A whole number of at most 15 digits; zeros in front belong to a code, which stands in quotation marks."""
        return int(self._written(node, INTEGER))

    def construct_yaml_float(self, node: Any) -> float:
        """A number with a decimal point."""
        value = float(self._written(node, DECIMAL))
        if not math.isfinite(value):
            raise _refused(node, f"“{node.value}” terlalu besar")
        return value

    def construct_yaml_str(self, node: Any) -> str:
        """A text that can be written to a file."""
        text = str(self.construct_scalar(node))
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise _refused(node, "memuat separuh huruf (surrogate)")
        return text

    def _written(self, node: Any, form: re.Pattern[str]) -> str:
        text = str(self.construct_scalar(node))
        if not form.fullmatch(text) or not any("0" <= letter <= "9" for letter in text):
            raise _refused(node, f"“{text[:40]}” bukan bilangan yang ditulis biasa; {REMEDY}")
        return text


def _refused(node: Any, why: str) -> ConstructorError:
    return ConstructorError(None, None, why, node.start_mark)


PlainConstructor.yaml_constructors = {
    tag: make
    for tag, make in SafeConstructor.yaml_constructors.items()
    if tag not in {f"{TAG}{name}" for name in NOT_OURS}
} | {
    f"{TAG}int": PlainConstructor.construct_yaml_int,
    f"{TAG}float": PlainConstructor.construct_yaml_float,
    f"{TAG}str": PlainConstructor.construct_yaml_str,
}
