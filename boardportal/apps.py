"""The portal: what ties the wings and the report together."""

from django.apps import AppConfig


class BoardportalConfig(AppConfig):
    name = "boardportal"

    def ready(self):
        from boardportal import checks  # noqa: F401
        from boardportal.accounts import log

        log.listen()
