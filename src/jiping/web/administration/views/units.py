"""Pages about the tree of units."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiping.web.administration.actions.units import (
    CreateUnit,
    EndUnit,
    MoveUnit,
    RenameUnit,
)
from jiping.web.administration.forms import EndForm, MoveForm, RenameForm, UnitForm
from jiping.web.core.actions import Action
from jiping.web.core.forms import attempted
from jiping.web.core.guard import acting, back, guarded
from jiping.web.units.models import Unit

# A longer tree is listed down to the departments, a longer search cut off.
MOST_ROWS = 600
_BELOW_DEPARTMENTS = (
    Unit.Kind.HEADQUARTERS,
    Unit.Kind.SUBORDINATE,
    Unit.Kind.TRANSFER,
)


@guarded("units.view")
def units(request: HttpRequest) -> HttpResponse:
    """The whole tree; with words, those units whose name or code has them."""
    words = request.GET.get("q", "").strip()
    ended = request.GET.get("ended") == "1"
    found = Unit.objects.order_by("code").select_related("merged_into")
    if not ended:
        found = found.filter(ended_on=None)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code__icontains=words))
    count = found.count()
    if count > MOST_ROWS and not words:
        found = found.exclude(kind__in=_BELOW_DEPARTMENTS)
    shown = {"words": words, "ended": ended, "count": count}
    shown |= {"rows": list(_tree(found[:MOST_ROWS])), "cut": count > MOST_ROWS}
    return render(request, "administration/units.html", shown)


def _tree(found: Iterable[Unit]) -> Iterator[tuple[Unit, int]]:
    """Units from the top, each with its depth; where the one above is not shown, a unit
    stands at the top."""
    listed = list(found)
    there = {unit.pk for unit in listed}
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in listed:
        below[unit.parent_id if unit.parent_id in there else None].append(unit)

    def walk(above: int | None, depth: int) -> Iterator[tuple[Unit, int]]:
        for unit in below[above]:
            yield unit, depth
            yield from walk(unit.pk, depth + 1)

    return walk(None, 0)


def _unit(pk: int) -> Unit:
    unit = Unit.objects.select_related("parent", "merged_into").filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


@guarded("units.view", _unit)
def unit(request: HttpRequest, about: Unit) -> HttpResponse:
    """One unit: what stands below it, its people, what happened to it."""
    shown = {
        "unit": about,
        "above": list(about.above())[:0:-1],
        "people": about.memberships.filter(ended_on=None).select_related("user"),
        "history": about.history.select_related("by"),
        "children": about.children.all(),
        "absorbed": about.absorbed.all(),
    }
    return render(request, "administration/unit.html", shown)


@guarded("units.create")
def new_unit(request: HttpRequest) -> HttpResponse:
    """Make a unit."""
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("under")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        action = CreateUnit(acting(request), form.unit(), given["on"], given["reason"])
        if made := attempted(form, action.perform):
            messages.success(request, f"{made}建好了。")
            return back(request, reverse("unit", args=[made.pk]))
    shown = {"form": form, "title": "新增单位", "back": reverse("units")}
    return render(request, "administration/form.html", shown)


@guarded("units.rename", _unit)
def rename_unit(request: HttpRequest, about: Unit) -> HttpResponse:
    """Another name."""
    start = {"name": about.name, "short_name": about.short_name}
    form = RenameForm(request.POST or None, initial=start)
    return _changed(request, about, form, "更名", RenameUnit)


@guarded("units.move", _unit)
def move_unit(request: HttpRequest, about: Unit) -> HttpResponse:
    """Under another unit."""
    return _changed(
        request, about, MoveForm(request.POST or None), "调整隶属", MoveUnit
    )


@guarded("units.end", _unit)
def end_unit(request: HttpRequest, about: Unit) -> HttpResponse:
    """Merged or closed."""
    return _changed(request, about, EndForm(request.POST or None), "撤并", EndUnit)


def _changed(
    request: HttpRequest,
    about: Unit,
    form: forms.Form,
    title: str,
    action: Callable[..., Action[Any]],
) -> HttpResponse:
    page = reverse("unit", args=[about.pk])
    if request.method == "POST" and form.is_valid():
        made = action(acting(request), about, **form.cleaned_data)
        if attempted(form, made.perform):
            messages.success(request, f"{title}已登记。")
            return back(request, page)
    shown = {"form": form, "title": f"{about}：{title}", "back": page}
    return render(request, "administration/form.html", shown)
