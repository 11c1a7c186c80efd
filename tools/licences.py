"""Under which licence a package is, as an SPDX expression, and whether tools/licences.toml accepts it."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from license_expression import ExpressionError, ExpressionParseError, get_spdx_licensing
from locked import ROOT

POLICY = tomllib.loads((ROOT / "tools" / "licences.toml").read_text(encoding="utf-8"))
SPDX = get_spdx_licensing()
# What metadata calls a licence that SPDX calls otherwise.
SPDX_NAMES = {
    "2-clause BSD": "BSD-2-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "ISC license": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Of BSD's two licences that one has this clause.
THIRD_CLAUSE = re.compile(r"neither\s+the\s+names?\s+of", re.IGNORECASE)


def licence_of(name: str) -> str:
    """The licence of a package as an SPDX expression; '' where it is not known to be one."""
    if name in POLICY["read"]:
        return POLICY["read"][name]
    try:
        metadata = distribution(name)
    except PackageNotFoundError:
        return ""
    return licence_in(metadata)


def licence_in(package: Distribution) -> str:
    """What the metadata of an installed package says; '' where that is not one licence.

    `License-Expression` (PEP 639) stands above the older ways of saying it, which must agree with each other.
    """
    headers = package.metadata
    if "License-Expression" in headers:
        return headers["License-Expression"]
    classifiers = [each for each in headers.get_all("Classifier", []) if each.startswith("License ::")]
    said = [headers.get("License", ""), *(each.removeprefix("License :: OSI Approved :: ") for each in classifiers)]
    found = {spdx_of(words, package) for words in said} - {""}
    return found.pop() if len(found) == 1 else ""


def spdx_of(words: str, package: Distribution) -> str:
    """Words of metadata as an SPDX expression; '' for what is none, as whole texts are."""
    if words in {"BSD", "BSD License"}:
        return f"BSD-{3 if THIRD_CLAUSE.search(licence_texts(package)) else 2}-Clause"
    expression = SPDX_NAMES.get(words, words)
    try:
        known = "\n" not in expression and SPDX.parse(expression, validate=True) is not None
    except (ExpressionError, ExpressionParseError):
        return ""
    return expression if known else ""


def licence_texts(package: Distribution) -> str:
    """The licence files that a package brings."""
    files = [each for each in package.files or [] if re.search(r"licen[cs]e|copying", each.name, re.IGNORECASE)]
    return "\n".join(each.read_text(encoding="utf-8") for each in files if ".dist-info" in str(each))


def accepted(licence: str) -> bool:
    """Whether an SPDX expression leaves us a licence that the policy accepts."""

    def holds(part: Any) -> bool:
        if part.isliteral:
            return str(part) in POLICY["accepted"]
        return (any if part.operator.strip() == "OR" else all)(holds(each) for each in part.args)

    return holds(SPDX.parse(licence, validate=True))
