"""The addresses of staffing, below a unit and a period."""

from django.urls import path

from staffing import part_views, views
from staffing.months import views as month_views

app_name = "staffing"
urlpatterns = [
    path("", views.listing, name="list"),
    path("sick/<slug:group>/<slug:key>/", views.sick, name="sick"),
    path("headcount/", views.headcount, name="headcount"),
    path("span/", views.guideline, name="guideline"),
    path("span/<int:low>/", views.band, name="band"),
    path("hired/", views.share, name="share"),
    path("hired/<slug:frame>/", views.hired, name="hired"),
    path("availability/<slug:care>/<slug:measure>/add/", part_views.add_part, name="add_part"),
    path("availability/<slug:care>/<slug:measure>/<slug:part>/", views.availability, name="availability"),
    path("months/", month_views.months, name="months"),
    path("months.xlsx", month_views.months_as_file, name="months_file"),
    path("texts/<slug:topic>/", views.text, name="text"),
]
