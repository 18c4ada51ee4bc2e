"""The interim report."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
