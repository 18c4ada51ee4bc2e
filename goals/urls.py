"""The pages of goals, below a unit and a period."""

from django.urls import path

from goals import kolada_views, sheet_views, star_views, views
from goals.plan import row_views
from goals.plan import views as plan_views

app_name = "goals"
urlpatterns = [
    path("", views.listing, name="list"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("indicators/<slug:code>/sheet/", sheet_views.sheet, name="sheet"),
    path("import/kolada/", kolada_views.kolada_file, name="kolada"),
    path("star/", star_views.star, name="star"),
    path("activities/<slug:code>/", views.activity, name="activity"),
    path("report/", views.report, name="report"),
    path("plan/", plan_views.plan, name="plan"),
    path("plan/write/", plan_views.write, name="plan_write"),
    path("plan/template.xlsx", plan_views.template, name="plan_template"),
    path("plan/<int:year>.xlsx", plan_views.filled, name="plan_filled"),
    path("plan/<int:year>/undo/", plan_views.undo, name="plan_undo"),
    path("plan/<int:year>/", row_views.year, name="plan_year"),
    path("plan/<int:year>/<slug:part>/add/", row_views.add, name="plan_row_add"),
    path("plan/<int:year>/<slug:part>/<str:key>/", row_views.change, name="plan_row"),
    path("<slug:code>/", views.assess, name="assess"),
]
