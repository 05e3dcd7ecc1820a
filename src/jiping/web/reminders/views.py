"""The page of the daily round, for who looks after the workbench."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from jiping.web.core.guard import acting, back, guarded
from jiping.web.reminders.actions import AHEAD, LAST, LONG, DailyRound
from jiping.web.reminders.models import Reminder, Round
from jiping.web.reminders.tasks import HOUR

_SHOWN = 30


@require_http_methods(["GET", "POST"])
@guarded("reminder.round")
def rounds(request: HttpRequest) -> HttpResponse:
    """The last rounds with how much was told; a post makes today's at once."""
    if request.method == "POST":
        made = DailyRound(acting(request)).perform()
        said = f"已提醒{len(made)}件事。" if made else "现在没有要提醒的事。"
        messages.success(request, said)
        return back(request, reverse("reminders"))
    counted = (
        Reminder.objects.filter(round__in=list(Round.objects.all()[:_SHOWN]))
        .values_list("round", "stage")
        .annotate(Count("pk"))
        .order_by()
    )
    counts = {(round_, stage): many for round_, stage, many in counted}
    stages = list(Reminder.Stage)
    shown = {
        "rows": [
            (each, [counts.get((each.pk, stage.value), 0) for stage in stages])
            for each in Round.objects.all()[:_SHOWN]
        ],
        "stages": [stage.label for stage in stages],
        "today": Round.objects.filter(day=localdate()).exists(),
        "hour": HOUR,
        "ahead": AHEAD,
        "last": LAST,
        "long": LONG,
    }
    return render(request, "reminders/rounds.html", shown)
