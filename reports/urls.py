"""The report, its files, and its chapters."""

from django.urls import path

from reports import review_views, seal_views, views

app_name = "reports"
urlpatterns = [
    path("", views.report, name="report"),
    path("file.pdf", views.export, {"form": "pdf"}, name="pdf"),
    path("file.html", views.export, {"form": "html"}, name="html"),
    path("report.xlsx", views.export, {"form": "xlsx"}, name="xlsx"),
    path("file.json", views.export, {"form": "json"}, name="json"),
    path("review/", review_views.review, name="review"),
    path("seal/", seal_views.seal, name="seal"),
    path("correct/", seal_views.correct, name="correct"),
    path("sealed/<int:number>/", seal_views.sealed, name="sealed"),
    path("sealed/<int:number>/file.pdf", seal_views.sealed_file, {"form": "pdf"}, name="sealed_pdf"),
    path("sealed/<int:number>/file.html", seal_views.sealed_file, {"form": "html"}, name="sealed_html"),
    path("sealed/<int:number>/file.xlsx", seal_views.sealed_file, {"form": "xlsx"}, name="sealed_xlsx"),
    path("sealed/<int:number>/file.json", seal_views.sealed_file, {"form": "json"}, name="sealed_json"),
    path("chapters/", views.chapters, name="chapters"),
    path("chapters/<slug:code>/", views.chapter, name="chapter"),
]
