"""The economy's page and its forms."""

from django.urls import path

from economy import views

app_name = "economy"
urlpatterns = [
    path("", views.listing, name="list"),
    path("frames/<slug:frame>/<slug:account>/", views.outcome, name="outcome"),
    path("parts/<slug:frame>/<slug:code>/", views.part, name="part"),
    path("figures/<slug:frame>/<slug:code>/", views.figure, name="figure"),
    path("texts/<slug:topic>/", views.commentary, name="commentary"),
    path("forecast/", views.forecast, name="forecast"),
    path("assumptions/add/", views.add_profile, name="add_profile"),
    path("assumptions/<slug:code>/observed/", views.observed, name="observed"),
    path("assumptions/<slug:code>/plan/", views.profile, name="profile"),
    path("areas/<slug:code>/", views.deviation, name="deviation"),
]
