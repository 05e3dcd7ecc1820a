"""The page of 自查: a package in, findings and files back, nothing kept.

Everything goes back in the one response, the files inside the page as data addresses.
So there is no second request that would have to find something kept meanwhile.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from jiping.web.accounts.models import User
from jiping.web.core.actions import Refused
from jiping.web.core.guard import guarded
from jiping.web.core.uploads import MB, files_of, takes_files
from jiping.web.selfcheck.results import Result, result
from jiping.web.selfcheck.running import MOST_BYTES, run

TAKEN = ".docx,.doc,.xlsx,.xls,.pdf,.html,.htm,.zip"


@require_http_methods(["GET", "POST"])
@takes_files(MOST_BYTES)
@guarded("selfcheck.run")
def selfcheck(request: HttpRequest) -> HttpResponse:
    """Check what was sent; without, the form to send it."""
    shown: dict[str, object] = {"most": MOST_BYTES // MB, "taken": TAKEN}
    status = 200
    if request.method == "POST":
        try:
            shown["result"] = _checked(request)
        except Refused as refusal:
            if refusal.denied:
                raise
            shown["sentence"], status = str(refusal), 422
    response = render(request, "selfcheck/selfcheck.html", shown, status=status)
    add_never_cache_headers(response)
    return response


def _checked(request: HttpRequest) -> Result:
    """Raises Refused, with one sentence, for what cannot be checked."""
    assert isinstance(request.user, User)
    (file,) = files_of(request, "file", 1)
    return result(file.name, run(request.user, file))
