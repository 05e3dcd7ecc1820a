"""Beginning a draft: from the blank form, and from last year's filing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jiping.model.values import Ref
from jiping.pipeline.carrying import TO_FILL, carry
from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Refused
from jiping.web.drafts.book import Book
from jiping.web.drafts.fitting import fitted
from jiping.web.drafts.models import Draft, Source
from jiping.web.drafts.prior import prior_of
from jiping.web.drafts.saving import DraftAction, ImportCells, Saved
from jiping.web.drafts.shape import taken_apart
from jiping.writers.forms.blank import blank_filing

_MOST_PROJECTS = 60


def draft_for(assignment: Assignment) -> Draft:
    """The draft of an assignment; where none was begun, an empty one not yet stored."""
    try:
        return assignment.draft
    except Draft.DoesNotExist:
        return Draft(assignment=assignment)


def wanted_forms(kinds: Iterable[str]) -> tuple[str, ...]:
    """The tables that are asked for, by the kinds of evaluation of a campaign."""
    asked = set(kinds)
    whole = ("base", "overall", "report", "funds") if "overall" in asked else ()
    return (*whole, *(("project",) if asked & {"project", "transfer"} else ()))


class StartDraft(DraftAction):
    """Lay out the blank form for a unit, with a table 附件3 for each project named."""

    verb = "draft.edit"
    begins = True

    def __init__(
        self, actor: User | None, draft: Draft, projects: Sequence[str]
    ) -> None:
        super().__init__(actor, draft)
        self.projects = [name.strip()[:120] for name in projects if name.strip()]

    def effect(self) -> Draft:
        """Raises Refused where it was begun before, or for too many projects."""
        draft = self.subject
        found = Draft.objects.filter(assignment=draft.assignment_id).first()
        if found is not None and found.started:
            raise Refused("这份材料已经开始填报，请刷新页面。")
        if len(self.projects) > _MOST_PROJECTS:
            raise Refused(f"一次最多列{_MOST_PROJECTS}个项目，其余的请在填报中添加。")
        if draft.pk is None and found is not None:
            self.subject = draft = found
        shape, texts = self._blank()
        draft.shape = shape
        draft.save()
        book = Book(draft, None)
        for ref, raw in texts.items():
            if raw:
                book.write(ref, raw, Source.FORM)
        book.save(shape_changed=True)
        return draft

    def facts(self, result: Draft) -> Mapping[str, Any]:
        """The form, and the projects named."""
        form = result.assignment.campaign.form
        return {"form": form, "projects": self.projects, "started": result.pk}

    def _blank(self) -> tuple[dict[str, Any], dict[Ref, str]]:
        assignment = self.subject.assignment
        campaign, unit = assignment.campaign, assignment.unit
        filing = blank_filing(
            campaign.form,
            unit.name,
            campaign.year,
            wanted_forms(campaign.kinds),
            self.projects or ["" for kind in campaign.kinds if kind == "project"],
        )
        shape, texts = taken_apart(filing)
        shape["serial"] = len(self.projects) or 1
        department = unit.department
        if department is not None:
            for sheet in filing.projects:
                texts[Ref("project", sheet.key, "authority", "name")] = department.name
        return shape, texts


class Prefill(ImportCells):
    """What of last year's accepted filing this year begins with, into blank cells alone;
    lines and projects of last year are added."""

    def __init__(self, actor: User | None, draft: Draft) -> None:
        super().__init__(actor, draft, {}, Source.PRIOR, reason="按上年申报带入")

    def effect(self) -> Saved:
        """Raises Refused where there is no filing of last year."""
        prior = prior_of(self.subject.assignment)
        if prior is None:
            raise Refused("没有找到本单位上年度复核通过的申报，不能带入。")
        book = Book(self.subject, self.actor)
        shape, texts = fitted(self.subject.shape, book.texts, carry(prior))
        self.subject.shape = shape
        blank = {
            ref: text for ref, text in texts.items() if not book[ref].raw.strip("….")
        }
        self.items = {
            item.ref: item
            for item in self._typed(blank)
            if item.raw and TO_FILL not in item.raw
        }
        self.subject.save(update_fields=["shape"])
        return super().effect()
