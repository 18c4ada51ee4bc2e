"""The administration of one board, below «manage/<board>/»."""

from django.urls import path

from organisation import admin_board_views, admin_meeting_views, admin_unit_views, admin_views

app_name = "manage"
urlpatterns = [
    path("people/", admin_views.people, name="people"),
    path("people/add/", admin_views.add_person, name="add_person"),
    path("people/admit/", admin_views.admit, name="admit"),
    path("people/<int:person>/", admin_views.person, name="person"),
    path("people/<int:person>/roles/give/", admin_views.give_role, name="give_role"),
    path("people/<int:person>/roles/take/", admin_views.take_role, name="take_role"),
    path("people/<int:person>/link/", admin_views.send_link, name="send_link"),
    path("units/", admin_unit_views.units, name="units"),
    path("units/add/", admin_unit_views.add_unit, name="add_unit"),
    path("units/<slug:unit>/", admin_unit_views.unit, name="unit"),
    path("settings/", admin_board_views.settings, name="settings"),
    path("boards/add/", admin_board_views.add_board, name="add_board"),
    path("periods/", admin_board_views.periods, name="periods"),
    path("periods/add/", admin_board_views.add_period, name="add_period"),
    path("periods/quarters/", admin_board_views.add_quarters, name="add_quarters"),
    path("periods/<slug:period>/", admin_board_views.period, name="period"),
    path("meetings/", admin_meeting_views.meetings, name="meetings"),
    path("meetings/add/", admin_meeting_views.add_meeting, name="add_meeting"),
    path("meetings/steps/add/", admin_meeting_views.add_step, name="add_step"),
    path("meetings/steps/<int:pk>/", admin_meeting_views.step, name="step"),
    path("meetings/steps/<int:pk>/remove/", admin_meeting_views.remove_step, name="remove_step"),
    path("meetings/handover/", admin_meeting_views.handover, name="handover"),
    path("meetings/<slug:day>/", admin_meeting_views.meeting, name="meeting"),
    path("meetings/<slug:day>/remove/", admin_meeting_views.remove_meeting, name="remove_meeting"),
    path("frames/", admin_board_views.frames, name="frames"),
    path("areas/", admin_board_views.areas, name="areas"),
    path("bodies/", admin_board_views.bodies, name="bodies"),
    path("log/", admin_views.log, name="log"),
]
