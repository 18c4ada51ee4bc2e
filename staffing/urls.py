"""The addresses of staffing, below a unit and a period."""

from django.urls import path

from staffing import views

app_name = "staffing"
urlpatterns = [
    path("", views.listing, name="list"),
    path("sick/<slug:group>/<slug:key>/", views.sick, name="sick"),
    path("headcount/", views.headcount, name="headcount"),
    path("hired/", views.share, name="share"),
    path("hired/<slug:frame>/", views.hired, name="hired"),
    path("texts/<slug:topic>/", views.text, name="text"),
]
