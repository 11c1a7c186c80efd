"""The action plan, and the evidence of its steps."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"program-kerja": "Program kerja"})
