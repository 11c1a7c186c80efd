"""Helpdesk of the selection of civil servants (SSCN)."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"helpdesk": "Helpdesk SSCN"})
