"""Every dotted path of the settings leads somewhere: said when the portal starts, not when a page is opened."""

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

LISTS = ("REPORT_SECTIONS", "DUTIES", "FIXTURE_LOADERS", "IMPORT_TARGETS")


@checks.register
def dotted_paths_lead_somewhere(app_configs, **kwargs):
    """boardportal.E001: a path in one of the lists cannot be imported."""
    found = []
    for name in LISTS:
        for path in getattr(settings, name):
            try:
                import_string(path)
            except ImportError as error:
                found.append(checks.Error(f"{name}: {path} cannot be imported: {error}", id="boardportal.E001"))
    return found
