"""The list of commissions and its forms."""

from django.urls import path

from commissions import views

app_name = "commissions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<slug:code>/", views.report, name="report"),
    path("figures/<slug:code>/<slug:figure>/", views.figure, name="figure"),
]
