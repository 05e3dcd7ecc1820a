from django.urls import path

from jiping.web.selfcheck import views

urlpatterns = [path("selfcheck/", views.selfcheck, name="selfcheck")]
