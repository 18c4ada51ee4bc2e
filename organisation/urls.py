"""What is done with a submission."""

from django.urls import path

from organisation import views

app_name = "organisation"
urlpatterns = [
    path("return/", views.send_back, name="return"),
    path("approve/", views.approve, name="approve"),
    path("unlock/", views.unlock, name="unlock"),
]
