"""Standard operating procedures (SOP) and their revision."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"sop": "SOP"}, without=("params",))
