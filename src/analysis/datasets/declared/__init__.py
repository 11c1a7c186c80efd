"""Contracts, one module a subject; each has `CONTRACTS`."""
