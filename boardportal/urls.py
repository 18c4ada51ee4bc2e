"""Every address of the portal. A unit and a period come first: a board and its units share their pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from boardportal import meeting_views, progress_views, question_views, reporting_views, views
from goals import star_views
from goals.plan import views as plan_views
from organisation import admin_views, safety_views
from reports import review_views

at = "<slug:unit>/<slug:period>/"

urlpatterns = [
    path("", views.start, name="start"),
    path("", include("boardportal.accounts.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("healthz", views.health, name="health"),
    path("public/", include("reports.public_urls")),
    path("drafts/key/", safety_views.draft_key, name="draft_key"),
    path("kept/", include("organisation.kept_urls")),
    path("roles/", admin_views.who_may_what, name="roles"),
    path("manage/<slug:board>/", include("organisation.admin_urls")),
    path("manage/<slug:board>/star/", star_views.settings, name="star_settings"),
    path("manage/<slug:board>/star/add/", star_views.add, name="star_add"),
    path("manage/<slug:board>/plan/board/", plan_views.new_board, name="plan_board"),
    path("manage/<slug:board>/plan/board/build/", plan_views.build, name="plan_board_build"),
    path("manage/<slug:board>/plan/template.xlsx", plan_views.board_template, name="plan_board_template"),
    path(at, views.board, name="board"),
    path(f"{at}presence/", safety_views.presence, name="presence"),
    path(f"{at}figures/<str:key>/", views.figure, name="figure"),
    path(f"{at}reporting/", reporting_views.reporting, name="reporting"),
    path(f"{at}reporting/head/", reporting_views.head, name="reporting_head"),
    path(f"{at}reporting/<str:key>/", reporting_views.row, name="reporting_row"),
    path(f"{at}reporting/<str:key>/unchanged/", reporting_views.carry, name="carry"),
    path(f"{at}submission/submit/", reporting_views.submit, name="submit"),
    path(f"{at}meetings/<slug:day>/", meeting_views.meeting, name="meeting"),
    path(f"{at}questions/ask/<str:key>/", question_views.ask, name="ask"),
    path(f"{at}progress/", progress_views.progress, name="progress"),
    path(at, include("organisation.urls")),
    path(f"{at}imports/", include("organisation.imports.urls")),
    path(f"{at}goals/", include("goals.urls")),
    path(f"{at}commissions/", include("commissions.urls")),
    path(f"{at}savings/", include("savings.urls")),
    path(f"{at}staffing/", include("staffing.urls")),
    path(f"{at}economy/", include("economy.urls")),
    path(f"{at}report/", include("reports.urls")),
    path(f"{at}tables/<slug:wing>.xlsx", review_views.tables, name="tables"),
]
