"""Why a value is missing: a missing value is never 0, and never red."""

from django.utils.translation import gettext_lazy as _

MISSING = {
    "not_measured": _("Not measured"),
    "system_failure": _("Data cannot be taken from the system"),
    "not_reported": _("Not reported"),
    "annual_only": _("Measured once a year"),
    "confidential": _("Too few to be shown"),
    "not_applicable": _("Not applicable"),
    "closed": _("Closed"),
    "unreadable": _("Not readable in the source"),
}
CHOICES = list(MISSING.items())
