"""Integrity survey among staff."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"integritas": "Survei integritas"})
