from django.urls import path

from jiping.web.submissions import views

urlpatterns = [
    path("packages/", views.packages, name="packages"),
    path("packages/<int:pk>/", views.package, name="package"),
    path("packages/<int:pk>/file/", views.package_file, name="package-file"),
    path("packages/<int:pk>/answer/", views.answer, name="package-answer"),
    path("packages/<int:pk>/waiver/", views.ask_waiver, name="package-waiver"),
    path("packages/<int:pk>/hand-over/", views.hand_over, name="package-hand-over"),
    path("packages/<int:pk>/send-back/", views.send_back, name="package-send-back"),
    path("packages/<int:pk>/submit/", views.submit, name="package-submit"),
    path("packages/versions/<int:pk>/", views.version, name="submission"),
    path(
        "packages/versions/<int:pk>/file/", views.version_file, name="submission-file"
    ),
    path(
        "packages/versions/<int:pk>/changes/",
        views.version_changes,
        name="submission-changes",
    ),
    path("packages/letters/<int:pk>/", views.letter, name="letter"),
    path("packages/waivers/", views.waivers, name="waivers"),
    path("packages/waivers/<int:pk>/", views.decide_waiver, name="waiver-decide"),
]
