from django.urls import path

from jiping.web.api import views
from jiping.web.api.interface import interface

urlpatterns = [
    path("api/", interface().urls),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:pk>/end/", views.end, name="token-end"),
]
