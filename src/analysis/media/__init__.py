"""Press releases, social media, awards."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"media": "Media"})
