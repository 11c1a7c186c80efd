"""Automatic promotion (KPO) and pension (PPO)."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"kpo-ppo": "KPO dan PPO"}, without=("params",))
