"""Savings: the ledger, a form for each measure and each target, a page for each measure, and the plan."""

from django.urls import path

from savings import plan_views, views

app_name = "savings"
urlpatterns = [
    path("", views.listing, name="list"),
    path("targets/<slug:code>/", views.target, name="target"),
    path("measures/<slug:code>/", views.measure, name="measure"),
    path("plan/measures/add/", plan_views.add_measure, name="add_measure"),
    path("plan/measures/<slug:code>/change/", plan_views.change_measure, name="change_measure"),
    path("plan/measures/<slug:code>/steps/", plan_views.steps, name="steps"),
    path("plan/targets/add/", plan_views.add_target, name="add_target"),
    path("plan/targets/<slug:code>/change/", plan_views.change_target, name="change_target"),
    path("<slug:code>/", views.status, name="status"),
    path("<slug:code>/status/", views.quick, name="quick"),
    path("<slug:code>/verify/", views.verify, name="verify"),
]
