"""The list of commissions and its forms."""

from django.urls import path

from commissions import ledger_views, part_views, plan_views, views

app_name = "commissions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("register/", ledger_views.register, name="register"),
    path("register.xlsx", ledger_views.register_as_file, name="register_file"),
    path("ledger/<slug:code>/", ledger_views.commission, name="commission"),
    path("ledger/<slug:code>/decide/", ledger_views.decide, name="decide"),
    path("<slug:code>/", views.report, name="report"),
    path("plan/add/", plan_views.add, name="add"),
    path("plan/commissions/<slug:code>/", plan_views.change, name="change"),
    path("plan/commissions/<slug:code>/parts/", plan_views.parts, name="plan_parts"),
    path("plan/groups/add/", plan_views.add_group, name="add_group"),
    path("plan/groups/<slug:code>/", plan_views.change_group, name="change_group"),
    path("plan/grants/add/", plan_views.add_grant, name="add_grant"),
    path("plan/grants/<slug:code>/", plan_views.change_grant, name="change_grant"),
    path("<slug:code>/parts/<slug:part>/", part_views.part, name="part"),
    path("<slug:code>/parts/<slug:part>/status/", part_views.quick, name="quick_part"),
    path("grants/<slug:code>/use/", part_views.grant, name="grant"),
    path("figures/<slug:code>/<slug:figure>/", views.figure, name="figure"),
]
