"""How cells are run: `stock` is papermill with a kernel of its own a chapter, `forked` is the quick one.

Both are papermill engines, registered as entry points (`papermill --engine laporan …`), and both give
the same notebook, byte for byte, once `engines.executed.normalise` has taken out what changes from run to run.
`import papermill` loads them; to import either by itself goes round in a circle, as papermill loads it in turn.

`select` says which of them a machine can have, `warm` is the process that the quick one forks from, and `internals`
holds all that rests on private parts of other libraries.
"""
