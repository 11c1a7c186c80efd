"""The work of a build on other machines, through Dask: inputs go there by content, results come back as bytes.

`goods` says what a project consists of, `site` is a worker's side, `crew` the side of the command.
"""
