"""Every state that something can be in, and how it is brought there in a test."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from web.world import World

from jiping.web.accounts.models import User
from jiping.web.administration.models import ImportBatch
from jiping.web.api.models import Token
from jiping.web.campaigns.models import (
    Assignment,
    Campaign,
    DepartmentNotice,
    WorkingGroup,
)
from jiping.web.departments.models import DistrictSummary
from jiping.web.departments.work import Place
from jiping.web.drafts.evidence.places import HandedIn
from jiping.web.drafts.models import Draft, Evidence, Proposal, TargetBatch
from jiping.web.drafts.views import PageOf
from jiping.web.followup.models import Proof, Rectification
from jiping.web.followup.origins import Part
from jiping.web.grading.models import DepartmentGrade
from jiping.web.publication import triggers as of_editions
from jiping.web.publication.models import Edition, Mask, Publication
from jiping.web.reviews.models import Draw
from jiping.web.submissions.models import Decision, Submission, Waiver
from jiping.web.units.models import Unit

Setter = Callable[[World], None]
States = dict[str, Setter]


def _campaign(state: str) -> Setter:
    return lambda world: _keep(
        Campaign.objects.filter(pk=world.county.campaign.pk).update(state=state)
    )


def _keep(changed: int) -> None:
    assert changed, "nothing was brought into the state"


def _parts(state: str) -> Setter:
    return lambda world: _keep(Assignment.objects.update(state=state))


def _row(model: type, name: str, **values: object) -> Setter:
    """Change the world's record ``name``."""
    return lambda world: _keep(
        model._default_manager.filter(pk=getattr(world, name).pk).update(**values)
    )


def _none(world: World) -> None:
    """As it is."""


def _unpublished(world: World) -> None:
    # What was public may never go but in a test, which takes this back as well.
    connection.check_constraints()
    of_editions.remove(connection)
    Publication.objects.update(current=None)
    Mask.objects.all().delete()
    Edition.objects.all()._raw_delete("default")
    Publication.objects.all()._raw_delete("default")


def _not_accepted(world: World) -> None:
    _unpublished(world)
    Assignment.objects.update(state=Assignment.State.SUBMITTED)


def _of_group(world: World) -> None:
    WorkingGroup.objects.all().delete()


def _not_issued(world: World) -> None:
    _keep(DepartmentNotice.objects.update(issued_at=None))


def _not_handed_in(world: World) -> None:
    later = timezone.now() + timedelta(days=1)
    _keep(Evidence.objects.update(at=later))


def _new_grade(world: World) -> None:
    for related in DepartmentGrade._meta.related_objects:
        related.related_model._default_manager.all()._raw_delete("default")
    DepartmentGrade.objects.all()._raw_delete("default")


NOW = timezone.now
PACKAGE: States = {state: _parts(state) for state in Assignment.State.values} | {
    "closed": _campaign("closed"),
    "draft": _campaign("draft"),
}
CAMPAIGN: States = {state: _campaign(state) for state in Campaign.State.values}
ISSUED: States = {state: CAMPAIGN[state] for state in ("issued", "closed")}
PUBLICATION: States = {
    state: _row(Publication, "publication", state=state)
    for state in Publication.State.values
} | {"accepted": _unpublished, "not_accepted": _not_accepted}
GRADE: States = {
    state: _row(DepartmentGrade, "grade", state=state)
    for state in DepartmentGrade.State.values
}

TASK: States = {
    state: _row(Rectification, "task", state=state)
    for state in Rectification.State.values
}

OF: dict[type, States] = {
    Part: ISSUED,
    Rectification: TASK,
    Proof: TASK,
    **dict.fromkeys(
        (Assignment, Draft, PageOf, Evidence, Proposal, Submission, Decision), PACKAGE
    ),
    Campaign: CAMPAIGN,
    Place: ISSUED,
    DistrictSummary: CAMPAIGN,
    HandedIn: {"handed_in": _none, "own": _not_handed_in},
    Waiver: {
        "asked": _none,
        "granted": _row(Waiver, "waiver", approved_at=NOW()),
        "refused": _row(Waiver, "waiver", refused_at=NOW()),
    },
    DepartmentNotice: {
        "issued": _none,
        "draft": _not_issued,
        "waiting": _campaign("draft"),
        "closed": _campaign("closed"),
    },
    WorkingGroup: {
        "registered": _none,
        "draft": _of_group,
        "waiting": _campaign("draft"),
        "closed": _campaign("closed"),
    },
    DepartmentGrade: GRADE,
    Publication: PUBLICATION,
    Draw: {"announced": _none, "opened": _row(Draw, "draw", opened_at=NOW())},
    Token: {"valid": _none, "ended": _row(Token, "token", ended_at=NOW())},
    ImportBatch: {
        "read": _none,
        "applied": _row(ImportBatch, "batch", applied_at=NOW()),
    },
    TargetBatch: {
        "open": _none,
        "applied": _row(TargetBatch, "targets", applied_at=NOW()),
        "closed": _campaign("closed"),
    },
    User: {
        "active": _none,
        "inactive": lambda world: _keep(
            User.objects.filter(pk=world.county.people["filer@灯"].pk).update(
                is_active=False
            )
        ),
    },
    Unit: {
        "open": _none,
        "ended": lambda world: _keep(
            Unit.objects.filter(pk=world.county.units["灯"].pk).update(
                ended_on=timezone.localdate()
            )
        ),
    },
}


def states_of(name: str, subject: object) -> States:
    """The states of the subject of the page ``name``. Raises KeyError for a kind of
    subject that has none."""
    if name == "grading-propose":
        return GRADE | {"new": _new_grade}
    return OF[type(subject)]
