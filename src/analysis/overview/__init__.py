"""What draws on all subjects: headlines, targets, early warning, and the published report beside ours."""

from laporan.project.subjects import Subject

SUBJECT = Subject({}, without=("results", "charts", "sample"))
