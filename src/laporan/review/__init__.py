"""Comments on a report: what reviewers wrote in its page, kept for its authors by notebook and cell."""
