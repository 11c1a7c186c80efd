"""Promotions (KPO) and pensions (PPO) that are settled automatically."""

from laporan.project.subjects import Subject

SUBJECT = Subject({"kpo-ppo": "KPO dan PPO"}, without=("params",))
