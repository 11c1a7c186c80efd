"""The work of a build on other machines, through Dask: inputs go there by content, results come back as bytes.

`artifacts` says what a project consists of, `worker` is a worker's side, `executor` the side of the command.
"""
