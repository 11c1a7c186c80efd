"""Visits, by month and clinic."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"kunjungan": "Kunjungan"}, without=("params",))
