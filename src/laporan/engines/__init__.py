"""How cells are run: `stock` is papermill with a kernel of its own a chapter, `forked` is the quick one.

Both are papermill engines, registered as entry points (`papermill --engine laporan …`), and both give
the same notebook, byte for byte, once `execute.normalise` has taken out what changes from run to run.
"""

import papermill as papermill  # first: it loads the engines of this folder as it is imported itself
