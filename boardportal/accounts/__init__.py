"""Logging in: django-allauth in the portal's own words, pages and limits. See docs/adr/0007."""
