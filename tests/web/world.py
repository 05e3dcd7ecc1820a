"""A county in which everything has happened once.

One place for tests that go through all pages: a page whose address names something that
is not in ``FOUND`` or ``PARTS`` fails them, so that no page can be forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from web.county import County, founded
from web.packages import CLEAN, SAMPLES, WARNED, fill, submitted

from jiping.model.values import Ref
from jiping.rules import cards
from jiping.web.accounts.models import Membership, Role, User
from jiping.web.administration.models import ImportBatch
from jiping.web.api.actions import MakeToken
from jiping.web.campaigns.drafting import draft_campaign, draft_department
from jiping.web.campaigns.models import Assignment, Campaign, WorkingGroup
from jiping.web.core.uploads import File
from jiping.web.departments.actions import DepartmentApproves, DepartmentReturns
from jiping.web.departments.models import DistrictSummary
from jiping.web.drafts.actions import AddComment, SaveCells, Typed
from jiping.web.drafts.evidence.actions import AddEvidence
from jiping.web.drafts.importing.actions import ImportPackage
from jiping.web.drafts.models import Draft, Evidence, Proposal, TargetBatch
from jiping.web.followup.models import Proof, Rectification, Step
from jiping.web.grading.actions import Propose
from jiping.web.grading.models import DepartmentGrade
from jiping.web.inbox.models import Message
from jiping.web.publication.actions import AddMask, Confirm, Prepare, Publish
from jiping.web.publication.models import Publication
from jiping.web.reviews.actions import Accept, Announce
from jiping.web.reviews.models import Draw
from jiping.web.submissions import findings
from jiping.web.submissions.actions import AnswerWarning
from jiping.web.submissions.models import Decision, Submission, Waiver
from jiping.web.submissions.package import package_of
from jiping.web.submissions.storing import keep
from jiping.web.units.models import Unit

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
RECEPTION = Ref("base", "", "reception", "actual")
MARK = "机密批注"


@dataclass
class World:
    """``county`` with all that there is in it. Where a thing is there for several units
    it stands by the short name of its unit; ``secrets`` are words that stand in nothing
    but that unit's draft."""

    county: County
    evidence: dict[str, Evidence]
    proposals: dict[str, Proposal]
    submission: Submission
    decision: Decision
    waiver: Waiver
    publication: Publication
    grade: DepartmentGrade
    draw: Draw
    summary: DistrictSummary
    targets: TargetBatch
    batch: ImportBatch
    token: Any
    key: str
    message: Message
    drafted: Campaign
    task: Rectification
    proof: Proof
    secrets: dict[str, str]

    def assignment(self, short: str) -> Assignment:
        """A unit's part, as it is now."""
        return Assignment.objects.get(pk=self.county.assignments[short].pk)


def _two_roles(county: County) -> None:
    for name, held in {
        "two@灯": (("灯", Role.FILER), ("灯", Role.UNIT_HEAD)),
        "two@馆+城": (("馆", Role.FILER), ("城", Role.DEPARTMENT_OFFICER)),
        "gone@灯": (("灯", Role.FILER),),
        "off@灯": (("灯", Role.FILER),),
    }.items():
        person = User.objects.create_user(name, password="right-Horse-9", name=name)
        for short, role in held:
            Membership.objects.create(user=person, unit=county.units[short], role=role)
        county.people[name] = person
    county.people["gone@灯"].memberships.update(ended_on=date(2024, 1, 1))
    User.objects.filter(pk=county.people["off@灯"].pk).update(is_active=False)
    county.people = {
        name: User.objects.get(pk=person.pk) for name, person in county.people.items()
    }


def _proposals(county: County) -> dict[str, Proposal]:
    """An upload that waits to be confirmed, for two units."""
    from_file = File("材料.docx", (SAMPLES / f"{CLEAN}.docx").read_bytes())
    draft = Draft.objects.get(assignment=county.assignments["城本"])
    first = ImportPackage(county.people["filer@城本"], draft, [from_file]).perform()
    second = Proposal.objects.create(
        draft=Draft.objects.get(assignment=county.assignments["灯"]),
        files=deepcopy(first.files),
        content=deepcopy(first.content),
        by=county.people["filer@灯"],
    )
    return {"城本": first, "灯": second}


def _indicator(draft: Draft) -> Ref:
    sheet = next(s for s in draft.shape["sheets"] if s["form"] == "overall")
    row = next(r for r in sheet["rows"] if r["kind"] == "indicator")
    return Ref("overall", "", row["key"])


def _answered(county: County, short: str) -> None:
    part, filer = county.assignments[short], county.people[f"filer@{short}"]
    draft = Draft.objects.get(assignment=part)
    for record in findings.of_severity(package_of(draft).records, "warning"):
        AnswerWarning(filer, part, findings.key_of(record), "按批复执行").perform()


def _evidence(county: County, short: str) -> Evidence:
    draft = Draft.objects.get(assignment=county.assignments[short])
    file = File("验收单.pdf", PDF)
    filer = county.people[f"filer@{short}"]
    act = AddEvidence(filer, draft, _indicator(draft), file, "3", f"{MARK}{short}")
    return act.perform()


def _commented(county: County) -> None:
    """A remark, a conflict and a wrong figure in a draft that is being written."""
    filer, head = county.people["filer@城本"], county.people["head@城本"]
    draft = Draft.objects.get(assignment=county.assignments["城本"])
    AddComment(head, draft, RECEPTION, f"{MARK}：请核对决算表").perform()
    SaveCells(filer, draft, [Typed(RECEPTION, "12.5")]).perform()
    draft = Draft.objects.get(pk=draft.pk)
    SaveCells(filer, draft, [Typed(RECEPTION, "99", 0)], page="other").perform()


def _handed_in(county: County) -> tuple[Submission, Decision]:
    """灯 hands in, has it back, hands in again, is passed and accepted; 城 hands in."""
    people, units = county.people, county.units
    fill(county.assignments["灯"], WARNED)
    _answered(county, "灯")
    first = submitted(county, "灯")
    soon = timezone.localdate() + timedelta(days=9)
    DepartmentReturns(
        people["officer@城"], first, units["城"], due=soon, opinion="请补充说明依据"
    ).perform()
    fill(county.assignments["灯"], CLEAN)
    second = submitted(county, "灯")
    DepartmentApproves(people["officer@城"], second, units["城"]).perform()
    second = Submission.objects.get(pk=second.pk)
    Accept(people["reviewer@财"], second, units["财"]).perform()
    fill(county.assignments["馆"], WARNED)
    _answered(county, "馆")
    submitted(county, "馆")
    fill(county.assignments["城"], CLEAN)
    submitted(county, "城")
    returned = Decision.objects.get(submission=first)
    return Submission.objects.get(pk=second.pk), returned


def _published(county: County) -> Publication:
    filer, head = county.people["filer@灯"], county.people["head@灯"]
    part = Assignment.objects.get(pk=county.assignments["灯"].pk)
    made = Prepare(filer, part).perform()
    made = AddMask(filer, made, "填表人").perform()
    decisions = {mask.pk: ("mask", "") for mask in made.masks.all()}
    return Publish(head, Confirm(head, made, decisions).perform()).perform()


def _department(county: County) -> None:
    """城's notice and working group."""
    city = county.units["城"]
    notice = draft_department(county.campaign, city)
    notice.file, notice.file_name = keep("notices", PDF, ".pdf"), "通知.pdf"
    notice.issued_on, notice.issued_at = date(2024, 2, 23), timezone.now()
    notice.save()
    WorkingGroup.objects.create(
        campaign=county.campaign,
        department=city,
        title="关于成立自评工作小组的通知",
        dated=date(2024, 2, 23),
        file=keep("groups", PDF, ".pdf"),
        file_name="小组.pdf",
    )


def _summary(county: County) -> DistrictSummary:
    county.units["县"] = Unit.objects.create(
        code="009",
        name="澄湖县滨江区",
        short_name="县",
        kind=Unit.Kind.DISTRICT,
        parent=county.units["财"],
    )
    return DistrictSummary.objects.create(
        campaign=county.campaign,
        department=county.units["城"],
        district=county.units["县"],
        file=keep("districts", PDF, ".pdf"),
        file_name="汇总.pdf",
        file_digest="0" * 64,
        size=len(PDF),
        by=county.people["officer@城"],
    )


def _drafted(county: County) -> Campaign:
    """Next year's campaign, not issued yet."""
    campaign = Campaign(
        year=2024,
        kinds=["overall", "project"],
        form=county.campaign.form,
        rule_set="test",
        unit_due=date(2025, 3, 14),
        department_due=date(2025, 3, 28),
        review_due=date(2025, 4, 30),
        publication_due=date(2025, 6, 30),
    )
    draft_campaign(campaign)
    campaign.save()
    return campaign


def _waiver(county: County) -> Waiver:
    return Waiver.objects.create(
        assignment=county.assignments["灯"],
        rule=next(iter(cards())),
        at_ref="base||reception|actual",
        message="合计与分项不符",
        reason="决算批复如此，已说明",
        asked_by=county.people["filer@灯"],
    )


def built() -> World:
    """Everything, by the same actions as the pages perform where that is cheap."""
    county = founded()
    _two_roles(county)
    reviewer = county.people["reviewer@财"]
    proposals = _proposals(county)
    fill(county.assignments["城本"], WARNED)
    fill(county.assignments["灯"], WARNED)
    evidence = {short: _evidence(county, short) for short in ("城本", "灯")}
    _commented(county)
    submission, decision = _handed_in(county)
    publication = _published(county)
    Assignment.objects.create(
        campaign=county.campaign, unit=county.units["文"], due=date(2024, 3, 15)
    )
    _department(county)
    now = timezone.localdate()
    task = Rectification.objects.create(
        campaign=county.campaign,
        unit=county.units["灯"],
        office=county.units["财"],
        source="other",
        problem="偏差原因没有说明",
        due=now + timedelta(days=30),
        issued_by=reviewer,
    )
    token, key = MakeToken(
        county.people["filer@灯"], "预算系统", ["read"], now + timedelta(days=30)
    ).perform()
    return World(
        county=county,
        evidence=evidence,
        proposals=proposals,
        submission=submission,
        decision=decision,
        waiver=_waiver(county),
        publication=publication,
        grade=Propose(reviewer, county.campaign, county.units["城"]).perform(),
        draw=Announce(
            reviewer,
            county.campaign,
            title="第一次抽查",
            count=1,
            seed="chenghu-2024-06",
            public_source="",
        ).perform(),
        summary=_summary(county),
        targets=TargetBatch.objects.create(
            campaign=county.campaign,
            owner=county.units["城"],
            name="批复.xlsx",
            digest="0" * 64,
            by=county.people["officer@城"],
        ),
        batch=ImportBatch.objects.create(
            file_name="单位.xlsx", digest="0" * 64, by=county.people["administrator@财"]
        ),
        token=token,
        key=key,
        message=Message.objects.filter(to=county.people["filer@灯"]).latest("pk"),
        drafted=_drafted(county),
        task=task,
        proof=Proof.objects.create(
            step=Step.objects.create(
                task=task, kind="reported", text="已改", by=county.people["filer@灯"]
            ),
            file=keep("rectifications", PDF, ".pdf"),
            name="整改.pdf",
            size=len(PDF),
            digest="0" * 64,
        ),
        secrets={"城本": MARK},
    )


@contextmanager
def lasting(blocker: Any) -> Iterator[World]:
    """One for all tests of a module, gone at its end; ``blocker`` is pytest-django's."""
    with blocker.unblock(), transaction.atomic():
        yield built()
        transaction.set_rollback(True)


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens inside did not happen afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
