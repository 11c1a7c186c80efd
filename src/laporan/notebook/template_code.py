"""What the code of a template says before it is rendered: which parts it has written itself, what is printed too early.

Numbers of a macro and of `{% set x %}…{% endset %}` are recorded where they are written. Printed again as a value,
their marks would be shown as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jinja2 import Environment, TemplateError, nodes

from laporan.facts.printed import FILTERS

ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
COMPUTED = re.compile(r"[-+*/%][^|]*\||\|[^|]*[-+*/%]")
PRINTING = FILTERS.keys() - {"sebagai"}
WORD = re.compile(r"\w+")
CALLER = "caller"  # what a macro calls its `{% call %}` by


class WrittenParts:
    """The names of what a template has written so far.

    Parameters
    ----------
    jinja : Environment
        Reads expressions.
    """

    def __init__(self, jinja: Environment) -> None:
        self._jinja, self._macros, self._texts = jinja, {CALLER}, set[str]()

    def enter(self, block: Sequence[str]) -> None:
        """Read a `{% … %}`.

        Parameters
        ----------
        block : sequence of str
            Its words and signs.
        """
        match block:
            case ["macro", name, *_]:
                self._macros.add(name)
            case ["set", name, *rest] if "=" not in rest:
                self._texts.add(name)
            case ["set", name, *_]:
                self._texts.discard(name)

    def has(self, expression: str) -> bool:
        """Whether an expression prints one of them, filtered or not."""
        if not (self._macros | self._texts).intersection(WORD.findall(expression)):
            return False
        try:
            (output,) = self._jinja.parse(f"{{{{ {expression} }}}}").find_all(nodes.Output)
        except (TemplateError, ValueError):  # the template is refused as a whole, with its line
            return False
        (printed,) = output.nodes
        while isinstance(printed, nodes.Filter) and printed.node is not None:
            printed = printed.node
        if isinstance(printed, nodes.Call):
            return isinstance(printed.node, nodes.Name) and printed.node.name in self._macros
        return isinstance(printed, nodes.Name) and printed.name in self._texts


def printed_early(expression: str, jinja: Environment) -> str:
    """The filter that prints a number with which something is computed yet, as of `a + b | angka`; '' for none.

    Parameters
    ----------
    expression : str
        A Jinja expression.
    jinja : Environment
        Reads it.
    """
    if not COMPUTED.search(expression):
        return ""
    for operation in jinja.parse(f"{{{{ {expression} }}}}").find_all(ARITHMETIC):
        for one in (operation.left, operation.right):
            if isinstance(one, nodes.Filter) and one.name in PRINTING:
                return one.name
    return ""
