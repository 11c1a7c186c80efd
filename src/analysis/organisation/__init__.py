"""The agency's network of offices."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"latar-belakang": "Kantor"}, without=("params", "charts"))
