"""Tests are a package, so that `tests/laporan` is never mistaken for the package that it tests."""
