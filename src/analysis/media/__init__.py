"""Press releases, social media and awards."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"media": "Media"})
