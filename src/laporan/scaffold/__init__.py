"""Skeletons to begin from, which `laporan new` writes: a project, a subject, a chapter, a year, a unit."""
