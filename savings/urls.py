"""Savings: the list, and a form for each measure and each target."""

from django.urls import path

from savings import views

app_name = "savings"
urlpatterns = [
    path("", views.listing, name="list"),
    path("targets/<slug:code>/", views.target, name="target"),
    path("<slug:code>/", views.status, name="status"),
]
