"""The report, its files, and its chapters."""

from django.urls import path

from reports import case_views, change_views, figure_views, file_views, review_views, seal_views, views

app_name = "reports"
urlpatterns = [
    path("", views.report, name="report"),
    path("file.pdf", views.export, {"form": "pdf"}, name="pdf"),
    path("file.html", views.export, {"form": "html"}, name="html"),
    path("file.docx", views.export, {"form": "docx"}, name="docx"),
    path("report.xlsx", views.export, {"form": "xlsx"}, name="xlsx"),
    path("file.json", views.export, {"form": "json"}, name="json"),
    path("files/<slug:form>/", file_views.prepare, name="prepare"),
    path("files/<slug:form>/<slug:content>/", file_views.rendering, name="rendering"),
    path("files/<slug:form>/<slug:content>/file/", file_views.rendered, name="rendered"),
    path("slides/", views.slides, name="slides"),
    path("slides/file.pdf", views.export, {"form": "slides.pdf"}, name="slides_pdf"),
    path("slides/file.pptx", views.export, {"form": "pptx"}, name="pptx"),
    path("cases/", case_views.cases, name="cases"),
    path("cases/add/", case_views.add_case, name="add_case"),
    path("cases/<slug:code>/", case_views.case, name="case"),
    path("cases/<slug:code>/file.pdf", case_views.letter, {"form": "pdf"}, name="case_pdf"),
    path("cases/<slug:code>/file.docx", case_views.letter, {"form": "docx"}, name="case_docx"),
    path("review/", review_views.review, name="review"),
    path("review/<slug:code>/", review_views.answer, name="answer"),
    path("figures/", figure_views.figures, name="figures"),
    path("changes/", change_views.changes, name="changes"),
    path("seal/", seal_views.seal, name="seal"),
    path("correct/", seal_views.correct, name="correct"),
    path("sealed/<int:number>/", seal_views.sealed, name="sealed"),
    path("sealed/<int:number>/file.pdf", seal_views.sealed_file, {"form": "pdf"}, name="sealed_pdf"),
    path("sealed/<int:number>/file.html", seal_views.sealed_file, {"form": "html"}, name="sealed_html"),
    path("sealed/<int:number>/file.docx", seal_views.sealed_file, {"form": "docx"}, name="sealed_docx"),
    path("sealed/<int:number>/file.xlsx", seal_views.sealed_file, {"form": "xlsx"}, name="sealed_xlsx"),
    path("sealed/<int:number>/file.json", seal_views.sealed_file, {"form": "json"}, name="sealed_json"),
    path("sealed/<int:number>/slides/", seal_views.sealed_slides, name="sealed_slides"),
    path(
        "sealed/<int:number>/slides/file.pdf",
        seal_views.sealed_file,
        {"form": "slides.pdf"},
        name="sealed_slides_pdf",
    ),
    path("sealed/<int:number>/slides/file.pptx", seal_views.sealed_file, {"form": "pptx"}, name="sealed_pptx"),
    path(
        "sealed/<int:number>/cases/<slug:code>/file.pdf",
        seal_views.sealed_letter,
        {"form": "pdf"},
        name="sealed_case_pdf",
    ),
    path(
        "sealed/<int:number>/cases/<slug:code>/file.docx",
        seal_views.sealed_letter,
        {"form": "docx"},
        name="sealed_case_docx",
    ),
    path("sealed/<int:number>/changes/", change_views.sealed_changes, name="sealed_changes"),
    path("chapters/", views.chapters, name="chapters"),
    path("chapters/<slug:code>/", views.chapter, name="chapter"),
]
