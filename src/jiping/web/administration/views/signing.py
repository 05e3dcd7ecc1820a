"""Signing in, one's own password, the first page and the first start."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from jiping.web.accounts.models import User
from jiping.web.administration import first
from jiping.web.administration.actions.people import ChangePassword
from jiping.web.administration.forms import FirstForm, OwnPasswordForm
from jiping.web.core.forms import attempted
from jiping.web.core.guard import acting, back, guarded


@sensitive_post_parameters()
@guarded("password.change")
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other places where one is signed in are signed out."""
    # The request's user is a lazy stand-in; the action locks the record itself.
    person = User.objects.get(pk=acting(request).pk)
    form = OwnPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        ChangePassword(person, form.cleaned_data["new_password1"]).perform()
        update_session_auth_hash(request, person)
        messages.success(request, "密码改好了，其他地方的登录已全部退出。")
        return back(request, reverse("home"))
    return render(request, "administration/password.html", {"form": form})


@sensitive_post_parameters()
def founding(request: HttpRequest) -> HttpResponse:
    """Make the first administrator with the code of the first start."""
    if first.administered():
        return HttpResponseRedirect(reverse("sign-in"))
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if not first.fits(given["code"]):
            form.add_error("code", "一次性代码不对，请看启动工作台的窗口。")
        elif attempted(form, lambda: _found(given)):
            messages.success(request, "系统管理员建好了，请登录。")
            return back(request, reverse("sign-in"))
    return render(request, "administration/first.html", {"form": form})


def _found(given: dict[str, str]) -> object:
    names = ("username", "name", "password", "bureau")
    return first.found(**{name: given[name] for name in names}, first=True)
