"""What is done with a submission, the history of what stands in it, the meetings, and what is asked before them. Below
a unit and a period."""

from django.urls import path

from organisation import history_views, meeting_views, views
from organisation.questions import views as question_views

app_name = "organisation"
urlpatterns = [
    path("submission/", views.submission, name="submission"),
    path("submission/return/", views.send_back, name="return"),
    path("submission/approve/", views.approve, name="approve"),
    path("submission/unlock/", views.unlock, name="unlock"),
    path("meetings/", meeting_views.meetings, name="meetings"),
    path("meetings.ics", meeting_views.calendar_file, name="calendar_file"),
    path("questions/", question_views.questions, name="questions"),
    path("questions/<int:pk>/answer/", question_views.answer, name="answer"),
    path("history/<str:key>/", history_views.history, name="history"),
    path("history/<str:key>/restore/", history_views.restore_version, name="restore"),
]
