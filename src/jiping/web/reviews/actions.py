"""What the bureau does: judge, re-score, return, accept; draw for spot checks."""

import secrets
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiping.pipeline.draw import draw, list_digest, seed_digest
from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.actions import Action, Refused
from jiping.web.reviews.models import Draw, Rescore, ReviewResult
from jiping.web.reviews.scores import rechecked
from jiping.web.submissions import findings, people
from jiping.web.submissions.actions import Told, said
from jiping.web.submissions.judging import (
    AddPoint,
    DropPoint,
    Judge,
    OnSubmission,
    Pass,
    Return,
)
from jiping.web.submissions.models import Decision, Judgement, Submission
from jiping.web.submissions.reading import Rerun
from jiping.web.submissions.rule_set import current
from jiping.web.units.models import Unit


class BureauJudges(Judge):
    """Agree to a finding, or dismiss it with a reason."""

    verb = "review.judge"


class BureauAdds(AddPoint):
    """A point added by hand at a cell."""

    verb = "review.judge"


class BureauDrops(DropPoint):
    """A point taken back."""

    verb = "review.judge"


class BureauReturns(Return):
    """Approved → returned, by way of the department, which is told."""

    verb = "review.return"


class GivePoints(OnSubmission):
    """Give a row other points than its figures do; empty ``points`` takes that back."""

    verb = "review.rescore"

    def __init__(
        self,
        actor: User,
        submission: Submission,
        office: Unit,
        *,
        at: str,
        points: str,
        reason: str,
    ) -> None:
        super().__init__(actor, submission, office)
        self.at = at
        self.points = points.strip()
        self.reason = reason

    def effect(self) -> Rescore | None:
        """Raises Refused for points that the row does not have, or no reason."""
        row = rechecked(self.last()).row(self.at)
        if row is None:
            raise Refused("这个版本没有这一行，请刷新页面。")
        if not self.points:
            kept = Rescore.objects.filter(submission=self.submission)
            kept.filter(form=row.ref.form, key=row.ref.key, row=row.ref.row).delete()
            return None
        given, _ = Rescore.objects.update_or_create(
            submission=self.submission,
            form=row.ref.form,
            key=row.ref.key,
            row=row.ref.row,
            defaults={
                "points": self._number(row.weight),
                "reason": said(self.reason, "改分的理由")[:300],
                "by": self.actor,
            },
        )
        return given

    def _number(self, weight: Decimal | None) -> Decimal:
        try:
            points = Decimal(self.points)
        except InvalidOperation as fault:
            raise Refused("复核分要填数字，如 8.50。") from fault
        most = Decimal(100) if weight is None else weight
        if not points.is_finite() or not 0 <= points <= most:
            raise Refused(f"复核分要在0到分值{most}之间。")
        if points != points.quantize(Decimal("0.01")):
            raise Refused("复核分最多两位小数。")
        return points

    def facts(self, result: Rescore | None) -> Mapping[str, Any]:
        """Which row, the points and the reason."""
        points = result.points if result else None
        return {
            "submission": self.submission.pk,
            "at": self.at,
            "points": points,
            "reason": self.reason,
        }


class Accept(Pass):
    """Approved → accepted, with both scores kept.

    Every error and warning must have been agreed or dismissed; where the rules changed
    since hand-in, ``rule_set`` says that the difference was seen.
    """

    verb = "review.accept"
    kind = Decision.Kind.ACCEPTED
    state = Assignment.State.ACCEPTED

    def __init__(
        self,
        actor: User,
        submission: Submission,
        office: Unit,
        opinion: str = "",
        rule_set: str = "",
    ) -> None:
        super().__init__(actor, submission, office, opinion)
        self.rule_set = rule_set

    def effect(self) -> Decision:
        """Set the state, keep decision and scores."""
        submission = self.last()
        rerun = Rerun(submission)
        if rerun.changed and self.rule_set != rerun.now:
            raise Refused("提交以后规则有变动，请看过重新检查的结果再通过。")
        self._judged(rerun)
        decision = super().effect()
        scores = rechecked(submission)
        ReviewResult.objects.create(
            submission=submission,
            self_score=scores.self_score,
            self_grade=scores.self_grade,
            score=scores.score,
            grade=scores.grade,
            rows=scores.data(),
            rule_set=current(),
            by=self.actor,
        )
        return decision

    def _judged(self, rerun: Rerun) -> None:
        kept = self.submission.judgements.filter(by_unit=self.office)
        judged = {(j.rule, j.at_ref, j.stated): j.verdict for j in kept}
        asked = findings.of_severity(rerun.records, findings.ERROR, findings.WARNING)
        left = [each for each in asked if findings.key_of(each) not in judged]
        if left:
            raise Refused(f"还有{len(left)}项问题没有定下认定还是不予认定。")
        new = {findings.key_of(each) for each in rerun.new}
        for each in findings.of_severity(rerun.new, findings.ERROR):
            key = findings.key_of(each)
            if key in new and judged[key] == Judgement.Verdict.AGREED:
                raise Refused("按现在的规则新查出的错误已认定，请退回单位修改。")

    def facts(self, result: Decision) -> Mapping[str, Any]:
        """Both scores and grades."""
        scores = ReviewResult.objects.get(submission=self.submission)
        return {
            **super().facts(result),
            "self_score": scores.self_score,
            "self_grade": scores.self_grade,
            "score": scores.score,
            "grade": scores.grade,
            "rule_set": scores.rule_set,
        }

    def told(self, result: Decision) -> Told:
        """The unit and its department."""
        unit = self.subject.unit
        scores = ReviewResult.objects.get(submission=self.submission)
        sentence = (
            f"{unit}的自评材料复核通过：自评{scores.self_score}分"
            f"（{scores.self_grade}），复核{scores.score}分（{scores.grade}）。"
        )
        link = reverse("submission", args=(result.submission_id,))
        yield (*people.of_unit(unit), *people.officers(unit)), sentence, link


def population(campaign: Campaign) -> list[str]:
    """The units that handed in, one a line: code, tab, name."""
    parts = campaign.assignments.filter(
        submissions__isnull=False, state__in=Assignment.LIVE
    ).distinct()
    return [f"{p.unit.code}\t{p.unit.name}" for p in parts.select_related("unit")]


class Announce(Action[Draw]):
    """Publish a draw: its list, its count, and the digest of its sealed seed. Without a
    ``seed`` one is made."""

    verb = "draw.announce"
    actor: User
    subject: Campaign

    def __init__(
        self,
        actor: User,
        subject: Campaign,
        *,
        title: str,
        count: int,
        seed: str = "",
        public_source: str = "",
    ) -> None:
        super().__init__(actor, subject)
        self.title = title
        self.count = count
        self.seed = seed.strip()
        self.public_source = public_source.strip()

    def effect(self) -> Draw:
        """Raises Refused for a count that the list does not hold, or too short a seed."""
        lines = population(self.subject)
        if not 1 <= self.count <= len(lines):
            raise Refused(
                f"已提交的有{len(lines)}个单位，抽取数要在1到{len(lines)}之间。"
            )
        if self.seed and not 8 <= len(self.seed) <= 120:
            raise Refused("种子至少8个字符，最多120个，或者留空由系统生成。")
        seed = self.seed or secrets.token_hex(16)
        return Draw.objects.create(
            campaign=self.subject,
            title=said(self.title, "抽查名称")[:120],
            count=self.count,
            seed=seed,
            seed_digest=seed_digest(seed),
            population=lines,
            list_digest=list_digest(lines),
            public_source=self.public_source[:200],
            announced_by=self.actor,
        )

    def facts(self, result: Draw) -> Mapping[str, Any]:
        """The digests; the seed stays sealed."""
        return {
            "draw": result.pk,
            "count": result.count,
            "seed_digest": result.seed_digest,
            "list_digest": result.list_digest,
            "public_source": result.public_source,
        }


class Open(Action[Draw]):
    """Open the seed and draw."""

    verb = "draw.open"
    actor: User
    subject: Draw

    def __init__(self, actor: User, subject: Draw, public_value: str = "") -> None:
        super().__init__(actor, subject)
        self.public_value = public_value.strip()

    def effect(self) -> Draw:
        """Raises Refused where the public figure is missing."""
        drawn = self.subject
        if drawn.public_source and not self.public_value:
            raise Refused(f"请填写{drawn.public_source}。")
        drawn.public_value = self.public_value[:60] if drawn.public_source else ""
        made = draw(drawn.whole_seed, drawn.population, drawn.count)
        drawn.result = [[lot.line, lot.digest] for lot in made.drawn]
        drawn.opened_at = timezone.now()
        drawn.opened_by = self.actor
        drawn.save(update_fields=["public_value", "result", "opened_at", "opened_by"])
        return drawn

    def facts(self, result: Draw) -> Mapping[str, Any]:
        """The seed, and who was drawn."""
        return {
            "seed": result.whole_seed,
            "drawn": [line.partition("\t")[0] for line, _ in result.result],
        }

    def told(self, result: Draw) -> Iterable[tuple[Iterable[User], str, str]]:
        """The units drawn, and their departments."""
        codes = [line.partition("\t")[0] for line, _ in result.result]
        link = reverse("draw", args=(result.pk,))
        for unit in Unit.objects.filter(code__in=codes):
            sentence = f"{unit}在“{result.title}”中被抽中，请准备佐证资料备查。"
            yield (*people.of_unit(unit), *people.officers(unit)), sentence, link
