from django.urls import path

from jiping.web.reminders import views

urlpatterns = [path("reminders/", views.rounds, name="reminders")]
