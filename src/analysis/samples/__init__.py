"""Data that stands in for what the offices have not handed over: deterministic from a seed.

Where the published report of the year has a figure that agrees with itself, the made-up rows are
calibrated so that the computed result equals it. One module a subject; each has
`samples(request) -> list[Sample]`.
"""
