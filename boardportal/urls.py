"""Every address of the portal. A unit and a period come first: a board and its units share their pages."""

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from boardportal import views

at = "<slug:unit>/<slug:period>/"

urlpatterns = [
    path("", views.start, name="start"),
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("healthz", views.health, name="health"),
    path(at, views.board, name="board"),
    path(f"{at}figures/<str:key>/", views.figure, name="figure"),
    path(f"{at}submission/submit/", views.submit, name="submit"),
    path(f"{at}submission/", include("organisation.urls")),
    path(f"{at}goals/", include("goals.urls")),
    path(f"{at}commissions/", include("commissions.urls")),
    path(f"{at}savings/", include("savings.urls")),
    path(f"{at}staffing/", include("staffing.urls")),
    path(f"{at}economy/", include("economy.urls")),
    path(f"{at}report/", include("reports.urls")),
]
