"""Sharing sessions for the staff, and the training in customer service."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"pelatihan": "Pelatihan"}, without=("charts",))
