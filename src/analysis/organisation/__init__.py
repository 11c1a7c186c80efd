"""The agency's offices."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"latar-belakang": "Kantor"}, without=("params", "charts"))
