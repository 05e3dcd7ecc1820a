from django.urls import include, path

from jiping.web.drafts import views

urlpatterns = [
    path("fill/", views.tasks, name="fill-tasks"),
    path("", include("jiping.web.drafts.importing.urls")),
    path("", include("jiping.web.drafts.evidence.urls")),
    path("", include("jiping.web.drafts.targets.urls")),
    path("rules/<str:rule>/", views.rule_page, name="rule-page"),
    path("fill/<int:assignment>/", views.fill, name="fill"),
    path("fill/<int:assignment>/start/", views.start, name="fill-start"),
    path("fill/<int:assignment>/save/", views.save_cells, name="save-cells"),
    path("fill/<int:assignment>/cell/", views.cell_panel, name="cell-panel"),
    path("fill/<int:assignment>/comment/", views.comment, name="cell-comment"),
    path("fill/<int:assignment>/settle/", views.settle, name="settle-conflict"),
    path("fill/<int:assignment>/reshape/", views.reshape, name="reshape-draft"),
    path("fill/<int:assignment>/prefill/", views.prefill, name="prefill-draft"),
    path("fill/<int:assignment>/renew/", views.renew, name="renew-figures"),
    path("fill/<int:assignment>/<str:sheet>/", views.sheet, name="fill-sheet"),
]
