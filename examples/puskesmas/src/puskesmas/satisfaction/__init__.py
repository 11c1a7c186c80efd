"""Satisfaction survey of nine unsur, and the index that follows from it."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"kepuasan": "Kepuasan pasien"})
