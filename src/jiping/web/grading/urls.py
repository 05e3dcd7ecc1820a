from django.urls import path

from jiping.web.grading import views

urlpatterns = [
    path("grading/", views.grading, name="grading"),
    path("grading/own/", views.own, name="grading-own"),
    path("grading/own/<int:pk>/", views.read, name="grading-read"),
    path(
        "grading/own/<int:pk>/sheet.<str:kind>",
        views.own_download,
        name="grading-own-file",
    ),
    path("grading/own/<int:pk>/accept/", views.accept, name="grading-accept"),
    path("grading/own/<int:pk>/object/", views.objecting, name="grading-object"),
    path(
        "grading/campaign/<int:campaign>/department/<int:department>/",
        views.propose,
        name="grading-propose",
    ),
    path("grading/<int:pk>/", views.sheet, name="grading-sheet"),
    path(
        "grading/<int:pk>/sheet.<str:kind>", views.sheet_download, name="grading-file"
    ),
    path("grading/<int:pk>/mark/", views.mark, name="grading-mark"),
    path("grading/<int:pk>/decide/", views.decide, name="grading-decide"),
    path("grading/<int:pk>/reopen/", views.reopen, name="grading-reopen"),
    path("grading/<int:pk>/tell/", views.tell, name="grading-tell"),
    path("grading/<int:pk>/recheck/", views.recheck, name="grading-recheck"),
    path("grading/<int:pk>/finalize/", views.finalize, name="grading-finalize"),
]
