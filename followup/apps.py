"""The vocabulary that everything stands on: an app for its template tags and translations only."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"
