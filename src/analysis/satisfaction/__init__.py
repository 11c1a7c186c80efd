"""Satisfaction survey (SKM): index, priorities."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"skm": "Survei kepuasan"})
