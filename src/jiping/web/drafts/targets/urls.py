from django.urls import path

from jiping.web.drafts.targets import views

urlpatterns = [
    path("targets/", views.campaigns, name="targets"),
    path("targets/<int:campaign>/", views.campaign, name="targets-campaign"),
    path("targets/<int:campaign>/template/", views.blank, name="targets-template"),
    path("targets/batch/<int:batch>/", views.batch, name="targets-batch"),
    path("targets/batch/<int:batch>/apply/", views.apply, name="targets-apply"),
    path("targets/unit/<int:assignment>/", views.unit, name="targets-unit"),
    path("targets/unit/<int:assignment>/change/", views.change, name="targets-change"),
]
