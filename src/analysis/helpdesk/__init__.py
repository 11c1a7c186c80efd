"""Helpdesk of the selection of civil servants (SSCN): problems, and channels of requests."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"helpdesk": "Helpdesk SSCN"})
