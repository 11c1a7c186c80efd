"""Skeletons to begin from: a project, a subject, a chapter, a year, a unit (`laporan new`)."""
