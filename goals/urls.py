"""The pages of goals, below a unit and a period."""

from django.urls import path

from goals import views

app_name = "goals"
urlpatterns = [
    path("", views.listing, name="list"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/", views.assess, name="assess"),
]
