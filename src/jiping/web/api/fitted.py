"""Requests of those actions whose constructor alone does not make one: what a page's form
checks, what follows from the person, and what is narrower than its type says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from django.core.exceptions import ValidationError

from jiping import __version__
from jiping.web.accounts.models import Role, User
from jiping.web.administration import forms as of_people
from jiping.web.administration.actions import importing, people, units
from jiping.web.administration.importing.workbook import Unreadable, rows_of
from jiping.web.api.forms import Filled, Values
from jiping.web.api.schema import Id, NamedFile, Read, Taken, Text, record
from jiping.web.campaigns import actions as campaigns
from jiping.web.campaigns import department_actions, forms
from jiping.web.campaigns.drafting import draft_campaign
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.campaigns.views.department import find_group, find_notice
from jiping.web.core.actions import Action, Refused
from jiping.web.core.uploads import File, plain_name
from jiping.web.departments import actions as departments
from jiping.web.drafts.models import Source
from jiping.web.drafts.saving import SaveCells
from jiping.web.reviews import actions as reviews
from jiping.web.selfcheck.actions import RunSelfCheck
from jiping.web.selfcheck.results import Result, result
from jiping.web.selfcheck.running import run
from jiping.web.submissions.judging import office_of
from jiping.web.units.models import Unit

Kind = type[Action[Any]]
_BUREAU = (Role.REVIEWER, Role.BUREAU_HEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A request of other parameters than the constructor's, and how the action is made
    of them."""

    parameters: Mapping[str, Taken]
    action: Callable[[User, Values], Action[Any]]


def _by_id(name: str, model: Any) -> Taken:
    return Taken(field=name, type=Id, default=..., read=record(model))


def _given(
    name: str, type_: Any, default: Any = ..., read: Read | None = None
) -> Taken:
    return Taken(
        field=name, type=type_, default=default, read=read or (lambda given: given)
    )


_PERSON = {"person": _by_id("person", User)}
_UNIT = {"unit": _by_id("unit", Unit)}
_PLACE = {"campaign": _given("campaign", Id), "department": _given("department", Id)}
_ASSIGNMENT = {"assignment": _by_id("assignment", Assignment)}


def _create_campaign(actor: User, _: Values, form: Any) -> Action[Any]:
    campaign: Campaign = form.save(commit=False)
    campaign.kinds, campaign.rule_set = form.cleaned_data["kinds"], __version__
    draft_campaign(campaign)
    return campaigns.CreateCampaign(actor, campaign)


def _edit_campaign(actor: User, about: Values, form: Any) -> Action[Any]:
    campaign = Campaign.objects.get(pk=about["campaign"].pk)
    given = dict(form.cleaned_data)
    if about["transfer_amounts"] is not None:
        asked = Unit.objects.filter(kind=Unit.Kind.TRANSFER, ended_on=None)
        typed = {f"amount-{pk}": t for pk, t in about["transfer_amounts"].items()}
        try:
            given["transfer_amounts"] = forms.amounts_of(typed, asked)
        except ValidationError as fault:
            raise Refused("；".join(fault.messages)) from fault
    return campaigns.EditCampaign(actor, campaign, given)


def _stamped(kind: Any, find: Callable[[int, int], Any]) -> Callable[..., Action[Any]]:
    def made(actor: User, about: Values, form: Any) -> Action[Any]:
        given = dict(form.cleaned_data)
        file = given.pop("stamped")
        holder = find(about["campaign"], about["department"])
        action: Action[Any] = kind(actor, holder, given, file)
        return action

    return made


def _keep_rows(actor: User, given: Values) -> Action[Any]:
    name, data = plain_name(given["file"].name), given["file"].data
    try:
        rows = rows_of(data, name)
    except Unreadable as fault:
        raise Refused(str(fault)) from fault
    return importing.KeepRows(actor, name, data, rows)


class _Check(RunSelfCheck):
    """The check itself; the line in the log is written on the way."""

    def __init__(self, actor: User, file: File) -> None:
        super().__init__(actor)
        self.file = file

    def perform(self) -> Any:
        assert self.actor is not None
        return result(self.file.name, run(self.actor, self.file))


def _check(actor: User, given: Values) -> Action[Any]:
    file = given["file"]
    return _Check(actor, File(plain_name(file.name), file.data))


def _on_unit(kind: Any) -> Callable[[User, Values, Any], Action[Any]]:
    return lambda actor, about, form: kind(actor, about["unit"], **form.cleaned_data)


FITTED: Mapping[Kind, Filled | Made] = MappingProxyType(
    {
        units.CreateUnit: Filled(
            form=of_people.UnitForm,
            about={},
            made=lambda actor, _, form: units.CreateUnit(
                actor,
                form.unit(),
                form.cleaned_data["on"],
                form.cleaned_data["reason"],
            ),
        ),
        units.RenameUnit: Filled(
            form=of_people.RenameForm, about=_UNIT, made=_on_unit(units.RenameUnit)
        ),
        units.MoveUnit: Filled(
            form=of_people.MoveForm, about=_UNIT, made=_on_unit(units.MoveUnit)
        ),
        units.EndUnit: Filled(
            form=of_people.EndForm, about=_UNIT, made=_on_unit(units.EndUnit)
        ),
        people.CreatePerson: Filled(
            form=of_people.PersonForm,
            about={},
            made=lambda actor, _, form: people.CreatePerson(actor, **form.cleaned_data),
        ),
        people.EditPerson: Filled(
            form=of_people.PersonEditForm,
            about=_PERSON,
            before=lambda about: User.objects.get(pk=about["person"].pk),
            made=lambda actor, about, form: people.EditPerson(
                actor, about["person"], **form.cleaned_data
            ),
        ),
        people.GiveRole: Filled(
            form=of_people.RoleForm,
            about=_PERSON,
            made=lambda actor, about, form: people.GiveRole(
                actor,
                about["person"],
                form.cleaned_data["role"],
                form.cleaned_data["unit"],
            ),
        ),
        importing.KeepRows: Made(
            parameters={"file": _given("file", NamedFile)}, action=_keep_rows
        ),
        campaigns.CreateCampaign: Filled(
            form=forms.NewCampaignForm, about={}, made=_create_campaign
        ),
        campaigns.EditCampaign: Filled(
            form=forms.CampaignForm,
            about={
                "campaign": _by_id("campaign", Campaign),
                "transfer_amounts": _given(
                    "transfer_amounts", dict[Text, Text] | None, None
                ),
            },
            before=lambda about: Campaign.objects.get(pk=about["campaign"].pk),
            made=_edit_campaign,
        ),
        campaigns.Extend: Filled(
            form=forms.ExtendForm,
            about=_ASSIGNMENT,
            made=lambda actor, about, form: campaigns.Extend(
                actor, about["assignment"], **form.cleaned_data
            ),
        ),
        campaigns.EnterYear: Filled(
            form=forms.YearForm,
            about={},
            made=lambda actor, _, form: campaigns.EnterYear(actor, form.work_year()),
        ),
        department_actions.SaveNotice: Filled(
            form=forms.NoticeForm,
            about=_PLACE,
            before=lambda about: find_notice(about["campaign"], about["department"]),
            made=_stamped(department_actions.SaveNotice, find_notice),
        ),
        department_actions.RegisterGroup: Filled(
            form=forms.GroupForm,
            about=_PLACE,
            before=lambda about: find_group(about["campaign"], about["department"]),
            made=_stamped(department_actions.RegisterGroup, find_group),
        ),
        department_actions.IssueNotice: Made(
            parameters=_PLACE,
            action=lambda actor, given: department_actions.IssueNotice(
                actor, find_notice(given["campaign"], given["department"])
            ),
        ),
        RunSelfCheck: Made(
            parameters={"file": _given("file", NamedFile)}, action=_check
        ),
    }
)

# What a request may say of one parameter, where that is less than its type.
NARROWED: Mapping[tuple[Kind, str], Taken] = MappingProxyType(
    {
        (SaveCells, "source"): _given(
            "source", Literal["typed", "pasted"], "typed", Source
        ),
        (SaveCells, "reason"): _given("reason", Literal[""], ""),
    }
)

_OFFICES: Mapping[str, tuple[Role, ...]] = MappingProxyType(
    {
        reviews.__name__: _BUREAU,
        departments.__name__: (Role.DEPARTMENT_OFFICER,),
    }
)


def office_for(kind: Kind, actor: User, arguments: Values) -> Unit:
    """For which office a person judges: that follows from who they are. Raises
    Refused."""
    unit = arguments["submission"].policy_unit
    return office_of(actor, unit, *_OFFICES[kind.__module__])


__all__ = ["FITTED", "NARROWED", "Filled", "Made", "Result", "office_for"]
