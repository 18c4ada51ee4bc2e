"""The one exception from the strict content security policy, for pages with live charts."""

from csp.decorators import csp_update

# Plotly sets style attributes on what it draws and writes two style elements of its own: an empty one and
# one whose text is bound to its version. Scripts stay strict. A browser test fails on any CSP message.
PLOTLY_STYLES = [
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='",
]

with_charts = csp_update({"style-src": PLOTLY_STYLES, "style-src-attr": ["'unsafe-inline'"]})
