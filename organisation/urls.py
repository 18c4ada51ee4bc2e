"""What is done with a submission, and the history of what stands in it. Below a unit and a period."""

from django.urls import path

from organisation import history_views, views

app_name = "organisation"
urlpatterns = [
    path("submission/", views.submission, name="submission"),
    path("submission/return/", views.send_back, name="return"),
    path("submission/approve/", views.approve, name="approve"),
    path("submission/unlock/", views.unlock, name="unlock"),
    path("history/<str:key>/", history_views.history, name="history"),
    path("history/<str:key>/restore/", history_views.restore_version, name="restore"),
]
