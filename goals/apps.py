"""Goals, sub-goals and indicators."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
