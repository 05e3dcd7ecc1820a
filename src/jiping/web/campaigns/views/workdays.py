"""The calendar of working days: which years are known, and entering one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from jiping.web.campaigns.actions import EnterYear
from jiping.web.campaigns.calendar import calendar
from jiping.web.campaigns.forms import YearForm
from jiping.web.campaigns.models import WorkYear
from jiping.web.campaigns.workdays import published
from jiping.web.core.forms import attempted
from jiping.web.core.guard import acting, back, guarded, may, require


@guarded("calendar.view")
def workdays(request: HttpRequest) -> HttpResponse:
    """The years known; for whom may, a form for one that is not."""
    known = calendar()
    own = {year.year for year in published()}
    asked = request.GET.get("year", "")
    form = YearForm(request.POST or None, initial=_start(asked))
    if request.method == "POST":
        require(request, "calendar.enter")
        if form.is_valid():
            action = EnterYear(acting(request), form.work_year())
            if made := attempted(form, action.perform):
                messages.success(request, f"{made}已登记。")
                return back(request, reverse("workdays"))
    years = [
        (y, len(y.days()), sorted(y.off), sorted(y.made_up), y.year in own)
        for _, y in sorted(known.years.items(), reverse=True)
    ]
    unknown = [y for y in _near() if y not in known.years]
    shown = {"years": years, "unknown": unknown, "form": form}
    shown["entering"] = may(request, "calendar.enter")
    return render(request, "campaigns/workdays.html", shown)


def _near() -> tuple[int, ...]:
    year = localdate().year
    return (year, year + 1)


def _start(asked: str) -> dict[str, object]:
    """The form as it is first shown: the year asked for, as it was entered if it was."""
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    kept = WorkYear.objects.filter(year=year).first() if year else None
    if kept is None:
        return {"year": year}
    return {
        "year": year,
        "source": kept.source,
        "off": "\n".join(kept.off),
        "made_up": "\n".join(kept.made_up),
    }
