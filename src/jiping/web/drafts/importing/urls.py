from django.urls import path

from jiping.web.drafts.importing import views

_AT = "fill/<int:assignment>/import/<int:proposal>/"

urlpatterns = [
    path("fill/<int:assignment>/import/", views.upload, name="import-upload"),
    path(_AT, views.proposal, name="import-proposal"),
    path(f"{_AT}take/", views.take, name="import-take"),
    path(f"{_AT}drop/", views.drop, name="import-drop"),
    path(f"{_AT}source/", views.source, name="import-source"),
]
