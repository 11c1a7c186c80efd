"""Complaints by LAPORBKN! and WBS: their flow, speed and backlog."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"pengaduan": "Pengaduan", "evaluasi-lapor": "Evaluasi pengaduan"})
