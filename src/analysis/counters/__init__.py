"""Counters of the integrated personnel service (PKT)."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"pkt": "Loket PKT"}, without=("params",))
