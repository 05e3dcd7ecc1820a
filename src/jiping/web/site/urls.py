"""Where every page lives; each app lists its own."""

from django.urls import include, path

from jiping.web.core.views import health

urlpatterns = [
    path("health", health, name="health"),
    path("", include("jiping.web.boards.urls")),
    path("", include("jiping.web.administration.urls")),
    path("", include("jiping.web.campaigns.urls")),
    path("", include("jiping.web.drafts.urls")),
    path("", include("jiping.web.selfcheck.urls")),
    path("", include("jiping.web.submissions.urls")),
    path("", include("jiping.web.departments.urls")),
    path("", include("jiping.web.reviews.urls")),
    path("", include("jiping.web.grading.urls")),
    path("", include("jiping.web.publication.urls")),
    path("", include("jiping.web.followup.urls")),
    path("", include("jiping.web.reminders.urls")),
    # Last: it offers every action that the others have.
    path("", include("jiping.web.api.urls")),
]
