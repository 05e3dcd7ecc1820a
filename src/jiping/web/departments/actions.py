"""What an officer does: judge, approve and return units' packages; consolidate."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiping.model.values import Ref
from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Action, Refused
from jiping.web.departments.consolidation import Total, as_filing
from jiping.web.departments.models import DistrictSummary, Elimination
from jiping.web.departments.work import Place, consolidated, districts, given
from jiping.web.drafts.actions import ImportCells, StartDraft
from jiping.web.drafts.fitting import fitted
from jiping.web.drafts.models import Draft, Source
from jiping.web.drafts.reading import cells_of, filing_of, look_at
from jiping.web.drafts.saving import Saved
from jiping.web.inbox.tell import people_of
from jiping.web.submissions import people
from jiping.web.submissions.actions import OnAssignment, Told, said
from jiping.web.submissions.judging import AddPoint, DropPoint, Judge, Pass, Return
from jiping.web.submissions.models import Decision
from jiping.web.submissions.storing import keep
from jiping.web.units.models import Unit

LARGEST = 20 * 1024**2
_PDF = b"%PDF-"


class DepartmentJudges(Judge):
    """Say to a finding of one's unit that it is agreed or dismissed."""

    verb = "department.judge"


class DepartmentAdds(AddPoint):
    """A point added by hand."""

    verb = "department.judge"


class DepartmentDrops(DropPoint):
    """A point taken back."""

    verb = "department.judge"


class DepartmentReturns(Return):
    """Submitted → returned."""

    verb = "department.return"


class DepartmentApproves(Pass):
    """Submitted → approved: on to the bureau."""

    verb = "department.approve"
    kind = Decision.Kind.APPROVED
    state = Assignment.State.APPROVED

    def told(self, result: Decision) -> Told:
        """The unit, and the bureau."""
        unit = self.subject.unit
        link = reverse("submission", args=(result.submission_id,))
        yield people.of_unit(unit), f"{self.office}审核通过了{unit}的自评材料。", link
        sentence = f"{unit}的自评材料经{self.office}审核通过，请复核。"
        yield people.reviewers(unit), sentence, link


class Eliminate(OnAssignment):
    """Take an amount off one consolidated cell."""

    verb = "department.consolidate"

    def __init__(
        self, actor: User, subject: Assignment, ref: Ref, amount: str, reason: str
    ) -> None:
        super().__init__(actor, subject)
        self.ref = ref
        self.amount = amount
        self.reason = reason

    def effect(self) -> Elimination:
        """Raises Refused for a cell that has no total, or follows from others."""
        place = Place(self.subject.campaign, self.subject.unit)
        if self.ref not in {t.ref for t in consolidated(place, self.subject)}:
            raise Refused("这一格没有汇总数，不能抵销。")
        if self.ref in look_at(self.draft()).locked:
            raise Refused("这一格由下级各行自动计算，请在下级各行抵销。")
        return Elimination.objects.create(
            assignment=self.subject,
            form=self.ref.form,
            key=self.ref.key,
            row=self.ref.row,
            column=self.ref.column,
            amount=self._decimal(),
            reason=said(self.reason, "抵销的理由", 4)[:300],
            by=self.actor,
        )

    def _decimal(self) -> Decimal:
        try:
            amount = Decimal(self.amount.strip().replace(",", "").replace("，", ""))
        except InvalidOperation as fault:
            raise Refused("抵销金额要填数字，如 12.50。") from fault
        if not amount.is_finite() or not amount or abs(amount) >= Decimal(10) ** 14:
            raise Refused("抵销金额不能是0，也不能过大。")
        exponent = amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -4:
            raise Refused("抵销金额最多四位小数。")
        return amount

    def facts(self, result: Elimination) -> Mapping[str, Any]:
        """Where, how much and why."""
        return {"at": str(result.ref), "amount": result.amount, "reason": result.reason}


class WithdrawElimination(OnAssignment):
    """Take an elimination back; it stays on record."""

    verb = "department.consolidate"

    def __init__(self, actor: User, subject: Assignment, elimination: int) -> None:
        super().__init__(actor, subject)
        self.elimination = elimination

    def effect(self) -> None:
        """Raises Refused where it is gone already."""
        kept = Elimination.objects.filter(
            pk=self.elimination, assignment=self.subject, withdrawn_at=None
        )
        if not kept.update(withdrawn_at=timezone.now()):
            raise Refused("这笔抵销已经撤销。")

    def facts(self, result: None) -> Mapping[str, Any]:
        """Which."""
        return {"elimination": self.elimination}


class BeginPackage(StartDraft):
    """Lay out the department's own tables, so that the officer can add up before the
    filer comes to it; the filer goes on from there."""

    verb = "department.begin"

    def told(self, result: Draft) -> Told:
        """The department's filers."""
        part = result.assignment
        said_ = f"{part}的部门自评表已建立，可以汇总和填报。"
        page = reverse("fill", args=(part.pk,))
        yield people_of(part.unit, Role.FILER), said_, page


class Consolidate(ImportCells):
    """Write the totals into the department's own draft; what follows from them follows.

    Indicators and the report are left as they are: they are written anew.
    """

    verb = "department.consolidate"

    def __init__(self, actor: User, draft: Draft) -> None:
        super().__init__(
            actor, draft, {}, Source.CONSOLIDATED, reason="由本级和所属单位汇总"
        )
        self.totals: tuple[Total, ...] = ()

    def effect(self) -> Saved:
        """Raises Refused where there is nothing to add up, or nothing to write into."""
        draft = self.subject
        if not draft.started:
            raise Refused("部门的自评表还没有建立，请先点“建立部门自评表”。")
        place = Place(draft.assignment.campaign, draft.assignment.unit)
        parts = given(place)
        if not parts:
            raise Refused("还没有单位提交自评材料，没有可以汇总的数。")
        self.totals = consolidated(place, draft.assignment)
        summed = as_filing(self.totals, parts, filing_of(draft))
        draft.shape, texts = fitted(draft.shape, cells_of(draft), summed)
        draft.save(update_fields=["shape"])
        self.items = {item.ref: item for item in self._typed(texts)}
        return super().effect()

    def facts(self, result: Saved) -> Mapping[str, Any]:
        """What was added up."""
        versions = sorted({p.submission for t in self.totals for p in t.parts})
        return {**super().facts(result), "submissions": versions}


class FileSummary(Action[DistrictSummary]):
    """File a district's stamped summary (a PDF); a later one stands in for an earlier."""

    verb = "department.summary"
    actor: User
    subject: Place

    def __init__(
        self, actor: User, place: Place, district: int, name: str, data: bytes
    ) -> None:
        super().__init__(actor, place)
        self.district = district
        self.name = name
        self.data = data
        self.kept_as = ""

    def perform(self) -> DistrictSummary:
        """Do it whole. Raises Refused, and nothing has changed then."""
        self.ask()
        if len(self.data) > LARGEST:
            raise Refused("文件超过20MB，请压缩后再上传。")
        if not self.data.startswith(_PDF):
            raise Refused("请上传盖章后扫描或导出的 PDF 文件。")
        self.kept_as = keep("districts", self.data, ".pdf")
        return super().perform()

    def effect(self) -> DistrictSummary:
        """Raises Refused for a district that is not expected to file."""
        place = self.subject
        found = next((u for u in districts(place) if u.pk == self.district), None)
        if found is None:
            raise Refused("这个县区不在本部门要汇总的范围内。")
        earlier = DistrictSummary.objects.filter(
            campaign=place.campaign,
            department=place.department,
            district=found,
            replaced_at=None,
        )
        earlier.update(replaced_at=timezone.now())
        return DistrictSummary.objects.create(
            campaign=place.campaign,
            department=place.department,
            district=found,
            file=self.kept_as,
            file_name=self.name[:200],
            file_digest=self.kept_as.rpartition("/")[2].removesuffix(".pdf"),
            size=len(self.data),
            by=self.actor,
        )

    def facts(self, result: DistrictSummary) -> Mapping[str, Any]:
        """Whose, and the digest of the file."""
        return {"district": result.district_id, "digest": result.file_digest}

    def told(
        self, result: DistrictSummary
    ) -> Iterable[tuple[Iterable[User], str, str]]:
        """The department's officers."""
        place = self.subject
        link = reverse(
            "department-board", args=(place.campaign.pk, place.department.pk)
        )
        officers = people_of(place.department, Role.DEPARTMENT_OFFICER)
        yield officers, f"收到{result.district}的转移支付自评汇总。", link


def departments_as(user: User) -> tuple[Unit, ...]:
    """The departments for which a person is officer."""
    return user.units_as(Role.DEPARTMENT_OFFICER)
