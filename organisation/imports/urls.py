"""Imports of one unit and period, and each step of one of them."""

from django.urls import path

from organisation.imports import step_views, views

app_name = "imports"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("templates/<str:target>.xlsx", views.template, name="template"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/file/", views.file, name="file"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/columns/", step_views.columns, name="columns"),
    path("<int:pk>/read/", step_views.read, name="read"),
    path("<int:pk>/again/", step_views.again, name="again"),
    path("<int:pk>/leave-out/", step_views.leave_out, name="leave_out"),
    path("<int:pk>/apply/", step_views.apply, name="apply"),
    path("<int:pk>/take-back/", step_views.take_back, name="take_back"),
]
