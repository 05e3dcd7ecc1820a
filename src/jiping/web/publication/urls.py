from django.urls import path

from jiping.web.publication import public, views

urlpatterns = [
    path("publication/", views.listing, name="publication"),
    path("publication/<int:assignment>/", views.one, name="publication-one"),
    path(
        "publication/<int:assignment>/preview/",
        views.preview,
        name="publication-preview",
    ),
    path(
        "publication/<int:assignment>/prepare/",
        views.prepare,
        name="publication-prepare",
    ),
    path("publication/<int:assignment>/scan/", views.scan, name="publication-scan"),
    path("publication/<int:assignment>/mask/", views.add_mask, name="publication-mask"),
    path(
        "publication/<int:assignment>/confirm/",
        views.confirm,
        name="publication-confirm",
    ),
    path("publication/<int:assignment>/reply/", views.reply, name="publication-reply"),
    path(
        "publication/<int:assignment>/publish/",
        views.publish,
        name="publication-publish",
    ),
    path(
        "publication/<int:assignment>/correct/",
        views.correct,
        name="publication-correct",
    ),
    path(
        "publication/<int:assignment>/withdraw/",
        views.withdraw,
        name="publication-withdraw",
    ),
    path(
        "publication/<int:assignment>/exempt/", views.exempt, name="publication-exempt"
    ),
    path("publication/<int:assignment>/lift/", views.lift, name="publication-lift"),
    path(
        "publication/<int:assignment>/remind/", views.remind, name="publication-remind"
    ),
    path("public/", public.browse, name="public"),
    path("public/waivers/", public.waivers, name="public-waivers"),
    path("public/rules/<str:rule>/", public.rule, name="public-rule"),
    path("public/filings/<int:pk>/", public.filing, name="public-filing"),
    path("public/filings/<int:pk>/<int:number>/", public.filing, name="public-edition"),
    path("public/filings/<int:pk>/<int:number>/cell/", public.cell, name="public-cell"),
    path(
        "public/filings/<int:pk>/<int:number>.<str:kind>",
        public.download,
        name="public-file",
    ),
    path("robots.txt", public.robots, name="robots"),
]
