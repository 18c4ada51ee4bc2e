"""Who reports what, and when."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "organisation"
