"""The action plan of the year, and the evidence that its activities took place."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"program-kerja": "Program kerja"})
