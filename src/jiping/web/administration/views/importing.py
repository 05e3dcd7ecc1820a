"""Pages of the import of units and people."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiping.web.administration.actions.importing import ApplyRows, KeepRows
from jiping.web.administration.forms import UploadForm
from jiping.web.administration.importing.plan import planned
from jiping.web.administration.importing.workbook import (
    MOST_BYTES,
    Unreadable,
    rows_of,
    template,
)
from jiping.web.administration.models import ImportBatch
from jiping.web.core.guard import acting, back, guarded, require
from jiping.web.core.sending import sent
from jiping.web.core.uploads import files_of, takes_files, within_bounds
from jiping.web.units.models import Unit

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@takes_files(MOST_BYTES)
@guarded("import.view")
def importing(request: HttpRequest) -> HttpResponse:
    """Upload a workbook; what was imported before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    within_bounds(request)
    if request.method == "POST" and form.is_valid():
        require(request, "import.upload")
        (file,) = files_of(request, "file", 1)
        try:
            rows = rows_of(file.data, file.name)
        except Unreadable as fault:
            form.add_error("file", str(fault))
        else:
            kept = KeepRows(acting(request), file.name, file.data, rows).perform()
            return back(request, reverse("import-batch", args=[kept.pk]))
    shown = {"form": form, "batches": ImportBatch.objects.select_related("by")[:20]}
    status = 422 if form.errors else 200
    return render(request, "administration/importing.html", shown, status=status)


@guarded("import.view")
def import_template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    units = Unit.objects.filter(ended_on=None).select_related("parent")
    return sent(template(list(units)), _EXCEL, "单位和人员.xlsx")


def _batch(pk: int) -> ImportBatch:
    batch = ImportBatch.objects.filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


@guarded("import.view", _batch)
def batch(request: HttpRequest, about: ImportBatch) -> HttpResponse:
    """What the rows would do, and what is wrong with them."""
    plan = None if about.applied_at else planned(about.units, about.people)
    # With a hundred units in the template, what is wrong must not be looked for.
    sheets = [
        (title, steps, [s for s in steps if not (s.faults or s.changes)])
        for title, steps in (plan.sheets if plan else ())
    ]
    shown = {"batch": about, "plan": plan, "sheets": sheets}
    return render(request, "administration/batch.html", shown)


@require_POST
@guarded("import.apply", _batch)
def apply(request: HttpRequest, about: ImportBatch) -> HttpResponse:
    """Take it all in."""
    plan = ApplyRows(acting(request), about).perform()
    messages.success(
        request,
        f"导入了{plan.changes}行。新帐号还没有密码，请在人员页面勾选后发放。",
    )
    return back(request, reverse("people") + "?state=new")
