"""The report, its files, and its chapters."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report, name="report"),
    path("file.pdf", views.export, {"form": "pdf"}, name="pdf"),
    path("file.html", views.export, {"form": "html"}, name="html"),
    path("file.json", views.export, {"form": "json"}, name="json"),
    path("chapters/", views.chapters, name="chapters"),
    path("chapters/<slug:code>/", views.chapter, name="chapter"),
]
