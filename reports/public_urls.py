"""What is decided, without login."""

from django.urls import path

from reports import public_views

app_name = "public"
_FORMS = ("pdf", "json", "xlsx")
_AT = "<slug:unit>/<slug:period>/"
urlpatterns = [
    path("", public_views.published, name="published"),
    path("schema.json", public_views.json_schema, name="schema"),
    path(_AT, public_views.page, name="page"),
    path(f"{_AT}<int:number>/", public_views.page, name="numbered"),
    *(path(f"{_AT}<int:number>/report.{form}", public_views.file, {"form": form}, name=form) for form in _FORMS),
]
