"""Text that came too late, for whoever typed it."""

from django.urls import path

from organisation import safety_views as views

app_name = "kept"
urlpatterns = [
    path("", views.kept_list, name="list"),
    path("<int:pk>/file.txt", views.kept_file, name="file"),
    path("<int:pk>/remove/", views.kept_remove, name="remove"),
]
