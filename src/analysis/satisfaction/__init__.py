"""Satisfaction survey (SKM): the index, and what to improve first."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"skm": "Survei kepuasan"})
