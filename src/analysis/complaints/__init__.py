"""Complaints made through LAPORBKN! and WBS: how many, how fast they are closed, and what is left open."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"pengaduan": "Pengaduan", "wbs-ews": "WBS", "evaluasi-lapor": "Evaluasi pengaduan"})
