from django.urls import path

from jiping.web.followup import tasks, views

urlpatterns = [
    path("followup/", tasks.listing, name="followup"),
    path("followup/tasks/<int:pk>/", tasks.one, name="followup-task"),
    path("followup/tasks/<int:pk>/report/", tasks.report, name="followup-report"),
    path("followup/tasks/<int:pk>/accept/", tasks.accept, name="followup-accept"),
    path("followup/tasks/<int:pk>/return/", tasks.give_back, name="followup-return"),
    path("followup/tasks/<int:pk>/extend/", tasks.extend, name="followup-extend"),
    path("followup/tasks/<int:pk>/close/", tasks.close, name="followup-close"),
    path("followup/proofs/<int:pk>/", tasks.proof, name="followup-proof"),
    path(
        "followup/<int:campaign>/units/<int:unit>/issue/",
        tasks.issue,
        name="followup-issue",
    ),
    path("followup/<int:campaign>/new/", tasks.choose, name="followup-new"),
    path("followup/<int:campaign>/remind/", tasks.remind, name="followup-remind"),
    path(
        "followup/<int:campaign>/tasks.xlsx", tasks.export, name="followup-tasks-file"
    ),
    path("followup/budget/", views.budget_now, name="followup-budget-now"),
    path("followup/<int:campaign>/budget/", views.budget, name="followup-budget"),
    path(
        "followup/<int:campaign>/budget.xlsx",
        views.budget_file,
        name="followup-budget-file",
    ),
    path(
        "followup/<int:campaign>/units/<int:unit>/suggest/",
        views.suggest,
        name="followup-suggest",
    ),
    path("followup/<int:campaign>/ranking/", views.ranked, name="followup-ranking"),
    path(
        "followup/<int:campaign>/ranking.xlsx",
        views.ranking_file,
        name="followup-ranking-file",
    ),
    path(
        "followup/<int:campaign>/units/<int:unit>/note/",
        views.note,
        name="followup-note",
    ),
]
