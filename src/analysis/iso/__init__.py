"""ISO 9001: certificates, the surveillance audit, its suggestions and what became of them."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"audit-surveilans": "Audit surveilans"}, without=("params", "charts"))
