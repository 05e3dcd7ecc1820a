from django.urls import path

from jiping.web.departments import views

_PLACE = "department/<int:campaign>/<int:department>"

urlpatterns = [
    path("department/", views.departments, name="departments"),
    path(f"{_PLACE}/", views.board, name="department-board"),
    path(f"{_PLACE}/sum/", views.consolidation, name="consolidation"),
    path(f"{_PLACE}/summaries/", views.file_summary, name="district-summary"),
    path("department/summaries/<int:pk>/", views.summary, name="summary-file"),
    path("department/sum/<int:pk>/begin/", views.begin, name="department-begin"),
    path("department/sum/<int:pk>/write/", views.write, name="consolidate"),
    path("department/sum/<int:pk>/eliminate/", views.eliminate, name="eliminate"),
    path("department/packages/<int:pk>/", views.examine, name="department-examine"),
    path("department/packages/<int:pk>/judge/", views.judge, name="department-judge"),
    path("department/packages/<int:pk>/point/", views.point, name="department-point"),
    path("department/packages/<int:pk>/pass/", views.approve, name="department-pass"),
    path(
        "department/packages/<int:pk>/return/",
        views.give_back,
        name="department-return",
    ),
]
