"""The report machine: plans, executes, stitches, renders, checks and publishes."""

import sys

# jsonschema, which nbformat imports, checks IRIs where this package is installed, and that package
# builds a grammar for 2,5 seconds as it is imported. No schema of a notebook has an IRI in it; None
# says "not installed", which jsonschema allows for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
