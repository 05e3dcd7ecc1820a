from django.urls import path

from jiping.web.drafts.evidence import views

_AT = "fill/<int:assignment>/evidence/"

urlpatterns = [
    path(_AT, views.listed, name="evidence"),
    path(f"{_AT}add/", views.add, name="evidence-add"),
    path(f"{_AT}withdraw/", views.withdraw, name="evidence-withdraw"),
    path("evidence/<int:evidence>/", views.download, name="evidence-file"),
    path("evidence/<int:evidence>/examine/", views.examine, name="evidence-examine"),
]
