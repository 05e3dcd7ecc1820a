"""Who was given a password chooses another before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jiping.web.core.guard import back


class OwnPasswordFirst:
    """Sends whoever signed in with a one-time password to the page where it is changed;
    only that page and signing out are open until then."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password:
            page = reverse("password")
            if request.path not in (page, reverse("sign-out")):
                return back(request, page)
        return self.following(request)
