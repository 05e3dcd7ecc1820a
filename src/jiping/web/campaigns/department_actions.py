"""Changes that a department makes: its own notice, and its working group's document."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.models import Campaign, DepartmentNotice, WorkingGroup
from jiping.web.campaigns.stamped import Upload, keep
from jiping.web.core.actions import Action, Refused
from jiping.web.inbox.tell import people_of
from jiping.web.units.models import Unit

_ELSEWHERE = "刚刚在另一个窗口保存过，请刷新页面后再改。"


def _file_facts(holder: DepartmentNotice | WorkingGroup) -> dict[str, str]:
    return {"file": holder.file_name, "sha256": holder.file_digest}


class SaveNotice(Action[DepartmentNotice]):
    """The words of a department's notice, and its stamped file where one is given."""

    verb = "notice.edit"
    subject: DepartmentNotice

    def __init__(
        self, actor: User, notice: DepartmentNotice, given: Mapping[str, Any],
        file: Upload | None,
    ) -> None:  # fmt: skip
        super().__init__(actor, notice)
        self.given, self.file = given, file

    def effect(self) -> DepartmentNotice:
        notice = self.subject
        for name, value in self.given.items():
            setattr(notice, name, value)
        if self.file is not None:
            keep(notice, self.file)
        try:
            notice.save()
        except IntegrityError as fault:
            raise Refused(_ELSEWHERE) from fault
        return notice

    def facts(self, result: DepartmentNotice) -> Mapping[str, Any]:
        return {
            "title": result.title,
            "missing": list(result.missing_contents),
        } | _file_facts(result)


class IssueNotice(Action[None]):
    """The department's notice goes out to its units; it is fixed from then on."""

    verb = "notice.issue"
    subject: DepartmentNotice

    def effect(self) -> None:
        notice = self.subject
        if not notice.pk:
            raise Refused("通知还没有保存，请先保存再印发。")
        if not notice.file:
            raise Refused("还没有上传盖章的通知文件，考核时以它为准，请先上传。")
        notice.issued_on = notice.issued_on or localdate()
        if notice.issued_on > localdate():
            raise Refused("印发日期还没有到，请改正印发日期。")
        notice.issued_at = timezone.now()
        notice.save(update_fields=["issued_on", "issued_at"])

    def facts(self, result: None) -> Mapping[str, Any]:
        notice = self.subject
        facts = {"title": notice.title, "on": str(notice.issued_on)}
        return facts | {"missing": list(notice.missing_contents)} | _file_facts(notice)

    def told(self, result: None) -> Iterable[tuple[Iterable[User], str, str]]:
        notice = self.subject
        page = reverse(
            "campaign-department", args=[notice.campaign_id, notice.department_id]
        )
        own = units_of(notice.campaign, notice.department)
        people = [p for u in own for p in people_of(u, Role.FILER, Role.UNIT_HEAD)]
        yield (
            people,
            f"{notice.title}已印发。",
            reverse("campaign", args=[notice.campaign_id]),
        )
        issuer = notice.campaign.issued_by
        if issuer is not None:
            yield (issuer,), f"{notice.department}印发了本部门的自评通知。", page


def units_of(campaign: Campaign, department: Unit) -> list[Unit]:
    """The units of a department that a campaign asks."""
    return list(department.below().filter(assignments__campaign=campaign))


class RegisterGroup(Action[WorkingGroup]):
    """The stamped document that sets up the department's working group."""

    verb = "group.register"
    subject: WorkingGroup

    def __init__(
        self, actor: User, group: WorkingGroup, given: Mapping[str, Any],
        file: Upload | None,
    ) -> None:  # fmt: skip
        super().__init__(actor, group)
        self.given, self.file = given, file

    def effect(self) -> WorkingGroup:
        group = self.subject
        for name, value in self.given.items():
            setattr(group, name, value)
        if group.dated > localdate():
            raise Refused("成文日期还没有到，请改正。")
        if self.file is not None:
            keep(group, self.file)
        if not group.file:
            raise Refused("请上传盖章的工作小组文件，考核时以它为准。")
        try:
            group.save()
        except IntegrityError as fault:
            raise Refused(_ELSEWHERE) from fault
        return group

    def facts(self, result: WorkingGroup) -> Mapping[str, Any]:
        return {"title": result.title, "number": result.number} | _file_facts(result)

    def told(self, result: WorkingGroup) -> Iterable[tuple[Iterable[User], str, str]]:
        issuer = result.campaign.issued_by
        if issuer is not None:
            page = reverse(
                "campaign-department", args=[result.campaign_id, result.department_id]
            )
            yield (issuer,), f"{result.department}登记了自评工作小组文件。", page
