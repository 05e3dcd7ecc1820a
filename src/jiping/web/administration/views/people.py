"""Pages about people."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiping.web.accounts.models import Membership, Role, User
from jiping.web.administration.actions.people import (
    MOST_PASSWORDS,
    CreatePerson,
    EditPerson,
    EndRole,
    GiveRole,
    IssuePasswords,
    SwitchOff,
    SwitchOn,
)
from jiping.web.administration.forms import PersonEditForm, PersonForm, RoleForm
from jiping.web.core.forms import attempted, number
from jiping.web.core.guard import acting, back, guarded

_NO_PASSWORD = Q(password__startswith="!")
STATES = (
    ("", "在用"),
    ("new", "未发密码"),
    ("one_time", "未改一次性密码"),
    ("off", "已停用"),
    ("all", "全部"),
)


@guarded("people.view")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, to be searched."""
    found = _found(request)
    held = Membership.objects.filter(ended_on=None).select_related("unit")
    listed = found.prefetch_related(Prefetch("memberships", held, to_attr="held"))
    page = Paginator(listed, MOST_PASSWORDS).get_page(request.GET.get("page"))
    shown = {"page": page, "states": STATES, "roles": Role.choices}
    return render(request, "administration/people.html", shown)


def _found(request: HttpRequest) -> QuerySet[User]:
    found = User.objects.order_by("username")
    state = request.GET.get("state", "")
    if state == "off":
        found = found.filter(is_active=False)
    elif state != "all":
        found = found.filter(is_active=True)
    if state == "new":
        found = found.filter(_NO_PASSWORD)
    if state == "one_time":
        found = found.filter(must_change_password=True)
    held = Q(memberships__ended_on=None)
    if role := request.GET.get("role", ""):
        found = found.filter(held, memberships__role=role)
    if words := request.GET.get("q", "").strip():
        of_unit = Q(memberships__unit__name__icontains=words) | Q(
            memberships__unit__code=words
        )
        found = found.filter(
            Q(name__icontains=words) | Q(username__icontains=words) | (held & of_unit)
        )
    return found.distinct()


def _person(pk: int) -> User:
    person = User.objects.filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


@guarded("people.create")
def new_person(request: HttpRequest) -> HttpResponse:
    """Make an account; roles are given on its page."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        action = CreatePerson(acting(request), **given)
        if made := attempted(form, action.perform):
            messages.success(request, f"{made.name}的帐号建好了，请给角色、发密码。")
            return back(request, reverse("person", args=[made.pk]))
    shown = {"form": form, "title": "新建帐号", "back": reverse("people")}
    return render(request, "administration/form.html", shown)


@guarded("people.view", _person)
def person(request: HttpRequest, about: User) -> HttpResponse:
    """One account with its roles."""
    return _shown(request, about, RoleForm())


def _shown(request: HttpRequest, about: User, form: RoleForm) -> HttpResponse:
    held = about.memberships.select_related("unit").order_by("ended_on", "pk")
    shown = {
        "person": about,
        "memberships": held,
        "role_form": form,
        "edit_form": PersonEditForm(instance=about),
        "has_password": about.has_usable_password(),
    }
    return render(request, "administration/person.html", shown)


@require_POST
@guarded("people.edit", _person)
def edit_person(request: HttpRequest, about: User) -> HttpResponse:
    """Another name or address."""
    form = PersonEditForm(request.POST)
    if form.is_valid():
        EditPerson(acting(request), about, **form.cleaned_data).perform()
        messages.success(request, "改好了。")
    else:
        messages.error(request, "姓名要填；邮箱要么不填，要么写完整。")
    return back(request, reverse("person", args=[about.pk]))


@require_POST
@guarded("people.give_role", _person)
def give_role(request: HttpRequest, about: User) -> HttpResponse:
    """One more role."""
    form = RoleForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        action = GiveRole(acting(request), about, given["role"], given["unit"])
        if attempted(form, action.perform):
            messages.success(request, f"{about.name}有了新的角色。")
            return back(request, reverse("person", args=[about.pk]))
    return _shown(request, about, form)


@require_POST
@guarded("people.end_role", _person)
def end_role(request: HttpRequest, about: User) -> HttpResponse:
    """End one role."""
    pk = number(request.POST.get("membership", ""))
    held = get_object_or_404(about.memberships, pk=pk or 0)
    EndRole(acting(request), about, held).perform()
    messages.success(request, f"{held.unit}的{held.get_role_display()}已停用。")
    return back(request, reverse("person", args=[about.pk]))


@require_POST
@guarded("people.switch_off", _person)
def switch_off(request: HttpRequest, about: User) -> HttpResponse:
    """Switch an account off."""
    SwitchOff(acting(request), about).perform()
    messages.success(request, f"{about.name}的帐号已停用。")
    return back(request, reverse("person", args=[about.pk]))


@require_POST
@guarded("people.switch_on", _person)
def switch_on(request: HttpRequest, about: User) -> HttpResponse:
    """Switch an account on."""
    SwitchOn(acting(request), about).perform()
    messages.success(request, f"{about.name}的帐号已恢复，原来的角色仍在。")
    return back(request, reverse("person", args=[about.pk]))


@never_cache
@require_POST
@guarded("people.issue_passwords")
def issue_passwords(request: HttpRequest) -> HttpResponse:
    """One-time passwords for whom was ticked, shown this once, to be printed."""
    ticked = [pk for text in request.POST.getlist("person") if (pk := number(text))]
    chosen = list(User.objects.filter(pk__in=ticked).order_by("username"))
    given = IssuePasswords(acting(request), chosen).perform()
    return render(request, "administration/passwords.html", {"given": given})
