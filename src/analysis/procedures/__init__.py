"""Standard operating procedures (SOP) of the bureau and their revision, and its process map."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"sop": "SOP"}, without=("params",))
