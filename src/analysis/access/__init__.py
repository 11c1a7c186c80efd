"""Users of NCSIS, the agency's personnel information system: how many, where they are, and what they may do."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"ncsis": "NCSIS"})
