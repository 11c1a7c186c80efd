"""Users of NCSIS, the agency's information system, and where they are."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"ncsis": "NCSIS"})
